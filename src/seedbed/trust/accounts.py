"""Accounts: who can log in. Members of a study are the record's concern, not this module's."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import F

from seedbed.errors import InputError
from seedbed.trust.models import User


def demo_account(username: str, password: str, *, using: str) -> User:
    """Make a demo account, or give it a new password."""
    user = User.objects.using(using).filter(username=username).first() or User(username=username)
    user.is_demo = True
    user.set_password(password)
    user.save(using=using)
    return user


def demo_accounts_exist(*, using: str) -> bool:
    """Say whether anybody could log in with a printed password."""
    return User.objects.using(using).filter(is_demo=True, is_active=True).exists()


def end_sessions(user: User, *, using: str) -> None:
    """End every session of a person: their role, password or second factor changed."""
    User.objects.using(using).filter(pk=user.pk).update(epoch=F("epoch") + 1)
    user.refresh_from_db(using=using, fields=["epoch"])


def without_second_factor(users: Iterable[User], *, using: str) -> set[str]:
    """Names of those who could log in with a password alone."""
    held = {user.pk: user.username for user in users}
    with_one = (
        Authenticator.objects.using(using)
        .filter(user__in=held)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user", flat=True)
    )
    return {name for pk, name in held.items() if pk not in set(with_one)}


def new_account(username: str, password: str, *, using: str) -> User:
    """Make an account, or say that the name is taken or cannot be one."""
    if User.objects.using(using).filter(username=username).exists():
        raise InputError(f"There is an account called {username} already.")
    user = User(username=username)
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as wrong:
        raise InputError(
            f"{username!r} cannot be a user name. Use letters, digits and any of @ . + - _ without "
            "spaces."
        ) from wrong
    user.set_password(password)
    user.save(using=using)
    return user


def account(username: str, *, using: str) -> User | None:
    """The account of this name, if there is one."""
    return User.objects.using(using).filter(username=username).first()

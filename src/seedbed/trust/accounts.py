"""Accounts: who can log in. Members of a study are the record's concern, not this module's."""

from django.db.models import F

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

"""Reading the audit: events by action, noun, actor, day and row, the newest first."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from seedbed.trust.models import AuditEvent, User


def events(
    *,
    using: str,
    actions: Iterable[str] = (),
    noun: str = "",
    actor: str = "",
    on: date | None = None,
    under: str = "",
    rows: Iterable[str] | None = None,
) -> QuerySet[AuditEvent]:
    """Events of a store, the newest first. What is not given is not asked for.

    ``under`` is what the row of an event begins with; ``rows`` are the rows it may name.
    """
    wanted = Q()
    if named := tuple(actions):
        wanted &= Q(action__in=named)
    if noun:
        wanted &= Q(noun=noun)
    if actor:
        wanted &= Q(actor=actor)
    if on is not None:
        wanted &= Q(at__date=on)
    if under:
        wanted &= Q(row__startswith=under)
    if rows is not None:
        wanted &= Q(row__in=list(rows))
    return AuditEvent.objects.using(using).filter(wanted).order_by("-sequence")


def names_of(actors: Iterable[str], *, using: str) -> dict[str, str]:
    """The user names behind actors; the system's own tasks and strangers keep the name they have.

    Accounts that are gone are told as such.
    """
    asked = set(actors)
    people = {a for a in asked if not a.startswith("system:") and a != "nobody"}
    found = User.objects.using(using).filter(public_id__in=people)
    known = {str(user.public_id): user.username for user in found}
    return {a: known.get(a, a if a not in people else "an account that is gone") for a in asked}


def actor_named(username: str, *, using: str) -> str:
    """What the audit calls somebody; nothing that it could hold where there is nobody."""
    user = User.objects.using(using).filter(username=username).first()
    return str(user.public_id) if user is not None else "no such account"

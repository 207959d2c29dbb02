"""Openings of a study: for who answers for it, and one's own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from seedbed.errors import NotFound
from seedbed.record.openings.models import Opening
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker


def openings(by: Asker, study: Study) -> QuerySet[Opening]:
    """Openings of a study, the newest first: all for who watches them, else one's own."""
    rows = Opening.objects.using(by.using).filter(study=study).select_related("user", "study")
    if not by.may("watch-openings", study=study.pk):
        rows = rows.filter(user__public_id=by.name) if by.is_inside(study.pk) else rows.none()
    return rows


def opening(by: Asker, study: Study, public_id: str | UUID) -> Opening:
    """One opening."""
    row = openings(by, study).filter(public_id=public_id).first()
    if row is None:
        raise NotFound("There is no such opening, or it is not yours to see.")
    return row


def to_note(by: Asker, study: Study) -> QuerySet[Opening]:
    """Openings that this asker answers for and has not taken note of."""
    if study.kind != "real" or not by.may("watch-openings", study=study.pk):
        return Opening.objects.using(by.using).none()
    return openings(by, study).exclude(acknowledgements__who=by.name)


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Openings not yet taken note of: due at once."""
    return [
        Waiting(
            kind="openings",
            what=_("%(who)s opened what their role does not show") % {"who": row.user},
            since=row.opened_at,
            due=row.opened_at,
            public_id=row.public_id,
        )
        for row in to_note(by, study)
    ]


def opened_to(user: Any, *, using: str, now: datetime) -> dict[int, frozenset[str]]:
    """Nouns that stand open to somebody at a moment, by study."""
    living = Q(ended_at=None, opened_at__lte=now, ends_at__gt=now)
    nouns: dict[int, frozenset[str]] = {}
    for row in Opening.objects.using(using).filter(living, user=user):
        nouns[row.study_id] = nouns.get(row.study_id, frozenset()) | frozenset(row.nouns)
    return nouns

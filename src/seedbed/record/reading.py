"""Reads that the audit keeps: who looked at what could tell who somebody is.

Only of studies of real people. Published and invented facts identify nobody, and a record of who
read them would itself be a record about people. An event names the study and the row by their
public ids, or the study alone where many rows were shown together: never a word of what was read,
and nothing that would be left of a person who asked to be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from seedbed.record.base import public_id_of
from seedbed.record.looking import Looks, looking
from seedbed.record.study.models import Study
from seedbed.trust import audit
from seedbed.trust.asking import Asker

READS = ("read", "read-opened")  # by a right of one's own; under an opening of the glass
# So many rows of a noun are told one by one; more of them are one event with a count.
EACH = 25


def saw(*, by: Asker, study: Study, noun: str, row: str = "", rows: int = 1) -> None:
    """Note that an asker is shown rows of a noun, before they are shown.

    Needed only where words are shown that no column marked with ``identifies`` gave. ``row`` is a
    public id, or the name a row has in the study folder.
    """
    if study.kind != "real" or rows == 0:
        return
    with transaction.atomic(using=by.using):
        audit.note(
            by=by, action=_right(by, study, noun), noun=noun, row=name_of(study, row), rows=rows
        )


def keep(looks: Looks, *, by: Asker) -> None:
    """Write what was looked at in studies of real people into the audit, all or nothing."""
    # Of what is not real, the asker's memberships mostly tell: the store is not asked then.
    other = {grant.study for grant in by.grants if not grant.real}
    asked = {study for study, _ in looks.rows} - other
    if not asked:
        return
    real = Study.objects.using(by.using).filter(kind="real", pk__in=asked)
    studies = {study.pk: study for study in real}
    notes = [
        note
        for (study, noun), rows in looks.rows.items()
        if study in studies
        for note in _notes(by, studies[study], noun, list(rows))
    ]
    if notes:
        with transaction.atomic(using=by.using):
            audit.note_all(by=by, notes=notes)


@contextmanager
def shown(by: Asker) -> Iterator[None]:
    """Gather what is about to be shown; it is in the audit when this ends, or this fails."""
    with looking() as looks:
        yield
    keep(looks, by=by)


def name_of(study: Study, row: str = "") -> str:
    """What the audit calls a row of a study, given its public id or its name; or the study."""
    if not row:
        return str(study.public_id)
    try:
        own = UUID(row)
    except ValueError:
        own = public_id_of(study.key, row)
    return f"{study.public_id}/{own}"


def _notes(by: Asker, study: Study, noun: str, rows: list[str]) -> list[audit.Note]:
    action = _right(by, study, noun)
    if len(rows) > EACH:
        return [audit.Note(action=action, noun=noun, row=name_of(study), rows=len(rows))]
    return [audit.Note(action=action, noun=noun, row=name_of(study, row)) for row in rows]


def _right(by: Asker, study: Study, noun: str) -> str:
    """By which right a noun is read: one's own, or an opening of the glass."""
    return READS[by.only_opened(noun, study=study.pk)]

"""Who looked at what of a study, when: for its lead and its data-protection contact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from seedbed.errors import NotFound
from seedbed.record.evidence.models import Coding, Excerpt, Source, SourceVersion
from seedbed.record.measures.models import Response
from seedbed.record.people.models import Consent, Participant
from seedbed.record.reading import READS, name_of
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker
from seedbed.trust.audit_reading import actor_named, events, names_of
from seedbed.trust.models import AuditEvent

SEE = "see-reads"
NEWEST = 200  # events a page shows at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One time that somebody looked."""

    at: datetime
    who: str  # a user name, or the system's task
    noun: str
    rows: int
    row: str  # the public id of the row; empty where many were shown together
    opened: bool  # it was under an opening of the glass, not by a right of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Somebody who took part, or a source, by its name in the study folder and no word of it."""

    noun: str
    key: str
    public_id: str


def reads(
    by: Asker,
    study: Study,
    *,
    noun: str = "",
    username: str = "",
    on: date | None = None,
    newest: int = NEWEST,
) -> list[Read]:
    """Reads of a study that the audit holds, by noun, person and day, the newest first."""
    by.must(SEE, study=study.pk)
    actor = actor_named(username, using=by.using) if username else ""
    found = events(
        using=by.using, actions=READS, under=name_of(study), noun=noun, actor=actor, on=on
    )
    return _told(by, found[:newest])


def reads_of(by: Asker, study: Study, public_id: str, *, newest: int = NEWEST) -> list[Read]:
    """Reads of one person or source, with all that hangs on it; and of many rows together."""
    by.must(SEE, study=study.pk)
    row = _row(by, study, public_id)
    rows = {str(row.public_id)} | {str(pk) for one in _hanging(by, row) for pk in one}
    named = [name_of(study, pk) for pk in rows]
    found = events(using=by.using, actions=READS, rows=[*named, name_of(study)])
    return _told(by, found[:newest])


def thing(by: Asker, study: Study, public_id: str) -> Thing:
    """A person or a source whose reads are asked for."""
    by.must(SEE, study=study.pk)
    return _thing(_row(by, study, public_id))


def things(by: Asker, study: Study) -> list[Thing]:
    """Everybody who took part, and every source, by name: for who may see their reads."""
    if not by.may(SEE, study=study.pk):
        return []
    every: list[Any] = []
    for model in (Participant, Source):
        every += model.objects.using(by.using).filter(study=study).order_by("key")
    return [_thing(row) for row in every]


def _thing(row: Any) -> Thing:
    return Thing(noun=row.noun, key=row.key, public_id=str(row.public_id))


def _row(by: Asker, study: Study, public_id: str) -> Any:
    """The row itself: who may see reads need not see what was read, and is not shown it."""
    for model in (Participant, Source):
        row = model.objects.using(by.using).filter(study=study, public_id=public_id).first()
        if row is not None:
            return row
    raise NotFound("There is no such person or source, or it is not yours to see.")


def _hanging(by: Asker, row: Any) -> Iterator[QuerySet[Any]]:
    """Public ids of the rows that belong to a person or to a source."""
    if row.noun == "participants":
        person = {"participant": row}
        texts, passages = {"source__participant": row}, {"version__source__participant": row}
        yield _ids(by, Source, **person)
        yield _ids(by, Consent, **person)
        yield _ids(by, Response, **person)
        yield _ids(by, Excerpt, speaker=row)
        yield _ids(by, Coding, excerpt__speaker=row)
    else:
        texts, passages = {"source": row}, {"version__source": row}
    yield _ids(by, SourceVersion, **texts)
    yield _ids(by, Excerpt, **passages)
    yield _ids(by, Coding, **{f"excerpt__{path}": value for path, value in passages.items()})


def _ids(by: Asker, model: Any, **where: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.using(by.using).filter(**where)
    return found.values_list("public_id", flat=True)


def _told(by: Asker, found: Iterable[AuditEvent]) -> list[Read]:
    held = list(found)
    names = names_of({event.actor for event in held}, using=by.using)
    return [
        Read(
            at=event.at,
            who=names[event.actor],
            noun=event.noun,
            rows=event.rows,
            row=event.row.partition("/")[2],
            opened=event.action != READS[0],
        )
        for event in held
    ]

"""The search: everything a study holds on one person, table by table, as words to be looked at.

Each thing found becomes one text, so that what tells of somebody else can be hidden in it. Its
title is only its kind: even the title of a source can name somebody.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model

from seedbed.record.attachments.models import Attachment
from seedbed.record.evidence.models import Coding, Excerpt, Source, SourceVersion
from seedbed.record.harm.models import Flag
from seedbed.record.people.models import Participant
from seedbed.record.subject_access.models import AccessRequest
from seedbed.record.withdrawals.models import Withdrawal

# What every row has and tells nobody anything.
UNTOLD = ("id", "study", "public_id", "key")
# Found by a search of its own below.
APART = (Source, Excerpt)
Found = Iterator[str]


def search(request: AccessRequest, *, using: str) -> Iterator[tuple[str, list[str]]]:
    """Each table that is searched, with the words found in it, one text a thing.

    Flags of harm are searched only where a qualified opinion says that serious harm is not likely.
    """
    rows = Participant.objects.using(using).filter(study=request.study, key=request.participant)
    person = rows.select_related("site").first()
    if person is None:
        # Their words are gone already; what tells of that is still theirs to have.
        yield "withdrawals", list(_withdrawals(request, using))
        return
    yield Participant.noun, [told(person)]
    for model, field in _tables_of_people():
        held = model._default_manager.using(using).filter(**{field: person})
        yield model.noun, [told(row) for row in held.order_by("pk")]  # type: ignore[attr-defined]
    for place, find in PLACES.items():
        yield place, list(find(person, using))
    yield Withdrawal.noun, list(_withdrawals(request, using))
    if request.opinion == "no-serious-harm":
        flags = Flag.objects.using(using).filter(study=request.study, participant=person.key)
        yield Flag.noun, [told(row, "concern", "raised_at", "state") for row in flags]


def told(row: Model, *names: str) -> str:
    """A row in lines of its own columns; what is empty is left out."""
    lines = []
    for field in row._meta.fields:
        if field.name in UNTOLD or (names and field.name not in names):
            continue
        value: Any = getattr(row, field.name)
        if value not in (None, "", [], {}):
            lines.append(f"{field.name.replace('_', ' ')}: {value}")
    return "\n".join(lines)


def _tables_of_people() -> list[tuple[type[Model], str]]:
    """Every table with a column that names a person, so that no later one is forgotten."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Participant._meta.related_objects
        if isinstance(relation.field, ForeignKey) and relation.related_model not in APART
    ]
    return sorted(found, key=lambda pair: pair[0].__name__)


def _sources(person: Participant, using: str) -> Found:
    for row in Source.objects.using(using).filter(participant=person).order_by("on", "key"):
        yield told(row)


def _texts(person: Participant, using: str) -> Found:
    rows = SourceVersion.objects.using(using).filter(source__participant=person)
    for row in rows.select_related("source").order_by("source__key", "number"):
        yield f"{row.source.title}, version {row.number}\n\n{row.text}"


def _passages(person: Participant, using: str) -> Found:
    """Where they speak in a source that is not theirs."""
    rows = Excerpt.objects.using(using).filter(speaker=person)
    rows = rows.exclude(version__source__participant=person)
    for row in rows.select_related("version__source").order_by("version", "start"):
        yield f"{row.version.source.title}, version {row.version.number}\n\n{row.words}"


def _mentions(person: Participant, using: str) -> Found:
    """Paragraphs of other texts that name their pseudonym."""
    if not person.pseudonym.strip():
        return
    named = re.compile(rf"\b{re.escape(person.pseudonym.strip())}\b", re.IGNORECASE)
    rows = SourceVersion.objects.using(using).filter(study=person.study)
    rows = rows.exclude(source__participant=person).select_related("source")
    for row in rows.order_by("source__key", "number"):
        for paragraph in row.text.split("\n\n"):
            if named.search(paragraph):
                yield f"{row.source.title}, version {row.number}\n\n{paragraph.strip()}"


def _codings(person: Participant, using: str) -> Found:
    """What researchers noted of their words."""
    mine = Coding.objects.using(using).filter(study=person.study)
    spoken = mine.filter(excerpt__speaker=person)
    rows = spoken | mine.filter(excerpt__version__source__participant=person)
    for row in rows.select_related("code", "excerpt__version").distinct().order_by("key"):
        parts = [f"code: {row.code.name}", f"words: {row.excerpt.words}"]
        parts += [f"label: {row.label}"] if row.label else []
        parts += [f"note: {row.memo}"] if row.memo else []
        yield "\n".join(parts)


def _attachments(person: Participant, using: str) -> Found:
    rows = Attachment.objects.using(using).filter(source__participant=person, destroyed_at=None)
    for row in rows:
        yield told(row, "name", "kind", "added_at")


def _withdrawals(request: AccessRequest, using: str) -> Found:
    own = {"study": request.study, "participant": request.participant}
    for row in Withdrawal.objects.using(using).filter(**own):
        yield told(row, "scope", "on")


PLACES: dict[str, Callable[[Participant, str], Found]] = {
    Source.noun: _sources,
    SourceVersion.noun: _texts,
    Excerpt.noun: _passages,
    "mentions": _mentions,
    Coding.noun: _codings,
    Attachment.noun: _attachments,
}

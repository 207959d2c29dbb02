"""Erasing one person's words from the record: marks in texts, nothing in cells, notes in sentences.

In a text every erased code point becomes a mark, so that what others said is still found where it
was. What was emptied is kept by its place, with a digest under the key of the store: an old study
folder that would bring the words back is known by it, and nobody can guess words from it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField
from django.utils.crypto import salted_hmac

from seedbed.record.evidence.models import Excerpt, SourceVersion
from seedbed.record.outputs.models import Publication
from seedbed.record.people.models import Participant
from seedbed.record.releases.models import Release
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.record.withdrawals.reach import Reach, turns_of
from seedbed.record.withdrawals.traces import Traces
from seedbed.trust.asking import Asker

MARK = "\u2588"
# Longer fields hold what somebody wrote; shorter ones hold words of a vocabulary, keys and digests.
WRITTEN_FROM = 100
Span = tuple[int, int]
# What is kept for a safeguarding duty, apart from the research, outlasts a withdrawal.
APART = ("flags", "harm_decisions")


@dataclass(slots=True)
class Erased:
    """What one erasure emptied, by place: noun, id, field, digest of what stood there."""

    by: Asker
    places: list[list[str]] = field(default_factory=list)

    def put(self, row: Any, **emptied: Any) -> None:
        """Store emptied values of one row, and keep where they stood."""
        held = {name: getattr(row, name) for name in emptied}
        changed = {name: new for name, new in emptied.items() if held[name] != new}
        if not changed:
            return
        for name, new in changed.items():
            setattr(row, name, new)
        # The row itself is saved: what is sealed, is sealed by row.
        row.save(using=self.by.using, update_fields=list(changed))
        key = str(getattr(row, "key", "") or getattr(row, "public_id", row.pk))
        noun = str(getattr(row, "noun", row._meta.model_name))
        self.places += [[noun, key, name, digest_of(held[name])] for name in changed]


def digest_of(value: Any) -> str:
    """A digest of a value that only this store can make."""
    return salted_hmac("seedbed.erased", str(value), algorithm="sha256").hexdigest()


def erase(by: Asker, reach: Reach, on: date, pages: Mapping[int, Any]) -> Erased:
    """Erase a person's words wherever the record holds them. Only an action may call this.

    ``pages`` are the bodies of frozen pages, by their key, once their words have been taken out.
    """
    erased = Erased(by=by)
    traces = traces_of(by, reach)
    for page in Publication.objects.using(by.using).filter(pk__in=pages):
        erased.put(page, body=pages[page.pk])
    for version, spans, _said in _texts(by, reach):
        _erase_text(erased, version, spans, on)
    for row in reach.responses:
        erased.put(row, words="", value=None)
    for coding in reach.codings:
        erased.put(coding, memo="")
    erased.put(reach.person, agency="", groups="")
    _erase_quoted(erased, reach, traces)
    return erased


def traces_of(by: Asker, reach: Reach) -> Traces:
    """All that a person said, in texts and in answers, ready to be found in what others wrote."""
    said = [
        version.text[start:end]
        for version, _spans, said in _texts(by, reach)
        for start, end in said
    ]
    return Traces([*said, *(row.words for row in reach.responses)])


def _texts(by: Asker, reach: Reach) -> Iterator[tuple[SourceVersion, list[Span], list[Span]]]:
    """Each text they speak in: what is to be erased of it, and what of that is known as theirs."""
    for version in SourceVersion.objects.using(by.using).filter(study=reach.person.study):
        passages = [(p.start, p.end) for p in reach.passages if p.version_id == version.pk]
        said = sorted({*passages, *turns_of(version.text, reach.person.pseudonym)})
        own = version.source_id in {source.pk for source in reach.sources}
        others = _others(by, version, reach.person) if own else []
        spans = list(_all_but(version, others, said)) if own else said
        if spans:
            yield version, spans, said or spans


def readable(by: Asker, version: SourceVersion, gone: Iterable[Participant]) -> str:
    """A text with marks over what people said who withdrew: it is not read any more."""
    text = version.text
    rows = list(Excerpt.objects.using(by.using).filter(version=version))
    for person in gone:
        said = [(row.start, row.end) for row in rows if row.speaker_id == person.pk]
        said += turns_of(version.text, person.pseudonym)
        own = version.source.participant_id == person.pk
        spans = _all_but(version, _others(by, version, person), said) if own else said
        text = marked(text, spans)
    return text


def _erase_text(erased: Erased, version: SourceVersion, spans: list[Span], on: date) -> None:
    text = marked(version.text, spans)
    if text == version.text:
        return
    erased.put(version, text=text)
    version.sha256, version.erased_on = hashlib.sha256(text.encode("utf-8")).hexdigest(), on
    version.save(using=erased.by.using, update_fields=["sha256", "erased_on"])


def _others(by: Asker, version: SourceVersion, person: Participant) -> list[Span]:
    """Passages in a person's own source that are marked as somebody else's words."""
    rows = Excerpt.objects.using(by.using).filter(version=version, speaker__isnull=False)
    return sorted(rows.exclude(speaker=person).values_list("start", "end"))


def _all_but(
    version: SourceVersion, others: Iterable[Span], theirs: Iterable[Span]
) -> Iterator[Span]:
    """A whole text without what others are marked to have said; what is theirs goes anyway."""
    at = 0
    for start, end in others:
        if start > at:
            yield at, start
        at = max(at, end)
    yield at, len(version.text)
    yield from theirs


def marked(text: str, spans: Iterable[Span]) -> str:
    """A text with a mark on every code point of some stretches: nothing else moves."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = MARK * (min(end, len(letters)) - start)
    return "".join(letters)


def _erase_quoted(erased: Erased, reach: Reach, traces: Traces) -> None:
    """Take their words out of what others wrote: claims, memos, notes, frozen pages."""
    for row, name in quoted(erased.by, reach, traces):
        left = traces.without(getattr(row, name))
        room = row._meta.get_field(name).max_length
        erased.put(row, **{name: left[:room] if room else left})


def quoted(by: Asker, reach: Reach, traces: Traces) -> Iterator[tuple[Any, str]]:
    """Rows and fields of the study in which somebody's words stand word for word.

    The texts of sources are left out: what another person said is theirs, even in the same words.
    What is frozen in the release room is emptied whole, and not by the word.
    """
    if not traces.runs:
        return
    for model in apps.get_app_config("record").get_models():
        names = [f.name for f in model._meta.fields if _is_written(f)]
        if not names or model in (SourceVersion, Withdrawal, Release) or _apart(model):
            continue
        for row in _of_study(model, reach, by.using):
            yield from ((row, name) for name in names if traces.are_in(getattr(row, name)))


def _apart(model: type[Model]) -> bool:
    return getattr(model, "noun", "") in APART


def _of_study(model: type[Model], reach: Reach, using: str) -> Any:
    rows = model._base_manager.using(using)
    study = reach.person.study
    if "study" in {f.name for f in model._meta.fields}:
        return rows.filter(study=study)
    return rows.filter(pk=study.pk) if model is type(study) else rows.none()


def _is_written(column: Any) -> bool:
    if isinstance(column, TextField | JSONField):
        return True
    return isinstance(column, CharField) and (column.max_length or 0) >= WRITTEN_FROM

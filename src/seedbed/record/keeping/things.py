"""What a study holds, kind by kind: each thing with its name, whose it is, and its day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from seedbed.errors import InputError
from seedbed.record.attachments.models import Attachment
from seedbed.record.evidence.models import Excerpt, Source
from seedbed.record.harm.models import Flag
from seedbed.record.measures.models import Response
from seedbed.record.people.models import Consent, Participant
from seedbed.record.releases.models import Release
from seedbed.record.study.models import Study
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.trust.asking import Asker

# Answers in which nobody is named are looked at together.
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that is kept: its name in the record, one line on it, whose it is, since when."""

    material: str
    ref: str
    what: str
    people: frozenset[str] = frozenset()
    day: date | None = None

    def held(self, people: Iterable[str]) -> bool:
        """Say whether a hold on these people, or on the study (an empty name), holds it."""
        return bool({*self.people, ""} & set(people))

    def refuse_held(self, people: Iterable[str]) -> None:
        """Raise where a hold on these people holds it."""
        if self.held(people):
            raise InputError(f"A legal hold stands, so this is not destroyed: {self.what}.")


def things(by: Asker, study: Study, material: str) -> list[Thing]:
    """Everything of one kind that a study holds."""
    return sorted(HELD[material](by, study), key=lambda thing: (thing.day or date.max, thing.ref))


def thing(by: Asker, study: Study, material: str, ref: str) -> Thing:
    """One thing by its name.

    Raises: InputError where there is none.
    """
    for found in HELD[material](by, study) if material in HELD else ():
        if found.ref == ref:
            return found
    raise InputError(f"There is nothing called {ref} among the {material} of this study.")


def _texts(by: Asker, study: Study) -> Iterator[Thing]:
    spoken: dict[int, set[str]] = {}
    passages = Excerpt.objects.using(by.using).filter(study=study, speaker__isnull=False)
    for source, speaker in passages.values_list("version__source_id", "speaker__key"):
        spoken.setdefault(source, set()).add(speaker)
    rows = Source.objects.using(by.using).filter(study=study).select_related("participant")
    for row in rows.filter(versions__isnull=False).distinct():
        own = {row.participant.key} if row.participant is not None else set()
        yield Thing(
            material="texts", ref=row.key, what=row.title, day=row.on or row.recorded_on,
            people=frozenset(own | spoken.get(row.pk, set())),
        )  # fmt: skip


def _participants(by: Asker, study: Study) -> Iterator[Thing]:
    """People and what they agreed to, counted from the last day anything came from them."""
    last: dict[int, date] = {}
    for model, field in ((Source, "on"), (Response, "on"), (Consent, "valid_from")):
        rows = model.objects.using(by.using).filter(study=study, participant__isnull=False)
        for person, day in rows.values_list("participant_id").annotate(Max(field)):
            if day is not None:
                last[person] = max(day, last.get(person, day))
    gone = Withdrawal.objects.using(by.using).filter(study=study, scope="erase")
    erased = set(gone.values_list("participant", flat=True))
    for row in Participant.objects.using(by.using).filter(study=study).exclude(key__in=erased):
        yield Thing(
            material="participants", ref=row.key, what=row.pseudonym, day=last.get(row.pk),
            people=frozenset({row.key}),
        )  # fmt: skip


def _responses(by: Asker, study: Study) -> Iterator[Thing]:
    rows = Response.objects.using(by.using).filter(study=study)
    for key, named, day in rows.values_list(
        "participant__key", "participant__pseudonym"
    ).annotate(Max("on")):  # fmt: skip
        yield Thing(
            material="responses", ref=key or NOBODY, day=day,
            what=f"Answers of {named}" if key else "Answers in which nobody is named",
            people=frozenset({key} if key else ()),
        )  # fmt: skip


def _flags(by: Asker, study: Study) -> Iterator[Thing]:
    """Flags that were decided: when it was, and not what was said."""
    for row in Flag.objects.using(by.using).filter(study=study, state="decided"):
        if row.concern:
            last = row.decisions.using(by.using).aggregate(at=Max("decided_at"))["at"]
            yield Thing(
                material="flags", ref=str(row.public_id), what=row.what,
                day=last.date() if last else None,
                people=frozenset({row.participant} if row.participant else ()),
            )  # fmt: skip


def _attachments(by: Asker, study: Study) -> Iterator[Thing]:
    rows = Attachment.objects.using(by.using).filter(study=study, destroyed_at=None)
    for row in rows.select_related("source__participant"):
        person = row.source.participant if row.source is not None else None
        yield Thing(
            material="attachments", ref=str(row.public_id), what=row.name,
            day=row.added_at.date(), people=frozenset({person.key} if person else ()),
        )  # fmt: skip


def _releases(by: Asker, study: Study) -> Iterator[Thing]:
    for row in Release.objects.using(by.using).filter(study=study):
        yield Thing(
            material="releases", ref=str(row.public_id), what=row.title, day=row.asked_at.date(),
            people=frozenset(row.people),
        )  # fmt: skip


HELD: dict[str, Callable[[Asker, Study], Iterator[Thing]]] = {
    "texts": _texts,
    "participants": _participants,
    "responses": _responses,
    "flags": _flags,
    "attachments": _attachments,
    "releases": _releases,
}

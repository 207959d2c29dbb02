"""What a person's withdrawal reaches: all that was made of their words, up to the claims."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from seedbed.record.claims.models import Claim, Support
from seedbed.record.evidence.models import Coding, Excerpt, Source
from seedbed.record.measures.models import Response
from seedbed.record.people.models import Consent, Participant
from seedbed.trust.asking import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One person's part in a study, and what leans on it."""

    person: Participant
    consents: tuple[Consent, ...]
    sources: tuple[Source, ...]  # those that are theirs
    passages: tuple[Excerpt, ...]  # those they speak in
    codings: tuple[Coding, ...]
    responses: tuple[Response, ...]
    supports: tuple[Support, ...]
    claims: tuple[Claim, ...]

    def pointers(self) -> set[tuple[str, str]]:
        """What a support or a published page may point at, as (kind, id)."""
        return {
            *(("excerpt", row.key) for row in self.passages),
            *(("response", row.key) for row in self.responses),
            *(("source", row.key) for row in self.sources),
        }

    def keys(self) -> dict[str, list[str]]:
        """Ids by noun, without what is empty."""
        held = {
            "consents": self.consents,
            "sources": self.sources,
            "excerpts": self.passages,
            "codings": self.codings,
            "responses": self.responses,
            "supports": self.supports,
            "claims": self.claims,
        }
        return {noun: sorted(row.key for row in rows) for noun, rows in held.items() if rows}


def reach_of(by: Asker, person: Participant) -> Reach:
    """Look up what the withdrawal of a person reaches. The system looks: nothing may be missed."""
    using, study = by.using, person.study
    passages = tuple(
        Excerpt.objects.using(using)
        .filter(study=study)
        .filter(Q(speaker=person) | Q(speaker=None, version__source__participant=person))
        .select_related("version__source")
    )
    responses = tuple(Response.objects.using(using).filter(participant=person))
    sources = tuple(Source.objects.using(using).filter(participant=person))
    pointed = Q(pk__in=[])
    for kind, rows in (("excerpt", passages), ("response", responses), ("source", sources)):
        pointed |= Q(kind=kind, ref__in=[row.key for row in rows])  # type: ignore[attr-defined]
    supports = tuple(
        Support.objects.using(using).filter(study=study).filter(pointed).select_related("claim")
    )
    return Reach(
        person=person,
        consents=tuple(Consent.objects.using(using).filter(participant=person)),
        sources=sources,
        passages=passages,
        codings=tuple(Coding.objects.using(using).filter(excerpt__in=[p.pk for p in passages])),
        responses=responses,
        supports=supports,
        claims=tuple({row.claim_id: row.claim for row in supports}.values()),
    )


def turns_of(text: str, pseudonym: str) -> Iterator[tuple[int, int]]:
    """Where somebody speaks in a transcript: from behind ``Name:`` to the next speaker's label.

    A label begins a paragraph, as in ``Robin:``, and may then begin any line. What is said without
    a label is not found; passages that were marked as somebody's are looked up apart.
    """
    labels = {head for part in text.split("\n\n") if (head := _label(part.lstrip("\n")))}
    wanted, start, at = pseudonym.casefold(), None, 0
    for line in text.splitlines(keepends=True):
        head = _label(line)
        if head in labels:
            if start is not None:
                yield start, at
            start = at + line.index(":") + 1 if head == wanted else None
        at += len(line)
    if start is not None:
        yield start, at


def _label(line: str) -> str:
    """The speaker a line names before a colon; nothing where it names none."""
    head, colon, _rest = line.partition(":")
    short = 0 < len(head.split()) <= LONGEST_LABEL and "\n" not in head
    return head.strip().casefold() if colon and short else ""


LONGEST_LABEL = 4  # words

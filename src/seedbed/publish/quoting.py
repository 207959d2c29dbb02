"""Whether one passage may be quoted, asked at the moment it would leave.

For studies of real people. What the words themselves tell is found by
:mod:`seedbed.methods.disclosure.quotation`; here comes what the record knows of the speaker today.
Some findings somebody may look at and accept, with a reason that is kept. Where consent is missing
or the words name somebody, no acceptance helps: the words are changed, or left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from django.utils.translation import gettext as _

from seedbed.methods.disclosure.copied import Held
from seedbed.methods.disclosure.names import ordinary_in
from seedbed.methods.disclosure.quotation import Facts, Finding, Quotation, check_quotation
from seedbed.publish.notices import doubts
from seedbed.publish.quoting_facts import People, known_names, shown_before
from seedbed.publish.wording import said
from seedbed.record.people.selectors import agreed, vetoed
from seedbed.record.quoting.models import QuoteDecision, digest
from seedbed.record.quoting.selectors import quote_decisions, quote_wordings
from seedbed.record.study.models import Site, Study
from seedbed.record.study.selectors import sites
from seedbed.trust.asking import Asker, system

Verdict = Literal["may", "look", "must-not"]
# Sources in which somebody speaks: words of one whose speaker is not known are nobody's to give.
SPOKEN = ("interview", "focus-group", "observation")
# Texts that anybody could read before this study: nobody's words are given away by them.
OPEN = ("web-page", "statistics", "report")


def is_somebodys(kind: str, row: Any) -> bool:
    """Say whether a piece of evidence holds somebody's words, or names a source that does."""
    if kind not in ("excerpt", "source"):
        return kind == "response"
    source = row.version.source if kind == "excerpt" else row
    speaks = kind == "excerpt" and row.speaker is not None
    return speaks or source.participant is not None or source.kind not in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Why a passage may not be used at all today, and what would have to happen."""

    kind: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One finding that somebody may accept: its mark, and who accepted it, if anybody did."""

    finding: Finding
    of: str
    decision: QuoteDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check says of one passage, today."""

    kind: str
    row: Any
    original: str
    words: str  # as they would be shown
    bars: tuple[Bar, ...]
    quotation: Quotation
    looked: tuple[Looked, ...]

    @property
    def verdict(self) -> Verdict:
        """May it be quoted, only after somebody looks, or not at all?"""
        if self.bars or self.quotation.must_change:
            return "must-not"
        return "look" if any(one.decision is None for one in self.looked) else "may"

    @property
    def changed(self) -> bool:
        """Say whether words with gaps stand in the place of those that were said."""
        return self.words != self.original


class Quotes:
    """The check over the passages of one study on one day: loaded once, a fixed number of queries.

    The system looks: what must be known of other people to judge a passage is told to nobody.
    """

    def __init__(self, study: Study, *, using: str, today: date) -> None:
        self.study, self.today = study, today
        self.reader: Asker = system("quote-check", using=using)

    @cached_property
    def _agreed(self) -> frozenset[int]:
        return agreed(self.reader, self.study, "quote", self.today)

    @cached_property
    def _vetoed(self) -> frozenset[int]:
        return vetoed(self.reader, self.study)

    @cached_property
    def _people(self) -> People:
        return People(self.reader, self.study)

    @cached_property
    def _known(self) -> Any:
        return known_names(self.reader, self.study)

    @cached_property
    def _wordings(self) -> dict[tuple[str, str], Any]:
        return {(row.kind, row.ref): row for row in quote_wordings(self.reader, self.study)}

    @cached_property
    def _decisions(self) -> dict[tuple[str, str, str], QuoteDecision]:
        rows = quote_decisions(self.reader, self.study)
        return {(row.kind, row.ref, row.of): row for row in rows}

    @cached_property
    def _before(self) -> Mapping[tuple[str, str], str]:
        return shown_before(self.reader, self.study)

    def check(self, kind: str, row: Any, *, claim: str | None) -> Checked:
        """Check an excerpt or an answer that would stand under a claim, or under none."""
        original = str(row.words)
        source = row.version.source if kind == "excerpt" else None
        person = row.participant if source is None else row.speaker or source.participant
        site = row.site if source is None else source.site
        wording = self._wordings.get((kind, row.key))
        fits = wording is not None and wording.of == digest(original)
        words = wording.words if fits else original
        quotation = check_quotation(words, self._facts(row, words, person, claim))
        return Checked(
            kind=kind,
            row=row,
            original=original,
            words=words,
            bars=(
                *self._said_no(kind, row),
                *self._no_consent(person, source),
                *self._not_heard_yet(site),
            ),
            quotation=quotation,
            looked=tuple(self._looked(kind, row.key, words, one) for one in quotation.to_look_at),
        )

    def item(self, kind: str, row: Any, *, claim: str) -> dict[str, Any]:
        """What a published item of evidence shows of a passage: its words if they may be shown."""
        told = masked(kind, row)
        if kind == "source":
            return told
        person = row.participant if kind == "response" else row.speaker or _speaker_of(row)
        spoken: dict[str, Any] = {"person": "", "role": ""}
        if person is not None:
            spoken = {"person": person.key, "role": person.role}
        if not row.words:  # an answer as a number: one person's, so it is theirs to give
            shown = person is not None and person.pk in self._agreed
            number = "" if row.value is None else _("answered %(value)s") % {"value": row.value}
            return told | spoken | {"held": not shown, "words": number if shown else ""}
        checked = self.check(kind, row, claim=claim)
        may = checked.verdict == "may"
        return told | spoken | {
            "words": checked.words if may else "", "held": not may, "quotable": may,
        }  # fmt: skip

    def _facts(self, row: Any, words: str, person: Any, claim: str | None) -> Facts:
        text = row.version.text if hasattr(row, "version") else ""
        alike, likeness = self._people.like(person) if person is not None else (None, "")
        return Facts(
            known=self._known,
            pseudonyms=self._people.pseudonyms,
            ordinary=ordinary_in([text]),
            alike=alike,
            likeness=likeness,
            used=() if claim is None else tuple(self._used(words, claim)),
        )

    def _used(self, words: str, claim: str) -> Iterable[str]:
        """Where words that these share are shown already, under another claim."""
        others = {text: title for (at, text), title in self._before.items() if at != claim}
        if not others:
            return
        shared = {one.source for one in Held({text: text for text in others}).found_in(words)}
        same = {text for text in others if text == words}
        yield from sorted({others[text] for text in shared | same})

    def _looked(self, kind: str, ref: str, words: str, finding: Finding) -> Looked:
        of = digest(finding.kind, words, finding.words, finding.why)
        return Looked(finding=finding, of=of, decision=self._decisions.get((kind, ref, of)))

    def _said_no(self, kind: str, row: Any) -> Iterable[Bar]:
        if kind == "excerpt" and row.pk in self._vetoed:
            yield Bar(
                kind="veto",
                why=_("Its speaker does not let these words be used."),
                remedy=_("Leave the words out."),
            )

    def _no_consent(self, person: Any, source: Any) -> Iterable[Bar]:
        if source is not None and source.cleared != "yes":
            yield Bar(
                kind="not cleared",
                why=_("The source is not cleared for use."),
                remedy=_("Clear it in sources.csv once it was read for what tells who it is."),
            )
        if person is None and (source is None or source.kind in SPOKEN):
            yield Bar(
                kind="no speaker",
                why=_("It is not recorded who says this, so nobody can have agreed."),
                remedy=_("Record the speaker, or leave the words out."),
            )
        elif person is not None and person.pk not in self._agreed:
            yield Bar(
                kind="no consent",
                why=_("Its speaker does not agree to be quoted today."),
                remedy=_("Leave the words out. Only they can change that."),
            )

    @cached_property
    def _doubts(self) -> dict[str, str]:
        every = sites(self.reader, self.study)
        return doubts(self.reader, self.study, every, self.today)

    def _not_heard_yet(self, site: Site | None) -> Iterable[Bar]:
        why = self._doubts.get(site.name) if site is not None else None
        if site is not None and why is not None:
            yield Bar(
                kind="right of comment",
                why=_("%(site)s: %(why)s") % {"site": site.name, "why": why},
                remedy=_("Wait until its days to comment are over."),
            )


def _speaker_of(row: Any) -> Any:
    return row.version.source.participant


def masked(kind: str, row: Any) -> dict[str, Any]:
    """What is told of a passage of a real study beside its words: who speaks by role, in what year.

    The title of the source, its day, its site and the name it goes by would tell who it is.
    """
    source = row.version.source if kind == "excerpt" else row
    person = row.speaker or source.participant if kind == "excerpt" else row.participant
    lines = [] if person is None else [[_("Speaker"), said("role", person.role).lower()]]
    if kind == "response":
        headline = row.item.wording
        lines = [[_("Asked"), row.item.wording], *lines]
    elif person is None:
        headline = _("Words from: %(kind)s") % {"kind": said("source-kind", source.kind).lower()}
    else:
        headline = _("Words of somebody who took part: %(role)s") % {
            "role": said("role", person.role).lower()
        }
    return {
        "headline": headline,
        "when": str(source.on.year) if source.on else "",
        "where": "",
        "lines": lines,
        "provenance": {
            "status": source.status, "address": "", "note": "", "who": "", "recorded_on": "",
            "reported_by": "", "disputed_by": "",
        },
    }  # fmt: skip

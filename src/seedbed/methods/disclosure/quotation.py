"""One passage of somebody's words, at the moment it would be shown: does it tell who they are?

The words are looked at for what names a person, a place or a way to reach somebody; the speaker is
counted among people like them; and what was shown before is held beside it. Nothing here knows
consent: whether the words may be used at all is decided elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from seedbed.errors import InputError
from seedbed.methods.disclosure.identifiers import Kind, Span, identifiers
from seedbed.methods.disclosure.names import Known, known, names_in
from seedbed.methods.disclosure.rules import SEEDBED, Rules
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

Weight = Literal["change", "look"]
LONGEST = 50  # words; a longer passage is told again by whoever knows the speaker
# What stands in the place of what was taken out.
GAPS: dict[Kind, str] = {
    "e-mail": "[an address]", "web address": "[an address]", "number": "[a number]",
    "postcode": "[a place]", "date": "[a date]", "age": "[an age]", "name": "[a name]",
    "place": "[a place]", "organisation": "[an organisation]", "school": "[a school]",
    "street": "[a street]", "may be a name": "[a name]",
}  # fmt: skip
WHY: dict[Kind, str] = {
    "e-mail": "It is an address at which somebody can be reached.",
    "web address": "It leads to a page that may say who this is.",
    "number": "It may be a telephone number, or the number of a person or a case.",
    "postcode": "It is a postcode: a few houses.",
    "date": "It is an exact date. Others may know what happened that day.",
    "age": "It is an exact age.",
    "name": "It looks like a name.",
    "place": "It names a place of this study.",
    "organisation": "It names an organisation or a service.",
    "school": "It names a school.",
    "street": "It names a street.",
    "may be a name": "It stands first in its sentence or in capitals, and may be a name.",
}
VAGUE: tuple[Kind, ...] = ("may be a name", "number")  # said of a stretch if nothing else is
TAKE_OUT = "Show the words with a marked gap here, or leave them out."
LIMITS = (
    "It knows the names it was given and the shape of others. It does not know nicknames, names in "
    "small letters, or a story that only one person could tell. Somebody who knows the place still "
    "has to read it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the study knows that bears on a passage."""

    known: Known = field(default_factory=lambda: known({}))
    pseudonyms: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()  # words that its texts hold in small letters
    alike: int | None = None  # people with the speaker's role, site, agency and groups, and them
    likeness: str = ""  # what they share, in words
    used: tuple[str, ...] = ()  # where else these words are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about a passage, where it stands, and what to do."""

    kind: Kind
    weight: Weight  # the words must change, or somebody must look
    start: int
    end: int
    words: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What was found about one passage."""

    words: str
    findings: tuple[Finding, ...]

    @property
    def must_change(self) -> tuple[Finding, ...]:
        """List what no acceptance mends: the words have to change."""
        return tuple(one for one in self.findings if one.weight == "change")

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        """List what somebody has to look at."""
        return tuple(one for one in self.findings if one.weight == "look")

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say every finding as a sentence."""
        return tuple(f"{one.words}: {one.why}" if one.words else one.why for one in self.findings)

    @property
    def numbers(self) -> Numbers:
        """Words, findings that ask for other words, and findings to look at."""
        return {
            "words": len(self.words.split()),
            "must_change": len(self.must_change),
            "to_look_at": len(self.to_look_at),
        }

    def table(self) -> list[Row]:
        """List every finding."""
        return [
            {
                "kind": one.kind, "weight": one.weight, "start": one.start, "end": one.end,
                "words": one.words, "why": one.why, "remedy": one.remedy,
            }
            for one in self.findings
        ]  # fmt: skip

    def text(self) -> str:
        """Tell what was found, and what no such check can see."""
        if not self.findings:
            return f"Nothing was found in these {figure(len(self.words.split()))} words. {LIMITS}"
        kinds = dict.fromkeys(one.kind for one in self.findings)
        return (
            f"{counted(len(self.must_change), 'finding')} ask for other words and "
            f"{figure(len(self.to_look_at))} for somebody to look: {listed(kinds)}. {LIMITS}"
        )


def check_quotation(
    words: str, facts: Facts, *, rules: Rules = SEEDBED, longest: int = LONGEST
) -> Quotation:
    """Look at one passage for what could tell who its speaker is.

    Shapes: the words as they would be shown; the facts of the study that bear on them.
    Units: people, for the threshold; words, for the length.
    Raises: InputError for no words, or a length below one.
    Source: direct and indirect identifiers as the UK Data Service lists them for qualitative data
    (Anonymisation, 2024); the threshold as in ``rules``; the length is our own.

    >>> from seedbed.methods.disclosure.names import known
    >>> facts = Facts(known=known({"Ambleford": "place"}), alike=3, likeness="role and site")
    >>> found = check_quotation("They came to Ambleford when I was 14.", facts)
    >>> [(one.kind, one.weight, one.words) for one in found.findings]
    [('place', 'change', 'Ambleford'), ('age', 'change', 'I was 14'), ('few like them', 'look', '')]
    """
    if not words.strip() or longest < 1:
        raise InputError(
            f"quotation: expected words and a length of at least 1, found {words[:20]!r} and "
            f"{longest}. Hand over the passage as it would be shown."
        )
    spans = _kept(
        (
            *identifiers(words),
            *names_in(words, facts.known, pseudonyms=facts.pseudonyms, ordinary=facts.ordinary),
        )
    )
    return Quotation(
        words=words,
        findings=(
            *(_named(words, one) for one in spans),
            *_few(facts, rules),
            *_long(words, longest),
            *_before(facts.used),
        ),
    )


def _kept(spans: Iterable[Span]) -> list[Span]:
    """Leave out what lies within another; of two alike, what is surer stays."""
    kept: list[Span] = []
    for one in sorted(set(spans), key=lambda s: (s.start, -s.end, s.kind in VAGUE)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _named(words: str, one: Span) -> Finding:
    unsure = one.kind == "may be a name"
    return Finding(
        kind=one.kind,
        weight="look" if unsure else "change",
        start=one.start,
        end=one.end,
        words=words[one.start : one.end],
        why=WHY[one.kind],
        remedy=f"Say why it is none. Otherwise: {TAKE_OUT}" if unsure else TAKE_OUT,
    )


def _few(facts: Facts, rules: Rules) -> Iterable[Finding]:
    if facts.alike is not None and facts.alike < rules.threshold:
        few = figure(rules.threshold)
        yield _whole(
            "few like them",
            f"Fewer than {few} people of this study share the speaker's {facts.likeness}.",
            "Say why nobody there would know them. Otherwise leave the words out.",
        )


def _long(words: str, longest: int) -> Iterable[Finding]:
    count = len(words.split())
    if count > longest:
        yield _whole(
            "long",
            f"It has {figure(count)} words, more than {figure(longest)}. A long passage is known "
            "again by its way of speaking.",
            "Show less of it, or say why all of it is needed.",
        )


def _before(used: Iterable[str]) -> Iterable[Finding]:
    places = list(used)
    if places:
        yield _whole(
            "used before",
            f"These words, or some of them, are shown elsewhere: {listed(places)}. Put side by "
            "side, the pages tell more than each.",
            "Say why the two may be put together, or use other words.",
        )


def _whole(kind: Kind, why: str, remedy: str) -> Finding:
    return Finding(kind=kind, weight="look", start=0, end=0, words="", why=why, remedy=remedy)

"""What names somebody or a way to reach them: telephone numbers, postcodes, dates, ages, addresses.

Every pattern takes steps in proportion to the length of the text, whatever the text. Repeats are
bounded; one without a bound comes last, over one set of characters, so that nothing is tried twice.
A test reads the patterns and holds them to that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from seedbed.methods.disclosure.everyday import NUMBERS

Kind = Literal[
    "e-mail", "web address", "number", "postcode", "date", "age", "name", "place", "organisation",
    "school", "street", "may be a name", "few like them", "long", "used before",
]  # fmt: skip
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
AGES = rf"(?:\d{{1,2}}|{NUMBERS.replace(' ', '|')})"
PATTERNS: dict[Kind, tuple[re.Pattern[str], ...]] = {
    "postcode": (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),),
    "number": (
        re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE),
    ),
    "date": (
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s)?(?:{MONTHS})\b(?:,?\s\d{{4}})?", re.IGNORECASE
        ),
        re.compile(rf"\b(?:{MONTHS})\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"),
        re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b"),
    ),
    "age": (
        re.compile(rf"\b{AGES}[\s-]years?[\s-]old\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:aged|age\sof|turned|turning|I\swas|I['’]m|I\sam|(?:s?he|they)\swas|"
            rf"s?he['’]s)\s{AGES}\b(?!\s(?:minute|hour|day|week|month|time|mile|metre|per))",
            re.IGNORECASE,
        ),
    ),
}  # fmt: skip
# Digits and what stands between them; enough of them are the number of a telephone or a person.
DIGITS = re.compile(r"[+(]?\d[\d ().-]*")
YEARS = re.compile(r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d")
MANY = 7
SIGNS = ".,;:!?()[]{}<>\"'“”‘’"
ENDINGS = (".com", ".org", ".net", ".uk", ".info", ".io", ".co", ".wales", ".scot", ".london")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, and what it gives away."""

    start: int
    end: int
    kind: Kind


def identifiers(text: str) -> Iterator[Span]:
    """Find what can be told by its shape, name by name left aside.

    >>> said = "Ring me on 07700 900123, I was fourteen. me@home.example or http://x.example"
    >>> [(one.kind, said[one.start : one.end]) for one in sorted(identifiers(said))][:2]
    [('number', '07700 900123'), ('age', 'I was fourteen')]
    >>> [one.kind for one in sorted(identifiers(said))][2:]
    ['e-mail', 'web address']
    """
    for kind, patterns in PATTERNS.items():
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield Span(found.start(), found.end(), kind)
    yield from _numbers(text)
    yield from _addresses(text)


def _numbers(text: str) -> Iterator[Span]:
    for found in DIGITS.finditer(text):
        whole = found.group().rstrip(" ().-")
        if sum(sign.isdigit() for sign in whole) >= MANY and not YEARS.fullmatch(whole):
            yield Span(found.start(), found.start() + len(whole), "number")


def _addresses(text: str) -> Iterator[Span]:
    """Find e-mail and web addresses and handles among whatever stands between two spaces."""
    for found in re.finditer(r"\S+", text):
        whole = found.group()
        bare = whole.strip(SIGNS)
        start = found.start() + len(whole) - len(whole.lstrip(SIGNS))
        kind = _address(bare)
        if kind is not None:
            yield Span(start, start + len(bare), kind)


def _address(bare: str) -> Kind | None:
    low = bare.lower()
    if "@" in low.strip("@") or (low.startswith("@") and len(low) > 1):
        return "e-mail"
    site = low.split("/", 1)[0]
    if "://" in low or low.startswith("www.") or (site.endswith(ENDINGS) and site[:1] != "."):
        return "web address"
    return None

"""Names in a text: those a study knows, and words that look like names.

No list holds every name. A word with a capital in the middle of a sentence is taken for one unless
it is ordinary; at the beginning of a sentence it may be one, and somebody has to look.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from seedbed.methods.disclosure.everyday import (
    BODIES,
    CAPITAL,
    FIRST,
    GENERIC,
    SCHOOLS,
    STREETS,
)
from seedbed.methods.disclosure.identifiers import Kind, Span

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
BEGINS = frozenset('.!?:;"“”‘([—–…\n')
SHORT = 4  # shorter parts of a name are not looked for by themselves


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands."""

    start: int
    end: int
    text: str  # without 's
    first: bool  # of a sentence

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Say whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names a study knows, ready to be looked for."""

    anywhere: Mapping[tuple[str, ...], Kind]  # however they are written
    written: Mapping[tuple[str, ...], Kind]  # made of ordinary words: only with their capital

    @property
    def lengths(self) -> frozenset[int]:
        """How many words the names have."""
        return frozenset(len(name) for name in (*self.anywhere, *self.written))


def words_of(text: str) -> list[Word]:
    """Read the words of a text.

    >>> [(one.text, one.first) for one in words_of("Then Kim's mum came. She sat.")][:2]
    [('Then', True), ('Kim', False)]
    """
    found: list[Word] = []
    last = 0
    for match in WORD.finditer(text):
        between = text[last : match.start()]
        first = not found or any(sign in BEGINS for sign in between)
        bare = match.group().replace("’", "'").removesuffix("'s")
        found.append(Word(match.start(), match.start() + len(bare), bare, first))
        last = match.end()
    return found


def ordinary_in(texts: Iterable[str]) -> frozenset[str]:
    """Read which words some texts hold in small letters: these are no names there.

    >>> sorted(ordinary_in(["They rang. Did they?"]))
    ['rang', 'they']
    """
    return frozenset(word.text for text in texts for word in words_of(text) if word.text.islower())


def known(names: Mapping[str, Kind], ordinary: Collection[str] = ()) -> Known:
    """Make names ready: each whole, and each part of it that tells it by itself.

    >>> held = known({"Port of Northmere": "organisation", "Duty team": "organisation"}, {"duty"})
    >>> sorted(held.anywhere), sorted(held.written)
    ([('northmere',), ('port', 'of', 'northmere')], [('duty', 'team')])
    """
    anywhere: dict[tuple[str, ...], Kind] = {}
    written: dict[tuple[str, ...], Kind] = {}
    for name, kind in names.items():
        words = tuple(word.low for word in words_of(name))
        telling = [word for word in words if not _plain(word, ordinary)]
        if words:
            (anywhere if telling else written).setdefault(words, kind)
        for word in telling:
            if len(word) >= SHORT:
                anywhere.setdefault((word,), kind)
    return Known(anywhere=anywhere, written=written)


def _plain(word: str, ordinary: Collection[str]) -> bool:
    return word in ordinary or word in GENERIC or word in FIRST or word in CAPITAL


def names_in(
    text: str, held: Known, *, pseudonyms: Collection[str], ordinary: Collection[str]
) -> Iterator[Span]:
    """Find every known name, and every word that looks like one.

    >>> said = "We met Kim Lee at Hill Road. Jo came to northmere."
    >>> held = known({"Northmere": "place"})
    >>> found = names_in(said, held, pseudonyms=(), ordinary=())
    >>> [(one.kind, said[one.start : one.end]) for one in sorted(found)]
    [('name', 'Kim Lee'), ('street', 'Hill Road'), ('may be a name', 'Jo'), ('place', 'northmere')]
    """
    words = words_of(text)
    known_at = list(_known_in(words, held))
    yield from known_at
    taken = {place for one in known_at for place in range(one.start, one.end)}
    invented = {part.low for name in pseudonyms for part in words_of(name)}
    run: list[Word] = []
    for word in words:
        free = word.start not in taken and word.low not in invented
        looks = free and _looks(word, ordinary, after=bool(run))
        joined = bool(run) and not text[run[-1].end : word.start].strip(" '’s")
        if run and not (looks and joined and not word.first):
            yield from _run(run, ordinary)
            run = []
        if looks:
            run.append(word)
    yield from _run(run, ordinary)


def _known_in(words: list[Word], held: Known) -> Iterator[Span]:
    low = [word.low for word in words]
    for size in held.lengths:
        for place in range(len(words) - size + 1):
            name = tuple(low[place : place + size])
            first, last = words[place], words[place + size - 1]
            kind = held.anywhere.get(name)
            if kind is None and first.capital:
                kind = held.written.get(name)
            if kind is not None:
                yield Span(first.start, last.end, kind)


def _looks(word: Word, ordinary: Collection[str], *, after: bool) -> bool:
    """Say whether a word looks like a name, or like the rest of the name before it."""
    if not word.capital or word.low.split("'")[0] in CAPITAL:
        return False
    if word.first:
        return word.low not in FIRST and word.low not in ordinary
    return len(word.text) > 1 or after


def _run(run: list[Word], ordinary: Collection[str]) -> Iterator[Span]:
    """Say what a row of words with capitals is, by its last word."""
    if not run or (len(run) == 1 and run[0].low in GENERIC):  # "the Council" tells nothing
        return
    kind: Kind = "name"
    ends: tuple[tuple[frozenset[str], Kind], ...] = (
        (SCHOOLS, "school"), (STREETS, "street"), (BODIES, "organisation"),
    )  # fmt: skip
    for endings, called in ends:
        if run[-1].low in endings:
            kind = called
    one = run[0]
    if len(run) == 1 and (one.first or one.low in ordinary or _abbreviated(one)):
        kind = "may be a name"
    yield Span(one.start, run[-1].end, kind)


def _abbreviated(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1

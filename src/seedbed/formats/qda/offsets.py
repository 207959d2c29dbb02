"""How a source counts its positions, found out by trying, and the passages put where they belong.

The standard counts code points. Tools count in their own ways: UTF-16 units, a carriage return and
a line feed as one or as two, the mark at the start of a file or not, the last character as the end
or the one behind it. Each way is tried on the source at hand. A way that makes the passages equal
the words that the file quotes for them is right; where nothing is quoted, the way is taken in which
most passages begin and end where words do.

Positions inside Seedbed are code points of the text with plain line feeds and without the mark.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.qda.items import Selection

Unit = Literal["code point", "UTF-16"]
Positions = NDArray[np.int64]
MARK = "\ufeff"
QUOTED = 3  # characters: what is shorter is no quotation to go by
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One way to count."""

    unit: Unit = "code point"
    line_break: Literal[1, 2] = 1  # how much a carriage return with a line feed counts
    mark: bool = False  # the mark at the start of the file counts
    inclusive: bool = False  # the end is the last character, not the one behind it

    def text(self) -> str:
        """The way in words."""
        return (
            f"{self.unit}s, a line break as {self.line_break}, the mark at the start "
            f"{'counted' if self.mark else 'not counted'}, the end "
            f"{'within' if self.inclusive else 'behind'} the passage"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a selection stands in the text, and whether it had to be moved to fit."""

    guid: str
    start: int
    end: int
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text with its passages, and how its positions were counted."""

    text: str
    convention: Convention
    passages: tuple[Passage, ...]
    outside: tuple[str, ...]  # selections that do not lie in the text
    quoted: int  # selections whose words the file quotes
    agreeing: int  # of these, passages that equal them
    # Starts and ends that lie where words begin or end; counted where quotations do not settle it.
    boundaries: int
    selections: int

    @property
    def certain(self) -> bool:
        """Say whether words that the file quotes settle how it counts."""
        return self.quoted > 0 and self.agreeing == self.quoted


class Text:
    """A text as it came, its plain form, and positions in any way of counting put into it."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def plain(self) -> str:
        """Without the mark, every line break one line feed."""
        return self.raw.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _letters(self) -> NDArray[np.uint32]:
        return np.frombuffer(self.raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def _returns(self) -> NDArray[np.bool_]:
        """Carriage returns with a line feed behind them."""
        letters = self._letters
        found = np.zeros(len(letters), dtype=bool)
        if len(letters) > 1:
            found[:-1] = (letters[:-1] == 13) & (letters[1:] == 10)
        return found

    @property
    def ways(self) -> tuple[Convention, ...]:
        """The ways to count that differ on this text."""
        units: tuple[Unit, ...] = ("code point",)
        if bool((self._letters > 0xFFFF).any()):
            units = ("code point", "UTF-16")
        breaks: tuple[Literal[1, 2], ...] = (1, 2) if bool(self._returns.any()) else (1,)
        marks = (False, True) if self.raw.startswith(MARK) else (False,)
        return tuple(
            Convention(unit=unit, line_break=line_break, mark=mark, inclusive=inclusive)
            for unit, line_break, mark, inclusive in product(units, breaks, marks, (False, True))
        )

    def place(
        self, positions: Positions, way: Convention, *, up: bool = False
    ) -> tuple[Positions, NDArray[np.bool_]]:
        """Positions put into the plain text, and which of them lie between two characters there.

        One within a character goes before it, or behind it with ``up``. One beyond the text comes
        out as minus one.
        """
        counted = self._edges(self._widths(way))
        plain = self._edges(self._plain_widths)
        at = np.searchsorted(counted, positions, side="left")
        inside = (positions >= 0) & (at < len(counted))
        at = np.where(inside, at, 0)
        exact = inside & (counted[at] == positions)
        at = at if up else np.where(exact, at, np.maximum(at - 1, 0))
        return np.where(inside, plain[at], -1), exact

    def _widths(self, way: Convention) -> Positions:
        widths = np.ones(len(self._letters), dtype=np.int64)
        if way.unit == "UTF-16":
            widths += self._letters > 0xFFFF
        if way.line_break == 1:
            widths[self._returns] = 0
        if self.raw.startswith(MARK) and not way.mark:
            widths[0] = 0
        return widths

    @cached_property
    def _plain_widths(self) -> Positions:
        return self._widths(Convention())

    @staticmethod
    def _edges(widths: Positions) -> Positions:
        return np.concatenate(([0], np.cumsum(widths)))


def read_positions(raw: str, selections: Sequence[Selection], *, prior: Convention) -> Read:
    r"""Find how the positions of a source are counted, and put its passages into the plain text.

    Shapes: the text as it came, with its mark and line breaks; its selections.
    Units: positions as the file gives them in; code points of the plain text out.
    Source: REFI-QDA 1.5, section on text positions, and what tools write in practice.

    >>> crossed = "Good \U0001f642 day.\\r\\nIt ended."
    >>> words = [Selection(guid="a", start=14, end=22, name="It ended")]
    >>> read = read_positions(crossed, words, prior=Convention())
    >>> read.convention.text()
    'UTF-16s, a line break as 2, the mark at the start not counted, the end behind the passage'
    >>> [read.text[p.start:p.end] for p in read.passages]
    ['It ended']
    """
    text = Text(raw)
    tried = []
    # What is usual comes first: where every quotation agrees, the others need no trying.
    for way in sorted(text.ways, key=lambda way: -_alike(way, prior)):
        read = _tried(text, selections, way)
        if read.certain and not read.outside:
            return read
        tried.append(read)
    return max(tried, key=lambda read: _worth(read, prior))


def _worth(read: Read, prior: Convention) -> tuple[float, ...]:
    """Quoted words weigh first, then words cut in two, then what is usual for the tool."""
    alike = _alike(read.convention, prior)
    return (read.agreeing, -len(read.outside), read.boundaries, alike)


def _alike(way: Convention, prior: Convention) -> int:
    return sum(
        (
            way.unit == prior.unit, way.line_break == prior.line_break,
            way.mark == prior.mark, way.inclusive == prior.inclusive,
        )
    )  # fmt: skip


def _tried(text: Text, selections: Sequence[Selection], way: Convention) -> Read:
    starts = np.array([s.start for s in selections], dtype=np.int64)
    ends = np.array([s.end for s in selections], dtype=np.int64) + way.inclusive
    begin, exactly = text.place(starts, way)
    stop, exactly_too = text.place(ends, way, up=True)
    plain, passages, outside, quoted, agreeing = text.plain, [], [], 0, 0
    columns = zip(selections, begin.tolist(), stop.tolist(),
                  (exactly & exactly_too).tolist(), strict=True)  # fmt: skip
    for selection, start, end, exact in columns:
        if start < 0 or end < 0 or start >= end:
            outside.append(selection.guid)
            continue
        passages.append(Passage(guid=selection.guid, start=start, end=end, moved=not exact))
        if len(selection.name.strip()) >= QUOTED:
            quoted += 1
            agreeing += _same(plain[start:end], selection.name)
    good = 0
    if agreeing < quoted or not quoted:
        good = sum(_begins(plain, p.start) + _ends(plain, p.end) for p in passages)
    return Read(
        text=plain, convention=way, passages=tuple(passages), outside=tuple(outside),
        quoted=quoted, agreeing=agreeing, boundaries=good, selections=len(selections),
    )  # fmt: skip


def _begins(text: str, at: int) -> bool:
    return text[at].isalnum() and (at == 0 or not text[at - 1].isalnum())


def _ends(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and (at == len(text) or not text[at].isalnum())


def _same(passage: str, quoted: str) -> bool:
    """Say whether a passage is what is quoted; tools cut long quotations and join lines."""
    if passage == quoted:
        return True
    one, other = _joined(passage), _joined(quoted)
    whole = other.removesuffix("...").removesuffix("…")
    return one == other or (len(whole) >= 40 and one.startswith(whole))


def _joined(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


# Which way a tool is known to count, where nothing in the file settles it.
def usual_for(origin: str) -> Convention:
    """The way a tool usually counts, by the name it gives itself."""
    name = origin.casefold()
    if "nvivo" in name and "mac" not in name:
        return Convention(unit="UTF-16", line_break=2)
    return Convention()


def lost_passages(read: Read) -> Iterable[tuple[str, str]]:
    """Which selections could not be kept as they were, and why."""
    for guid in read.outside:
        yield guid, "It does not lie within its text, or is empty."
    for passage in read.passages:
        if passage.moved:
            yield (
                passage.guid,
                "It began or ended within a character, and was widened to take it in.",
            )

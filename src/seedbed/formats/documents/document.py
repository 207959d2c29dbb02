"""A document as a source holds it: one text, and what is known of stretches of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch that one person says. Times are of a recording, in milliseconds."""

    start: int
    end: int
    speaker: str
    begins: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on one page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with line feeds, and what was known or lost of it.

    Places are code points of the text, the end not within.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    pages: tuple[Page, ...] = ()
    lost: tuple[str, ...] = ()  # what the file holds and the text does not, in words

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order in which they begin."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(slots=True)
class Writer:
    """Puts a text together piece by piece, and remembers where each piece stands."""

    pieces: list[str] = field(default_factory=list)
    at: int = 0

    def add(self, text: str) -> tuple[int, int]:
        """Add a piece as it is, and say where it stands."""
        start = self.at
        self.pieces.append(text)
        self.at += len(text)
        return start, self.at

    def line(self, text: str) -> tuple[int, int]:
        """Add a line, and say where it stands without its line feed."""
        start, end = self.add(text)
        self.add("\n")
        return start, end

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)


def plain(text: str) -> str:
    """A text with line feeds alone, without the mark at its start and without letters of nought."""
    kept = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return kept.replace("\x00", "").replace("\x0c", "\n")


def lines(parts: Iterable[str]) -> str:
    """Paragraphs as one text, a line each."""
    return "".join(f"{plain(part).rstrip()}\n" for part in parts)

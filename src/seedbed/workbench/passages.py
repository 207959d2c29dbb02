"""A text with its passages marked, also where they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedbed.record.evidence.models import Coding, Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One coded passage: its number on the page, its words, and the codes given to it."""

    number: int
    excerpt: Excerpt
    words: str
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that lies in the same passages throughout."""

    text: str
    inside: tuple[Passage, ...] = ()
    begins: tuple[Passage, ...] = ()  # passages whose first words these are


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text in paragraphs of segments, and its passages in reading order."""

    paragraphs: tuple[tuple[Segment, ...], ...]
    passages: tuple[Passage, ...]


def marked(text: str, excerpts: Iterable[Excerpt], codings: Sequence[Coding]) -> Marked:
    """Cut a text at the ends of its passages and at its empty lines."""
    ordered = sorted(excerpts, key=lambda row: (row.start, row.end, row.key))
    passages = tuple(
        Passage(
            number=number,
            excerpt=row,
            words=text[row.start : row.end],
            codings=tuple(c for c in codings if c.excerpt_id == row.pk),
        )
        for number, row in enumerate(ordered, 1)
    )
    begun: set[int] = set()
    return Marked(
        paragraphs=tuple(
            tuple(_segments(text, start, end, passages, begun)) for start, end in _paragraphs(text)
        ),
        passages=passages,
    )


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph starts and ends: empty lines part them."""
    found, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append((start, start + len(part)))
        start += len(part) + 2
    return found


def _segments(
    text: str, start: int, end: int, passages: Sequence[Passage], begun: set[int]
) -> Iterator[Segment]:
    cuts = {start, end}
    for passage in passages:
        cuts |= {at for at in (passage.excerpt.start, passage.excerpt.end) if start < at < end}
    edges = sorted(cuts)
    for first, last in pairwise(edges):
        inside = [p for p in passages if p.excerpt.start <= first and last <= p.excerpt.end]
        new = tuple(p for p in inside if p.number not in begun)
        begun |= {p.number for p in new}
        yield Segment(text=text[first:last], inside=tuple(inside), begins=new)

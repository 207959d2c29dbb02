"""Passages that people marked apart in the same texts, and how far they lie over each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.agreement.chance import Floats
from seedbed.methods.frames import rows_of

GAP = ""  # what lies between passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One passage: characters ``start`` to ``end``, the end not within it."""

    source: str
    coder: str
    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a text is."""

    source: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Who read a text, also where they marked nothing in it."""

    source: str
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """What one text brings: coincidences of values, and what a passage takes from itself."""

    met: Floats  # values by values, the gap first
    own: Floats  # for each value, what its passages would meet of themselves
    own_shared: Floats  # the same of the parts where others marked something too
    shared: Floats  # coincidences between passages alone, gaps left out


def read_segments(
    segments: IntoDataFrame, lengths: IntoDataFrame
) -> tuple[list[Segment], dict[str, int]]:
    """Read passages and the lengths of their texts.

    Raises: InputError naming the passage that does not lie in its text.
    """
    held = {row.source: row.length for row in rows_of(lengths, Length, table="lengths")}
    rows = rows_of(segments, Segment, table="segments")
    for row in rows:
        if not 0 <= row.start < row.end <= held.get(row.source, -1):
            raise InputError(
                f"segments: {row.coder} marked {row.code} from {row.start} to {row.end} in "
                f"{row.source}, which has {held.get(row.source, 'no')} characters."
            )
    return rows, held


def overlaps(of: Sequence[Sequence[tuple[int, int, int]]], length: int, values: int) -> Overlaps:
    """Lay what each person marked in one text over what the others did.

    ``of`` holds for each person (start, end, value) with values from 1, none over another.
    """
    people = len(of)
    edges = np.unique([0, length, *(edge for one in of for s in one for edge in s[:2])])
    widths = np.diff(edges).astype(np.float64)
    given = np.zeros((people, len(widths)), dtype=np.int64)
    for person, marked in enumerate(of):
        for start, end, value in marked:
            first, last = np.searchsorted(edges, [start, end])
            given[person, first:last] = value
    one_hot = np.eye(values)[given]  # people, stretches, values
    together = one_hot.sum(axis=0)
    met = np.einsum("sc,sk,s->ck", together, together, widths)
    met -= np.einsum("psc,psk,s->ck", one_hot, one_hot, widths)
    met /= people - 1
    own, own_shared = np.zeros(values), np.zeros(values)
    marked_by = (given > 0).sum(axis=0)
    for person, marked in enumerate(of):
        others = widths * ((marked_by - (given[person] > 0)) > 0)
        for start, end, value in marked:
            first, last = np.searchsorted(edges, [start, end])
            own[value] += float(end - start) ** 2
            own_shared[value] += float(others[first:last].sum()) ** 2
    own[0] = float(np.einsum("ps,s->", (given == 0).astype(np.float64), widths))
    shared = met.copy()
    shared[0, :] = shared[:, 0] = 0
    return Overlaps(met=met, own=own, own_shared=own_shared, shared=shared)


def joined(marked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages of one code by one person, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def refuse_overlap(coder: str, source: str, marked: Sequence[tuple[int, int, int]],
                   names: Mapping[int, str]) -> None:  # fmt: skip
    """Refuse two codes on one stretch, where codes are meant to shut each other out."""
    for (_, end, one), (start, _, other) in pairwise(sorted(marked)):
        if start < end:
            raise InputError(
                f"segments: in {source}, {coder} gave both {names[one]} and {names[other]} to the "
                f"characters from {start}. Agreement on which code needs codes that shut each "
                "other out: name such codes, or ask code by code."
            )

"""Agreement on passages: did two people mark the same stretches, and give them the same code?

Codes may lie over each other, so each code is asked by itself: marked or not marked. Which code
was given is asked only of codes that shut each other out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.agreement.chance import (
    Floats,
    Interval,
    above_chance,
    drawn_weights,
    interval,
    number,
)
from seedbed.methods.agreement.segments import (
    Coder,
    Overlaps,
    Segment,
    joined,
    overlaps,
    read_segments,
    refuse_overlap,
)
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

ALONE = "Texts that one person read alone are left out: "


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCode:
    """Agreement on where one code is."""

    code: str
    alpha: float | None
    interval: Interval | None
    passages: int
    share: float  # of all characters that were read, marked with it, over all people


@dataclass(frozen=True, slots=True, kw_only=True)
class Unitising:
    """Agreement on passages: code by code, together, and on which code."""

    codes: tuple[ForCode, ...]
    together: float | None  # u-alpha: stretches and codes
    together_interval: Interval | None
    marked: float | None  # binary: marked with any of the codes, or not
    marked_interval: Interval | None
    which: float | None  # cu-alpha: which code, where both marked something
    which_interval: Interval | None
    of: tuple[str, ...]  # the codes that shut each other out; none: not asked
    sources: int
    alone: tuple[str, ...]
    coders: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what is undefined, left out, or rests on little."""
        found = []
        undefined = [row.code for row in self.codes if row.alpha is None]
        if undefined:
            found.append(
                f"Undefined, because nobody marked it or everybody marked all: {listed(undefined)}."
            )
        if self.sources == 1:
            found.append("One text was read by several people, so there is no interval.")
        if self.alone:
            found.append(f"{ALONE}{listed(self.alone)}.")
        return tuple(found)

    @property
    def numbers(self) -> Numbers:
        """The agreement over all codes that shut each other out, and how much it rests on."""
        return {
            "together": self.together,
            "marked": self.marked,
            "which": self.which,
            "codes": len(self.codes),
            "undefined": sum(row.alpha is None for row in self.codes),
            "sources": self.sources,
            "coders": len(self.coders),
        }

    def table(self) -> list[Row]:
        """List every code, least agreed on first."""
        rows = sorted(self.codes, key=lambda row: (row.alpha is None, row.alpha or 0.0, row.code))
        return [
            {
                "code": row.code,
                "alpha": row.alpha,
                "low": row.interval.low if row.interval else None,
                "high": row.interval.high if row.interval else None,
                "passages": row.passages,
                "share": row.share,
            }
            for row in rows
        ]

    def text(self) -> str:
        """Tell how far they agree, and what the figures do not say."""
        defined = [row for row in self.codes if row.alpha is not None]
        said = [
            f"{figure(len(self.coders))} people read {counted(self.sources, 'text')} apart. On "
            f"{figure(len(defined))} of {counted(len(self.codes), 'code')} agreement is defined."
        ]
        if defined:
            least = min(defined, key=lambda row: row.alpha or 0.0)
            most = max(defined, key=lambda row: row.alpha or 0.0)
            said.append(
                f"It runs from {least.alpha:.2f} ({least.code}) to {most.alpha:.2f} ({most.code})."
            )
        if self.which is not None:
            said.append(f"On which of {listed(self.of)}, where both marked: {self.which:.2f}.")
        said.append(
            "1 is the same stretches exactly, 0 what chance would give; a passage a few words "
            "longer counts against it. It says nothing of who is right."
        )
        return " ".join(said)


def unitising_alpha(
    segments: IntoDataFrame,
    lengths: IntoDataFrame,
    readers: IntoDataFrame,
    *,
    of: Sequence[str] = (),
    draws: int = 1000,
    seed: int = 1,
) -> Unitising:
    """Agreement of people on passages of the same texts, above what chance would give.

    Shapes: segments: source, coder, code, start, end; lengths: source, length; readers: source,
    coder, one row for each person who read a text, also if they marked nothing. ``of`` names codes
    that shut each other out, for agreement on which code.
    Units: characters in; alpha has none.
    Raises: InputError for a passage outside its text, by somebody who did not read it, or two codes
    of ``of`` on one stretch.
    Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing
    textual continua, doi 10.1007/s11135-015-0266-1; the interval draws texts anew, our own choice.

    >>> import polars as pl
    >>> marked = pl.DataFrame({
    ...     "source": ["a", "a"], "coder": ["ab", "cd"], "code": ["trust", "trust"],
    ...     "start": [10, 12], "end": [30, 30],
    ... })
    >>> long = pl.DataFrame({"source": ["a"], "length": [100]})
    >>> read = pl.DataFrame({"source": ["a", "a"], "coder": ["ab", "cd"]})
    >>> [(row.code, round(row.alpha, 3)) for row in unitising_alpha(marked, long, read).codes]
    [('trust', 0.936)]
    """
    rows, long = read_segments(segments, lengths)
    read_by: dict[str, list[str]] = defaultdict(list)
    for reader in rows_of(readers, Coder, table="readers"):
        if reader.coder not in read_by[reader.source]:
            read_by[reader.source].append(reader.coder)
    _check(rows, long, read_by, of)
    shared = sorted(source for source, people in read_by.items() if len(people) > 1)
    weights = drawn_weights(len(shared), draws, seed) if len(shared) > 1 else None
    codes = sorted({row.code for row in rows} | set(of))
    found = [
        _for_code(code, [r for r in rows if r.code == code], shared, long, read_by, weights)
        for code in codes
    ]
    exclusive = _exclusive(rows, shared, long, read_by, of) if of else []
    together = _alpha(exclusive, "together", weights)
    marked = _alpha(exclusive, "marked", weights)
    which = _alpha(exclusive, "which", weights)
    return Unitising(
        codes=tuple(found),
        together=together[0], together_interval=together[1],
        marked=marked[0], marked_interval=marked[1],
        which=which[0], which_interval=which[1],
        of=tuple(of),
        sources=len(shared),
        alone=tuple(sorted(source for source, people in read_by.items() if len(people) == 1)),
        coders=tuple(sorted({person for people in read_by.values() for person in people})),
    )  # fmt: skip


def _check(
    rows: Sequence[Segment], long: dict[str, int], read_by: dict[str, list[str]], of: Sequence[str]
) -> None:
    for row in rows:
        if row.coder not in read_by.get(row.source, ()):
            raise InputError(
                f"segments: {row.coder} marked something in {row.source}, but is not among its "
                "readers. Add them."
            )
    for source in read_by:
        if source not in long:
            raise InputError(f"lengths: there is no length of {source}.")
    if len(set(of)) != len(of) or len(of) == 1:
        raise InputError(
            f"of: expected two codes or more, each once, found {listed(of)}: agreement on which "
            "code needs a choice."
        )


def _for_code(
    code: str, rows: Sequence[Segment], shared: Sequence[str], long: dict[str, int],
    read_by: dict[str, list[str]], weights: Floats | None,
) -> ForCode:  # fmt: skip
    marked: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        marked[row.source, row.coder].append((row.start, row.end))
    parts, passages, covered, all_read = [], 0, 0, 0
    for source in shared:
        people = [joined(marked.get((source, person), ())) for person in read_by[source]]
        passages += sum(len(one) for one in people)
        covered += sum(end - start for one in people for start, end in one)
        all_read += long[source] * len(people)
        parts.append(overlaps([[(s, e, 1) for s, e in one] for one in people], long[source], 2))
    alpha, drawn = _alpha(parts, "together", weights)
    return ForCode(
        code=code, alpha=alpha, interval=drawn, passages=passages,
        share=covered / all_read if all_read else 0.0,
    )  # fmt: skip


def _exclusive(
    rows: Sequence[Segment], shared: Sequence[str], long: dict[str, int],
    read_by: dict[str, list[str]], of: Sequence[str],
) -> list[Overlaps]:  # fmt: skip
    """The texts with codes that shut each other out."""
    value = {code: place for place, code in enumerate(of, start=1)}
    names = {place: code for code, place in value.items()}
    marked: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows:
        if row.code in value:
            marked[row.source, row.coder].append((row.start, row.end, value[row.code]))
    parts = []
    for source in shared:
        people = []
        for person in read_by[source]:
            own: list[tuple[int, int, int]] = []
            held = marked.get((source, person), [])
            for code in value.values():
                spans = joined((start, end) for start, end, one in held if one == code)
                own += [(start, end, code) for start, end in spans]
            refuse_overlap(person, source, own, names)
            people.append(own)
        parts.append(overlaps(people, long[source], len(of) + 1))
    return parts


def _alpha(
    parts: Sequence[Overlaps], which: str, weights: Floats | None
) -> tuple[float | None, Interval | None]:
    """One alpha over texts, and its interval where texts can be drawn anew."""
    if not parts:
        return None, None
    sums = [_sums(part, which) for part in parts]
    met = np.array([m for m, _ in sums])
    own = np.array([o for _, o in sums])
    value = number(float(_over(met.sum(axis=0)[None], own.sum(axis=0)[None])[0]))
    if value is None or weights is None:
        return value, None
    drawn = _over(np.tensordot(weights, met, axes=1), weights @ own)
    return value, interval(drawn)


def _sums(part: Overlaps, which: str) -> tuple[Floats, Floats]:
    if which == "which":
        return part.shared, part.own_shared
    if which == "together":
        return part.met, part.own
    folded = np.zeros((2, 2))
    folded[0, 0] = part.met[0, 0]
    folded[0, 1] = folded[1, 0] = part.met[0, 1:].sum()
    folded[1, 1] = part.met[1:, 1:].sum()
    return folded, np.array([part.own[0], part.own[1:].sum()])


def _over(met: Floats, own: Floats) -> Floats:
    """Alpha of each table of coincidences, a passage never meeting itself by chance."""
    total = met.sum(axis=(1, 2))
    margins = met.sum(axis=2)
    observed = total - np.trace(met, axis1=1, axis2=2)
    apart = np.square(total) - np.square(margins).sum(axis=1)
    possible = np.square(total) - own.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(possible > 0, total * apart / possible, 0.0)
    return above_chance(observed, expected)

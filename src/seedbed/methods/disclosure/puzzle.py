"""A table as its reader's unknowns: what each figure may be if it is shown, and if suppressed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from seedbed.methods.disclosure.cells import Table, rounded
from seedbed.methods.disclosure.layout import Key

Floats = NDArray[np.float64]
CLOSE = 1e-6  # ten times what the solver may be off by


@dataclass(frozen=True, slots=True, kw_only=True)
class Puzzle:
    """The unknowns in order, and the sums that bind them."""

    keys: tuple[Key, ...]
    values: Floats
    low: Floats  # known of a figure that is shown
    high: Floats
    least: Floats  # known of a figure that is suppressed
    may_hide: NDArray[np.bool_]
    nought: NDArray[np.bool_]  # few, and shown as nought
    width: Floats
    above: Floats
    part: NDArray[np.bool_]  # of some total
    sums: csr_array  # one row a sum: its total +1, its parts -1
    whole: bool
    scale: float  # amounts are solved in units of this
    place: Mapping[Key, int] = field(repr=False)

    @property
    def slack(self) -> float:
        """Say how far two numbers may be apart and still be called equal."""
        return CLOSE if self.whole else 1000 * CLOSE


def puzzle_of(table: Table, *, rounding: bool = False) -> Puzzle:
    """Write a table as a puzzle; with ``rounding`` the reader has the rounded figures alone."""
    keys = tuple(table.cells)
    place = {key: n for n, key in enumerate(keys)}
    cells = table.cells.values()
    scale = 1.0 if table.counts else max(cell.value for cell in cells) / 1000 or 1.0
    known = [_known(table, key, rounding) for key in keys]
    stand = table.rules.zeros_stand
    primary = np.array([cell.primary for cell in cells])
    values = np.array([cell.value for cell in cells], dtype=float)
    return Puzzle(
        keys=keys,
        values=values / scale,
        low=np.array([low for low, _ in known], dtype=float) / scale,
        high=np.array([high for _, high in known], dtype=float) / scale,
        # Where nought is always shown, what is suppressed is not nought.
        least=np.full(len(keys), 1.0 if stand and table.counts else 0.0),
        may_hide=(values > 0) | primary | (not stand),
        nought=primary & (table.counts and table.rules.small == "nought"),
        width=np.array([cell.protection.width for cell in cells]) / scale,
        above=np.array([cell.protection.above for cell in cells]) / scale,
        part=np.isin(
            np.arange(len(keys)), [place[part] for one in table.sums for part in one.parts]
        ),
        sums=matrix_of([(one.total, one.parts) for one in table.sums], place),
        whole=table.counts,
        scale=scale,
        place=place,
    )


def _known(table: Table, key: Key, rounding: bool) -> tuple[float, float]:
    cell, rules = table.cells[key], table.rules
    if table.counts and cell.primary and rules.small == "nought":
        return 0, rules.threshold - 1
    if not (table.counts and rounding) or cell.value == 0:
        return cell.value, cell.value
    figure, base = rounded(cell.value, rules.rounding), rules.rounding
    least = 0 if cell.primary else rules.threshold
    return max(figure - base // 2, least), figure + (base - 1) // 2


def matrix_of(sums: Iterable[tuple[Key, Sequence[Key]]], place: Mapping[Key, int]) -> csr_array:
    """Write sums as rows over the unknowns."""
    entries = [
        (row, place[key], sign)
        for row, (total, parts) in enumerate(sums)
        for key, sign in [(total, 1.0), *((part, -1.0) for part in parts)]
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (max(rows, default=-1) + 1, len(place))
    return csr_array((np.array(signs, dtype=float), (rows, columns)), shape=shape)

"""What a reader can still work out: the interval of every suppressed figure, by solving the sums.

The reader is taken to be able: they know the rules, every sum, and that a count is a whole number.
Unless told otherwise they also know every shown figure exactly, for totals are often published
elsewhere; rounding is then a second lock, never the only one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from seedbed.errors import InputError
from seedbed.methods.disclosure.cells import Table
from seedbed.methods.disclosure.layout import Key
from seedbed.methods.disclosure.puzzle import CLOSE, Floats, Puzzle, puzzle_of
from seedbed.methods.prose import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The least and the most a figure can be; no upper end is ``None``."""

    low: float
    high: float | None

    def enough(self, value: float, width: float, above: float, slack: float) -> bool:
        """Say whether a reader is left with enough doubt about a figure."""
        if self.high is None:
            return True
        return self.high - self.low >= width - slack and self.high >= value + above - slack


def bounds(
    table: Table, suppressed: Iterable[Key], *, rounding: bool = False
) -> dict[Key, Interval]:
    """Give the interval a reader can work out for every figure that is not shown.

    Shapes: a checked table, and the keys of the figures left out of it.
    Units: the table's own.
    Raises: InputError for a key that the table does not have.
    Source: feasibility intervals, Fischetti & Salazar (2001); solved with HiGHS.

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> from seedbed.methods.disclosure.tables import frequency_table
    >>> counts = pl.DataFrame({"row": ["a", "b", "c"], "count": [4, 8, 30]})
    >>> table = frequency_table(counts, SEEDBED)
    >>> bounds(table, [("a", "")])["a", ""]
    Interval(low=4.0, high=4.0)
    >>> bounds(table, [("a", ""), ("b", "")])["a", ""]
    Interval(low=0.0, high=12.0)
    """
    hidden = set(suppressed)
    if strange := sorted(hidden - set(table.cells)):
        raise InputError(
            f"suppressed: expected cells of the table, found {listed(map(repr, strange))}. "
            "Name a row and a column that it has."
        )
    puzzle = puzzle_of(table, rounding=rounding)
    return by_key(puzzle, intervals(puzzle, frozenset(puzzle.place[key] for key in hidden)))


def by_key(puzzle: Puzzle, found: Mapping[int, Interval]) -> dict[Key, Interval]:
    """Give intervals in the table's own units, by the names of their figures."""
    return {
        puzzle.keys[n]: Interval(
            low=one.low * puzzle.scale,
            high=None if one.high is None else one.high * puzzle.scale,
        )
        for n, one in found.items()
    }


def unseen(puzzle: Puzzle, hidden: frozenset[int]) -> frozenset[int]:
    """Name the figures that are hidden, and those of which a reader sees no more than nought."""
    return hidden | frozenset(np.flatnonzero(puzzle.nought).tolist())


def intervals(
    puzzle: Puzzle, hidden: frozenset[int], *, only: int | None = None
) -> dict[int, Interval]:
    """Solve for every figure that is not seen, or for one of them."""
    is_hidden = np.isin(np.arange(len(puzzle.keys)), sorted(hidden))
    low = np.where(is_hidden, puzzle.least, puzzle.low)
    high = np.where(is_hidden, np.inf, puzzle.high)
    asked = sorted(unseen(puzzle, hidden)) if only is None else [only]
    return {
        n: Interval(
            low=_extreme(puzzle, n, 1, low, high),
            high=None if _endless(puzzle, n, is_hidden) else _extreme(puzzle, n, -1, low, high),
        )
        for n in asked
    }


def _extreme(puzzle: Puzzle, n: int, sign: int, low: Floats, high: Floats) -> float:
    """Find the least (1) or most (-1) a figure can be, with a whole table as witness.

    A solver may find nothing, or call a table right that does not add up. Then the true figure
    stands for the end of the interval: too narrow is safe, too wide is not.
    """
    found = milp(
        sign * _one(puzzle, n),
        integrality=int(puzzle.whole),
        bounds=Bounds(low, high),
        constraints=_sums(puzzle),
    )
    table = puzzle.values if found.x is None else found.x
    witness = np.round(table) if puzzle.whole else table
    adds_up = np.abs(puzzle.sums @ witness).max(initial=0.0) <= puzzle.slack
    inside = (witness >= low - puzzle.slack).all() and (witness <= high + puzzle.slack).all()
    return float(witness[n] if adds_up and inside else puzzle.values[n])


def _endless(puzzle: Puzzle, n: int, is_hidden: NDArray[np.bool_]) -> bool:
    """Say whether a figure can grow without end, its totals growing with it."""
    # What grows without end is suppressed, and so is a total of everything above it.
    if not (is_hidden[n] and (is_hidden & ~puzzle.part).any()):
        return False
    # Either it cannot grow, or it grows by a fair share of one: nothing in between.
    free = Bounds(np.zeros(len(puzzle.keys)), is_hidden.astype(float))
    found = milp(-_one(puzzle, n), bounds=free, constraints=_sums(puzzle))
    return found.x is not None and float(found.x[n]) > 1000 * CLOSE


def _one(puzzle: Puzzle, n: int) -> Floats:
    chosen = np.zeros(len(puzzle.keys))
    chosen[n] = 1.0
    return chosen


def _sums(puzzle: Puzzle) -> list[LinearConstraint]:
    rows = puzzle.sums.shape[0]
    return [LinearConstraint(puzzle.sums, np.zeros(rows), np.zeros(rows))] if rows else []

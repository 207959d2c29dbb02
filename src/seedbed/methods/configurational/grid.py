"""Cases by conditions: what is known in each cell, and which side of the line it falls."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one cell holds. Raw and membership are kept apart: 0.5 coded is not 0.5 calibrated."""

    membership: float | None = None
    raw: float | None = None
    changed: bool = False  # an earlier score was another one
    disagree: bool = False  # two scores of the same date differ, so neither is used

    @property
    def known(self) -> bool:
        """Whether anything was scored."""
        return self.membership is not None or self.raw is not None

    @property
    def calibrated(self) -> bool:
        """Whether it has a membership."""
        return self.membership is not None

    @property
    def shown(self) -> float | None:
        """The membership, or else the raw score."""
        return self.raw if self.membership is None else self.membership

    @property
    def side(self) -> bool | None:
        """In, out, or neither: at 0.5 or without a membership a case is on no side."""
        if self.membership is None or self.membership == 0.5:
            return None
        return self.membership > 0.5


EMPTY = Value()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All cells of the cases, conditions and outcome in question."""

    cases: tuple[str, ...]
    conditions: tuple[str, ...]
    outcome: str
    values: Mapping[tuple[str, str], Value]

    @property
    def columns(self) -> tuple[str, ...]:
        """The conditions, then the outcome."""
        return (*self.conditions, self.outcome)

    @property
    def complete(self) -> tuple[str, ...]:
        """Cases with something scored in every column."""
        return tuple(
            case
            for case in self.cases
            if all(self.value(case, column).known for column in self.columns)
        )

    def value(self, case: str, column: str) -> Value:
        """Give what is known of a cell."""
        return self.values.get((case, column), EMPTY)

    def side(self, case: str, column: str) -> bool | None:
        """Say on which side of the line a cell falls."""
        return self.value(case, column).side

    def sides(self, column: str) -> tuple[bool, ...]:
        """List sides taken on one column by complete cases; those on no side are left out."""
        found = (self.side(case, column) for case in self.complete)
        return tuple(side for side in found if side is not None)

    def configurations(self) -> tuple[tuple[bool, ...], ...]:
        """List the combination of each complete case that takes a side on every condition."""
        rows = ([self.side(case, c) for c in self.conditions] for case in self.complete)
        return tuple(
            tuple(bool(side) for side in row) for row in rows if all(s is not None for s in row)
        )

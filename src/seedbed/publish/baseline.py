"""A movable baseline: the change in a frozen series, counted from a year the reader chooses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from seedbed.errors import InputError
from seedbed.methods.effects.before_after import BeforeAfter, movable_baseline

Check = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The change up to one year: from the chosen year, and from every year before."""

    start: int
    end: int
    beside: bool
    chosen: BeforeAfter
    every: tuple[BeforeAfter, ...]

    @property
    def changes(self) -> dict[int, float]:
        """Change in per cent by the year it is counted from, where there is one."""
        return {
            int(str(r.before_window)): r.treated.change_percent
            for r in self.every
            if r.treated.change_percent is not None
        }

    @property
    def falls(self) -> int:
        """From how many years the change is a fall."""
        return sum(change < 0 for change in self.changes.values())

    def nearest(self, published: float) -> int:
        """The year from which the change comes nearest to a published one."""
        return min(self.changes, key=lambda year: abs(self.changes[year] - published))


def years(check: Check) -> list[int]:
    """Years in which the area has a value, by the end of the period."""
    return sorted(
        date.fromisoformat(row["ends"]).year
        for row in check["readings"]
        if row["area"] == check["area"] and row["value"] is not None
    )


def counted(check: Check, *, start: int, end: int, beside: bool) -> Counted:
    """Count the change from one year to another, and from all other years beside it.

    Raises: InputError where the years are not among those with a value, or not in order.
    """
    known = years(check)
    if start not in known or end not in known or start >= end:
        raise InputError(
            f"Choose a first year before the last one, among {', '.join(map(str, known))}."
        )
    wanted = {check["area"], *check["comparison"]} if beside else {check["area"]}
    every = movable_baseline(
        frozen_frame(row for row in check["readings"] if row["area"] in wanted),
        area=check["area"],
        after=end,
    )
    chosen = next(result for result in every if result.before_window == start)
    return Counted(start=start, end=end, beside=beside, chosen=chosen, every=tuple(every))


def frozen_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Frozen readings as a frame: area, starts, ends, value, mark."""
    held = list(rows)
    return pl.DataFrame(
        {
            "area": [row["area"] for row in held],
            "starts": [date.fromisoformat(row["starts"]) for row in held],
            "ends": [date.fromisoformat(row["ends"]) for row in held],
            "value": [None if row["value"] is None else float(row["value"]) for row in held],
            "mark": [row["mark"] for row in held],
        },
        schema_overrides={"value": pl.Float64},
    )

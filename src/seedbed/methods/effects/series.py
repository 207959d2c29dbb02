"""Readings of one indicator by area and period, and their mean over a window of time.

A reading that is suppressed, not available or absent stays that way: a window that lacks one has
no mean. Averaging the eleven months that happen to be known would fill in the twelfth unseen.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import day, listed

Period = tuple[date, date]
Window = int | tuple[date, date]  # the year in which periods end, or first and last day
MARKS = {
    "": "no value recorded",
    "not-available": "not available",
    "suppressed": "suppressed",
    "not-applicable": "not applicable",
    "low": "too low to print",
}


def edges(window: Window) -> tuple[date, date]:
    """Give the first and last day of a window."""
    if isinstance(window, int):
        return date(window, 1, 1), date(window, 12, 31)
    return window


def in_words(window: Window) -> str:
    """Write a window as a reader meets it.

    >>> in_words(2014), in_words((date(2014, 4, 1), date(2015, 3, 31)))
    ('periods ending in 2014', '1 April 2014 to 31 March 2015')
    """
    if isinstance(window, int):
        return f"periods ending in {window}"
    return f"{day(window[0])} to {day(window[1])}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading as this method needs it."""

    area: str
    starts: date
    ends: date
    value: float | None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean over a window, or why there is none."""

    value: float | None
    periods: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator: for each area and period its value, or in words why there is none."""

    values: Mapping[str, Mapping[Period, float | str]]
    periods: tuple[Period, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """All areas with at least one row."""
        return tuple(sorted(self.values))

    def inside(self, window: Window) -> tuple[Period, ...]:
        """List periods of any area that fall in a window."""
        if isinstance(window, int):
            return tuple(p for p in self.periods if p[1].year == window)
        return tuple(p for p in self.periods if window[0] <= p[0] and p[1] <= window[1])

    def mean(self, area: str, window: Window) -> Mean:
        """Average an area over a window; known only if every period in it is."""
        periods = self.inside(window)
        found = [self.values[area].get(period, "no reading") for period in periods]
        known = [value for value in found if not isinstance(value, str)]
        if periods and len(known) == len(periods):
            return Mean(value=sum(known) / len(known), periods=len(periods))
        missing = zip(periods, found, strict=True)
        gaps = [f"{why}, {day(p[1])}" for p, why in missing if isinstance(why, str)]
        return Mean(value=None, periods=len(periods), why=listed(gaps, 3) if gaps else "no period")

    def gaps(self, area: str) -> tuple[str, ...]:
        """List every period for which an area has no value, with the reason."""
        found = ((p, self.values[area].get(p, "no reading")) for p in self.periods)
        return tuple(f"{day(p[1])} ({why})" for p, why in found if isinstance(why, str))

    def years(self, area: str) -> tuple[int, ...]:
        """List years in which a row of an area ends, with a value or not."""
        return tuple(sorted({period[1].year for period in self.values[area]}))


def series_of(readings: IntoDataFrame) -> Series:
    """Read one indicator from a frame: area, starts, ends, value, mark."""
    found: dict[str, dict[Period, set[float | str]]] = defaultdict(lambda: defaultdict(set))
    for number, row in enumerate(rows_of(readings, Reading, table="readings"), start=1):
        found[row.area][row.starts, row.ends].add(_said(row, number))
    periods = tuple(sorted({period for area in found.values() for period in area}))
    for one, other in pairwise(periods):
        if other[0] <= one[1]:
            raise InputError(
                "readings: expected one indicator whose periods do not overlap, found "
                f"{one[0]} to {one[1]} and {other[0]} to {other[1]}. Hand in one series at a time."
            )
    values = {
        area: {period: _one(told) for period, told in by_period.items()}
        for area, by_period in found.items()
    }
    return Series(values=values, periods=periods)


def _said(row: Reading, number: int) -> float | str:
    if row.starts > row.ends or row.mark not in MARKS:
        wrong = f"{row.starts} to {row.ends}" if row.starts > row.ends else f"mark {row.mark!r}"
        raise InputError(
            f"readings, row {number}, area {row.area!r}: expected a period that starts before it "
            f"ends and a mark among {listed([m for m in MARKS if m])}, found {wrong}. Correct it."
        )
    # A mark wins over a number: a suppressed value that leaked in is still suppressed.
    return MARKS[row.mark] if row.mark or row.value is None else row.value


def _one(told: set[float | str]) -> float | str:
    return told.copy().pop() if len(told) == 1 else "readings disagree"

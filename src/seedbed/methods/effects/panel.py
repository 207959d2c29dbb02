"""Yearly readings of several measures as one block of numbers: measure by area by year.

A year is the one in which a period ends. What is not known is not-a-number inside the block, with
its reason in words beside it, and never leaves the block as a number.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrame
from numpy.typing import NDArray

from seedbed.errors import InputError
from seedbed.methods.effects.claim import KINDS, Kind
from seedbed.methods.effects.series import Period, Series, series_of
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import day, listed

Block = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a reading belongs; what it says is read by ``series_of``."""

    measure: str
    kind: Kind
    area: str
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Readings of one area (the first) and others, by measure and year."""

    measures: tuple[str, ...]
    kinds: tuple[Kind, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]
    values: Block  # measures x areas x years
    reasons: Mapping[tuple[int, int, int], str]  # measure, area, year: why there is no value
    periods: Mapping[tuple[int, int], Period]  # measure, year

    def at(self, years: Sequence[int]) -> list[int]:
        """Places of years in the block."""
        return [self.years.index(year) for year in years]

    def mean(self, measure: int, years: Sequence[int]) -> Block:
        """Mean over years for every area; not known unless every year is."""
        return np.asarray(self.values[measure][:, self.at(years)].mean(axis=1))

    def why(self, measure: int, area: int, years: Sequence[int]) -> str:
        """The first reason why an area has no mean over years, or nothing."""
        told = (self.reasons.get((measure, area, place)) for place in self.at(years))
        return next(filter(None, told), "")

    def gaps(self, measure: int, area: int, years: Container[int]) -> list[str]:
        """Each of some years in which any area has a row but this one has no value."""
        return [
            self.reasons[measure, area, place]
            for place, year in enumerate(self.years)
            if year in years
            and (measure, year) in self.periods
            and (measure, area, place) in self.reasons
        ]


def panel_of(readings: IntoDataFrame, area: str, others: Sequence[str]) -> Panel:
    """Read a frame (measure, kind, area, starts, ends, value, mark) for one area and others."""
    placed = rows_of(readings, _Placed, table="readings")
    _check_once(placed)
    there = {row.area for row in placed}
    strange = [name for name in (area, *others) if name not in there]
    if strange or area in others:
        wrong = listed(strange) if strange else f"{area} on both sides"
        raise InputError(
            "readings: expected the area of the claim and other areas to compare it with, each "
            f"with readings, found {wrong}. There are readings for {listed(sorted(there))}."
        )
    kinds = _kinds(placed)
    measures = tuple(sorted(kinds))
    areas = (area, *sorted(set(others)))
    series = [_series(readings, measure) for measure in measures]
    periods = {
        (m, year): period
        for m, one in enumerate(series)
        for year, period in _yearly(one, measures[m], areas).items()
    }
    years = tuple(sorted({year for _, year in periods}))
    values, reasons = _block(series, periods, areas, years)
    return Panel(
        measures=measures,
        kinds=tuple(kinds[measure] for measure in measures),
        areas=areas,
        years=years,
        values=values,
        reasons=reasons,
        periods=periods,
    )


def _check_once(placed: Sequence[_Placed]) -> None:
    seen: dict[tuple[str, str, int], int] = {}
    for number, row in enumerate(placed, start=1):
        key = (row.measure, row.area, row.ends.year)
        if key in seen:
            raise InputError(
                f"readings, row {number}: expected one reading a measure, area and year, found "
                f"{row.measure!r}, {row.area!r}, {row.ends.year} again, after row {seen[key]}. "
                "Keep one of them."
            )
        seen[key] = number


def _kinds(placed: Sequence[_Placed]) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for number, row in enumerate(placed, start=1):
        if kinds.setdefault(row.measure, row.kind) != row.kind:
            raise InputError(
                f"readings, row {number}, 'kind': expected {row.measure!r} to be of one kind, "
                f"found {KINDS[row.kind]} after {KINDS[kinds[row.measure]]}. Name two measures."
            )
    return kinds


def _series(readings: IntoDataFrame, measure: str) -> Series:
    every: nw.DataFrame[Any] = nw.from_native(readings, eager_only=True)
    try:
        return series_of(every.filter(nw.col("measure") == measure).to_native())
    except InputError as error:
        raise InputError(f"measure {measure!r}, its own rows counted: {error}") from error


def _yearly(series: Series, measure: str, areas: Sequence[str]) -> dict[int, Period]:
    found: dict[int, set[Period]] = defaultdict(set)
    for area in areas:
        for period in series.values.get(area, ()):
            found[period[1].year].add(period)
    for year, periods in found.items():
        if len(periods) > 1:
            raise InputError(
                f"readings, measure {measure!r}: expected all areas to have the same period in a "
                f"year, found periods that end on {listed(day(p[1]) for p in sorted(periods))}. "
                f"Hand in one of them for {year}."
            )
    return {year: periods.pop() for year, periods in found.items()}


def _block(
    series: Sequence[Series],
    periods: Mapping[tuple[int, int], Period],
    areas: Sequence[str],
    years: Sequence[int],
) -> tuple[Block, dict[tuple[int, int, int], str]]:
    values = np.full((len(series), len(areas), len(years)), np.nan)
    reasons = {}
    for m, one in enumerate(series):
        for y, year in enumerate(years):
            period = periods.get((m, year))
            when = day(period[1]) if period else str(year)
            for a, area in enumerate(areas):
                readings = one.values.get(area, {})
                found = readings.get(period, "no reading") if period else "no reading"
                if isinstance(found, str):
                    reasons[m, a, y] = f"{found}, {when}"
                else:
                    values[m, a, y] = found
    return values, reasons

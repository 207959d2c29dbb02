"""Monthly indicators of the six sites and 40 comparison areas, with the planted changes.

A rate is a base, times what is usual for the area, its trend, the season, the month's noise and the
planted change. Events are drawn from it as counts; a count of one to four is suppressed.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.formats import rows as r

from . import written

MONTHS = tuple(date(year, month, 1) for year in range(2021, 2025) for month in range(1, 13))
# Young people aged ten to seventeen, least and most: the sites are large enough for a change of a
# third to be seen in a year of months, some comparison areas small enough for suppression.
SITE_SIZE = (70_000, 100_000)
AREA_SIZE = (20_000, 100_000)
SMALL = 5  # counts below it, and above nought, are suppressed
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How one indicator behaves before anything is planted."""

    indicator: str
    short: str
    base: float  # events a month: per 10,000 young people, or per area where no rate is made
    season: float  # half the swing of the year, as a share
    peak: int  # month in which the swing is highest
    rate: bool  # a rate for all areas, or a count for the six sites alone


SERIES = (
    Series(indicator="repeat-missing", short="missing", base=9.0, season=0.15, peak=7, rate=True),
    Series(
        indicator="first-time-entries", short="entries", base=3.2, season=0.08, peak=5, rate=True
    ),
    Series(
        indicator="station-reports", short="stations", base=26.0, season=0.12, peak=10, rate=False
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place that is counted."""

    short: str
    name: str
    site: str | None


def areas() -> list[Area]:
    """The six sites, then the 40 comparison areas."""
    sites = [
        Area(short=row["id"][:3], name=row["area"], site=row["id"]) for row in written.csv("sites")
    ]
    others = [
        Area(short=f"c{number:02}", name=f"Comparison area {number:02}", site=None)
        for number in range(1, 41)
    ]
    return sites + others


def readings(planted: dict[str, Any], rng: np.random.Generator) -> list[r.ReadingRow]:
    """Every reading, with its mark where there is no value."""
    places = areas()
    young_people = np.array(
        [rng.integers(*(SITE_SIZE if place.site else AREA_SIZE)) for place in places], dtype=float
    )
    absent = _not_available(planted)
    made: list[r.ReadingRow] = []
    for series in SERIES:
        counted = places if series.rate else [place for place in places if place.site]
        people = young_people[: len(counted)]
        per_unit = people / 10_000 if series.rate else np.ones(len(counted))
        expected = _expected(series, counted, planted, rng) * per_unit[:, np.newaxis]
        counts = rng.poisson(expected)
        for a, place in enumerate(counted):
            for m, month in enumerate(MONTHS):
                why = absent.get((place.name, series.indicator, month))
                made.append(_reading(series, place, month, int(counts[a, m]), per_unit[a], why))
    return made


def _expected(
    series: Series, counted: list[Area], planted: dict[str, Any], rng: np.random.Generator
) -> Numbers:
    """Expected events, areas by months, per unit of the series."""
    size = len(counted)
    month = np.array([start.month for start in MONTHS])
    years = np.arange(len(MONTHS)) / 12
    usual = np.exp(rng.normal(0.0, 0.15, size))[:, np.newaxis]
    trend = np.exp(rng.normal(-0.02, 0.015, size)[:, np.newaxis] * years)
    season = 1 + series.season * np.cos(2 * np.pi * (month - series.peak) / 12)
    noise = np.exp(rng.normal(0.0, 0.05, (size, len(MONTHS))))
    return series.base * usual * trend * season * noise * _change(series, counted, planted)


def _change(series: Series, counted: list[Area], planted: dict[str, Any]) -> Numbers:
    """What the planted effects multiply the rate by, areas by months."""
    factor = np.ones((len(counted), len(MONTHS)))
    row_of = {place.site: row for row, place in enumerate(counted)}
    for effect in planted["effects"]:
        if effect["indicator"] == series.indicator:
            steps = _months_between(effect["from"], effect["full_by"])
            since = np.array([_months_between(effect["from"], month) for month in MONTHS])
            share = np.clip((since + 1) / (steps + 1), 0.0, 1.0)
            factor[row_of[effect["site"]]] *= 1 + effect["change"] * share
    return factor


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def _not_available(planted: dict[str, Any]) -> dict[tuple[str, str, date], str]:
    """Why a reading is not there, by area, indicator and month."""
    return {
        (gap["area"], indicator, month): gap["reason"]
        for gap in planted["not_available"]
        for indicator in gap["indicators"]
        for month in MONTHS
        if gap["from"] <= month <= gap["to"]
    }


def _reading(
    series: Series, place: Area, month: date, count: int, per_unit: float, why: str | None
) -> r.ReadingRow:
    suppressed = why is None and 0 < count < SMALL
    value = Decimal(f"{count / per_unit:.2f}") if series.rate else Decimal(count)
    note = why or (f"Fewer than {SMALL} events: held back." if suppressed else "")
    return r.ReadingRow.model_validate(
        {
            "id": f"rd-{series.short}-{place.short}-{month:%Y-%m}",
            "indicator": series.indicator,
            "site": place.site,
            "area": place.name,
            "starts": month,
            "ends": month.replace(day=monthrange(month.year, month.month)[1]),
            "value": None if why or suppressed else value,
            "mark": "not-available" if why else "suppressed" if suppressed else "",
            "status": "simulated",
            "note": note,
        }
    )

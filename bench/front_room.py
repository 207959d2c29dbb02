"""The front room, measured: a published claim checked over 5,000 choices.

Nothing here fails: a bar missed is printed as missed, for a person to judge on their machine. The
readings are drawn from a fixed seed, as many as an authority has with its region and neighbours.
"""

import time
from datetime import date
from importlib.metadata import version
from statistics import median

import numpy as np
import polars as pl
from machine import machine

from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.specification import check_claim

CHECKS = 9
YEARS = range(2008, 2024)
BEGAN = date(2014, 4, 1)
MEASURES = {
    "plans started": "starts",
    "plans open": "stock",
    "plans started, rate": "rate",
    "children helped": "count",
}
REGION = [f"region {number}" for number in range(11)]
NEIGHBOURS = [f"neighbour {number}" for number in range(10)]


def line(said: str, value: float, bar: float | None, unit: str) -> None:
    told = "" if bar is None else f"bar {bar:g} {unit}  {'kept' if value <= bar else 'MISSED'}"
    print(f"{said:<62}{value:>9.3f} {unit:<3}{told}")


def readings(areas: list[str], seed: int = 20240331) -> pl.DataFrame:
    """Every measure for every area and year: a random walk in logarithms."""
    rng = np.random.default_rng(seed)
    rows = []
    for measure, kind in MEASURES.items():
        for area in areas:
            steps = rng.normal(0, 0.1, len(YEARS)).cumsum()
            for year, value in zip(YEARS, 400 * np.exp(steps), strict=True):
                rows.append((measure, kind, area, year, float(value)))
    frame = pl.DataFrame(rows, schema=["measure", "kind", "area", "year", "value"], orient="row")
    return frame.select(
        "measure",
        "kind",
        "area",
        "value",
        starts=pl.date(pl.col("year") - 1, 4, 1),
        ends=pl.date(pl.col("year"), 3, 31),
        mark=pl.lit(""),
    )


def claim_checked(said: str, sets: dict[str, list[str]], bar: float | None) -> None:
    areas = sorted({"here", *(area for areas in sets.values() for area in areas)})
    frame = readings(areas)
    claim = ClaimToCheck(
        says="Plans fell by 30 %",
        who="a published page",
        measure="plans",
        area="here",
        direction="fell",
        percent=30,
    )
    times = []
    for _ in range(CHECKS):
        begin = time.perf_counter()
        checked = check_claim(
            claim, frame, comparisons=sets, began=BEGAN, years_before=6, years_after=6
        )
        checked.text()
        times.append(time.perf_counter() - begin)
    choices = len(checked.curve) + len(checked.left_out)
    fits = len(checked.fits) * (1 + len(checked.placebo.areas) if checked.placebo else 1)
    print(f"{said}: {frame.height} readings, {choices} choices, about {fits} synthetic mixes")
    line("    checked and told, first time", times[0], bar, "s")
    line(f"    checked and told, median of {CHECKS}", median(times), bar, "s")


def main() -> None:
    print(machine())
    print(f"numpy {version('numpy')}, scipy {version('scipy')}\n")
    sets = {"England": ["England"], "the region": REGION, "statistical neighbours": NEIGHBOURS}
    claim_checked("an authority, its region and neighbours", sets, 1)
    nation = {"all authorities": [f"authority {number}" for number in range(150)]}
    claim_checked("an authority and 150 others", nation, None)


if __name__ == "__main__":
    main()

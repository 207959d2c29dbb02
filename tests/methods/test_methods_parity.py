"""Agreement with official figures: runs where the shared data is, skips elsewhere."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy import stats

from seedbed.methods.effects.before_after import before_after, movable_baseline

SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared"))
PLANS = SHARED / "data/dfe/d3_cpps_subsequent_plan_2013_to_2025.csv"
PUBLISHED = SHARED / "domain/published_series.csv"
# The release's own letters: confidential, not available, unreliable.
MARKS = {"c": "suppressed", "x": "not-available", "u": "not-available"}

pytestmark = [
    pytest.mark.parity,
    pytest.mark.skipif(not PLANS.exists(), reason=f"no shared data at {SHARED}"),
]


def release() -> pl.DataFrame:
    """Child protection plans started, as released, one row an area and year."""
    return pl.read_csv(PLANS, infer_schema=False)


def readings() -> pl.DataFrame:
    """The authorities' rows as readings; one re-formed under a new code is another area."""
    rows = release().filter(pl.col("geographic_level") == "Local authority")
    return pl.DataFrame(
        [
            {
                "area": row["new_la_code"],
                "starts": date(int(row["time_period"]) - 1, 4, 1),
                "ends": date(int(row["time_period"]), 3, 31),
                "value": None if row["CPP_start"] in MARKS else float(row["CPP_start"]),
                "mark": MARKS.get(row["CPP_start"], ""),
            }
            for row in rows.iter_rows(named=True)
        ],
        infer_schema_length=None,
    )


HERTFORDSHIRE = "E10000015"


def test_the_26_shipped_figures_are_the_released_ones() -> None:
    shipped = pl.read_csv(PUBLISHED).filter(pl.col("series") == "cpp_starts")
    assert shipped.height == 26
    released = {
        (row["new_la_code"] or row["country_code"], int(row["time_period"])): row["CPP_start"]
        for row in release().iter_rows(named=True)
        if row["geographic_level"] in ("Local authority", "National")
    }
    for row in shipped.iter_rows(named=True):
        assert released[row["area_code"], row["year"]] == str(row["value"])


@pytest.mark.parametrize("before", [2013, 2014, 2015, 2016])
def test_all_authorities_as_comparison_equal_a_computation_by_hand(before: int) -> None:
    # Floating-point sums in another order: 1e-9 relative.
    wide = release().filter(pl.col("geographic_level") == "Local authority")
    wide = wide.pivot(on="time_period", index="new_la_code", values="CPP_start")
    first, last = wide[str(before)].to_list(), wide["2017"].to_list()
    whole = [str(a).isdigit() and str(b).isdigit() for a, b in zip(first, last, strict=True)]
    pairs = np.array(
        [(int(a), int(b)) for a, b, ok in zip(first, last, whole, strict=True) if ok], dtype=float
    )
    codes = [code for code, ok in zip(wide["new_la_code"], whole, strict=True) if ok]
    rises = 100 * (pairs[:, 1] - pairs[:, 0]) / pairs[:, 0]
    here = codes.index(HERTFORDSHIRE)
    others = np.delete(rises, here)
    n = len(others)
    half = stats.t.ppf(0.975, n - 1) * others.std(ddof=1) * np.sqrt(1 + 1 / n)

    result = before_after(readings(), area=HERTFORDSHIRE, before=before, after=2017)
    difference = rises[here] - others.mean()
    assert result.numbers == pytest.approx(
        {
            "before": pairs[here, 0],
            "after": pairs[here, 1],
            "change": pairs[here, 1] - pairs[here, 0],
            "change_percent": rises[here],
            "comparison_change_percent": others.mean(),
            "difference": difference,
            "low": difference - half,
            "high": difference + half,
            "n_comparison": n,
        },
        rel=1e-9,
    )
    far = np.abs(rises - rises.mean())
    assert result.as_far == (far >= far[here]).sum() - 1


def test_the_fall_depends_on_the_year_it_is_counted_from() -> None:
    # Plans started in Hertfordshire: 769, 1414, 977, 812 and then 701 in the year to March 2017.
    results = movable_baseline(readings(), area=HERTFORDSHIRE, after=2017)
    falls = [result.numbers["change_percent"] for result in results]
    assert falls == pytest.approx([-8.843, -50.424, -28.250, -13.670], abs=1e-3)
    warned = [any("regression to the mean" in w for w in result.warnings) for result in results]
    assert warned == [False, True, False, False]


def test_a_suppressed_authority_is_left_out_by_name() -> None:
    result = before_after(readings(), area=HERTFORDSHIRE, before=2014, after=2017)
    left_out = {change.area: change.why for change in result.left_out}
    assert left_out["E09000001"].startswith("suppressed")  # City of London

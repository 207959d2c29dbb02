"""Two published figures about one county, checked on the 26 official readings that ship.

Plans started in the year to March, 2013 to 2020. Hertfordshire: 769, 1414, 977, 812, 701, 733, 680,
629. England: 52,680, 59,780, 62,210, 63,310, 66,410, 68,770, 66,680, 66,380.
"""

import os
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import seedbed
from seedbed.methods.effects.checked import Checked
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.specification import check_claim
from tests.methods.specification_made import only, said

SHIPPED = Path(seedbed.__file__).parent / "samples/innovation_programme/folder/readings.csv"
SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared"))
PLANS = SHARED / "data/dfe/d3_cpps_subsequent_plan_2013_to_2025.csv"
STARTED = "Child protection plans started"
INTRODUCED = date(2015, 1, 1)

PROJECT_PAGE = ClaimToCheck(
    says="Child protection plans fell by 49 %",
    who="the project page",
    measure="Child protection plans",
    area="Hertfordshire",
    direction="fell",
    percent=49,
)
PRESS = ClaimToCheck(
    says="Child protection plans fell by 30 %, March 2015 to June 2016",
    who="press, on the evaluation",
    said_on=date(2017, 7, 7),
    measure="Child protection plans",
    area="Hertfordshire",
    direction="fell",
    percent=30,
    baseline_starts=date(2015, 3, 1),
    baseline_ends=date(2015, 3, 31),
    end_starts=date(2016, 6, 1),
    end_ends=date(2016, 6, 30),
)


def shipped() -> pl.DataFrame:
    return (
        pl.read_csv(SHIPPED, infer_schema_length=None)
        .filter(pl.col("indicator") == "cpp-starts")
        .select(
            "area", pl.col("starts", "ends").str.to_date(), pl.col("value").cast(pl.Float64), "mark"
        )
        .with_columns(measure=pl.lit(STARTED), kind=pl.lit("starts"))
    )


def checked(claim: ClaimToCheck) -> Checked:
    return check_claim(
        claim,
        shipped(),
        comparisons={"England": ["England"], "statistical neighbours": []},
        began=INTRODUCED,
    )


@pytest.mark.parametrize(
    ("baseline", "end", "here", "england"),
    [
        ("2013", "2016", 100 * (812 - 769) / 769, 100 * (63310 - 52680) / 52680),
        ("2013", "2017", 100 * (701 - 769) / 769, 100 * (66410 - 52680) / 52680),
        ("2014", "2017", 100 * (701 - 1414) / 1414, 100 * (66410 - 59780) / 59780),
        ("2014", "2018", 100 * (733 - 1414) / 1414, 100 * (68770 - 59780) / 59780),
        (
            "mean of 2013 and 2014", "2020",
            100 * (629 - 1091.5) / 1091.5, 100 * (66380 - 56230) / 56230,
        ),
    ],
)  # fmt: skip
def test_the_readings_by_hand(baseline: str, end: str, here: float, england: float) -> None:
    result = checked(PROJECT_PAGE)
    alone = only(result, baseline=baseline, end=end, comparison="no comparison")
    beside = only(result, baseline=baseline, end=end, comparison="England")
    assert alone.number == pytest.approx(here)
    assert beside.number == pytest.approx(here - england)
    assert beside.comparison_change_percent == pytest.approx(england)


def test_the_project_pages_49_per_cent() -> None:
    result = checked(PROJECT_PAGE)
    # Baselines 2013, 2014 and their mean; ends 2016 to 2020; alone and beside England.
    assert (result.numbers["choices"], result.numbers["left_out"]) == (30, 0)
    # One choice reverses it: 769 in 2013 to 812 in 2016.
    (back,) = result.reverses
    assert (back.baseline, back.end, back.comparison) == ("2013", "2016", "no comparison")
    assert back.number == pytest.approx(5.5917, abs=1e-4)
    smallest = only(result, baseline="2013", end="2017", comparison="no comparison")
    assert smallest.number == pytest.approx(-8.8427, abs=1e-4)
    # No choice comes to 49 by rounding; the nearest alone is 2014 to 2018, 48.2.
    assert result.rounds_to == ()
    assert {c.baseline for c in result.near if c.alone} == {"2014"}
    assert result.nearest == only(result, baseline="2014", end="2016", comparison="England")
    text = said(result.text())
    assert "29 of 30 agree that it fell, alone or against others (alone 14 of 15)" in text
    assert "and 1 reversed: from 2013 to 2016 with no comparison (5.6 %)." in text
    assert "from 2014 to 2018 with no comparison (-48.2 %)" in text
    assert "The claim does not state its baseline and its end." in text
    assert (
        "Counted from 2014 and mean of 2013 and 2014, Hertfordshire starts at the highest reading "
        "known" in text
    )
    assert "regression to the mean" in text
    assert "does not say how its measure (Child protection plans) was counted" in text


def test_what_would_settle_the_49_per_cent() -> None:
    first = [wish.split(":")[0] for wish in checked(PROJECT_PAGE).what_would_settle_it()]
    assert first == [
        "What was counted, from the project page",
        "The dates that the project page counted from and to",
        "Readings of more years before 1 January 2015",
        "Readings of statistical neighbours",
        "Readings of at least 5 areas like Hertfordshire, in one set",
        "A rate for the children and young people who live there",
    ]


def test_the_presss_30_per_cent_at_its_own_dates() -> None:
    # March 2015 lies in the year to March 2015, June 2016 in the year to March 2017: 977 to 701.
    result = checked(PRESS)
    (own,) = result.own
    assert (own.before, own.after) == (977, 701)
    assert own.number == pytest.approx(100 * (701 - 977) / 977)
    assert own.within == "wider"
    assert (
        "By its own dates, or the years that hold them, the change is -28.2 % from 2015 to 2017"
        in said(result.text())
    )
    assert "(press, on the evaluation, 7 July 2017)" in result.text()
    # The stated year is one more baseline.
    assert result.numbers["choices"] == 40


def test_a_count_of_plans_open_on_a_day_cannot_be_reproduced_from_plans_started() -> None:
    parts = {name: getattr(PRESS, name) for name in PRESS.__slots__} | {"kind": "stock"}
    result = checked(ClaimToCheck(**parts))
    assert (
        "We cannot reproduce the source's own measure: it says how many there were on a day, and "
        f"these readings say how many started in a period ({STARTED})." in result.text()
    )


@pytest.mark.parity
@pytest.mark.skipif(not PLANS.exists(), reason=f"no shared data at {SHARED}")
def test_beside_its_region_the_same_choices_equal_a_computation_by_hand() -> None:
    # The released table, authorities of the East of England. Sums in another order: 1e-9 relative.
    rows = pl.read_csv(PLANS, infer_schema=False).filter(
        (pl.col("geographic_level") == "Local authority")
        & (pl.col("region_name") == "East of England")
    )
    year = pl.col("time_period").cast(pl.Int32)
    value = pl.col("CPP_start").cast(pl.Float64, strict=False)
    readings = rows.select(
        measure=pl.lit(STARTED),
        kind=pl.lit("starts"),
        area=pl.col("la_name"),
        starts=pl.date(year - 1, 4, 1),
        ends=pl.date(year, 3, 31),
        value=value,
        mark=pl.when(value.is_null()).then(pl.lit("suppressed")).otherwise(pl.lit("")),
    )
    region = sorted(set(readings["area"]) - {"Hertfordshire"})
    result = check_claim(
        PROJECT_PAGE, readings, comparisons={"the region": region}, began=INTRODUCED
    )
    wide = readings.pivot(on="ends", index="area", values="value").sort("area")
    table = {str(day)[:4]: wide[str(day)].to_numpy() for day in readings["ends"].unique()}
    here = wide["area"].to_list().index("Hertfordshire")
    for before in ("2013", "2014"):
        for after in ("2016", "2020"):
            change = 100 * (table[after] - table[before]) / table[before]
            others = np.delete(change, here)
            others = others[np.isfinite(others)]
            mean = only(result, baseline=before, end=after, comparison="mean of the region")
            alone = only(result, baseline=before, end=after, comparison="no comparison")
            assert mean.number == pytest.approx(change[here] - others.mean(), rel=1e-9)
            assert (alone.others, alone.others_as_far) == (
                len(others),
                (others <= change[here]).sum(),
            )
    # Two years before: no mix of the region can be fitted, and it is said.
    assert {c.comparison for c in result.left_out} >= {"synthetic from the region"}
    assert "a synthetic comparison needs 3 years before" in result.text()
    assert result.placebo is not None
    assert set(result.placebo.areas) <= set(region)

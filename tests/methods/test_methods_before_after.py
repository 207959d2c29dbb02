"""Before and after against comparison areas: by hand, by laws, and by an ordinary regression."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import permutations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from seedbed.errors import InputError
from seedbed.methods.effects.before_after import BeforeAfter, before_after, movable_baseline
from seedbed.methods.effects.change import as_far

Table = Callable[[str], pl.DataFrame]
Values = Mapping[str, Mapping[int, float | str | None]]


def yearly(values: Values) -> pl.DataFrame:
    """Readings for years to 31 March; a word is a mark."""
    rows = [
        {
            "area": area,
            "starts": date(year - 1, 4, 1),
            "ends": date(year, 3, 31),
            "value": None if isinstance(value, str) else value,
            "mark": value if isinstance(value, str) else "",
        }
        for area, series in values.items()
        for year, value in series.items()
    ]
    schema = {
        "area": pl.String, "starts": pl.Date, "ends": pl.Date, "value": pl.Float64,
        "mark": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


def ask(values: Values, **options: object) -> BeforeAfter:
    asked = {"area": "here", "before": 2014, "after": 2017} | options
    return before_after(yearly(values), **asked)  # type: ignore[arg-type]


FOUR: Values = {
    "here": {2014: 200, 2017: 120},
    "p": {2014: 100, 2017: 90},
    "q": {2014: 50, 2017: 55},
    "r": {2014: 80, 2017: 80},
}


def test_worked_by_hand() -> None:
    # Changes of the others: -10, +10, 0 per cent; mean 0, standard deviation 10.
    # Half width: 4.302653 (t with 2 degrees) x 10 x sqrt(1 + 1/3) = 49.6826.
    result = ask(FOUR)
    assert result.numbers == pytest.approx(
        {
            "before": 200, "after": 120, "change": -80, "change_percent": -40,
            "comparison_change_percent": 0, "difference": -40,
            "low": -89.6826, "high": 9.6826, "n_comparison": 3,
        },
        abs=1e-3,
    )  # fmt: skip
    assert result.as_far == 0
    text = result.text().replace("\u202f", " ")
    assert "from 200 to 120" in text
    assert "95 % interval \u221289.7 to 9.7. 0 of 3 comparison areas" in text
    assert "not a trial" in text
    assert [row["role"] for row in result.table()] == ["area"] + 3 * ["comparison"]


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_interval_is_the_prediction_interval_of_a_regression(level: float) -> None:
    # Reference: ordinary least squares of the change on a constant, fitted to the comparison areas;
    # the prediction interval of one further area, worked from the design matrix. Exact arithmetic
    # in both, so only rounding may differ: 1e-9 relative.
    rng = np.random.default_rng(20240331)
    before, after = rng.uniform(50, 900, 12), rng.uniform(50, 900, 12)
    values = {
        name: {2014: float(b), 2017: float(a)}
        for name, b, a in zip(["here", *"abcdefghijk"], before, after, strict=True)
    }
    change = 100 * (after - before) / before
    design = np.ones((11, 1))
    fit, *_ = np.linalg.lstsq(design, change[1:], rcond=None)
    variance = ((change[1:] - design @ fit) ** 2).sum() / (11 - 1)
    new = np.ones(1)
    spread = variance * (1 + new @ np.linalg.inv(design.T @ design) @ new)
    half = stats.t.ppf((1 + level) / 2, 10) * np.sqrt(spread)
    result = ask(values, level=level)
    assert result.low == pytest.approx(change[0] - fit[0] - half, rel=1e-9)
    assert result.high == pytest.approx(change[0] - fit[0] + half, rel=1e-9)


@pytest.mark.parametrize("here", range(5))
def test_the_rank_is_a_permutation_test(here: int) -> None:
    # Reference: the relabelling written out. Each area in turn plays the one that changed; its
    # difference from the mean of the rest is the statistic, and those at least as large count.
    changes = np.array([-40.0, -10.0, 12.0, 75.0, 0.5])
    differences = [abs(own - np.delete(changes, i).mean()) for i, own in enumerate(changes)]
    at_least = sum(differences[i] >= differences[here] for i in range(5) if i != here)
    assert as_far(changes[here], list(np.delete(changes, here))) == at_least


def test_ties_count_as_far() -> None:
    assert as_far(-10.0, [10.0, 0.0]) == 1
    assert as_far(5.0, [5.0, 5.0]) == 2


def test_with_two_comparison_areas_there_is_no_interval() -> None:
    result = ask({name: FOUR[name] for name in ("here", "p", "q")})
    assert (result.difference, result.low, result.high) == (-40.0, None, None)
    assert "No interval: it needs 3 comparison areas" in result.text()
    assert any("too few for an interval" in warning for warning in result.warnings)


def test_without_any_comparison_area_the_change_stands_alone() -> None:
    result = ask({"here": FOUR["here"]})
    assert result.numbers["change_percent"] == -40
    assert result.numbers["difference"] is None
    assert result.as_far is None
    assert "nothing to set it against" in result.text()


def test_comparison_areas_may_be_named() -> None:
    result = ask(FOUR, comparison=["p", "p"])
    assert result.numbers["n_comparison"] == 1
    assert result.numbers["comparison_change_percent"] == -10


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("suppressed", "suppressed, 31 March 2014"),
        ("not-available", "not available, 31 March 2014"),
        (None, "no value recorded, 31 March 2014"),
    ],
)
def test_a_missing_reading_gives_no_change_and_is_named(mark: str | None, said: str) -> None:
    result = ask({**FOUR, "here": {2014: mark, 2017: 120}})
    for name in ("before", "change", "change_percent", "difference", "low", "high"):
        assert result.numbers[name] is None
    assert result.numbers["after"] == 120
    assert said in result.text()
    assert result.text().startswith("No change can be given for here")
    assert "Nothing is filled in." in result.warnings[0]


def test_a_comparison_area_without_a_reading_is_left_out_and_named() -> None:
    result = ask(
        {**FOUR, "s": {2014: 10}, "t": {2014: "suppressed", 2017: 4}, "z": {2014: 0, 2017: 3}}
    )
    assert result.numbers == ask(FOUR).numbers
    (said,) = [warning for warning in result.warnings if warning.startswith("Left out")]
    assert "s (no reading, 31 March 2017)" in said
    assert "t (suppressed, 31 March 2014)" in said
    assert "z (the reading before is not above zero" in said
    assert [row["area"] for row in result.table() if row["role"] == "left out"] == ["s", "t", "z"]


def test_a_start_from_zero_has_a_change_but_no_percentage() -> None:
    result = ask({**FOUR, "here": {2014: 0, 2017: 5}})
    assert (result.numbers["change"], result.numbers["change_percent"]) == (5, None)
    assert "not above zero" in result.text()


def test_a_number_behind_a_mark_is_not_used(table: Table) -> None:
    readings = yearly(FOUR).with_columns(
        pl.when(pl.col("area") == "p").then(pl.lit("suppressed")).otherwise("mark").alias("mark")
    )
    assert before_after(readings, area="here", before=2014, after=2017).numbers["n_comparison"] == 2


def test_two_sources_that_disagree_leave_the_reading_unknown() -> None:
    doubled = pl.concat([yearly(FOUR), yearly({"p": {2014: 101}}), yearly({"q": {2014: 50}})])
    result = before_after(doubled, area="here", before=2014, after=2017)
    assert [change.area for change in result.compared] == ["q", "r"]
    assert any("p (readings disagree, 31 March 2014)" in warning for warning in result.warnings)


@pytest.mark.parametrize(("other", "word"), [(150, "highest"), (90, "lowest")])
def test_an_extreme_baseline_is_warned_about(other: float, word: str) -> None:
    here = {2013: other, 2014: 200 if word == "highest" else 80, 2017: 120}
    result = ask({**FOUR, "here": here})
    assert any(
        f"is the {word} of the" in w and "regression to the mean" in w for w in result.warnings
    )


@pytest.mark.parametrize("here", [{2013: 300, 2014: 200, 2017: 120}, {2014: 200, 2017: 120}])
def test_a_middling_baseline_or_one_of_two_is_not_warned_about(here: dict[int, float]) -> None:
    result = ask({**FOUR, "here": here})
    assert not any("regression to the mean" in warning for warning in result.warnings)


def test_gaps_in_between_are_named() -> None:
    result = ask({**FOUR, "here": {2014: 200, 2015: "suppressed", 2017: 120}})
    assert any("31 March 2015 (suppressed)" in warning for warning in result.warnings)
    assert result.numbers["change_percent"] == -40


def test_areas_that_more_than_doubled_are_named() -> None:
    result = ask({**FOUR, "r": {2014: 10, 2017: 25}})
    assert any(warning.startswith("More than doubled: r.") for warning in result.warnings)


def test_copies_of_one_series_are_suspected() -> None:
    result = ask({"here": FOUR["here"]} | {name: {2014: 10, 2017: 20} for name in "pqr"})
    assert result.low == result.high == result.difference
    assert any("interval has no width" in warning for warning in result.warnings)


def monthly(area: str, year: int, values: Sequence[float | None]) -> list[dict[str, object]]:
    return [
        {"area": area, "starts": date(year, m, 1), "ends": date(year, m, 28), "value": value}
        for m, value in enumerate(values, start=1)
    ]


def test_months_are_averaged_and_a_missing_month_is_not_skipped() -> None:
    rows = [
        *monthly("here", 2014, [10.0] * 6 + [20.0] * 6),
        *monthly("here", 2015, [30.0] * 12),
        *monthly("p", 2014, [10.0] * 12),
        *monthly("p", 2015, [20.0] * 11 + [None]),
        *monthly("q", 2014, [10.0] * 11),
        *monthly("q", 2015, [20.0] * 12),
    ]
    result = before_after(pl.DataFrame(rows), area="here", before=2014, after=2015)
    assert (result.numbers["before"], result.numbers["change_percent"]) == (15, 100)
    assert [change.why for change in result.left_out] == [
        "no value recorded, 28 December 2015",
        "no reading, 28 December 2014",
    ]


def test_windows_may_be_ranges_of_days_and_unequal_ones_are_warned_about() -> None:
    rows = monthly("here", 2014, [10.0] * 12) + monthly("here", 2015, [15.0] * 12)
    result = before_after(
        pl.DataFrame(rows),
        area="here",
        before=(date(2014, 7, 1), date(2014, 12, 31)),
        after=(date(2015, 1, 1), date(2015, 12, 31)),
    )
    assert result.numbers["change_percent"] == 50
    assert "1 July 2014 to 31 December 2014" in result.text()
    assert any("holds 6 periods and the one after 12" in warning for warning in result.warnings)


def test_a_window_with_no_period_is_said() -> None:
    assert "no period" in ask(FOUR, before=2010).text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"area": "nowhere"}, "found nowhere. There are readings for here, p, q and r"),
        ({"comparison": ["p", "x"]}, "found x"),
        ({"comparison": ["here"]}, "found here on both sides"),
        ({"before": 2017, "after": 2014}, "expected before to end ahead of after"),
        ({"before": 2014, "after": 2014}, "expected before to end ahead of after"),
        ({"level": 1.0}, "expected a share between 0 and 1"),
    ],
)
def test_questions_without_sense_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        ask(FOUR, **options)


def test_overlapping_periods_are_refused() -> None:
    rows = monthly("here", 2014, [10.0] * 12)
    rows.append({"area": "p", "starts": date(2014, 1, 1), "ends": date(2014, 12, 31), "value": 1.0})
    with pytest.raises(InputError, match="periods do not overlap"):
        before_after(pl.DataFrame(rows), area="here", before=2014, after=2015)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"mark": "x"}, "row 1, area 'here': .* found mark 'x'"),
        ({"starts": date(2015, 1, 1)}, "row 1, area 'here': .* found 2015-01-01 to 2014-12-31"),
    ],
)
def test_bad_readings_are_refused(cells: dict[str, object], message: str) -> None:
    row = {"area": "here", "starts": date(2014, 1, 1), "ends": date(2014, 12, 31), "value": 1.0}
    with pytest.raises(InputError, match=message):
        before_after(pl.DataFrame([row | cells]), area="here", before=2014, after=2015)


def test_the_baseline_moves_and_so_does_the_answer() -> None:
    values: Values = {
        **FOUR,
        "here": {2012: 100, 2013: "suppressed", 2014: 200, 2017: 120, 2018: 60},
    }
    readings = yearly(values)
    results = movable_baseline(readings, area="here", after=2017)
    assert [result.before_window for result in results] == [2012, 2013, 2014]
    assert [result.numbers["change_percent"] for result in results] == [20, None, -40]
    assert results[2] == before_after(readings, area="here", before=2014, after=2017)
    assert movable_baseline(readings, area="here", after=2012) == []


def test_the_order_of_rows_changes_nothing() -> None:
    small = yearly({"here": {2014: 2, 2017: 1}, "p": {2014: 3, 2017: 4}})
    answers = {
        str(before_after(small[list(order)], area="here", before=2014, after=2017))
        for order in permutations(range(4))
    }
    assert len(answers) == 1


READING = st.floats(1, 1000)
PAIRS = st.lists(st.tuples(READING, READING), min_size=4, max_size=10)


def of_pairs(pairs: list[tuple[float, float]]) -> dict[str, dict[int, float]]:
    names = ["here", *(f"a{number}" for number in range(len(pairs) - 1))]
    return {n: {2014: b, 2017: a} for n, (b, a) in zip(names, pairs, strict=True)}


@given(PAIRS)
def test_an_area_at_the_mean_keeps_the_estimate_and_narrows_the_interval(
    pairs: list[tuple[float, float]],
) -> None:
    values = of_pairs(pairs)
    once = ask(values)
    assert once.low is not None
    assert once.high is not None
    mean = once.comparison_change_percent or 0.0
    more = ask({**values, "mean": {2014: 100.0, 2017: 100.0 + mean}})
    assert more.difference == pytest.approx(once.difference, abs=1e-6)
    assert more.low is not None
    assert more.high is not None
    assert more.high - more.low <= once.high - once.low + 1e-6


@given(PAIRS, st.floats(0.01, 100))
def test_the_unit_of_measurement_does_not_matter(
    pairs: list[tuple[float, float]], factor: float
) -> None:
    scaled = [(before * factor, after * factor) for before, after in pairs]
    once, again = ask(of_pairs(pairs)), ask(of_pairs(scaled))
    for name in ("change_percent", "comparison_change_percent", "difference", "low", "high"):
        assert again.numbers[name] == pytest.approx(once.numbers[name], rel=1e-6, abs=1e-6)


@given(PAIRS)
def test_the_difference_is_the_one_a_reader_can_check(pairs: list[tuple[float, float]]) -> None:
    result = ask(of_pairs(pairs))
    n = result.numbers
    assert n["difference"] == pytest.approx(n["change_percent"] - n["comparison_change_percent"])  # type: ignore[operator]
    assert result.low <= result.difference <= result.high  # type: ignore[operator]
    assert result.as_far is not None
    assert 0 <= result.as_far <= len(pairs) - 1


@given(PAIRS, st.data())
def test_an_unknown_reading_is_never_a_zero(
    pairs: list[tuple[float, float]], data: st.DataObject
) -> None:
    values: dict[str, dict[int, float | None]] = {k: dict(v) for k, v in of_pairs(pairs).items()}
    lost = data.draw(st.sampled_from(sorted(values)))
    values[lost][data.draw(st.sampled_from([2014, 2017]))] = None
    without = {name: series for name, series in values.items() if name != lost}
    result = ask(values)
    if lost == "here":
        assert result.difference is None
    else:
        assert result.numbers == ask(without).numbers


@given(PAIRS)
def test_ranks_of_all_areas_fit_together(pairs: list[tuple[float, float]]) -> None:
    changes = [after / before for before, after in pairs]
    assume(len(set(changes)) == len(changes))
    ranks = sorted(as_far(own, changes[:i] + changes[i + 1 :]) for i, own in enumerate(changes))
    # Somebody is the furthest out, and nobody can be further in than everybody.
    assert ranks[0] <= 1
    assert ranks[-1] == len(changes) - 1

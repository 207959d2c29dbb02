"""A checked claim by hand: single choices, what they are left out for, and what is said of them."""

import json
import math
import re
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from seedbed.errors import InputError
from seedbed.methods.effects.before_after import before_after
from seedbed.methods.effects.checked import Checked
from seedbed.methods.effects.choices import stands
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.recomputed import number_of
from seedbed.methods.effects.specification import check_claim
from seedbed.methods.frames import rows_of
from tests.methods.specification_made import (
    BEGAN,
    Series,
    check,
    claim,
    numbers,
    only,
    said,
    yearly,
)

THREE: Series = {
    "here": {2013: 100, 2014: 150, 2015: 90, 2016: 60},
    "p": {2013: 50, 2014: 40, 2015: 45, 2016: 60},
    "q": {2013: 200, 2014: 100, 2015: 110, 2016: 80},
}
BOTH = {"neighbours": ["p", "q"]}

# Worked by hand. Here: from 100 to 90 is -10 per cent, from 150 -40, from their mean 125 -28; to 60
# it is -40, -60 and -52. p: 50 -> 45 -10, 40 -> 45 +12.5, 45 -> 45 0; -> 60 +20, +50, +33.3.
# q: 200 -> 110 -45, 100 -> 110 +10, 150 -> 110 -26.7; -> 80 -60, -20, -46.7.
BY_HAND = {
    ("2013", "2015"): (-10, 0, 35, 17.5),
    ("2014", "2015"): (-40, -52.5, -50, -51.25),
    ("mean of 2013 and 2014", "2015"): (-28, -28, -4 / 3, -44 / 3),
    ("2013", "2016"): (-40, -60, 20, -20),
    ("2014", "2016"): (-60, -110, -40, -75),
    ("mean of 2013 and 2014", "2016"): (-52, -256 / 3, -16 / 3, -136 / 3),
}
COMPARISONS = ("no comparison", "p", "q", "mean of neighbours")


@pytest.mark.parametrize("years", BY_HAND)
@pytest.mark.parametrize("place", range(4))
def test_every_choice_equals_a_calculation_by_hand(years: tuple[str, str], place: int) -> None:
    result = check(yearly(THREE), comparisons=BOTH)
    found = numbers(result)[(*years, COMPARISONS[place])]
    assert found == pytest.approx(BY_HAND[years][place], abs=1e-9)


def test_the_curve_is_whole_and_counted_by_hand() -> None:
    # Three baselines, two ends, four comparisons; the synthetic one has two years before, too few.
    result = check(yearly(THREE), comparisons=BOTH)
    by_hand = sorted(number for four in BY_HAND.values() for number in four)
    assert [c.number for c in result.curve] == pytest.approx(by_hand, abs=1e-9)
    assert {c.comparison for c in result.left_out} == {"synthetic from neighbours"}
    # Above zero: 35, 17.5 and 20. Zero: one. Within half a point of -40: three times -40, and none
    # more within five (-45.3 is 5.3 off). Larger falls: -110, -85.3, -75, -60, -60, -52.5, -52,
    # -51.25, -50 and -45.3.
    assert result.numbers == pytest.approx(
        {
            "published": -40, "choices": 24, "left_out": 6, "same_direction": 20, "reversed": 3,
            "no_change": 1, "within_rounding": 3, "within_wider": 3, "larger": 10,
            "larger_percent": 1000 / 24, "lowest": -110, "median": -40, "highest": 35,
            "nearest": -40, "own_dates": None, "placebo_areas": None, "placebo_as_far": None,
        },
        abs=1e-9,
    )  # fmt: skip


@pytest.mark.parametrize("before", [2012, 2013, (2012, 2013)])
@pytest.mark.parametrize("after", [2015, 2016])
def test_a_choice_is_the_before_and_after_comparison_of_the_same_years(
    before: int | tuple[int, int], after: int
) -> None:
    # The same question asked of the older method; sums in another order: 1e-9.
    series: Series = {
        "here": {2012: 310, 2013: 290, 2015: 250, 2016: 200},
        "p": {2012: 91, 2013: 77, 2015: 80, 2016: 85},
        "q": {2012: 10, 2013: 13, 2015: 17, 2016: 9},
        "r": {2012: 55, 2013: "suppressed", 2015: 50, 2016: 66},
    }
    readings = yearly(series)
    result = check(readings, comparisons={"set": ["p", "q", "r"]})
    years = (before,) if isinstance(before, int) else before
    window = (date(years[0] - 1, 4, 1), date(years[-1], 3, 31))
    label = str(before) if isinstance(before, int) else "mean of 2012 and 2013"
    for comparison, others in (("p", ["p"]), ("mean of set", ["p", "q", "r"])):
        other = before_after(readings, area="here", before=window, after=after, comparison=others)
        choice = only(result, baseline=label, end=str(after), comparison=comparison)
        assert choice.number == pytest.approx(other.difference, rel=1e-9)
        assert choice.change_percent == pytest.approx(other.treated.change_percent, rel=1e-9)
        assert choice.comparison_change_percent == pytest.approx(
            other.comparison_change_percent, rel=1e-9
        )
        assert (choice.before, choice.after) == (other.treated.before, other.treated.after)


def test_the_paragraph_says_what_agrees_what_reverses_and_what_it_is_not() -> None:
    text = said(check(yearly(THREE), comparisons=BOTH).text())
    assert text.startswith(
        "“Plans fell by 40 %” (a page, date not known): recomputed with 24 of 30 choices of "
        "measure (plans started), baseline, end and comparison. 20 of 24 agree that it fell, alone "
        "or against others (alone 6 of 6), 1 with no change, and 3 reversed: from 2013 to 2015 "
        "beside q (35 percentage points), from 2013 to 2016 beside q (20 percentage points) and "
        "from 2013 to 2015 beside mean of neighbours (17.5 percentage points); all of these count "
        "from 2013. How many come to the published -40 % by rounding: 3; within 5 percentage "
        "points of it: 3; further in the same direction: 10. Nearest to it: from 2013 to 2016 with "
        "no comparison (-40 %). The claim does not state its baseline and its end. "
    )
    assert (
        "Counted from 2014 and mean of 2013 and 2014, here starts at the highest reading known, "
        "which would tend to fall towards its usual level without any change in practice "
        "(regression to the mean). Of the choices from other baselines 4 of 8 agree in direction."
        in text
    )
    assert "6 choices of 30 (20 %) left out: a synthetic comparison needs 3 years before" in text
    assert text.endswith("it is no judgement of the people who made the claim.")


def test_the_rows_are_plain_and_the_parts_add_up() -> None:
    result = check(yearly(THREE), comparisons=BOTH)
    rows = result.table()
    json.dumps(rows)
    assert len(rows) == 30
    assert [row["way"] for row in rows[24:]] == ["left out"] * 6
    assert result.by("baseline")[0] == {
        "baseline": "2013", "choices": 8, "same_direction": 4, "reversed": 3, "within_wider": 1,
        "median": pytest.approx(-5), "left_out": 2,
    }  # fmt: skip
    (synthetic,) = [
        row for row in result.by("comparison") if row["comparison"] == "synthetic from neighbours"
    ]
    assert (synthetic["choices"], synthetic["median"], synthetic["left_out"]) == (0, None, 6)
    for part in ("measure", "baseline", "end", "comparison"):
        for name in ("choices", "same_direction", "reversed", "within_wider", "left_out"):
            assert sum(row[name] for row in result.by(part)) == result.numbers[name]  # type: ignore[misc, arg-type]


def test_a_rise_is_checked_the_other_way_round() -> None:
    series = {"here": {2013: 100, 2014: 90, 2015: 150}}
    result = check(yearly(series), claim(direction="rose", percent=50, says="Plans rose by 50 %"))
    assert [round(number_of(c), 6) for c in result.curve] == [50, pytest.approx(57.8947), 66.666667]
    assert (result.numbers["same_direction"], result.numbers["larger"]) == (3, 2)
    assert "3 of 3 agree that it rose, and none reverses it." in said(result.text())
    # 90 is the lowest of three, and so is the mean of 100 and 90 below the one year left: no
    # extreme, as that takes two others.
    assert [c.start_is for c in result.curve] == ["", "", "lowest"]
    assert any("lowest reading known, which would tend to rise" in w for w in result.warnings)


# What is not known


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("suppressed", "suppressed, 31 March 2015"),
        ("not-available", "not available, 31 March 2015"),
        ("not-applicable", "not applicable, 31 March 2015"),
        (None, "no value recorded, 31 March 2015"),
    ],
)
def test_a_year_without_a_value_is_named_and_never_zero(mark: str | None, why: str) -> None:
    series = {**THREE, "here": {**THREE["here"], 2015: mark}}
    result = check(yearly(series), comparisons={"p": ["p"]})
    assert {c.why for c in result.left_out} == {why}
    assert {c.end for c in result.left_out} == {"2015"}
    assert result.gaps == (f"plans started ({why})",)
    assert f"Not known for here: plans started ({why})." in said(result.text())
    assert f"6 choices of 12 (50 %) left out: {why} (6)." in said(result.text())
    assert any(f"no value in plans started ({why})" in w for w in result.warnings)
    assert f"The values of here that are not known: plans started ({why})." in result.wanting


def test_a_year_that_only_others_have_is_missing_here() -> None:
    series = {"here": {2013: 100, 2015: 90, 2016: 60}, "p": dict.fromkeys(range(2013, 2017), 50)}
    result = check(yearly(series), comparisons={"p": ["p"]})
    assert result.gaps == ("plans started (no reading, 31 March 2014)",)
    assert {c.baseline for c in result.left_out} == {"2014", "mean of 2013 and 2014"}


def test_a_baseline_of_zero_gives_no_percentage() -> None:
    series = {"here": {2013: 0, 2014: 10, 2015: 5}}
    choice = only(check(yearly(series)), baseline="2013")
    assert (choice.number, choice.change_percent, choice.before) == (None, None, 0)
    assert choice.why == "the reading before is not above zero, so no percentage can be taken"


def test_a_comparison_area_without_a_value_leaves_out_its_own_choices_alone() -> None:
    series = {**THREE, "p": {**THREE["p"], 2016: "suppressed"}, "q": {**THREE["q"], 2014: 0}}
    result = check(yearly(series), comparisons=BOTH)
    why = {(c.baseline, c.end, c.comparison): c.why for c in result.left_out}
    assert why["2013", "2016", "p"] == "p: suppressed, 31 March 2016"
    assert why["2014", "2015", "q"].startswith("q: the reading before is not above zero")
    assert why["2014", "2016", "mean of neighbours"] == (
        "no area of neighbours has a reading above zero before and one after"
    )
    # The mean is that of the areas that have both readings: here q alone.
    assert numbers(result)["2013", "2016", "mean of neighbours"] == pytest.approx(-40 + 60)
    assert any(
        "drop out where they have no value: p (plans started: suppressed, 31 March 2016)." in w
        for w in result.warnings
    )


def test_with_no_value_at_all_the_paragraph_says_so() -> None:
    series = {"here": {2013: "suppressed", 2015: 90}}
    result = check(yearly(series))
    assert (result.curve, result.nearest, result.placebo) == ((), None, None)
    assert result.numbers["median"] is None
    assert result.numbers["larger_percent"] is None
    assert "no choice can be recomputed." in result.text()
    assert "suppressed, 31 March 2013" in result.text()


def test_many_reasons_are_counted() -> None:
    series = {"here": dict.fromkeys(range(2010, 2015), "suppressed") | {2015: 4}}
    text = said(check(yearly(series)).text())
    assert "7 choices of 7 (100 %) left out: suppressed, 31 March 2012 (2);" in text
    assert "; 1 further reason." in text


# Measures and dates


def test_the_sources_own_measure_may_be_missing() -> None:
    counted = check(yearly(THREE), claim(kind="stock"))
    assert counted.own_measure is False
    assert (
        "We cannot reproduce the source's own measure: it says how many there were on a day, and "
        "these readings say how many started in a period (plans started)." in counted.text()
    )
    assert counted.wanting[0] == (
        "Readings of here that say how many there were on a day: those at hand say how many "
        "started in a period."
    )
    assert counted.warnings[0].startswith("The claim says how many there were on a day; no measure")


def test_a_source_that_does_not_say_what_it_counted_is_said_to() -> None:
    result = check(yearly(THREE))
    assert result.own_measure is None
    assert "does not say how its measure (plans) was counted" in result.text()
    assert result.wanting[0].startswith("What was counted, from a page: the claim does not say")


def test_several_measures_are_one_curve_and_the_sources_own_is_told() -> None:
    open_plans = yearly({"here": {2013: 80, 2014: 100, 2015: 70}}, measure="open", kind="stock")
    readings = pl.concat([yearly({"here": THREE["here"]}), open_plans])
    stated = {
        "baseline_starts": date(2014, 3, 1), "baseline_ends": date(2014, 3, 31),
        "end_starts": date(2015, 3, 1), "end_ends": date(2015, 3, 31),
    }  # fmt: skip
    result = check(readings, claim(kind="stock", **stated))
    assert result.own_measure is True
    assert [(c.measure, c.number) for c in result.own] == [("open", pytest.approx(-30))]
    assert result.numbers["own_dates"] == pytest.approx(-30)
    text = said(result.text())
    assert "By its own measure and dates, or the years that hold them, the change is -30 %" in text
    assert "open from 2014 to 2015 with no comparison" in text
    assert "cannot" not in text
    # The year 2016 is in one measure only.
    left = [(c.measure, c.end, c.why) for c in result.left_out]
    assert set(left) == {("open", "2016", "no reading, 2016")}
    assert result.gaps == ()  # no area has that measure in that year
    assert "(open" in next(w for w in result.warnings if "highest" in w)
    without = check(readings, claim(kind=None, **stated))
    assert without.numbers["own_dates"] is None
    assert len(without.own) == 2


def test_stated_dates_are_chosen_even_within_the_year_of_the_start() -> None:
    series = {"here": {2013: 100, 2014: 150, 2015: 90, 2016: 60, 2017: 50}}
    began = date(2015, 1, 1)
    plain = check(yearly(series), began=began)
    assert {c.baseline for c in plain.curve} == {"2013", "2014", "mean of 2013 and 2014"}
    assert {c.end for c in plain.curve} == {"2016", "2017"}
    assert any("began on 1 January 2015, within the period of 2015" in w for w in plain.warnings)
    # A month within a year to March stands for that year; days that no period ends in, too.
    stated = claim(
        baseline_starts=date(2015, 3, 1), baseline_ends=date(2015, 3, 31),
        end_starts=date(2015, 6, 1), end_ends=date(2015, 6, 30),
    )  # fmt: skip
    result = check(yearly(series), stated, began=began)
    assert [(c.baseline, c.end, c.number) for c in result.own] == [
        ("2015", "2016", pytest.approx(100 * (60 - 90) / 90))
    ]
    assert (
        "By its own dates, or the years that hold them, the change is -33.3 % from 2015 to 2016"
        in said(result.text())
    )
    assert not any("counted from and to" in wish for wish in result.wanting)


def test_a_stated_span_of_years_is_a_mean() -> None:
    stated = claim(
        baseline_starts=date(2012, 4, 1), baseline_ends=date(2014, 3, 31),
        end_starts=date(2014, 4, 1), end_ends=date(2016, 3, 31),
    )  # fmt: skip
    result = check(yearly(THREE), stated)
    (own,) = result.own
    assert (own.baseline, own.end) == ("mean of 2013 and 2014", "mean of 2015 and 2016")
    assert own.number == pytest.approx(100 * (75 - 125) / 125)


def test_a_stated_end_within_the_baseline_years_is_left_out_with_its_reason() -> None:
    # The claim counts from June 2014 to March 2015, both in the year to March 2015.
    stated = claim(
        baseline_starts=date(2014, 6, 1), baseline_ends=date(2014, 6, 30),
        end_starts=date(2015, 3, 1), end_ends=date(2015, 3, 31),
    )  # fmt: skip
    result = check(yearly(THREE), stated, began=date(2014, 7, 1))
    assert [c.why for c in result.own] == ["2015 does not lie before 2015"]
    assert "Its own dates give no number with these readings." in result.text()
    assert "Readings of here at the claim's own dates: these have none." in result.wanting


def test_years_of_one_measure_may_be_no_years_of_another() -> None:
    # The stock on 31 March 2015 lies after the start; the year to that day has the start within.
    readings = pl.concat([
        yearly({"here": {2013: 100, 2014: 100, 2015: 90, 2016: 80}}),
        yearly({"here": {2013: 10, 2014: 10, 2015: 9, 2016: 8}}, measure="open", kind="stock"),
    ])  # fmt: skip
    result = check(readings, began=date(2015, 1, 1))
    assert {(c.measure, c.end) for c in result.curve} == {
        ("open", "2015"), ("open", "2016"), ("plans started", "2016"),
    }  # fmt: skip
    assert {c.why for c in result.left_out} == {
        "the innovation had not begun when the period of 2015 started"
    }


def test_a_year_before_for_one_measure_may_hold_the_start_for_another() -> None:
    # In 2014 a count on 1 January comes before June; the calendar year has it within.
    rows = [
        {"measure": measure, "kind": kind, "area": "here", "value": 10.0 * (year - 2000),
         "starts": date(year, 1, 1), "ends": date(year, *last), "mark": ""}
        for measure, kind, last in (("open", "stock", (1, 1)), ("started", "starts", (12, 31)))
        for year in (2013, 2014, 2015)
    ]  # fmt: skip
    result = check(pl.DataFrame(rows), began=date(2014, 6, 1))
    assert {(c.measure, c.baseline) for c in result.curve} == {
        ("open", "2013"), ("open", "2014"), ("open", "mean of 2013 and 2014"), ("started", "2013"),
    }  # fmt: skip
    assert {c.why for c in result.left_out} == {
        "the innovation had begun by the end of the period of 2014"
    }


def test_without_a_start_the_claims_own_baseline_parts_before_from_after() -> None:
    stated = claim(baseline_starts=date(2013, 4, 1), baseline_ends=date(2014, 3, 31))
    result = check(yearly(THREE), stated, began=None)
    assert result.numbers["choices"] == check(yearly(THREE), stated).numbers["choices"] == 6
    assert "The claim does not state its end." in result.text()
    assert "The dates that a page counted to: the claim does not state them." in result.wanting


def test_the_window_bounds_the_years() -> None:
    series = {"here": {year: 100.0 + year % 7 for year in range(2000, 2026)}}
    result = check(yearly(series), years_before=2, years_after=3)
    assert {c.baseline for c in result.curve} == {"2013", "2014", "mean of 2013 and 2014"}
    assert {c.end for c in result.curve} == {"2015", "2016", "2017"}
    usual = check(yearly(series))
    assert len(usual.curve) == (5 + 2) * 5


# Others in the place of the area


def test_a_placebo_by_hand() -> None:
    # One year before and one after. Changes: here -40; a -50, b -10, c 0, d +10, e +20.
    # The median of here over none, five areas and their mean: of -40, +10, -30, -40, -50, -60 and
    # -34, that is -40. For a, without itself: none -50, four areas -40, -50, -60, -70, the rest
    # -55: its median -52.5, beside that of here over the same choices, -40 (of -40, -30, -40, -50,
    # -60 and -34). The others do not come near.
    after = {"here": 60, "a": 50, "b": 90, "c": 100, "d": 110, "e": 120}
    series: Series = {area: {2014: 100, 2015: value} for area, value in after.items()}
    result = check(yearly(series), comparisons={"like here": ["a", "b", "c", "d", "e"]})
    assert result.placebo is not None
    assert result.placebo.areas == ("a", "b", "c", "d", "e")
    assert result.placebo.as_far == ("a",)
    assert (result.numbers["placebo_areas"], result.numbers["placebo_as_far"]) == (5, 1)
    assert "1 of 5 other areas moved at least as far down" in said(result.text())
    assert only(result, comparison="no comparison").others_as_far == 1
    assert only(result, comparison="no comparison").others == 5
    # Beside a, a itself cannot be placed.
    assert only(result, comparison="a").others == 4
    assert only(result, comparison="a").others_as_far == 0


def placed(after: dict[str, float | None], **here: float) -> Checked:
    """A hundred before for all, and five areas like here, from a to e."""
    series: Series = {area: {2014: 100, 2015: value} for area, value in (after | here).items()}
    return check(yearly(series), comparisons={"like here": ["a", "b", "c", "d", "e"]})


def test_an_area_that_takes_the_place_is_not_compared_with_itself() -> None:
    # Here -34, beside the mean of five, -6: -28. For a, -30 beside the mean of the four others, 0:
    # -30, further. With itself among them it would be beside -6: -24, less far.
    result = placed({"a": 70, "b": 100, "c": 100, "d": 100, "e": 100}, here=66)
    choice = only(result, comparison="mean of like here")
    assert choice.number == pytest.approx(-28)
    assert (choice.others, choice.others_as_far) == (5, 1)


def test_as_far_counts_as_at_least_as_far() -> None:
    result = placed({"a": 60, "b": 100, "c": 101, "d": 102, "e": 103}, here=60)
    assert only(result, comparison="no comparison").others_as_far == 1
    assert result.placebo is not None
    assert "a" in result.placebo.as_far


def test_medians_are_set_beside_each_other_over_the_choices_known_for_both() -> None:
    # To 2015 here falls by 10, to 2016 and 2017 by 60; a is known to 2015 alone and falls by 20
    # there: further than here over that year, though here falls further over all three.
    series: dict[str, dict[int, float | str | None]] = {
        area: {2014: 100, 2015: 100, 2016: 100, 2017: 100} for area in "bcde"
    }
    series["here"] = {2014: 100, 2015: 90, 2016: 40, 2017: 40}
    series["a"] = {2014: 100, 2015: 80, 2016: "suppressed", 2017: None}
    result = check(yearly(series), comparisons={"like here": ["a", "b", "c", "d", "e"]})
    assert result.placebo is not None
    assert result.placebo.as_far == ("a",)


@pytest.mark.parametrize(
    ("after", "within"),
    [
        (595, "rounding"),
        (605, "rounding"),
        (594, "wider"),
        (606, "wider"),
        (550, "wider"),
        (549, ""),
    ],
)
def test_the_edges_of_the_bands_belong_to_them(after: float, within: str) -> None:
    # A published 40 may stand for 39.5 to 40.5; the wider band is 35 to 45.
    (choice,) = check(yearly({"here": {2014: 1000, 2015: after}})).curve
    assert choice.within == within


@pytest.mark.parametrize(
    ("began", "how"),
    [
        (date(2014, 4, 1), "before"), (date(2014, 3, 31), "within"), (date(2013, 4, 2), "within"),
        (date(2013, 4, 1), "after"),
    ],
)  # fmt: skip
def test_the_first_day_of_the_innovation_lies_after(began: date, how: str) -> None:
    assert stands((date(2013, 4, 1), date(2014, 3, 31)), began) == how


def test_few_other_areas_make_no_placebo_and_that_is_wanting() -> None:
    result = check(yearly(THREE), comparisons=BOTH | {"statistical neighbours": []})
    assert result.placebo is None
    assert "Readings of statistical neighbours: none are loaded." in result.wanting
    assert any(
        "at least 5 areas like here, in one set: with 2, nobody" in w for w in result.wanting
    )
    alone = check(yearly(THREE))
    assert any("in one set: with none, nobody" in wish for wish in alone.wanting)


def test_a_peer_without_any_number_is_not_placed() -> None:
    after = {"here": 60, "a": 50, "b": 90, "c": 100, "d": 110, "e": None}
    series: Series = {area: {2014: 100, 2015: value} for area, value in after.items()}
    result = check(yearly(series), comparisons={"like here": ["a", "b", "c", "d", "e"]})
    assert result.placebo is not None
    assert result.placebo.areas == ("a", "b", "c", "d")


def test_comparison_areas_may_have_taken_up_the_same_and_that_is_said() -> None:
    doubt = "These readings do not say whether a comparison area took up the same innovation"
    assert any(w.startswith(doubt) for w in check(yearly(THREE), comparisons=BOTH).warnings)
    assert not any(w.startswith(doubt) for w in check(yearly(THREE)).warnings)


def test_what_would_settle_it_is_empty_when_nothing_is_missing() -> None:
    areas = ["here", *"abcdef"]
    series: Series = {
        area: {year: 100 + 7 * place + (year * (place + 3)) % 11 for year in range(2010, 2018)}
        for place, area in enumerate(areas)
    }
    stated = claim(
        kind="rate", baseline_starts=date(2014, 3, 31), baseline_ends=date(2014, 3, 31),
        end_starts=date(2016, 3, 31), end_ends=date(2016, 3, 31),
    )  # fmt: skip
    result = check(yearly(series, kind="rate"), stated, comparisons={"like here": areas[1:]})
    assert result.what_would_settle_it() == []
    assert result.left_out == ()
    plans = check(yearly(series), comparisons={"like here": areas[1:]})
    assert [wish.split(":")[0] for wish in plans.what_would_settle_it()] == [
        "What was counted, from a page",
        "The dates that a page counted from and to",
        "A rate for the children and young people who live there",
    ]


# Never


def every_result() -> list[Checked]:
    series = {**THREE, "p": {**THREE["p"], 2016: "suppressed"}}
    return [
        check(yearly(THREE), comparisons=BOTH),
        check(yearly(series), claim(kind="stock"), comparisons=BOTH),
        check(yearly({"here": {2013: "suppressed", 2015: 90}})),
    ]


@pytest.mark.parametrize("result", every_result())
def test_no_word_of_cause_and_no_verdict_is_said(result: Checked) -> None:
    words = [result.text(), *result.warnings, *result.wanting]
    causal = (
        r"\b(caus\w*|because|effect\w*|impact\w*|led to|due to|work(s|ed)|thanks to|result\w*)\b"
    )
    verdict = r"\b(wrong|false|true|mislead\w*|lie[sd]?|cherry\w*|spin|honest\w*|failed)\b"
    for sentence in words:
        assert not re.search(causal, sentence, re.IGNORECASE)
        assert not re.search(verdict, sentence, re.IGNORECASE)
        assert sentence.endswith(".")
        assert "nan" not in sentence.split()
        assert "None" not in sentence
    for row in result.table():
        assert not any(isinstance(cell, float) and math.isnan(cell) for cell in row.values())


def test_the_same_question_twice_is_the_same_answer() -> None:
    assert check(yearly(THREE), comparisons=BOTH) == check(yearly(THREE), comparisons=BOTH)


def test_a_choice_left_out_has_no_number_to_give() -> None:
    (choice,) = check(yearly({"here": {2014: None, 2015: 90}})).left_out
    with pytest.raises(ValueError, match="is left out"):
        number_of(choice)


# Bad input


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"percent": None}, "'percent': expected the size of the change .* found None"),
        ({"percent": math.nan}, "'percent'.* found nan"),
        ({"percent": -49}, "'percent'.* found -49. Give it without a sign"),
        ({"percent": 0}, "'percent'"),
        ({"percent": 120}, "for a fall at most 100, found 120"),
        ({"direction": "stayed"}, "'direction': expected fell or rose, found 'stayed'"),
        ({"kind": "share"}, "'kind': expected count, rate, starts and stock, or nothing, found"),
        ({"baseline_starts": date(2014, 4, 1)}, "'baseline': .* found 2014-04-01 and None"),
        ({"end_ends": date(2014, 4, 1)}, "'end': .* found None and 2014-04-01"),
        (
            {"end_starts": date(2016, 4, 1), "end_ends": date(2015, 4, 1)},
            "'end': expected a first and a last day in order",
        ),
        (
            {
                "baseline_starts": date(2014, 1, 1), "baseline_ends": date(2014, 12, 31),
                "end_starts": date(2014, 12, 31), "end_ends": date(2015, 3, 31),
            },
            "'end': expected it to start after the baseline ends",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_checked_is_refused(parts: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        claim(**parts)


def test_a_claim_read_from_a_file_names_what_it_lacks() -> None:
    row = {"says": "x", "who": "y", "measure": "m", "area": "here", "direction": "fell"}
    with pytest.raises(InputError, match="percent not found"):
        rows_of(pl.DataFrame([row]), ClaimToCheck, table="claim")
    with pytest.raises(InputError, match="row 1, 'percent': expected a finite number"):
        rows_of(pl.DataFrame([row | {"percent": None}]), ClaimToCheck, table="claim")
    (read,) = rows_of(pl.DataFrame([row | {"percent": 49}]), ClaimToCheck, table="claim")
    assert read.published == -49


def test_a_claim_without_baseline_and_start_is_refused() -> None:
    with pytest.raises(InputError, match="'baseline': expected a baseline, or the day on which"):
        check_claim(claim(), yearly(THREE))


@pytest.mark.parametrize(
    ("percent", "rounding"), [(49, 0.5), (49.0, 0.5), (49.3, 0.05), (0.25, 0.005), (100, 0.5)]
)
def test_the_rounding_is_half_of_the_last_place_published(percent: float, rounding: float) -> None:
    assert claim(percent=percent).rounding == pytest.approx(rounding)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"asked": claim(area="nowhere")}, "found nowhere. There are readings for here, p and q"),
        ({"comparisons": {"set": ["p", "x"]}}, "found x"),
        ({"comparisons": {"set": ["p", "here"]}}, "found here on both sides"),
        ({"years_before": 0}, "at least one year before"),
        ({"years_after": 0}, "at least one year before"),
        ({"wider": 0.0}, "a band above zero"),
        ({"began": date(2017, 1, 1)}, "one that starts on or after it, found only the years 2013,"),
        ({"began": date(2012, 1, 1)}, "at least one period that ends before 1 January 2012"),
    ],
)
def test_questions_without_sense_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        check(yearly(THREE), **options)  # type: ignore[arg-type]


def test_one_year_alone_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"readings, 'here': .* found only the years 2014"):
        check(yearly({"here": {2014: 100}}))


def change(row: int, **cells: object) -> Callable[[pl.DataFrame], pl.DataFrame]:
    def changed(readings: pl.DataFrame) -> pl.DataFrame:
        rows = readings.to_dicts()
        rows[row] |= cells
        return pl.DataFrame(rows, schema=readings.schema)

    return changed


def doubled(readings: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([readings, readings[1:2]])


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (doubled, "row 13: .* found 'plans started', 'here', 2014 again, after row 2"),
        (change(3, kind="rate"), "row 4, 'kind': .* found a rate after how many started"),
        (change(0, kind="share"), "row 1, 'kind': expected one of count, rate, starts and stock"),
        (change(1, mark="x"), "measure 'plans started', its own rows counted: .* mark 'x'"),
        (
            change(4, starts=date(2012, 7, 1), ends=date(2013, 6, 30)),
            "'plans started', its own rows counted: .* periods do not overlap",
        ),
        (
            lambda readings: change(4, starts=date(2013, 9, 1), ends=date(2013, 12, 31))(
                change(0, starts=date(2013, 1, 1))(change(8, starts=date(2013, 1, 1))(
                    change(1, starts=date(2014, 1, 1))(change(5, starts=date(2014, 1, 1))(
                        change(9, starts=date(2014, 1, 1))(readings)))))
            ),
            "same period in a year, found periods that end on 31 March 2013 and 31 December 2013",
        ),
        (lambda readings: readings.drop("kind"), "kind not found"),
    ],
)  # fmt: skip
def test_bad_readings_are_refused(
    spoil: Callable[[pl.DataFrame], pl.DataFrame], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        check(spoil(yearly(THREE)), comparisons=BOTH, began=BEGAN)

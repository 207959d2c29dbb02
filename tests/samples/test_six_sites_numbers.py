"""The numbers of six-sites: what was planted can be found again, and what was not is not there."""

from collections import Counter
from itertools import product
from statistics import mean
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.formats import rows as r
from seedbed.samples.six_sites import SEED, combination, readings, study_rows, truth

PLANTED = truth()
FORMULA = PLANTED["combination"]
RATES = ("repeat-missing", "first-time-entries")
WIDE = 0.15  # what a year of months at one site can miss a planted change by


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {model.table: [] for model in r.ORDER}
    for row in study_rows():
        made[row.table].append(row)
    return made


def beside_others(told: list[Any], site: str, indicator: str) -> float:
    """Change from 2021 to 2024 at a site, as a share, over the mean of places with no effect."""
    by_place: dict[tuple[str, int], list[float]] = {}
    for row in told:
        if row.indicator == indicator and row.value is not None:
            by_place.setdefault((row.site or row.area, row.starts.year), []).append(
                float(row.value)
            )
    touched = {e["site"] for e in PLANTED["effects"] if e["indicator"] == indicator}
    ratio = {
        place: mean(by_place[place, 2024]) / mean(by_place[place, 2021])
        for place in {place for place, _ in by_place}
    }
    others = [ratio[place] for place in ratio if place not in touched and place != site]
    return ratio[site] / mean(others) - 1


@pytest.mark.parametrize(
    "effect", PLANTED["effects"], ids=lambda effect: f"{effect['site']}-{effect['indicator']}"
)
def test_a_planted_change_is_found_by_comparing_means(
    effect: dict[str, Any], rows: dict[str, list[Any]]
) -> None:
    found = beside_others(rows["readings"], effect["site"], effect["indicator"])
    assert found == pytest.approx(effect["change"], abs=WIDE)


@pytest.mark.parametrize("site", PLANTED["no_improvement"].values())
@pytest.mark.parametrize("indicator", RATES)
def test_where_none_is_planted_none_is_found(
    site: str, indicator: str, rows: dict[str, list[Any]]
) -> None:
    assert abs(beside_others(rows["readings"], site, indicator)) < WIDE


def test_planted_changes_do_not_hang_on_one_seed() -> None:
    missed = []
    for seed in (1, 2, 3, 4, 5):
        told = readings.readings(PLANTED, np.random.default_rng(seed))
        missed += [
            beside_others(told, e["site"], e["indicator"]) - e["change"] for e in PLANTED["effects"]
        ]
    assert abs(mean(missed)) < 0.05


def test_one_site_of_each_framework_improves_and_the_other_does_not() -> None:
    better = {e["framework"] for e in PLANTED["effects"] if e["change"] < 0}
    assert better == set(PLANTED["no_improvement"])
    improved = {e["site"] for e in PLANTED["effects"] if e["change"] < 0}
    assert not improved & set(PLANTED["no_improvement"].values())


def test_the_change_grows_between_its_two_dates() -> None:
    series = readings.SERIES[0]
    places = readings.areas()
    share = readings._change(series, places, PLANTED)
    ostlemere = share[[p.site for p in places].index("ostlemere")]
    assert ostlemere[readings.MONTHS.index(PLANTED["effects"][0]["from"]) - 1] == 1
    assert ostlemere[-1] == pytest.approx(0.68)
    assert (np.diff(ostlemere) <= 0).all()
    assert (np.delete(share, [p.site for p in places].index("ostlemere"), axis=0) == 1).all()


def test_every_place_has_every_month_once(rows: dict[str, list[Any]]) -> None:
    count = Counter((x.indicator, x.area) for x in rows["readings"])
    assert set(count.values()) == {48}
    assert Counter(indicator for indicator, _ in count) == {
        "repeat-missing": 46,
        "first-time-entries": 46,
        "station-reports": 6,
    }
    assert all(x.starts.day == 1 and x.starts.month == x.ends.month for x in rows["readings"])


def test_a_mark_stands_in_the_place_of_a_value(rows: dict[str, list[Any]]) -> None:
    for row in rows["readings"]:
        assert (row.value is None) == bool(row.mark), row.id
        assert bool(row.note) == bool(row.mark)
    marks = Counter(row.mark for row in rows["readings"])
    assert 0 < marks["suppressed"] < 100
    assert marks["not-available"] == 24


def test_small_counts_are_held_back(rows: dict[str, list[Any]]) -> None:
    at_stations = [x.value for x in rows["readings"] if x.indicator == "station-reports"]
    assert not [value for value in at_stations if value is not None and 0 < value < 5]


def test_the_year_swings(rows: dict[str, list[Any]]) -> None:
    months: dict[int, list[float]] = {}
    for row in rows["readings"]:
        if row.indicator == "repeat-missing" and row.site is None and row.value is not None:
            months.setdefault(row.starts.month, []).append(float(row.value))
    assert mean(months[7]) > 1.2 * mean(months[1])


def test_the_services_own_count_is_rosier_than_the_series(rows: dict[str, list[Any]]) -> None:
    own = next(x.amount for x in rows["outcomes"] if x.id == "oc-ost-missing-own")
    monthly = [
        x for x in rows["readings"] if x.site == "ostlemere" and x.indicator == "repeat-missing"
    ]
    year = {y: mean(float(x.value) for x in monthly if x.starts.year == y) for y in (2021, 2024)}
    assert float(own) < 100 * (year[2024] / year[2021] - 1) - 10


def memberships(rows: dict[str, list[Any]]) -> dict[str, dict[str, float | None]]:
    teams: dict[str, dict[str, float | None]] = {}
    for score in rows["scores"]:
        if score.id.startswith("ts-"):
            value = None if score.membership is None else float(score.membership)
            teams.setdefault(score.innovation.removeprefix("pr-"), {})[score.condition] = value
    return teams


def known_teams(rows: dict[str, list[Any]]) -> dict[str, dict[str, float]]:
    return {
        team: {name: v for name, v in held.items() if v is not None}
        for team, held in memberships(rows).items()
        if None not in held.values()
    }


def test_unknown_scores_are_those_in_the_truth(rows: dict[str, list[Any]]) -> None:
    gaps = {
        (team, name)
        for team, held in memberships(rows).items()
        for name, value in held.items()
        if value is None
    }
    assert gaps == {(gap["team"], gap["condition"]) for gap in PLANTED["unknown_scores"]}
    blank = [s for s in rows["scores"] if s.membership is None]
    assert all(s.raw is None and s.reason for s in blank)


def test_only_the_deviant_teams_go_against_the_combination(rows: dict[str, list[Any]]) -> None:
    against = {
        team: held["sustained-practice"] > 0.5
        for team, held in known_teams(rows).items()
        if (combination.follows(FORMULA["paths"], held) > 0.5) != (held["sustained-practice"] > 0.5)
    }
    assert against == {d["team"]: d["sustained"] for d in PLANTED["deviants"]}


def test_no_score_lies_on_the_line(rows: dict[str, list[Any]]) -> None:
    assert not [
        (team, name)
        for team, held in known_teams(rows).items()
        for name, value in held.items()
        if abs(value - 0.5) < 0.05
    ]


@pytest.mark.parametrize("seed", [SEED, 1, 2])
def test_every_row_that_matters_is_filled_and_tells_its_side(seed: int) -> None:
    """With crisp sides, each row's share of sustained teams is far from the middle."""
    told: dict[str, list[Any]] = {"scores": []}
    for row in study_rows(seed):
        if row.table == "scores":
            told["scores"].append(row)
    matters = [name for name in FORMULA["conditions"] if name not in FORMULA["idle"]]
    sides: dict[tuple[bool, ...], list[bool]] = {}
    for held in memberships(told).values():
        values = [held[name] for name in matters]
        if None in values or held["sustained-practice"] is None:
            continue
        key = tuple(value is not None and value > 0.5 for value in values)
        sides.setdefault(key, []).append(held["sustained-practice"] > 0.5)
    assert len(sides) >= 14  # teams with a gap may take a row with them
    for key, found in sides.items():
        present = combination.follows(
            FORMULA["paths"], dict(zip(matters, map(float, key), strict=True))
        )
        share = sum(found) / len(found)
        assert share >= 0.8 if present else share <= 0.2


def test_the_design_fills_all_sixteen_rows() -> None:
    teams = [f"t{i}" for i in range(37)] + [d["team"] for d in PLANTED["deviants"]]
    cases = combination.cases(teams, PLANTED, np.random.default_rng(3))
    matters = [name for name in FORMULA["conditions"] if name not in FORMULA["idle"]]
    seen = Counter(tuple(case[name] for name in matters) for case in cases.values())
    assert set(seen) == set(product((0, 1), repeat=4))
    for deviant in PLANTED["deviants"]:
        assert seen[tuple(deviant["row"][name] for name in matters)] == 5


def test_the_idle_condition_tells_no_side(rows: dict[str, list[Any]]) -> None:
    teams = known_teams(rows).values()
    share = {
        side: mean(t["sustained-practice"] > 0.5 for t in teams if (t["colocated"] > 0.5) is side)
        for side in (True, False)
    }
    assert abs(share[True] - share[False]) < 0.3


def test_crisp_and_fuzzy_scores_stand_beside_their_raw_values(rows: dict[str, list[Any]]) -> None:
    scores = [s for s in rows["scores"] if s.id.startswith("ts-") and s.raw is not None]
    for score in scores:
        if score.condition in FORMULA["anchors"]:
            at = FORMULA["anchors"][score.condition]
            assert at["raw"] in score.reason
            assert (score.membership > 0.5) == (float(score.raw) > at["crossover"])
        else:
            assert score.membership == score.raw
            assert score.reason.startswith("Crisp")


@given(raw=st.floats(-1e3, 1e3), more=st.floats(0, 1e3))
def test_calibration_keeps_order_and_bounds(raw: float, more: float) -> None:
    at = {"out": -50.0, "crossover": 0.0, "full": 200.0}
    low, high = (combination.calibrate(x, **at) for x in (raw, raw + more))
    assert 0 <= low <= high <= 1
    assert (low > 0.5) == (raw > 0) or abs(raw) < 1e-9


def test_calibration_meets_its_anchors() -> None:
    at = {"out": 1.0, "crossover": 2.0, "full": 5.0}
    found = [combination.calibrate(x, **at) for x in (1.0, 2.0, 5.0)]
    assert found == pytest.approx([1 / (1 + np.exp(3)), 0.5, 1 / (1 + np.exp(-3))])


def ratings(rows: dict[str, list[Any]], site: str, wave: int) -> list[int]:
    return [
        x.value
        for x in rows["responses"]
        if (x.site, x.wave) == (site, wave) and x.value is not None
    ]


def test_ratings_rise_where_planted_and_not_elsewhere(rows: dict[str, list[Any]]) -> None:
    moved = {
        site: mean(ratings(rows, site, 4)) - mean(ratings(rows, site, 1))
        for site in ("ostlemere", "strathvarrow", "quernhaven", "cwmarelin")
    }
    assert min(moved["ostlemere"], moved["strathvarrow"], moved["quernhaven"]) > 0.6
    assert abs(moved["cwmarelin"]) < 0.5
    assert mean(ratings(rows, "ballysorrin", 3)) < mean(ratings(rows, "ballysorrin", 1))


def test_about_120_people_answer_and_one_site_falls_silent(rows: dict[str, list[Any]]) -> None:
    asked = {x.id[: len("rs-ost-1-r1")] for x in rows["responses"] if x.id.startswith("rs-")}
    assert len(asked) == 115
    assert ratings(rows, "ballysorrin", 4) == []
    values = [x.value for x in rows["responses"] if x.value is not None]
    assert set(values) == {1, 2, 3, 4, 5}
    assert any(x.note == "Left blank." for x in rows["responses"])

"""Official figures side by side: one period for all, marks in words, nought is a figure."""

from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.formats.statistics import kept, load_statistics, shipped
from seedbed.publish.beside import Beside, authority, set_beside, where_tried
from tests.statistics.tables import ENGLAND, HERTS, KENT, dictionary, plans, tool

STARTED = "plans.plans-started"
HERE, THERE = shipped().named("Kent"), shipped().named("Hertfordshire")


def beside(data: Path, *rows: tuple[str, ...], measure: str = STARTED) -> Beside:
    """What is set beside for Kent, of rows of (year, area, plans started, second per cent)."""
    filled = [(year, "Reporting year", *area, "Plans", *cells) for year, area, *cells in rows]
    assert not load_statistics([plans(data, filled)], data).refused
    fits = [{"factor": "Plans", "measure": measure}]
    (shown,), missing = set_beside(data, fits, there=THERE, here=HERE)
    assert missing == []
    return shown


def test_nought_is_a_figure_and_an_empty_cell_is_none(tmp_path) -> None:
    found = beside(tmp_path, ("2025", HERTS, "0", "1"), ("2025", KENT, "", "2"))
    assert (found.there, found.here) == ("0", "Not known")
    assert (found.middle, found.neighbours) == ("", 0)
    assert found.is_count
    assert found.what == "Plans: plans started, number, April 2024 to March 2025"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("c", "Suppressed: small number"),
        ("x", "Not available"),
        ("z", "Not applicable"),
        ("low", "too low to print"),
    ],
)
def test_a_mark_is_said_in_words(tmp_path, cell, said) -> None:
    assert beside(tmp_path, ("2025", HERTS, "5", "1"), ("2025", KENT, cell, "2")).here == said


def test_the_period_is_the_last_with_a_figure_for_any_of_these_areas(tmp_path) -> None:
    found = beside(
        tmp_path,
        ("2024", HERTS, "5", "1"), ("2024", KENT, "6", "1"),
        ("2025", HERTS, "x", "1"), ("2025", KENT, "x", "1"),
    )  # fmt: skip
    assert (found.period, found.there, found.here) == ("April 2023 to March 2024", "5", "6")


def test_the_same_area_five_years_before_and_nothing_where_there_is_no_such_row(tmp_path) -> None:
    found = beside(tmp_path, ("2020", KENT, "9", "1"), ("2025", KENT, "6", "1"))
    assert (found.earlier, found.earlier_period) == ("9", "April 2019 to March 2020")
    assert found.there == "no figure for this period"
    again = beside(tmp_path, ("2021", KENT, "9", "1"), ("2025", KENT, "6", "1"))
    assert again.earlier_period == ""


def test_where_no_area_has_a_figure_the_marks_are_still_said(tmp_path) -> None:
    found = beside(tmp_path, ("2025", HERTS, "x", "1"), ("2025", KENT, "c", "1"))
    assert (found.there, found.here) == ("Not available", "Suppressed: small number")
    assert found.middle == ""


def test_where_these_areas_have_no_row_no_period_is_made_up(tmp_path) -> None:
    found = beside(tmp_path, ("2025", ENGLAND, "9", "1"))
    assert (found.period, found.earlier_period) == ("", "")
    assert found.there == found.here == "no figure for this period"


def test_a_measure_is_found_by_its_id_or_its_name_in_any_capitals(tmp_path) -> None:
    rows = ("2025", HERTS, "5", "1"), ("2025", KENT, "6", "2.55")
    assert beside(tmp_path, *rows, measure="plans: SECOND percent").here == "2.6"
    assert beside(tmp_path, *rows, measure="plans.second-percent").there == "1"
    fits = [{"factor": "a", "measure": "snow"}, {"factor": "b", "measure": ""}]
    assert set_beside(tmp_path, fits, there=None, here=HERE) == ([], ["snow"])


def test_an_average_of_counts_is_no_count(tmp_path) -> None:
    shared_out = [("Plans", "", "2024", "Kent", "12", 886.0, "South East")]
    described = [
        ("1", "Average number of plans", "Plans", "-", "Plans", "45931", "0", "Financial Year")
    ]
    files = [tool(tmp_path, shared_out), dictionary(tmp_path, described)]
    assert not load_statistics(files, tmp_path).refused
    fits = [{"factor": "Plans", "measure": "Average number of plans"}]
    (shown,), _missing = set_beside(tmp_path, fits, there=None, here=HERE)
    assert not shown.is_count


def test_a_newer_release_takes_the_place_of_what_was_kept(tmp_path) -> None:
    assert beside(tmp_path, ("2025", HERTS, "5", "1"), ("2025", KENT, "6", "2")).here == "6"
    assert beside(tmp_path, ("2025", HERTS, "5", "1"), ("2025", KENT, "7", "2")).here == "7"


def test_the_place_where_it_was_tried_is_found_or_is_not_an_area_of_these_statistics(
    tmp_path,
) -> None:
    tried = {"nation": "england", "area": "", "area_code": "E10000015", "site": "The county team"}
    assert where_tried(tmp_path, tried) == THERE
    assert where_tried(tmp_path, {"nation": "england", "site": "Hertfordshire"}) == THERE
    assert where_tried(tmp_path, {"nation": "england", "site": "Ten charities"}) is None
    assert where_tried(tmp_path, tried | {"nation": "wales"}) is None


def test_an_authority_is_one_that_stands_and_has_readings(tmp_path) -> None:
    beside(tmp_path, ("2025", HERTS, "5", "1"), ("2025", KENT, "6", "2"))
    assert [area.name for area in kept.authorities(tmp_path)] == ["Hertfordshire", "Kent"]
    assert authority(tmp_path, "E10000016") == authority(tmp_path, "Kent") == HERE
    with pytest.raises(InputError, match="no authority called “England”"):
        authority(tmp_path, "England")

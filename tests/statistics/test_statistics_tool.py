"""The interactive tool: its long table, read by its dictionary or not at all."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from seedbed.formats.statistics import LoadReport, load_statistics, measures, series
from tests.statistics.tables import (
    DESCRIBED,
    TOOL,
    codes_book,
    csv_file,
    dictionary,
    loaded,
    tool,
)


def load(folder: Path, rows: object = TOOL, described: object = DESCRIBED) -> LoadReport:
    files = [tool(folder, rows), dictionary(folder, described)]  # type: ignore[arg-type]
    return load_statistics(files, folder)


def test_every_row_becomes_a_reading(tmp_path: Path) -> None:
    report = load(tmp_path).files[0]
    assert (report.readings, report.kept, report.marks) == (6, 6, {"not-available": 1})
    plans = series(tmp_path, measure="lait.plans").rows()
    assert plans == [
        ("England", "E92000001", date(2023, 4, 1), date(2024, 3, 31), None, "not-available"),
        ("England", "E92000001", date(2024, 4, 1), date(2025, 3, 31), 0.0, ""),
        ("Hertfordshire", "E10000015", date(2023, 4, 1), date(2024, 3, 31), 569.0, ""),
        ("Hertfordshire", "E10000015", date(2024, 4, 1), date(2025, 3, 31), 0.07, ""),
    ]


def test_the_dictionary_says_what_is_measured(tmp_path: Path) -> None:
    load(tmp_path)
    plans, rate = measures(tmp_path)
    assert (plans.name, plans.unit, plans.scale) == (
        "Plans starting in the year", "Number of plans", "count",
    )  # fmt: skip
    assert (plans.better, plans.decimals, plans.release) == ("neither", 0, "updated 2025-10-01")
    assert (rate.measure, rate.scale, rate.better) == ("lait.rate-percent", "percentage", "down")
    assert (rate.decimals, rate.release) == (None, "new data")


def test_three_calendar_years_together_are_three_years(tmp_path: Path) -> None:
    load(tmp_path)
    rows = series(tmp_path, measure="lait.rate-percent")
    assert rows["starts"][0] == date(2014, 1, 1)
    assert rows["ends"][0] == date(2016, 12, 31)


def test_without_its_dictionary_the_table_is_refused(tmp_path: Path) -> None:
    report = load_statistics([tool(tmp_path)], tmp_path)
    assert "expected its dictionary beside it" in report.files[0].error
    assert loaded(tmp_path) == []


def test_a_dictionary_without_its_table_is_refused(tmp_path: Path) -> None:
    report = load_statistics([dictionary(tmp_path)], tmp_path)
    assert "which was not handed in with it" in report.files[0].error


NOT_TAKEN = [
    (("Other", None, "2024", "Kent", "1", 886.0, ""), "measure 'Other' is not in the dictionary"),
    ((None, None, "2024", "Kent", "1", 886.0, ""), "measure None is not in the dictionary"),
    (("Plans", None, "0", "Kent", "1", 886.0, ""), "'0' is no period of the kind 'Financial Year'"),
    (("Plans", None, None, "Kent", "1", 886.0, ""), "None is no period of the kind"),
    (("Plans", None, "2014-16", "Kent", "1", 886.0, ""), "'2014-16' is no period of the kind"),
]
STRANGE = [
    (("Plans", None, "2024", "Erehwon", "1", 999.0, ""), "area number 999 (Erehwon) is not in"),
    (("Plans", None, "2024", "Kent", "1", None, ""), "area number (empty) (Kent) is not in"),
    (("Plans", None, "2024", "Kent", "1", 919.0, ""), "Hertfordshire, but the file calls it Kent"),
]


@pytest.mark.parametrize(("row", "why"), NOT_TAKEN)
def test_a_row_that_cannot_be_taken_is_counted_with_its_reason(
    tmp_path: Path, row: tuple[object, ...], why: str
) -> None:
    report = load(tmp_path, [*TOOL, row]).files[0]
    (refusal,) = report.refused
    assert why in refusal.why
    assert (report.readings, report.kept, refusal.readings) == (7, 6, 1)


@pytest.mark.parametrize(("row", "why"), STRANGE)
def test_a_place_that_is_not_known_refuses_the_table(
    tmp_path: Path, row: tuple[object, ...], why: str
) -> None:
    error = load(tmp_path, [*TOOL, row]).files[0].error
    assert "row 8: " in error
    assert why in error
    assert loaded(tmp_path) == []


def test_one_area_and_year_twice_is_refused_whole(tmp_path: Path) -> None:
    # The two labels differ; the year they stand for does not.
    again = ("Plans", None, "2023-24 (OT)", "Hertfordshire", "570", 919.0, "East of England")
    report = load(tmp_path, [*TOOL, again]).files[0]
    assert "a second for lait.plans of Hertfordshire for 20" in report.error
    assert loaded(tmp_path) == []


@pytest.mark.parametrize("cell", ["c", "x", "1,000", "..", "nan"])
def test_a_cell_that_is_neither_number_nor_dash_is_refused(tmp_path: Path, cell: str) -> None:
    odd = ("Plans", None, "2024", "Kent", cell, 886.0, "South East")
    report = load(tmp_path, [*TOOL, odd]).files[0]
    assert f"row 8, lait.plans: {cell!r}" in report.error


def test_an_empty_cell_is_unknown_and_no_mark(tmp_path: Path) -> None:
    empty = ("Plans", None, "2024", "Kent", None, 886.0, "South East")
    report = load(tmp_path, [*TOOL, empty]).files[0]
    assert (report.unknown, report.marks) == (1, {"not-available": 1})


def test_a_spelling_of_a_name_is_no_other_area(tmp_path: Path) -> None:
    rows = [
        ("Plans", None, "2024", "St Helens", "1", 342.0, ""),
        ("Plans", None, "2024", "Durham", "2", 840.0, ""),
        ("Plans", None, "2024", "Bedford Borough Council", "3", 822.0, ""),
    ]
    load(tmp_path, rows)
    found = series(tmp_path, measure="lait.plans", areas=["st. helens", "County Durham", "822"])
    assert found["area"].to_list() == ["Bedford", "County Durham", "St. Helens"]


def test_a_measure_listed_twice_is_told(tmp_path: Path) -> None:
    again = (*DESCRIBED[0][:1], "Plans, second listing", *DESCRIBED[0][2:])
    report = load(tmp_path, described=[*DESCRIBED, again]).files[0]
    assert "lists 1 measure twice (Plans)" in report.text()
    assert measures(tmp_path)[0].name == "Plans starting in the year"


@pytest.mark.parametrize(("column", "other"), [(4, "Rate per 10,000"), (7, "Academic Year")])
def test_a_measure_listed_twice_in_two_meanings_is_refused(
    tmp_path: Path, column: int, other: str
) -> None:
    again = (*DESCRIBED[0][:column], other, *DESCRIBED[0][column + 1 :])
    report = load(tmp_path, described=[*DESCRIBED, again])
    assert "Plans is listed twice" in report.files[1].error
    assert loaded(tmp_path) == []


def test_two_measures_with_one_id_are_refused(tmp_path: Path) -> None:
    twin = (*DESCRIBED[0][:2], "plans", *DESCRIBED[0][3:])
    rows = [*TOOL, ("plans", None, "2024", "Kent", "1", 886.0, "")]
    report = load(tmp_path, rows, [*DESCRIBED, twin]).files[0]
    assert "cannot be told apart by their short names" in report.error


def test_a_new_authority_is_taken_when_a_code_list_names_it(tmp_path: Path) -> None:
    row = ("Plans", None, "2024", "West Erehwon", "1", 955.0, "")
    assert "hand in a list of authority codes" in load(tmp_path, [*TOOL, row]).files[0].error
    codes = codes_book(tmp_path, (955, "West Erehwon", "South East", "UA"))
    load_statistics([codes], tmp_path)
    assert not load(tmp_path, [*TOOL, row]).refused
    found = series(tmp_path, measure="lait.plans", areas=["west erehwon"])
    assert found["area_code"].to_list() == ["955"]


def test_another_parquet_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pl.DataFrame({"a": [1]}).write_parquet(path)
    (report,) = load_statistics([path], tmp_path).files
    assert "this layout is not known" in report.error
    assert "Short Desc" in report.error
    path.write_bytes(b"PAR1 and nothing more")
    (report,) = load_statistics([path], tmp_path).files
    assert "cannot be read as" in report.error


def test_a_dictionary_lacking_a_column_is_another_layout(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "d.csv", ("Measure", "Measure_short"), [("a", "b")])
    (report,) = load_statistics([path], tmp_path).files
    assert "this layout is not known" in report.error

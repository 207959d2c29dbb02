"""Bad input: each is refused with file, row, value and remedy, and leaves what was there alone."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from seedbed.formats.statistics import load_statistics, measures, series
from tests.statistics.tables import (
    ENGLAND,
    HERTS,
    PLANS,
    PUBLISHED,
    TOOL,
    csv_file,
    dictionary,
    loaded,
    plans,
    tool,
)

YEAR = "Reporting year"
META = ("col_name", "col_type", "label", "indicator_unit", "indicator_dp")
AGAIN = PLANS[4]  # Hertfordshire, 2024: 569 plans, in row 6
FILE = "plans_2024_to_2025.csv"


def another_layout(folder: Path) -> Path:
    return csv_file(folder / FILE, ("Year", "LA", "Value"), [("2025", "Kent", "1")])


def same_value(folder: Path) -> Path:
    return plans(folder, [*PLANS, AGAIN])


def other_value(folder: Path) -> Path:
    return plans(folder, [*PLANS, (*AGAIN[:-2], "570", "x")])


def unknown_code(folder: Path) -> Path:
    strange = ("2025", YEAR, *HERTS[:5], "999", "E10000099", "Erehwon", "Plans", "1", "2")
    return plans(folder, [*PLANS, strange])


def per_cent_sign(folder: Path) -> Path:
    return plans(folder, [*PLANS[:-1], (*PLANS[-1][:-2], "10", "10.1%")])


BAD: dict[Callable[[Path], Path], tuple[str, ...]] = {
    another_layout: ("Year, LA and Value", "layout"),
    same_value: (
        "plans.plans-started of Hertfordshire for reporting year 2024 "
        "(rows 6 and 10: '569' and '569')",
        "Take out the row that is wrong, also where both say the same",
    ),
    other_value: ("(rows 6 and 10: '569' and '570')", "Take out the row that is wrong"),
    unknown_code: (
        "row 10: the area code E10000099 (Erehwon) is not in the table of areas (2 readings)",
        "Correct the row",
        "list of authority codes",
    ),
    per_cent_sign: ("row 9, plans.second-percent: '10.1%'", "Correct the file"),
}


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_it_is_refused_whole_and_what_was_loaded_stays(
    bad: Callable[[Path], Path], tmp_path: Path
) -> None:
    load_statistics([plans(tmp_path)], tmp_path)
    kept = (tmp_path / "statistics" / "plans.parquet").read_bytes()
    (report,) = load_statistics([bad(tmp_path)], tmp_path).files
    assert report.error.startswith(f"{FILE}: "), report.error
    for words in BAD[bad]:
        assert words in report.error, report.error
    assert report.kept == 0
    assert (tmp_path / "statistics" / "plans.parquet").read_bytes() == kept
    assert loaded(tmp_path) == ["plans.parquet"]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_nothing_of_it_is_there_where_nothing_was(
    bad: Callable[[Path], Path], tmp_path: Path
) -> None:
    load_statistics([bad(tmp_path)], tmp_path)
    assert loaded(tmp_path) == []


def test_an_unknown_number_in_the_tools_table_is_refused_too(tmp_path: Path) -> None:
    odd = ("Plans", None, "2024", "Erehwon", "1", 999.0, "")
    report = load_statistics([tool(tmp_path, [*TOOL, odd]), dictionary(tmp_path)], tmp_path)
    assert "row 8: the area number 999 (Erehwon) is not in the table" in report.files[0].error
    assert loaded(tmp_path) == []


def rates(folder: Path, name: str, unit: str, label: str, value: str = "24.5") -> list[Path]:
    """A table of one column, with the publisher's own words on it."""
    rows = [("2025", YEAR, *ENGLAND, value)]
    return [
        csv_file(folder / "need_2025.csv", (*PUBLISHED, name), rows),
        csv_file(folder / "need_2025.meta.csv", META, [(name, "Indicator", label, unit, "1")]),
    ]


@pytest.mark.parametrize(
    ("name", "unit", "label"),
    [
        ("rate_per_10000", "%", "Children in need"),
        ("need", "%", "Rate per 10,000 children"),
        ("need_percent", "Rate per 10,000", "Children in need"),
    ],
)
def test_a_percentage_where_the_name_says_a_rate_is_refused(
    tmp_path: Path, name: str, unit: str, label: str
) -> None:
    table, _meta = load_statistics(rates(tmp_path, name, unit, label), tmp_path).files
    assert table.error.startswith(f"need_2025.csv, {name}: its .meta.csv and its name must agree")
    assert "a percentage, and" in table.error
    assert "a rate. Find out which is right" in table.error
    assert loaded(tmp_path) == []


def test_names_that_agree_are_taken(tmp_path: Path) -> None:
    files = rates(tmp_path, "rate_per_10000", "Rate per 10,000", "Rate per 10,000 children")
    assert load_statistics(files, tmp_path).refused == ()
    assert measures(tmp_path)[0].scale == "rate"


def test_a_release_that_turns_a_rate_into_a_percentage_is_refused(tmp_path: Path) -> None:
    load_statistics(rates(tmp_path, "need", "Rate per 10,000", "Children in need"), tmp_path)
    kept = (tmp_path / "statistics" / "need.parquet").read_bytes()
    files = rates(tmp_path, "need", "%", "Children in need", value="2.45")
    table, _ = load_statistics(files, tmp_path).files
    assert table.error == (
        "need_2025.csv, need.need: expected a rate, as in need_2025.csv, which is loaded, found a "
        "percentage (%). Correct the file; if the publisher did change it, give the file another "
        "name to keep both."
    )
    assert (tmp_path / "statistics" / "need.parquet").read_bytes() == kept
    assert series(tmp_path, measure="need.need", scale="rate")["value"].to_list() == [24.5]


def test_a_release_that_corrects_numbers_is_taken(tmp_path: Path) -> None:
    load_statistics(rates(tmp_path, "need", "%", "Children in need"), tmp_path)
    files = rates(tmp_path, "need", "%", "Children in need", value="25")
    assert load_statistics(files, tmp_path).refused == ()
    assert series(tmp_path, measure="need.need")["value"].to_list() == [25]


def test_a_published_table_named_as_the_tool_does_not_take_its_place(tmp_path: Path) -> None:
    load_statistics([tool(tmp_path), dictionary(tmp_path)], tmp_path)
    kept = pl.read_parquet(tmp_path / "statistics" / "lait.parquet")
    assert load_statistics([plans(tmp_path, name="lait.csv")], tmp_path).refused == ()
    assert loaded(tmp_path) == ["lait-published.parquet", "lait.parquet"]
    assert pl.read_parquet(tmp_path / "statistics" / "lait.parquet").equals(kept)
    ids = [measure.measure for measure in measures(tmp_path)]
    assert ids == sorted({
        "lait-published.plans-started", "lait-published.second-percent", "lait.plans",
        "lait.rate-percent",
    })  # fmt: skip
    assert len(series(tmp_path, measure="lait-published.plans-started")) == 8

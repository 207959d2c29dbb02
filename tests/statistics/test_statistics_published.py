"""The layout of explore education statistics: marks, ends of lines, filters, refusals."""

import re
import tempfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.formats.statistics import load_statistics, measures, series
from seedbed.formats.statistics.marks import SHORTHAND
from tests.statistics.tables import (
    ENGLAND,
    HERTS,
    KENT,
    PLAN_COLUMNS,
    PLANS,
    PUBLISHED,
    csv_file,
    loaded,
    only,
    plans,
)

STARTED, SECOND = "plans.plans-started", "plans.second-percent"
YEAR = "Reporting year"


def read(data: Path, table: str = "plans") -> pl.DataFrame:
    return pl.read_parquet(data / "statistics" / f"{table}.parquet")


def cells(data: Path, measure: str) -> dict[tuple[str, int], tuple[float | None, str]]:
    rows = series(data, measure=measure).to_dicts()
    return {(row["area"], row["ends"].year): (row["value"], row["mark"]) for row in rows}


def test_suppressed_unknown_and_zero_are_three_things(tmp_path: Path) -> None:
    report = only(plans(tmp_path), tmp_path)
    assert cells(tmp_path, STARTED) == {
        ("England", 2024): (62110, ""),
        ("England", 2025): (61840, ""),
        ("East of England", 2024): (5000, ""),
        ("East of England", 2025): (None, "low"),
        ("Hertfordshire", 2024): (569, ""),
        ("Hertfordshire", 2025): (0, ""),
        ("Kent", 2024): (None, "suppressed"),
        ("Kent", 2025): (None, ""),
    }
    assert cells(tmp_path, SECOND) == {
        ("England", 2024): (24.5, ""),
        ("England", 2025): (None, "not-applicable"),
        ("East of England", 2024): (0, ""),
        ("East of England", 2025): (None, "low"),
        ("Hertfordshire", 2024): (None, "not-available"),
        ("Hertfordshire", 2025): (None, "not-available"),
        ("Kent", 2024): (None, "not-available"),
        ("Kent", 2025): (10.1, ""),
    }
    assert report.marks == {"low": 2, "not-applicable": 1, "not-available": 3, "suppressed": 1}
    assert (report.readings, report.kept, report.unknown) == (16, 16, 1)


def test_the_symbol_of_the_source_is_kept_beside_the_mark(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    told = read(tmp_path).filter(pl.col("mark") == "not-available")
    assert sorted(told["symbol"]) == [":", "u", "x"]


@pytest.mark.parametrize(("bom", "end"), [(True, "\r\n"), (True, "\n"), (False, "\r\n")])
def test_marks_and_ends_of_lines_of_other_programs_change_nothing(
    tmp_path: Path, bom: bool, end: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    name = "plans_2024_to_2025.csv"
    only(plans(tmp_path), here)
    only(csv_file(tmp_path / name, PLAN_COLUMNS, PLANS, bom=bom, end=end), there)
    assert read(here).equals(read(there))


def test_a_reporting_year_ends_on_31_march_and_says_so(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    row = read(tmp_path).filter(pl.col("period") == "reporting year 2025").row(0, named=True)
    assert (row["starts"], row["ends"]) == (date(2024, 4, 1), date(2025, 3, 31))
    assert row["rule"] == "reporting year, taken as the year ending 31 March"
    assert row["source"] == "plans_2024_to_2025.csv"
    assert row["release"] == "up to reporting year 2025"


def test_a_percentage_is_not_a_rate(tmp_path: Path) -> None:
    columns = (*PUBLISHED, "children_percent", "rate_per_10000", "turnover_rate_fte", "plans")
    path = csv_file(
        tmp_path / "mixed.csv", columns, [("2025", YEAR, *HERTS, "12", "12", "12", "12")]
    )
    only(path, tmp_path)
    told = {m.measure.split(".")[1]: (m.scale, m.unit) for m in measures(tmp_path)}
    assert told == {
        "children-percent": ("percentage", "per cent"),
        "rate-per-10000": ("rate", "rate per 10,000"),
        "turnover-rate-fte": ("unknown", "rate, base not stated"),
        "plans": ("count", "number"),
    }
    with pytest.raises(ValueError, match=r"expected a rate, found percentage \(per cent\)"):
        series(tmp_path, measure="mixed.children-percent", scale="rate")
    assert len(series(tmp_path, measure="mixed.rate-per-10000", scale="rate")) == 1


def test_a_filter_that_differs_makes_measures_and_one_that_does_not_heads_them(
    tmp_path: Path,
) -> None:
    rows = [
        ("2025", YEAR, *HERTS, "Children 0 to 17", "Starting", "10"),
        ("2025", YEAR, *HERTS, "Children 0 to 17", "On 31 March", "20"),
    ]
    only(csv_file(tmp_path / "cla.csv", (*PUBLISHED, "age", "kind", "n"), rows), tmp_path)
    assert {m.measure: m.name for m in measures(tmp_path)} == {
        "cla.n.on-31-march": "Children 0 to 17: n (kind: On 31 March)",
        "cla.n.starting": "Children 0 to 17: n (kind: Starting)",
    }


def test_an_area_under_an_old_code_runs_on_and_a_replaced_one_does_not(tmp_path: Path) -> None:
    place = ("Local authority", "E92000001", "England", "", "")
    rows = [
        ("2023", YEAR, *place, "815", "E10000023", "North Yorkshire", "1"),
        ("2024", YEAR, *place, "815", "E06000065", "North Yorkshire", "2"),
        ("2019", YEAR, *place, "835", "E10000009", "Dorset", "3"),
        ("2020", YEAR, *place, "838", "E06000059", "Dorset", "4"),
    ]
    path = csv_file(tmp_path / "n.csv", (*PUBLISHED, "n"), rows)
    report = load_statistics([path], tmp_path)
    found = series(tmp_path, measure="n.n").group_by("area", "area_code").len().rows()
    assert sorted(found) == [
        ("Dorset", "E06000059", 1),
        ("Dorset (until March 2019)", "E10000009", 1),
        ("North Yorkshire", "E06000065", 2),
    ]
    told = {change.on.year: change.comparable for change in report.changes}
    assert told == {2019: False, 2023: True}
    assert "not comparable" in report.text()


def test_two_authorities_that_report_together_are_one_area(tmp_path: Path) -> None:
    place = ("Local authority", "E92000001", "England", "", "")
    both = ("314 / 318", "E09000021 / E09000027", "Kingston upon Thames / Richmond upon Thames")
    path = csv_file(tmp_path / "n.csv", (*PUBLISHED, "n"), [("2025", YEAR, *place, *both, "4")])
    report = only(path, tmp_path)
    assert report.kept == 1
    assert report.notes[-1] == f"Reported together: {both[2]}."
    assert series(tmp_path, measure="n.n", areas=[both[2]])["value"].to_list() == [4]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("2025", YEAR, "School", *HERTS[1:]), "geographic level 'School' is not kept"),
        (("2025", "Week 3", *HERTS), "no dates can be told for Week 3 '2025'"),
        (("202425", YEAR, *HERTS), "no dates can be told for Reporting year '202425'"),
        (("202426", "Academic year", *HERTS), "no dates can be told"),
    ],
)
def test_a_row_that_cannot_be_taken_is_counted_with_its_reason(
    tmp_path: Path, row: tuple[str, ...], why: str
) -> None:
    good = ("2024", YEAR, *HERTS, "Plans", "569", "20")
    report = only(plans(tmp_path, [good, (*row, "Plans", "1", "2")]), tmp_path)
    (refusal,) = report.refused
    assert re.search(why, refusal.why)
    assert (report.readings, report.kept, refusal.readings) == (4, 2, 2)
    assert refusal.why in report.text()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("2025", YEAR, *HERTS[:5], "999", "E10000099", "Erehwon"), r"code E10000099 \(Erehwon\)"),
        (("2025", YEAR, *HERTS[:5], "919", "E10000016", ""), "number 919 is Hertfordshire, in one"),
        (("2025", YEAR, *HERTS[:7], "Kent"), "is Hertfordshire, but the file calls it Kent"),
        (("2025", YEAR, *HERTS[:5], "", "", ""), r"area code \(empty\) is not in the table"),
        (("2025", YEAR, "Regional", *KENT[1:3], "E10000016", "Kent", "", "", ""), "not of the"),
    ],
)
def test_a_place_that_is_not_known_refuses_the_table(
    tmp_path: Path, row: tuple[str, ...], why: str
) -> None:
    report = only(plans(tmp_path, [*PLANS, (*row, "Plans", "1", "2")]), tmp_path)
    assert re.search(f"row 10: .*{why}", report.error), report.error
    assert "Nothing of the table was loaded" in report.error
    assert loaded(tmp_path) == []


def test_a_table_of_which_no_row_can_be_taken_is_refused(tmp_path: Path) -> None:
    report = only(plans(tmp_path, [("2025", "Week 3", *HERTS, "Plans", "1", "2")]), tmp_path)
    assert "no reading could be taken, because no dates can be told" in report.error
    assert loaded(tmp_path) == []


REFUSED = {
    "twice": ([*PLANS, PLANS[4]], r"second for plans.plans-started of Hertfordshire for reporting"),
    "under two codes": (
        [
            ("2023", YEAR, *HERTS[:5], "815", "E10000023", "North Yorkshire", "P", "1", "1"),
            ("2023", YEAR, *HERTS[:5], "815", "E06000065", "North Yorkshire", "P", "1", "1"),
        ],
        "a second for plans.plans-started of North Yorkshire",
    ),
    "words": ([*PLANS[:-1], (*PLANS[-1][:-2], "about 10", "1")], r"row 9, .*: 'about 10'"),
    "a per cent sign": ([*PLANS[:-1], (*PLANS[-1][:-2], "10", "10.1%")], "row 9, .*: '10.1%'"),
    "a thousands comma": ([*PLANS[:-1], (*PLANS[-1][:-2], "1,234", "1")], "row 9, .*: '1,234'"),
    "not a number": ([*PLANS[:-1], (*PLANS[-1][:-2], "NaN", "1")], "row 9, .*: 'NaN'"),
    "endless": ([*PLANS[:-1], (*PLANS[-1][:-2], "1", "inf")], "row 9, .*: 'inf'"),
    "cut short": ([*PLANS[:-1], PLANS[-1][:-1]], "expected 13 cells .* line 9 has 12"),
    "too wide": ([*PLANS, (*PLANS[0], "")], "line 10 has 14"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_that_contradicts_itself_is_refused_whole(tmp_path: Path, name: str) -> None:
    rows, why = REFUSED[name]
    report = only(plans(tmp_path, rows), tmp_path)
    assert re.search(why, report.error), report.error
    assert report.kept == 0
    assert loaded(tmp_path) == []


@pytest.mark.parametrize("missing", ["geographic_level", "country_code", "country_name"])
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    place = PLAN_COLUMNS.index(missing)
    rows = [row[:place] + row[place + 1 :] for row in PLANS]
    path = csv_file(tmp_path / "p.csv", [c for c in PLAN_COLUMNS if c != missing], rows)
    assert f"{missing} not found" in only(path, tmp_path).error


def test_a_table_without_figures_is_refused(tmp_path: Path) -> None:
    rows = [("2025", YEAR, *ENGLAND, "Plans")]
    path = csv_file(tmp_path / "p.csv", (*PUBLISHED, "category"), rows)
    assert "expected at least one column of numbers" in only(path, tmp_path).error


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path / "p.csv", (*PUBLISHED, "n", "n"), [("2025", YEAR, *ENGLAND, "1", "2")]
    )
    assert "names 'n' twice" in only(path, tmp_path).error


META = ("col_name", "col_type", "label", "indicator_unit", "indicator_dp")


def test_the_publisher_says_what_columns_are_when_its_meta_file_is_there(tmp_path: Path) -> None:
    rows = [("2025", YEAR, *HERTS, age, "1.5") for age in ("16", "17")]
    table = csv_file(tmp_path / "n.csv", (*PUBLISHED, "age", "n"), rows)
    meta = csv_file(
        tmp_path / "n.meta.csv",
        META,
        [("age", "Filter", "Age", "", ""), ("n", "Indicator", "Share of pupils", "%", "1")],
    )
    report = load_statistics([table, meta], tmp_path)
    assert report.refused == ()
    told = [(m.measure, m.name, m.unit, m.scale, m.decimals) for m in measures(tmp_path)]
    assert told == [
        ("n.n.16", "Share of pupils (Age: 16)", "%", "percentage", 1),
        ("n.n.17", "Share of pupils (Age: 17)", "%", "percentage", 1),
    ]


def test_without_its_meta_file_ages_look_like_figures_and_the_table_is_refused(
    tmp_path: Path,
) -> None:
    rows = [("2025", YEAR, *HERTS, age, "1.5") for age in ("16", "17")]
    table = csv_file(tmp_path / "n.csv", (*PUBLISHED, "age", "n"), rows)
    assert "if a column that told the rows apart is missing" in only(table, tmp_path).error


def test_a_meta_file_of_another_table_is_refused(tmp_path: Path) -> None:
    meta = csv_file(
        tmp_path / "plans_2024_to_2025.meta.csv", META, [("n", "Indicator", "N", "", "")]
    )
    report = load_statistics([plans(tmp_path), meta], tmp_path)
    assert "plans_started" in report.files[0].error
    assert "n missing here" in report.files[0].error
    alone = load_statistics([meta], tmp_path)
    assert "explains plans_2024_to_2025, which was not handed in" in alone.files[0].error


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(NUMBERS | st.sampled_from(sorted(SHORTHAND)), min_size=1, max_size=20))
@settings(max_examples=40)
def test_a_cell_becomes_its_number_or_its_mark_and_never_both(
    given_cells: list[float | str],
) -> None:
    years = [str(1990 + place) for place in range(len(given_cells))]
    rows = [(y, YEAR, *HERTS, str(cell)) for y, cell in zip(years, given_cells, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        report = only(csv_file(data / "t.csv", (*PUBLISHED, "n"), rows), data)
        assert report.error == ""
        found = series(data, measure="t.n").select("value", "mark").rows()
    expected = [
        (None, SHORTHAND[cell]) if isinstance(cell, str) else (cell, "") for cell in given_cells
    ]
    assert found == expected
    empty = given_cells.count("")
    assert report.unknown == empty
    assert sum(report.marks.values()) == sum(isinstance(c, str) for c in given_cells) - empty

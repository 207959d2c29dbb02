"""Agreement with the published files themselves: runs where the shared data is, skips elsewhere."""

import csv
import os
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from seedbed.formats.statistics import (
    LoadReport,
    areas,
    load_statistics,
    measures,
    neighbours,
    series,
    shipped,
)
from seedbed.methods.effects.before_after import before_after

SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared"))
LAIT, DFE = SHARED / "data" / "lait", SHARED / "data" / "dfe"
HERTFORDSHIRE = "Hertfordshire"
PLANS = "d3-cpps-subsequent-plan.cpp-start"

pytestmark = [
    pytest.mark.parity,
    pytest.mark.skipif(not LAIT.exists(), reason=f"no shared data at {SHARED}"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("statistics")


@pytest.fixture(scope="module")
def report(data: Path) -> LoadReport:
    files = [path for folder in (LAIT, DFE) for path in sorted(folder.iterdir())]
    return load_statistics(files, data)


def values(data: Path, measure: str, area: str = HERTFORDSHIRE) -> dict[int, float | None]:
    rows = series(data, measure=measure, areas=[area]).to_dicts()
    return {row["ends"].year: row["value"] for row in rows}


def test_no_file_is_refused(report: LoadReport) -> None:
    assert [file.error for file in report.refused] == []


def test_every_row_of_the_tool_is_accounted_for(report: LoadReport, data: Path) -> None:
    (long,) = (file for file in report.files if file.file == "bds_long_0.parquet")
    assert long.readings == 641_070 == len(pl.read_parquet(LAIT / "bds_long_0.parquet"))
    assert long.kept + sum(refusal.readings for refusal in long.refused) == 641_070
    (refusal,) = long.refused
    assert refusal.why == "'0' is no period of the kind 'Academic Year'"
    assert len(pl.read_parquet(data / "statistics" / "lait.parquet")) == long.kept
    assert (long.measures, long.areas) == (434, 170)


def test_every_cell_of_the_published_tables_is_accounted_for(report: LoadReport) -> None:
    figures = {"b1": 8, "c1": 10, "c3": 40, "cla_n": 3, "csww": 22, "d3": 3, "la_cla": 2, "ons": 1}
    for file in report.files:
        columns = [n for start, n in figures.items() if file.file.startswith(start)]
        if columns and file.file.endswith(".csv"):
            with (DFE / file.file).open(encoding="utf-8-sig", newline="") as held:
                rows = sum(1 for _ in csv.reader(held)) - 1
            assert file.readings == file.kept == rows * columns[0], file.file


def test_marks_are_counted_as_the_files_print_them(report: LoadReport) -> None:
    printed = {"suppressed": 0, "not-available": 0, "not-applicable": 0, "low": 0}
    meaning = {"c": "suppressed", "x": "not-available", "u": "not-available",
               "z": "not-applicable", "low": "low"}  # fmt: skip
    for path in DFE.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as held:
            for row in csv.reader(held):
                for cell in row:
                    if cell in meaning:
                        printed[meaning[cell]] += 1
    found = dict.fromkeys(printed, 0)
    for file in report.files:
        if file.kind == "explore education statistics":
            for mark, count in file.marks.items():
                found[mark] += count
    assert found == printed


def test_plans_started_in_hertfordshire_are_the_thirteen_that_ship(
    data: Path, report: LoadReport
) -> None:
    with (SHARED / "domain" / "published_series.csv").open(encoding="utf-8", newline="") as held:
        shipped_rows = [
            row
            for row in csv.DictReader(held)
            if row["series"] == "cpp_starts" and row["area"] == HERTFORDSHIRE
        ]
    assert len(shipped_rows) == 13
    assert values(data, PLANS) == {int(r["year"]): float(r["value"]) for r in shipped_rows}


def test_the_tool_and_the_table_print_the_same_plans(data: Path, report: LoadReport) -> None:
    table, tool = values(data, PLANS), values(data, "lait.cpp-abuse")
    assert len(tool) == 10
    assert tool == {year: table[year] for year in tool}


def test_annual_in_the_dictionary_is_the_count_on_31_march(data: Path, report: LoadReport) -> None:
    table = "cla-number-and-rate-per-10k-children.children-count"
    on_the_day = values(data, f"{table}.children-looked-after-on-31-march-each-year", "England")
    tool = values(data, "lait.lacnum", "England")
    assert on_the_day == {year: tool[year] for year in on_the_day}


def test_neighbours_of_hertfordshire_are_ten_authorities(data: Path, report: LoadReport) -> None:
    found = neighbours(data, HERTFORDSHIRE)
    assert len(found) == len(set(found)) == 10
    assert found[0] == "Oxfordshire"
    assert all(shipped().named(name).level == "local" for name in found)
    assert len(series(data, measure=PLANS, areas=[HERTFORDSHIRE, *found])) == 11 * 13


def test_neighbours_are_those_of_the_workbook(data: Path, report: LoadReport) -> None:
    sheet = openpyxl.load_workbook(LAIT / "sn_may_2025.xlsx").worksheets[0]
    for row in sheet.iter_rows(min_row=4, values_only=True):
        if isinstance(row[0], int):
            numbers = [str(row[place]) for place in range(5, 25, 2)]
            names = [shipped().named(number).name for number in numbers]
            assert neighbours(data, str(row[0])) == names


def test_the_shipped_table_of_areas_agrees_with_the_code_list() -> None:
    sheet = openpyxl.load_workbook(LAIT / "la_code_list.xlsx").worksheets[0]
    listed = {str(row[0]): row for row in sheet.iter_rows(min_row=2, values_only=True)}
    listed.pop("1000")  # England (discontinued): no figure is printed for it
    assert set(listed) == {area.number for area in shipped().all}
    for number, (_, name, region, _) in listed.items():
        area = shipped().numbered(number)
        assert area is not None
        assert area in shipped().called(name)
        if area.level == "local":
            assert area.region == region


def test_the_shipped_table_of_areas_agrees_with_the_published_codes() -> None:
    for path in DFE.glob("*.csv"):
        frame = pl.read_csv(path, infer_schema=False).filter(pl.col("la_name").is_not_null())
        rows = frame.select("old_la_code", "new_la_code").unique().drop_nulls()
        for number, code in rows.rows():
            assert shipped().numbered(number) == shipped().coded(code), (path.name, number, code)


def test_a_loaded_series_goes_straight_into_the_method(data: Path, report: LoadReport) -> None:
    near = neighbours(data, HERTFORDSHIRE)
    readings = series(data, measure=PLANS, areas=[HERTFORDSHIRE, *near])
    result = before_after(readings, area=HERTFORDSHIRE, before=2014, after=2017)
    assert (result.numbers["before"], result.numbers["after"]) == (1414, 701)
    assert result.numbers["n_comparison"] == 10


def test_measures_and_areas_are_all_there(data: Path, report: LoadReport) -> None:
    found = measures(data)
    assert len({m.measure for m in found}) == len(found) == sum(f.measures for f in report.files)
    assert len([area for area in areas(data) if area.level == "local"]) == 158 + 2
    starts = [m for m in found if m.measure == PLANS]
    assert [(m.scale, m.first, m.last) for m in starts] == [
        ("count", date(2012, 4, 1), date(2025, 3, 31))
    ]

"""Small files in the layouts of official statistics, every figure invented."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import polars as pl

from seedbed.formats.statistics import FileReport, load_statistics

PUBLISHED = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
ENGLAND = ("National", "E92000001", "England", "", "", "", "", "")
EAST = ("Regional", "E92000001", "England", "E12000006", "East of England", "", "", "")
HERTS = (
    "Local authority", "E92000001", "England", "E12000006", "East of England", "919",
    "E10000015", "Hertfordshire",
)  # fmt: skip
KENT = (
    "Local authority", "E92000001", "England", "E12000008", "South East", "886", "E10000016",
    "Kent",
)  # fmt: skip

Rows = Sequence[Sequence[str]]
PLANS = (
    ("2024", "Reporting year", *ENGLAND, "Plans", "62110", "24.5"),
    ("2025", "Reporting year", *ENGLAND, "Plans", "61840", "z"),
    ("2024", "Reporting year", *EAST, "Plans", "5000", "0"),
    ("2025", "Reporting year", *EAST, "Plans", "low", "k"),
    ("2024", "Reporting year", *HERTS, "Plans", "569", "x"),
    ("2025", "Reporting year", *HERTS, "Plans", "0", ":"),
    ("2024", "Reporting year", *KENT, "Plans", "c", "u"),
    ("2025", "Reporting year", *KENT, "Plans", "", "10.1"),
)
PLAN_COLUMNS = (*PUBLISHED, "category", "plans_started", "second_percent")

LONG = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
TOOL = (
    ("Plans", "Plans starting", "2024", "Hertfordshire", "569", 919.0, "East of England"),
    ("Plans", None, "2025", "Hertfordshire", "7.0000000000000007E-2", 919.0, "East of England"),
    ("Plans", None, "2024", "England", "-", 970.0, "NA"),
    ("Plans", None, "2025", "England", "0", 970.0, "NA"),
    ("Rate%", None, "2014-16", "Kent", "-3.5", 886.0, "South East"),
    ("Rate%", None, "2015-17", "Kent", "4", 886.0, "South East"),
)
DICTIONARY = (
    "Measure_code", "Measure", "Measure_short", "Polarity", "y_axis_name", "Last Update", "dps",
    "Year_Type",
)  # fmt: skip
DESCRIBED = (
    ("219", "Plans starting in the year", "Plans", "-", "Number of plans", "45931", "0",
     "Financial Year"),
    ("NA", "Share of something", "Rate%", "Low", "% of children", "New Data", "NA",
     "Calendar Year"),
)  # fmt: skip


def csv_file(
    path: Path, header: Sequence[str], rows: Rows, *, bom: bool = False, end: str = "\n"
) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return path


def plans(folder: Path, rows: Rows = PLANS, name: str = "plans_2024_to_2025.csv") -> Path:
    return csv_file(folder / name, PLAN_COLUMNS, rows)


def tool(folder: Path, rows: Sequence[Sequence[object]] = TOOL, name: str = "long.parquet") -> Path:
    kinds = {name: pl.Float64 if name == "LA Number" else pl.String for name in LONG}
    pl.DataFrame(rows, schema=kinds, orient="row").write_parquet(folder / name)
    return folder / name


def dictionary(folder: Path, rows: Rows = DESCRIBED) -> Path:
    return csv_file(folder / "dictionary.csv", DICTIONARY, rows)


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def neighbours_book(folder: Path, *rows: Sequence[object]) -> Path:
    header = ("LA num", "LA Name", "LA number", "SN1", "SNP", "SN2", "SNP")
    given = rows or (
        (919, "Hertfordshire", 919, 931, "Very close", 886, "Close"),
        (None, None, None, None, None, None, None),
        (None, "Old ones:", None, None, None, None, None),
        (928, "Northamptonshire", 928, 886, "Very Close", 919, "Close"),
    )
    return workbook(folder / "sn.xlsx", [("A", "B", "C", 3, 4, 5, 6), header, *given])


def codes_book(folder: Path, *rows: Sequence[object]) -> Path:
    header = ("LA Number", "LA Name", "Region", "Type")
    given = rows or ((919, "Hertfordshire", "East of England", "SC"), (970, "England", "NA", "NA"))
    return workbook(folder / "codes.xlsx", [header, *given])


def only(path: Path, data: Path) -> FileReport:
    """Load one file and give what became of it."""
    (report,) = load_statistics([path], data).files
    return report


def loaded(data: Path) -> list[str]:
    """What lies in the folder of statistics, half-made things too."""
    folder = data / "statistics"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))

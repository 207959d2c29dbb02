"""Strict reading of a table of text: every row as wide as the header, UTF-8, commas.

A row cut short is a download cut short. It is found here, before a lenient and fast reader would
fill it up with empty cells.
"""

import csv
from pathlib import Path

import polars as pl

from seedbed.errors import InputError

SHOWN = 5
# What the reader of tables raises for a damaged file; a panic is no ordinary exception.
DAMAGED = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
ROW = "(row)"  # no table of statistics has a column of this name


def header_of(path: Path) -> list[str]:
    """The first line of a CSV file as column names; empty if there is none.

    Raises: InputError if the file is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [name.strip() for name in next(csv.reader(file), [])]
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise InputError(
            f"{path.name}: expected a CSV file in UTF-8 ({wrong}). Save it as CSV UTF-8."
        ) from wrong


def read_table(path: Path) -> pl.DataFrame:
    """Read a CSV file as text, with the number of each row as a spreadsheet counts.

    Shapes: an empty cell is an empty string; a row with nothing in it is left out.
    Raises: InputError for cells out of step with the header, a column twice, or text not UTF-8.
    """
    header = header_of(path)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InputError(f"{path.name}: the first line names {twice[0]!r} twice. Rename one.")
    _check_widths(path, len(header))
    frame = pl.read_csv(path, infer_schema=False).fill_null("")
    frame.columns = header
    stripped = frame.select(pl.all().str.strip_chars()).with_row_index(ROW, offset=2)
    return stripped.filter(~pl.all_horizontal(pl.exclude(ROW) == ""))


def _check_widths(path: Path, width: int) -> None:
    wrong = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            next(reader, None)
            for cells in reader:
                if cells and len(cells) != width:
                    wrong.append(f"line {reader.line_num} has {len(cells)}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{path.name}: cannot be read as CSV in UTF-8 ({error}). Download it again, or save "
            "it as CSV UTF-8."
        ) from error
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise InputError(
            f"{path.name}: expected {width} cells in every row, as the first line has; "
            f"{', '.join(wrong[:SHOWN])}{more}. The file is cut short or was changed by hand: "
            "download it again."
        )

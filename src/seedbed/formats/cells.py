"""Tables of text: bytes of a CSV file to rows of cells, with what spreadsheets do to them."""

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from seedbed.formats.problems import Problem

# A study's tables are small; anything larger is a mistake or an attack.
FILE_LIMIT = 64 * 1024 * 1024
CELL_LIMIT = 1024 * 1024
LINE_ENDS = re.compile(r"\r\n?")
DAY_FIRST = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$")
NOT_ISO = "Dates are written year-month-day, as in 2019-03-31."


def leads_out(home: Path, path: Path) -> bool:
    """Say whether a path, its links followed, lies outside a folder that is named without links."""
    return not Path(os.path.realpath(path)).is_relative_to(home)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of one file: UTF-8 with or without BOM, any line ends. None if it cannot be read."""
    if not path.is_file():
        problems.append(Problem(file=name, says="is not a plain file that can be read."))
        return None
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            problems.append(
                Problem(
                    file=name,
                    says=f"is {size // 1_000_000} MB; a file of a study folder holds at most "
                    f"{FILE_LIMIT // 1_000_000} MB. Official statistics and recordings are kept "
                    "outside it.",
                )
            )
            return None
        raw = path.read_bytes()
    except OSError as wrong:
        problems.append(Problem(file=name, says=f"cannot be read ({wrong.strerror})."))
        return None
    if b"\x00" in raw:
        says = "holds a NUL byte, so it is not plain text. Save it as CSV or text in UTF-8."
        problems.append(Problem(file=name, says=says))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        says = "is not UTF-8 here. Save the file as UTF-8 (in Excel: CSV UTF-8)."
        problems.append(Problem(file=name, row=f"line {line}", says=says))
        return None
    # Some programs write the mark twice; none of them belongs to the text.
    return LINE_ENDS.sub("\n", text.lstrip("\ufeff"))


def read_cells(
    text: str, name: str, columns: list[str], required: set[str], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV text as (line number, cells that are not empty)."""
    csv.field_size_limit(CELL_LIMIT)
    # Only a line feed ends a line here: Word's own line and page breaks are part of a cell.
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    try:
        header = next(reader, None)
        if header is None:
            problems.append(Problem(file=name, says="is empty; its first line names the columns."))
            return
        if not _header_fits(header, name, columns, required, problems):
            return
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                says = f"has {len(cells)} cells; the first line names {len(header)} columns."
                problems.append(Problem(file=name, row=f"line {reader.line_num}", says=says))
                continue
            yield reader.line_num, {c: v for c, v in zip(header, cells, strict=True) if v != ""}
    except csv.Error as wrong:
        says = f"cannot be read as CSV ({wrong})."
        if "field larger" in str(wrong):
            says = f"has a cell of more than {CELL_LIMIT // 1024} kB. Put long texts in sources/."
        problems.append(Problem(file=name, row=f"line {reader.line_num}", says=says))


def _header_fits(
    header: list[str], name: str, columns: list[str], required: set[str], problems: list[Problem]
) -> bool:
    before = len(problems)
    if len(header) == 1 and ";" in header[0]:
        says = (
            "separates cells by semicolons. Save it with commas (in Excel: set the list separator "
            "to a comma, or open and export it in another program)."
        )
        problems.append(Problem(file=name, row="line 1", says=says))
        return False
    for column in header:
        if column not in columns:
            says = f"is not a column of this table. Its columns are: {', '.join(columns)}."
            problems.append(Problem(file=name, row="line 1", column=column or "(empty)", says=says))
    for column in sorted({c for c in header if header.count(c) > 1}):
        says = "stands twice in the first line."
        problems.append(Problem(file=name, row="line 1", column=column, says=says))
    for column in sorted(required - set(header)):
        says = "is missing: every row needs it."
        problems.append(Problem(file=name, row="line 1", column=column, says=says))
    return len(problems) == before

"""Which layout a file has, told by what is in it and never by its name."""

from pathlib import Path
from typing import Literal

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics import tool, workbooks
from seedbed.formats.statistics.cells import DAMAGED, header_of
from seedbed.formats.statistics.columns import META, TIME
from seedbed.methods.prose import listed

Layout = Literal["published", "meta", "long", "dictionary", "neighbours", "codes"]

IN_WORDS: dict[Layout, str] = {
    "published": "a table of explore education statistics",
    "meta": "the .meta.csv of a table of explore education statistics",
    "long": "the long table of the Local Authority Interactive Tool",
    "dictionary": "the dictionary of the Local Authority Interactive Tool",
    "neighbours": "statistical neighbours",
    "codes": "a list of authority codes",
}
# What the first line of each layout must name.
CSV_LAYOUTS: dict[Layout, tuple[str, ...]] = {
    "published": TIME,
    "dictionary": tool.DICTIONARY,
    "meta": META,
}
BOOK_LAYOUTS: dict[Layout, tuple[str, ...]] = {
    "neighbours": workbooks.NEIGHBOURS,
    "codes": workbooks.CODES,
}


def layout_of(path: Path) -> Layout:
    """Tell the layout of a file.

    Raises: InputError with the layouts that are read, and what was found instead.
    """
    if not path.is_file():
        raise InputError(f"{path.name}: there is no such file. Check the name and the folder.")
    match path.suffix.lower():
        case ".csv":
            header = header_of(path)
            found = _fitting(CSV_LAYOUTS, header)
        case ".parquet":
            header = _parquet_columns(path)
            found = _fitting({"long": tool.LONG}, header)
        case ".xlsx":
            rows = workbooks.rows_of_workbook(path)
            header = list(rows[0]) if rows else []
            fits = (n for n, w in BOOK_LAYOUTS.items() if workbooks.header_row(rows, w) is not None)
            found = next(fits, None)
        case other:
            raise InputError(
                f"{path.name}: expected a file ending in .csv, .parquet or .xlsx, found "
                f"{other or 'no ending'!r}."
            )
    if found is None:
        raise _strange(path, header)
    return found


def _fitting(layouts: dict[Layout, tuple[str, ...]], header: list[str]) -> Layout | None:
    fits = (name for name, wanted in layouts.items() if set(wanted) <= set(header))
    return next(fits, None)


def _parquet_columns(path: Path) -> list[str]:
    try:
        return list(pl.read_parquet_schema(path))
    except DAMAGED as wrong:
        raise InputError(
            f"{path.name}: expected a Parquet file, and it cannot be read as one. Download it "
            "again."
        ) from wrong


def _strange(path: Path, header: list[str]) -> InputError:
    if len(header) == 1 and ";" in header[0]:
        return InputError(
            f"{path.name}: its cells are separated by semicolons. Save it with commas."
        )
    known = {**CSV_LAYOUTS, "long": tool.LONG, **BOOK_LAYOUTS}
    expected = "; ".join(f"{IN_WORDS[name]} ({listed(known[name], 8)})" for name in known)
    shown = listed([name for name in header if name], 8) if any(header) else "nothing"
    return InputError(
        f"{path.name}: this layout is not known. Expected columns of one of these: {expected}. "
        f"Found: {shown}."
    )

"""Small text tables in, data frames out: a test shows the numbers it is about."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

DATES = {"earliest", "latest", "starts", "ends", "as_of", "ended_on"}
NUMBERS = {"raw", "membership", "value", "amount", "low", "high"}
WHOLE = {"price_year", "wave"}


def read_table(text: str) -> pl.DataFrame:
    """Read a table whose cells stand between bars; an empty cell is null."""
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    columns = [[_cell(name, row[place]) for row in rows] for place, name in enumerate(header)]
    schema = {name: _dtype(name) for name in header}
    return pl.DataFrame(dict(zip(header, columns, strict=True)), schema=schema)


def _dtype(name: str) -> type[pl.DataType]:
    if name in DATES:
        return pl.Date
    if name in NUMBERS:
        return pl.Float64
    return pl.Int64 if name in WHOLE else pl.String


def _cell(name: str, cell: str) -> date | float | int | str | None:
    if not cell:
        return None
    if name in DATES:
        return date.fromisoformat(cell)
    if name in NUMBERS:
        return float(cell)
    return int(cell) if name in WHOLE else cell


@pytest.fixture
def table() -> Callable[[str], pl.DataFrame]:
    return read_table

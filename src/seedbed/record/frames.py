"""Rows as typed frames for analysis: sorted by id, so that equal rows give equal frames."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

FLOAT = pl.Float64
TEXT = pl.String
DATE = pl.Date
WHOLE = pl.Int64


def frame(rows: Iterable[Mapping[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    """A frame of rows with declared types; an empty text where a word may be missing is null."""
    typed = list(rows)
    columns = {
        name: pl.Series(name, [_value(row[name], kind) for row in typed], dtype=kind)
        for name, kind in schema.items()
    }
    return pl.DataFrame(columns).sort("id")


def _value(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if kind is FLOAT:
        return float(value)
    if kind is TEXT:
        return str(value) or None
    return value

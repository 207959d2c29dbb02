"""The public edge: any eager data frame in, checked rows out.

A method declares the row it needs as a dataclass. The annotations are the check: ``str``, ``date``,
``float``, ``int`` or a ``Literal``, with ``| None`` where a cell may be empty. A field with a
default may be left out of the frame, and its default stands for an empty cell. An empty cell is
null, an empty string, or not-a-number; none of them ever becomes zero.
"""

import math
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import narwhals as nw
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.prose import listed

R = TypeVar("R")
Native = nw.DataFrame[Any]


def rows_of(frame: IntoDataFrame, shape: type[R], *, table: str) -> list[R]:
    """Read a data frame into rows of one shape, in the frame's own order.

    Shapes: any frame that narwhals knows (polars, pandas, pyarrow), already collected.
    Units: as the shape says; dates become ``datetime.date``, decimals become floats.
    Raises: InputError naming table, row, column and value; or the columns that are missing.
    Source: narwhals, ``from_native``.

    >>> import polars as pl
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Cost:
    ...     payer: str
    ...     amount: float | None
    >>> rows_of(pl.DataFrame({"payer": ["council"], "amount": [None]}), Cost, table="costs")
    [Cost(payer='council', amount=None)]
    """
    try:
        read: Native = nw.from_native(frame, eager_only=True)
    except TypeError as error:
        raise InputError(
            f"{table}: expected a polars, pandas or pyarrow data frame that holds its rows, "
            f"found {type(frame).__name__}. Collect a lazy frame first."
        ) from error
    wanted: tuple[Field[Any], ...] = fields(shape)  # type: ignore[arg-type]
    _check_columns(read, wanted, table)
    hints = get_type_hints(shape)
    there = [column for column in wanted if column.name in read.columns]
    cells = [_column(read, column, hints[column.name], table) for column in there]
    names = [column.name for column in there]
    return [shape(**dict(zip(names, row, strict=True))) for row in zip(*cells, strict=True)]


def _check_columns(read: Native, wanted: tuple[Field[Any], ...], table: str) -> None:
    needed = [column.name for column in wanted if column.default is MISSING]
    missing = [name for name in needed if name not in read.columns]
    if missing:
        raise InputError(
            f"{table}: expected the columns {listed(needed, 30)}; {listed(missing, 30)} not found "
            f"among {listed(read.columns, 30)}. Add or rename them."
        )


def _column(read: Native, column: Field[Any], hint: Any, table: str) -> list[Any]:
    series = read[column.name]
    pairs = zip(series.to_list(), series.is_null().to_list(), strict=True)
    return [
        _cell(None if empty else value, column, hint, f"{table}, row {row}, {column.name!r}")
        for row, (value, empty) in enumerate(pairs, start=1)
    ]


def _cell(value: Any, column: Field[Any], hint: Any, where: str) -> Any:
    kinds = (hint,) if get_origin(hint) is Literal else get_args(hint) or (hint,)
    kind = kinds[0]
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        if column.default is not MISSING:
            return column.default
        if NoneType in kinds:
            return None
        raise InputError(f"{where}: expected {_said(kind)}, found an empty cell. Fill it in.")
    read: Callable[[Any], Any] = _READERS.get(kind, _nothing)
    found = value if value in _words(kind) else read(value)
    if found is None:
        raise InputError(f"{where}: expected {_said(kind)}, found {value!r}. Correct the value.")
    return found


def _words(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _said(kind: Any) -> str:
    names = {str: "text", date: "a date", float: "a finite number", int: "a whole number"}
    words = _words(kind)
    return f"one of {listed(words, 30)}" if words else names[kind]


def _nothing(value: Any) -> None:
    """Read nothing: a word outside a closed vocabulary has no other reading."""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _number(value: Any) -> float | None:
    # A truth value is an int to Python, but a tick is not a measurement.
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return float(value) if math.isfinite(value) else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    date: _day,
    float: _number,
    int: _whole,
}

"""Cells and TOML tables through the row models, and model errors into plain English."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from seedbed.formats.cells import DAY_FIRST, NOT_ISO
from seedbed.formats.problems import Problem
from seedbed.formats.row import PROVENANCE, Ref, Row

M = TypeVar("M", bound=BaseModel)

WHOLE = re.compile(r"-?[0-9]+")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What both databases give back as it was stated, together with at most 15 digits in all.
KEPT = re.compile(r"-?0*[0-9]{1,10}(\.[0-9]{1,6}0*)?")
LARGEST = 2_147_483_647


def columns_of(model: type[BaseModel]) -> list[str]:
    """Columns in the order a file holds them: id, the table's own, then how we know."""
    names = list(model.model_fields)
    own = [n for n in names if n not in PROVENANCE and n != "id"]
    return ["id", *own, *(n for n in PROVENANCE if n in names)]


def required_of(model: type[Row]) -> set[str]:
    """Columns that every row must fill."""
    return {name for name, field in model.model_fields.items() if field.is_required()}


@cache
def references_of(model: type[Row]) -> dict[str, str]:
    """Columns that name a row of another table, and which table."""
    found = {}
    for name, field in model.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Ref):
                found[name] = mark.table
        for inner in get_args(field.annotation):
            for mark in getattr(inner, "__metadata__", ()):
                if isinstance(mark, Ref):
                    found[name] = mark.table
    return found


def make_row(
    model: type[M], given: Mapping[str, Any], file: str, place: str, problems: list[Problem]
) -> M | None:
    """One row through its model; None, with its problems noted, if it does not fit.

    An empty text is an empty cell: not known, and missing where every row needs it.
    """
    before = len(problems)
    filled = {column: value for column, value in given.items() if value != ""}
    for column, value in filled.items():
        says = _doubt(model, column, value)
        if says:
            problems.append(
                Problem(file=file, row=place, column=column, value=_shown(value), says=says)
            )
    if len(problems) > before:
        return None
    try:
        return model.model_validate(filled)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            problems.append(_plain(model, error, file, place))
        return None


def _doubt(model: type[BaseModel], column: str, value: Any) -> str:
    """What a lenient parser would let pass, in words; empty if there is nothing."""
    kinds = _kinds(model, column)
    if isinstance(value, bool):
        return "is true or false. No column holds that: write a word, a number or a text."
    if any("\x00" in str(part) for part in (value if isinstance(value, list) else [value])):
        return "holds a NUL character. Take it out."
    if date in kinds:
        return _date_doubt(value)
    if int in kinds:
        return _whole_doubt(str(value))
    return _number_doubt(str(value)) if Decimal in kinds else ""


@cache
def _kinds(model: type[BaseModel], column: str) -> frozenset[Any]:
    """The types a column may hold; none for a column that the table does not have."""
    field = model.model_fields.get(column)
    return frozenset({field.annotation, *get_args(field.annotation)} if field else ())


def _date_doubt(value: Any) -> str:
    """Day-first dates, and the numbers that a spreadsheet makes of dates."""
    if isinstance(value, date):
        return ""
    if isinstance(value, str) and DAY_FIRST.match(value):
        return f"reads like a day-first date. {NOT_ISO}"
    return "" if isinstance(value, str) and _is_iso(value) else f"is not a date. {NOT_ISO}"


def _whole_doubt(value: str) -> str:
    if not WHOLE.fullmatch(value):
        return "must be a whole number."
    return "" if len(value) < 20 and abs(int(value)) <= LARGEST else "is out of range: too large."


def _number_doubt(value: str) -> str:
    if not NUMBER.fullmatch(value):
        return "is not a number. Write digits with a point, no thousands sign; empty if not known."
    kept = KEPT.fullmatch(value)
    if kept is None or len(Decimal(value).normalize().as_tuple().digits) > 15:
        return "has more digits than are kept: 15 in all, 10 before the point and 6 after it."
    return ""


def _shown(value: Any) -> str:
    return "" if value is None or isinstance(value, dict) else str(value)


def _is_iso(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _plain(model: type[BaseModel], error: Any, file: str, place: str) -> Problem:
    column = str(error["loc"][0]) if error["loc"] else ""
    kind, given = error["type"], error.get("input")
    context = error.get("ctx", {})
    if kind == "missing":
        field = model.model_fields[column]
        says = f"is empty, and every row needs it. {field.description or ''}".strip()
        return Problem(file=file, row=place, column=column, says=says)
    if kind == "literal_error":
        says = f"must be {context['expected']}."
    elif kind == "string_pattern_mismatch" and column == "file":
        says = "must be a plain file name such as interview-1.txt, without any folder."
    elif kind == "string_pattern_mismatch":
        says = "must be lower case letters, digits, points and hyphens, at most 80 of them."
    elif kind == "string_too_long":
        says = f"is longer than {context['max_length']} characters."
    elif kind.startswith("int_"):
        says = "must be a whole number."
    elif kind == "extra_forbidden":
        says = f"is not known here. Known are: {', '.join(columns_of(model))}."
    elif kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        says = f"is out of range: {error['msg'].lower()}."
    else:
        says = f"cannot be used: {error['msg'].lower()}."
    return Problem(file=file, row=place, column=column, value=_shown(given), says=says)

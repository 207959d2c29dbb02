"""Cells and TOML tables through the row models, and model errors into plain English."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic import ValidationError

from seedbed.formats.cells import DAY_FIRST, NOT_ISO
from seedbed.formats.problems import Problem
from seedbed.formats.rows import PROVENANCE, Ref, Row


def columns_of(model: type[Row]) -> list[str]:
    """Columns in the order a file holds them: id, the table's own, then how we know."""
    names = list(model.model_fields)
    own = [n for n in names if n not in PROVENANCE and n != "id"]
    return ["id", *own, *(n for n in PROVENANCE if n in names)]


def required_of(model: type[Row]) -> set[str]:
    """Columns that every row must fill."""
    return {name for name, field in model.model_fields.items() if field.is_required()}


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
    model: type[Row], given: Mapping[str, Any], file: str, place: str, problems: list[Problem]
) -> Row | None:
    """One row through its model; None, with its problems noted, if it does not fit."""
    before = len(problems)
    for column, value in given.items():
        if isinstance(value, str):
            _check_cell(model, column, value, file, place, problems)
    if len(problems) > before:
        return None
    try:
        return model.model_validate(dict(given))
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            problems.append(_plain(model, error, file, place))
        return None


def _check_cell(
    model: type[Row], column: str, value: str, file: str, place: str, problems: list[Problem]
) -> None:
    """What a lenient parser would let pass: day-first dates, dates that are numbers, NaN."""
    field = model.model_fields.get(column)
    if field is None:
        return
    kinds = {field.annotation, *get_args(field.annotation)}
    says = ""
    if date in kinds:
        if DAY_FIRST.match(value):
            says = f"reads like a day-first date. {NOT_ISO}"
        elif not _is_iso(value):
            says = f"is not a date. {NOT_ISO}"
    elif Decimal in kinds and not _is_number(value):
        says = "is not a number. Write digits with a point, no thousands sign; empty if not known."
    if says:
        problems.append(Problem(file=file, row=place, column=column, value=value, says=says))


def _is_iso(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    body = value.lstrip("-")
    whole, _, part = body.partition(".")
    return whole.isdecimal() and whole.isascii() and (part == "" or part.isdecimal())


def _plain(model: type[Row], error: Any, file: str, place: str) -> Problem:
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
    value = "" if given is None or isinstance(given, dict) else str(given)
    return Problem(file=file, row=place, column=column, value=value, says=says)

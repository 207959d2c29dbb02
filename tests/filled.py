"""Rows for every table of a state of the migrations, made from the models as they were then.

    filled(executor.loader.project_state(...).apps)

Values are tried, the same ones every time, until the table's own rules and the database take the
row: whoever adds a rule that chance does not meet is told which table stays empty.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, connection, models, transaction

from seedbed.trust.sealed_fields import SealedText
from seedbed.trust.store import seals_columns

OURS = ("trust", "record")
ROWS = 2
TRIES = 300


def tables_of(apps: Any) -> list[Any]:
    """Our models at a state, their lists, and what they point at elsewhere; that comes first."""
    left = [
        model
        for app in OURS
        if app in apps.app_configs
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    for model in left:  # grows meanwhile
        left += _needs(model) - set(left)
    ordered: list[Any] = []
    while left:
        ready = [m for m in left if not (_points_at(m) - {m}) & set(left)]
        # What may be empty is pointed at where it can be: in a ring somebody has to begin.
        ready = ready or [m for m in left if not (_needs(m) - {m}) & set(left)]
        assert ready, f"these point at each other in a ring: {left}"
        ordered += ready
        left = [m for m in left if m not in ready]
    return ordered


def _needs(model: Any) -> set[Any]:
    return {f.related_model for f in model._meta.fields if f.is_relation and not f.null}


def _points_at(model: Any) -> set[Any]:
    return {f.related_model for f in model._meta.fields if f.is_relation}


def fill(apps: Any) -> dict[str, int]:
    """Put rows into every table that is empty; gives the number of rows of each."""
    chance, counts = Random(4), {}
    for model in tables_of(apps):
        rows = model._base_manager
        missing = 0 if rows.exists() else ROWS
        for _ in range(missing):
            if not _one(model, chance, first=not rows.exists()):
                break
        counts[model._meta.db_table] = rows.count()
        assert counts[model._meta.db_table], (
            f"no row could be made for {model._meta.label}: {_one.__doc__} Teach tests/filled.py."
        )
    connection.check_constraints()
    return counts


def _one(model: Any, chance: Random, *, first: bool) -> bool:
    """Its rules refused every try."""
    words = _words(model)
    for _ in range(TRIES):
        row = model(**_values(model, words, chance, first))
        try:
            for rule in model._meta.constraints:
                if isinstance(rule, models.CheckConstraint) and not _sealed(model, rule):
                    rule.validate(model, row)
            with transaction.atomic():
                row.save(force_insert=True)
        except (ValidationError, Error):
            continue
        return True
    return False


def _sealed(model: Any, rule: Any) -> bool:
    """Whether a rule asks for what is sealed: only the database can try it, on what it is given."""
    named = {f.name for f in model._meta.fields if isinstance(f, SealedText)}
    return seals_columns(connection) and bool(named & set(_named(rule.condition)))


def _named(condition: Any) -> Iterator[str]:
    if isinstance(condition, models.Q):
        for child in condition.children:
            yield from _named(child)
    elif isinstance(condition, tuple):
        yield condition[0].partition("__")[0]


def _values(model: Any, words: dict[str, list[Any]], chance: Random, first: bool) -> dict[str, Any]:
    held = {}
    for field in model._meta.fields:
        if isinstance(field, models.AutoField):
            continue
        if field.is_relation:
            keys = [] if first and field.related_model is model else list(
                field.related_model._base_manager.values_list(field.target_field.attname, flat=True)
            )  # fmt: skip
            if field.null:
                keys.append(None)
            held[field.attname] = chance.choice(keys) if keys else None
        elif field.name in words:
            held[field.name] = chance.choice(words[field.name])
        elif field.null and chance.random() < 0.4:
            held[field.name] = None
        elif field.blank and chance.random() < 0.4 and isinstance(field, models.CharField):
            held[field.name] = ""
        else:
            held[field.name] = _value(field, chance)
    return held


def _words(model: Any) -> dict[str, list[Any]]:
    """The words that the rules of a table name for a field, wherever they name them."""
    found: dict[str, list[Any]] = {}
    edges: dict[str, list[int]] = {}

    def walk(condition: Any) -> None:
        if isinstance(condition, models.Q):
            for child in condition.children:
                walk(child)
        elif isinstance(condition, tuple):
            name, _, how = condition[0].partition("__")
            given = list(condition[1]) if how == "in" else [condition[1]]
            if how in ("gte", "lte") and isinstance(given[0], int):
                edges.setdefault(name, []).append(given[0])
            elif how in ("", "in", "exact") and not isinstance(given[0], models.F):
                found.setdefault(name, []).extend(given)

    for rule in model._meta.constraints:
        if isinstance(rule, models.CheckConstraint):
            walk(rule.condition)
    for name, (low, *high) in edges.items():  # between two numbers
        if high:
            found[name] = list(range(min(low, *high), max(low, *high) + 1))
    # A blank that a rule forbids or asks for does not say what else the field may hold.
    return {n: words for n, words in found.items() if set(words) != {""}}


def _value(field: Any, chance: Random) -> Any:
    number = chance.randrange(1, 2**15)
    kinds: list[tuple[Any, Any]] = [
        (models.BooleanField, number % 2 == 0),
        (models.DecimalField, Decimal(number % 2)),
        (models.FloatField, float(number % 2)),
        (models.IntegerField, number),
        (models.DateTimeField, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)),
        (models.DateField, date(2020, 1, 1) + timedelta(days=number % 1000)),
        (models.UUIDField, uuid.UUID(int=chance.getrandbits(128))),
        (models.JSONField, {"k": number}),
        (models.BinaryField, b"bytes \x00 %d" % number),
        (models.CharField, f"é{number}"[: getattr(field, "max_length", None) or 9]),
        (models.TextField, f"Words\nof {number}"),
    ]
    for kind, value in kinds:
        if isinstance(field, kind):
            return value
    raise AssertionError(f"tests/filled.py knows no value for {field!r}")

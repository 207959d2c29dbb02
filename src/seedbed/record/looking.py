"""Columns that identify somebody tell when they are looked at.

A model of the record names such columns with ``@identifies``. Whoever answers a request, or prints
in a terminal, opens a :func:`looking`; every row whose words are taken out of such a column in
between is remembered there, wherever in the code that happens. So no page has to think of it, and
none can forget. ``seedbed.record.reading`` writes what was remembered into the audit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute

M = TypeVar("M", bound=type[Model])
# The noun and its study, by its key in the store.
Of = tuple[int, str]


@dataclass(slots=True)
class Looks:
    """Rows that were looked at, by study and noun: their public ids, in order."""

    rows: dict[Of, dict[str, None]] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        """Remember a row."""
        kept = self.rows.setdefault((row.study_id, row.noun), {})
        kept[str(row.public_id)] = None


_open: ContextVar[Looks | None] = ContextVar("looks", default=None)


@contextmanager
def looking() -> Iterator[Looks]:
    """Remember what is looked at from here on."""
    looks = Looks()
    token = _open.set(looks)
    try:
        yield looks
    finally:
        _open.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """Look without showing: to compare, to count, or to decide whether something may be shown."""
    token = _open.set(None)
    try:
        yield
    finally:
        _open.reset(token)


def look_at(row: Any) -> None:
    """Remember that a stored row is looked at, where somebody asked to."""
    looks = _open.get()
    if looks is not None and not row._state.adding:
        looks.add(row)


class Looked(DeferredAttribute):
    """A column that tells when its value is taken out. What is empty tells nothing."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if instance is not None and value not in ("", None):
            look_at(instance)
        return value

    # With this, Python asks the class before the values that the row holds.
    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def identifies(*columns: str) -> Callable[[M], M]:
    """Name the columns of a model that identify somebody, or hold somebody's words."""

    def marked(model: M) -> M:
        model.identifying = columns  # type: ignore[attr-defined]
        for name in columns:
            own = model._meta.get_field(name)
            setattr(model, own.attname, Looked(own))  # type: ignore[union-attr]
        return model

    return marked

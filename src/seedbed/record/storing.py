"""Rows of a study folder into tables, and out again: the same field names on both sides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model

from seedbed.record.base import public_id_of
from seedbed.record.models import TABLES
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
# Small enough that one statement stays below SQLite's limit of bound values.
BATCH = 400


def store_rows(by: Asker, study: Study, tables: Rows) -> int:
    """Store all rows of a study that holds none yet. Only an action may call this."""
    ids: dict[str, dict[str, int]] = {}
    stored = 0
    for noun, model in TABLES.items():
        rows = _parents_first(noun, tables.get(noun, ()))
        for generation in rows:
            objects = [_object(by, study, model, row, ids) for row in generation]
            model.objects.using(by.using).bulk_create(objects, batch_size=BATCH)
            ids.setdefault(noun, {}).update({o.key: o.pk for o in objects})
            _store_lists(by, model, generation, ids)
            stored += len(objects)
    return stored


def remove_rows(by: Asker, study: Study) -> int:
    """Remove all rows of a study, children first. Only an action may call this."""
    removed = 0
    for model in reversed(TABLES.values()):
        rows = model.objects.using(by.using).filter(study=study)
        for field in model._meta.many_to_many:
            through = getattr(model, field.name).through
            name = field.m2m_field_name()
            through.objects.using(by.using).filter(**{f"{name}__study": study}).delete()
        for field in model._meta.fields:
            if isinstance(field, ForeignKey) and field.related_model is model:
                rows.update(**{field.name: None}) if field.name != "parent" else None
        removed += rows.count()
        rows._raw_delete(by.using)
    return removed


def read_rows(by: Asker, study: Study, noun: str) -> list[dict[str, Any]]:
    """All rows of one table as a study folder holds them, sorted by id."""
    model = TABLES[noun]
    references = [f.name for f in model._meta.fields if _points_inside(f)]
    lists = [f.name for f in model._meta.many_to_many]
    rows = (
        model.objects.using(by.using)
        .filter(study=study)
        .select_related(*references)
        .prefetch_related(*lists)
        .order_by("key")
    )
    return [_as_row(row, references, lists) for row in rows]


def _parents_first(noun: str, rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Rows in generations, where a row may name another of its own table as parent."""
    if not rows or "parent" not in rows[0]:
        return [list(rows)] if rows else []
    left, known, generations = list(rows), set(), []
    while left:
        ready = [r for r in left if r["parent"] is None or r["parent"] in known]
        known |= {r["id"] for r in ready}
        generations.append(ready)
        left = [r for r in left if r["id"] not in known]
        if not ready:
            raise ValueError(f"{noun}: rows name each other as parent")
    return generations


def _object(
    by: Asker, study: Study, model: type[Model], row: Mapping[str, Any], ids: dict[str, dict[str, int]]
) -> Any:
    values: dict[str, Any] = {
        "study": study,
        "key": row["id"],
        "public_id": public_id_of(study.key, row["id"]),
    }
    for field in model._meta.fields:
        if field.name not in row or field.name == "id":
            continue
        given = row[field.name]
        if _points_inside(field):
            target = field.related_model.noun  # type: ignore[union-attr]
            values[field.attname] = None if given is None else ids[target][given]
        else:
            values[field.name] = "" if given is None and not field.null else given
    return model(**values)


def _store_lists(
    by: Asker, model: type[Model], rows: Sequence[Mapping[str, Any]], ids: dict[str, dict[str, int]]
) -> None:
    for field in model._meta.many_to_many:
        assert isinstance(field, ManyToManyField)
        through = getattr(model, field.name).through
        here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
        target = field.related_model.noun  # type: ignore[union-attr]
        noun = model.noun  # type: ignore[attr-defined]
        through.objects.using(by.using).bulk_create(
            through(**{f"{here}_id": ids[noun][row["id"]], f"{there}_id": ids[target][other]})
            for row in rows
            for other in row.get(field.name, ())
        )


def _points_inside(field: Any) -> bool:
    return isinstance(field, ForeignKey) and field.name != "study"


def _as_row(row: Any, references: list[str], lists: list[str]) -> dict[str, Any]:
    out: dict[str, Any] = {"id": row.key}
    for field in row._meta.fields:
        if field.name in ("id", "key", "study", "public_id"):
            continue
        value = getattr(row, field.name)
        out[field.name] = value.key if field.name in references and value else value
    for name in lists:
        out[name] = sorted(other.key for other in getattr(row, name).all())
    return out

"""Rows of a study folder into tables, and out again: the same field names on both sides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model, UniqueConstraint

from seedbed.errors import InputError
from seedbed.record.attachments.models import Attachment
from seedbed.record.base import public_id_of
from seedbed.record.models import TABLES, Membership
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
# Small enough that one statement stays below SQLite's limit of bound values.
BATCH = 400


def store_rows(by: Asker, study: Study, tables: Rows) -> int:
    """Make the rows of a study equal to ``tables``. Only an action may call this.

    A row that is there already keeps its key in the database, so that members, runs and
    publications go on pointing at it.
    """
    _remove_vanished(by, study, tables)
    ids: dict[str, dict[str, int]] = {}
    stored = 0
    for noun, model in TABLES.items():
        rows = tables.get(noun, ())
        ids[noun] = _keys(by, study, model)
        for generation in _parents_first(model, rows):
            objects = [_object(study, model, row, ids) for row in generation]
            if _has_rules_between_rows(model):
                _step_aside(by, model, objects, ids[noun])
            _upsert(by, model, objects)
            ids[noun] = _keys(by, study, model)
            stored += len(objects)
        _store_lists(by, model, rows, ids)
    return stored


def _keys(by: Asker, study: Study, model: Any) -> dict[str, int]:
    return dict(model.objects.using(by.using).filter(study=study).values_list("key", "pk"))


def _has_rules_between_rows(model: Any) -> bool:
    """Say whether something beside the key may stand only once."""
    rules = [rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]
    return any(tuple(rule.fields) != ("study", "key") for rule in rules)


def _step_aside(by: Asker, model: Any, objects: list[Any], kept: dict[str, int]) -> None:
    """Take rows out that come back, under their old keys, in the same act.

    Two rows may change places in what may stand only once, and written one after the other they
    would collide. What points at them is looked at when the act ends.
    """
    for row in objects:
        row.pk = kept.get(row.key)
    _drop(by, model, [row.pk for row in objects if row.pk is not None])


def _drop(by: Asker, model: Any, keys: list[int]) -> None:
    for start in range(0, len(keys), BATCH):
        rows = model.objects.using(by.using).filter(pk__in=keys[start : start + BATCH])
        rows._raw_delete(by.using)


def _upsert(by: Asker, model: Any, objects: list[Any]) -> None:
    changed = [f.name for f in model._meta.fields if f.name not in ("id", "study", "key")]
    model.objects.using(by.using).bulk_create(
        objects,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["study", "key"],
        update_fields=changed,
    )


def _remove_vanished(by: Asker, study: Study, tables: Rows) -> None:
    """Rows the folder no longer holds go, children first; lists are written anew."""
    for noun, model in reversed(TABLES.items()):
        for field in model._meta.many_to_many:
            through = getattr(model, field.name).through
            here = field.m2m_field_name()
            through.objects.using(by.using).filter(**{f"{here}__study": study}).delete()
        wanted = {row["id"] for row in tables.get(noun, ())}
        gone = [pk for key, pk in _keys(by, study, model).items() if key not in wanted]
        if noun == "sources":
            _let_go_of_files(by, gone)
        if noun == "sites":
            Membership.objects.using(by.using).filter(site__in=gone).delete()
        _drop(by, model, gone)


def _let_go_of_files(by: Asker, sources: list[int]) -> None:
    """A source that goes leaves the traces of destroyed files, and never a file that is there."""
    files = Attachment.objects.using(by.using).filter(source__in=sources)
    held = sorted(set(files.filter(destroyed_at=None).values_list("source__key", flat=True)))
    if held:
        raise InputError(
            f"The study folder no longer has the source {held[0]}, and original files of it are "
            "kept here. Put it back into sources.csv, or destroy its files first. "
            "Nothing was changed."
        )
    files.update(source=None)


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


def _parents_first(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Rows in generations, where a row may name another row of its own table."""
    own = [f.name for f in model._meta.fields if _points_inside(f) and f.related_model is model]
    left, known, generations = list(rows), {None}, []
    while left:
        ready = [r for r in left if all(r[name] in known for name in own)]
        if not ready:
            raise ValueError(f"{model.noun}: rows name each other in a ring")  # type: ignore[attr-defined]
        known |= {r["id"] for r in ready}
        generations.append(ready)
        left = [r for r in left if r["id"] not in known]
    return generations


def _object(
    study: Study, model: type[Model], row: Mapping[str, Any], ids: dict[str, dict[str, int]]
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

"""Columns sealed and opened by a migration: a store that goes up or down keeps its words."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from seedbed.trust.sealed_fields import OfStudy, SealedText
from seedbed.trust.store import seals_columns
from seedbed.trust.study_keys import DestroyedKey


def seal_columns(apps: Any, editor: Any, label: str, names: Iterable[str]) -> None:
    """Seal what stands plain in every sealed column of these models."""
    if seals_columns(editor.connection):
        for name in names:
            _rewrite(apps.get_model(label, name), editor.connection, _sealed)


def open_columns(apps: Any, editor: Any, label: str, names: Iterable[str]) -> None:
    """Put the plain words back, for an older Seedbed that cannot open a seal."""
    if seals_columns(editor.connection):
        for name in names:
            _rewrite(apps.get_model(label, name), editor.connection, _plain)


def _rewrite(model: Any, connection: Any, as_it_will_be: Callable[..., str]) -> None:
    fields = [field for field in model._meta.fields if isinstance(field, SealedText)]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [connection.ops.quote_name(field.column) for field in fields]
    studies = dict(model._meta.get_field("study").related_model.objects
                   .using(connection.alias).values_list("pk", "public_id"))  # fmt: skip
    setting = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, study_id, {', '.join(columns)} FROM {table}")
        for row, study, *values in cursor.fetchall():
            new = [as_it_will_be(f, v, studies[study], connection)
                   for f, v in zip(fields, values, strict=True)]  # fmt: skip
            cursor.execute(f"UPDATE {table} SET {setting} WHERE id = %s", [*new, row])


def _sealed(field: SealedText, value: str, study: UUID, connection: Any) -> str:
    return str(field.get_db_prep_save(OfStudy(value, lambda: study), connection))


def _plain(field: SealedText, value: str, study: UUID, connection: Any) -> str:
    try:
        return field.opened(value, connection.alias) if value else value
    except DestroyedKey:
        return ""  # nobody has these words any more

"""Columns for what could tell who somebody is: sealed by the study's key where the file is not.

An embedded store is encrypted as a whole, or holds nothing that needs it: there these are plain
columns of text. A PostgreSQL server keeps its pages as they are, and so do its backups, its logs
and whoever runs it: there each value is sealed before it leaves this process. A sealed value is
bound to its table, its column and its study, and carries the name of the key that opens it. An
empty value stays empty. Nothing can be looked for in such a column, and whoever tries is told so
rather than given a wrong answer; its order means nothing.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models

from seedbed.trust import study_keys
from seedbed.trust.sealing import BrokenSeal, seal, unseal
from seedbed.trust.store import seals_columns

MARK = "sb1"
LOOKUPS = ("exact", "in", "isnull")


class OfStudy(str):
    """A text on its way into the store, and how to learn which study it is of."""

    study: Callable[[], UUID]

    def __new__(cls, text: str, study: Callable[[], UUID]) -> "OfStudy":
        made = super().__new__(cls, text)
        made.study = study
        return made


class SealedText(models.TextField):  # type: ignore[type-arg]
    """Running text that is sealed where the database does not do it. Its row names a study."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """The value as it is stored, with the way to its study."""
        value = self.get_prep_value(super().pre_save(model_instance, add))
        return value and OfStudy(value, lambda: model_instance.study.public_id)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """What goes to the database."""
        if hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        if not isinstance(value, OfStudy):
            value = self.get_prep_value(value)
        if not value:
            return value
        if not seals_columns(connection):
            return str(value)
        if not isinstance(value, OfStudy):
            raise TypeError(f"{self.name} is sealed by row: save the row, do not update a query.")
        opened = study_keys.key_of_study(value.study(), using=connection.alias)
        sealed = seal(value.encode(), key=opened.key, bound_to=self._bound_to(opened.name))
        return f"{MARK}:{opened.name}:{b64encode(sealed).decode()}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What a query looks for: here only whether there is something at all."""
        if value and seals_columns(connection):
            raise TypeError(f"{self.name} is sealed: nothing can be looked for in it.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """The questions that may be asked of such a column, on whichever store."""
        if lookup_name not in LOOKUPS:
            raise TypeError(f"{self.name} is sealed: nothing can be looked for in it.")
        return super().get_lookup(lookup_name)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """What comes out of the database.

        Raises: BrokenSeal where it was altered, moved or never sealed; DestroyedKey.
        """
        if value and seals_columns(connection):
            value = self.opened(value, connection.alias)
        return self._read(value)

    def opened(self, value: str, using: str) -> str:
        """A sealed value as the text it was."""
        mark, _, rest = value.partition(":")
        name, _, sealed = rest.partition(":")
        if mark != MARK:
            raise BrokenSeal(f"What stands in {self._bound_to('')} was not sealed by Seedbed.")
        opened = study_keys.key_named(name, using=using)
        bound_to = self._bound_to(name)
        try:
            held = b64decode(sealed, validate=True)
        except ValueError:
            held = b""  # no seal at all
        return unseal(held, key=opened.key, bound_to=bound_to).decode()

    def _bound_to(self, key: str) -> str:
        return f"{self.model._meta.db_table}.{self.column}/{key}"

    def _read(self, value: str | None) -> Any:
        return value


class SealedLine(SealedText):
    """One line of text. The database does not count its length, for what is sealed is longer."""

    def get_prep_value(self, value: Any) -> Any:
        """Refuse what is longer than the line may be, without saying what it is."""
        text = super().get_prep_value(value)
        if text is not None and self.max_length is not None and len(text) > self.max_length:
            raise ValueError(f"{self.name} holds {len(text)} characters of {self.max_length}.")
        return text


class SealedJSON(SealedText):
    """Values kept as JSON text in the order they came."""

    def get_prep_value(self, value: Any) -> Any:
        """Values as text."""
        if value is None or isinstance(value, OfStudy):
            return value
        return json.dumps(value, ensure_ascii=False)

    def _read(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)

"""Django's SQLite backend on SQLCipher: every page of the file is encrypted and sealed.

Only what differs from Django's own backend stands here: the library, the cursor made from it, and
the key, which is given before anything else is said to the file. The key comes from a function in
the options, so that no print of the settings can show it.
"""

import datetime
import decimal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher
from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from seedbed.trust.keys import WrongKey

# Values that Django sends and reads back, as its own backend has them.
for kind, convert in (
    ("bool", b"1".__eq__),
    ("date", plain.decoder(parse_date)),
    ("datetime", plain.decoder(parse_datetime)),
    ("time", plain.decoder(parse_time)),
    ("timestamp", plain.decoder(parse_datetime)),
):
    cipher.register_converter(kind, convert)
cipher.register_adapter(decimal.Decimal, str)
cipher.register_adapter(datetime.date, lambda day: day.isoformat())
cipher.register_adapter(datetime.datetime, lambda moment: moment.isoformat(" "))


class UnreadableStore(WrongKey):
    """The key is the one that was made for this folder, and yet the file does not open."""


class Cursor(cipher.Cursor):
    """This library's cursor, for queries with Django's placeholders."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(_placed(query, names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each set of values."""
        given = list(param_list)
        names = list(given[0]) if given and isinstance(given[0], Mapping) else None
        return super().executemany(_placed(query, names), given)


def _inode(file: Path) -> int | None:
    return file.stat().st_ino if file.exists() else None


def _placed(query: str, names: list[str] | None) -> str:
    """Django writes %s or %(name)s where this library reads ? or :name."""
    if names is None:
        return str(plain.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))
    return query % {name: f":{name}" for name in names}


class DatabaseWrapper(plain.DatabaseWrapper):
    """An encrypted file. Everything but the opening is Django's."""

    Database = cipher

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters; the key stays apart from what is handed to the library."""
        params = super().get_connection_params()
        self._key = params.pop("key")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, or say that the key is not the one it was made with."""
        connection = self._keyed(conn_params)
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in self.init_commands:
            connection.execute(command)
        return connection

    def damaged_pages(self) -> list[str]:
        """Pages whose seal does not hold, asked by a connection that has read nothing else.

        Where the damage lies in the schema, any other connection fails before it can ask.
        """
        apart = self._keyed(self.get_connection_params())
        try:
            return [str(said) for (said,) in apart.execute("PRAGMA cipher_integrity_check")]
        finally:
            apart.close()

    def _keyed(self, conn_params: dict[str, Any]) -> Any:
        file = Path(conn_params["database"])
        before = _inode(file)
        key = self._key()  # known by its fingerprint before the file is asked
        connection = cipher.connect(**conn_params)
        try:
            # What it would log on a damaged page, a hundred lines of it, is told once by us.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            # The library wipes its key from memory whatever is set. Wiping every page it freed as
            # well (cipher_memory_security) makes opening the store ten times as slow, and saves
            # nothing here: the words of a page live on as strings of Python.
            #
            # This reads the first page and no other: with a wrong key it fails, and what is damaged
            # further in is not taken for one.
            connection.execute("PRAGMA schema_version").fetchone()
        except cipher.OperationalError:  # busy, or not to be read: that says nothing of the key
            connection.close()
            raise
        except cipher.DatabaseError as wrong:
            connection.close()
            raise UnreadableStore(
                "The store does not open with this key, although it is the key that store.toml "
                "names: the file is damaged, or it is another store's. Nothing was changed. See "
                "that both files belong together; otherwise restore a backup."
            ) from wrong
        if before not in (None, _inode(file)):
            # While this waited, the store took another key and another file: this one is given up.
            connection.close()
            return self._keyed(conn_params)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor of this library that speaks Django's placeholders."""
        return self.connection.cursor(factory=Cursor)

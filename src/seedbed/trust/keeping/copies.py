"""One moment of a store, copied while others write to it; and a copy opened beside the store."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from seedbed.trust.keeping import postgres
from seedbed.trust.keeping.state import State, state_of

EMBEDDED, ENCRYPTED, POSTGRES = "embedded", "encrypted", "postgresql"
# The file a copy goes into, and how its kind is called in a sentence.
FILES = {EMBEDDED: "seedbed.sqlite3", ENCRYPTED: "seedbed.sqlite3", POSTGRES: "seedbed.dump"}
NAMES = {
    EMBEDDED: "the embedded database, not encrypted",
    ENCRYPTED: "the encrypted store",
    POSTGRES: "PostgreSQL",
}


def kind_of(using: str) -> str:
    """Which kind of database a store is."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        return POSTGRES
    return ENCRYPTED if "encrypted" in connection.settings_dict["ENGINE"] else EMBEDDED


def copy_store(folder: Path, *, using: str) -> State:
    """Copy one moment of a store into a folder, and say how the store stood at that moment.

    The rows are counted in the store itself and under the same reading as the copy is made, so
    that the copy is held against the store, not against itself. An encrypted store's copy is
    encrypted with its key.
    """
    target = folder / FILES[kind_of(using)]
    target.touch(mode=0o600, exist_ok=False)
    # A connection of its own: whatever the caller has begun has no part in it.
    source = connections.create_connection(using)
    try:
        if kind_of(using) == POSTGRES:
            return postgres.dump(source, target)
        with source.cursor() as cursor:
            cursor.execute("BEGIN")
            state = state_of(source)
            copy_pages(source, target)
            cursor.execute("COMMIT")
        return state
    finally:
        source.close()


def copy_pages(source: Any, target: Path, *, then: str = "") -> None:
    """Copy a store page by page into one file; ``then`` is done to the copy before it is shut."""
    copy = type(source)({**source.settings_dict, "NAME": target}, source.alias)
    try:
        copy.ensure_connection()
        with source.wrap_database_errors:
            source.connection.backup(copy.connection)
        with copy.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, not three
            if then:
                cursor.execute(then)
    finally:
        copy.close()


def placed(folder: Path, *, using: str) -> AbstractContextManager[str]:
    """What a backup left in a folder as an open store, for as long as the block lasts.

    Gives its alias. On PostgreSQL the store is a database of its own on the same server.
    """
    if kind_of(using) == POSTGRES:
        return _placed_database(folder / FILES[POSTGRES], using=using)
    return _opened(folder / FILES[EMBEDDED], using=using)


@contextmanager
def _placed_database(dump: Path, *, using: str) -> Iterator[str]:
    name = postgres.beside(connections[using].settings_dict["NAME"])
    with postgres.made(name, using=using), _opened(name, using=using) as alias:
        postgres.restore(dump, connections[alias])
        yield alias


@contextmanager
def _opened(name: Path | str, *, using: str) -> Iterator[str]:
    alias = f"{using}-beside"
    connections.settings[alias] = {**connections[using].settings_dict, "NAME": name}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]

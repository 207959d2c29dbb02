"""PostgreSQL's own programs: a dump of one moment, and a database made beside and then renamed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections
from django.db.backends.postgresql.client import DatabaseClient

from seedbed.errors import InputError, SeedbedError
from seedbed.trust.keeping.state import State, state_of

BESIDE = "_unfinished"
LONGEST = 63  # PostgreSQL cuts a longer name without a word


def beside(name: str) -> str:
    """The name of the database that is built beside another."""
    return name[: LONGEST - len(BESIDE)] + BESIDE


def dump(source: Any, target: Path) -> State:
    """Dump one moment of a database, and say how it stood at that moment."""
    with source.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        state = state_of(source)
        _run("pg_dump", source, "--format=custom", "--no-owner", "--no-acl",
             f"--snapshot={snapshot}", f"--file={target}")  # fmt: skip
        cursor.execute("COMMIT")
    return state


def restore(dump: Path, into: Any) -> None:
    """Restore a dump into an empty database, all or nothing."""
    _run("pg_restore", into, "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl",
         str(dump))  # fmt: skip


@contextmanager
def made(name: str, *, using: str) -> Iterator[None]:
    """A database that is gone when the block ends, unless it was given another name."""
    try:
        _manage(using, f"DROP DATABASE IF EXISTS {_quoted(name, using)}")
        _manage(using, f"CREATE DATABASE {_quoted(name, using)}")
    except DatabaseError as wrong:
        raise SeedbedError(
            f"A database cannot be made beside the store ({str(wrong).strip()}). A backup is "
            "proved, and a restore is built, in a database of its own. "
            "Let this account make databases: ALTER ROLE its-name CREATEDB"
        ) from wrong
    try:
        yield
    finally:
        _manage(using, f"DROP DATABASE IF EXISTS {_quoted(name, using)}")


def refuse_filled(name: str, *, using: str) -> None:
    """Raise where a database of this name holds anything."""
    if _exists(name, using) and _tables(name, using):
        raise InputError(
            f"The database {name} holds tables, and nothing is written over what is there. "
            "Name one in SEEDBED_DATABASE that is empty or does not exist yet."
        )


def rename(name: str, to: str, *, using: str) -> None:
    """Give a finished database its name, in place of an empty one."""
    refuse_filled(to, using=using)
    _manage(using, f"DROP DATABASE IF EXISTS {_quoted(to, using)}")
    _manage(using, f"ALTER DATABASE {_quoted(name, using)} RENAME TO {_quoted(to, using)}")


def _exists(name: str, using: str) -> bool:
    with connections[using]._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _tables(name: str, using: str) -> int:
    kind, held = type(connections[using]), connections[using].settings_dict
    other = kind({**held, "NAME": name}, using)
    try:
        return len(other.introspection.table_names())
    finally:
        other.close()


def _manage(using: str, statement: str) -> None:
    with connections[using]._nodb_cursor() as cursor:
        cursor.execute(statement)


def _quoted(name: str, using: str) -> str:
    return str(connections[using].ops.quote_name(name))


def _run(program: str, connection: Any, *words: str) -> None:
    """Run a program against a database. The password goes by the environment, never in view."""
    if shutil.which(program) is None:
        raise SeedbedError(
            f"{program} is not on this machine. It comes with PostgreSQL's client programs, of the "
            "server's version or newer. On Debian: apt-get install postgresql-client"
        )
    (_, *where), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    database = where.pop()
    done = subprocess.run(
        [program, *where, "--no-password", f"--dbname={database}", *words],
        env=os.environ | (environment or {}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SeedbedError(f"{program} did not succeed: {done.stderr.strip()[-600:]}")

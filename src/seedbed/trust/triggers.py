"""Triggers that make the database itself refuse, whoever writes: put, taken away, looked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPostgres:
    """A trigger there: what it is put on, when it wakes, and the function it calls."""

    table: str
    when: str
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """A set of triggers that stand or go together, as each kind of database writes them.

    ``sqlite`` has the whole statement of each by its name, ``functions`` the bodies on PostgreSQL.
    """

    sqlite: Mapping[str, str]
    postgres: Mapping[str, OnPostgres]
    functions: Mapping[str, str]

    def put(self, connection: Any) -> None:
        """Put them on their tables."""
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                for statement in self.sqlite.values():
                    cursor.execute(statement)
                return
            for name, body in self.functions.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS "
                    f"$$ BEGIN {body} END $$ LANGUAGE plpgsql"
                )
            for name, one in self.postgres.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} {one.when} EXECUTE FUNCTION {one.function}()"
                )

    def lift(self, connection: Any) -> None:
        """Take them away again, before a table goes or is made anew."""
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                for name in self.sqlite:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                return
            for name, one in self.postgres.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {one.table}")
            for name in self.functions:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    def stand(self, connection: Any) -> bool:
        """Say whether every one of them stands."""
        on_postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
                if on_postgres
                else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            )
            there = {name for (name,) in cursor.fetchall()}
        return set(self.postgres if on_postgres else self.sqlite) <= there

    @contextmanager
    def lifted(self, connection: Any) -> Iterator[None]:
        """Without them for a while: for tests, which empty tables and play the attacker."""
        self.lift(connection)
        try:
            yield
        finally:
            self.put(connection)


def aborts(says: str) -> str:
    """What a trigger on SQLite does to refuse."""
    return f"BEGIN SELECT RAISE(ABORT, '{says}'); END"


def raises(says: str) -> str:
    """What a function on PostgreSQL does to refuse."""
    return f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';"

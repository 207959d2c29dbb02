"""The audit is only added to: the database itself refuses to alter, delete or replace an event.

On SQLite three triggers are needed. Two refuse an update and a delete; the third refuses an insert
under a number that is taken, because ``INSERT OR REPLACE`` deletes without waking a delete trigger.
On PostgreSQL a trigger of the table refuses update and delete, another one the emptying of it.
Who holds the file can still take triggers away: then the chain shows what was done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLE = "trust_auditevent"
SAYS = "The audit is only added to."

_SQLITE = {
    "audit_not_updated": f"BEFORE UPDATE ON {TABLE}",
    "audit_not_deleted": f"BEFORE DELETE ON {TABLE}",
    "audit_not_replaced": f"BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE sequence = NEW.sequence "
    "OR previous = NEW.previous)",
}
_POSTGRES = {
    "audit_not_changed": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "audit_not_emptied": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}


def put(connection: Any) -> None:
    """Put the triggers on the table of events."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger AS $$ BEGIN "
                f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
                "END $$ LANGUAGE plpgsql"
            )
            for name, when in _POSTGRES.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_refuses()")
        else:
            for name, when in _SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )


def lift(connection: Any) -> None:
    """Take the triggers away again, before the table itself goes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in _POSTGRES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuses()")
        else:
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def stand(connection: Any) -> bool:
    """Say whether every trigger stands."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
            wanted = set(_POSTGRES)
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = set(_SQLITE)
        return wanted <= {name for (name,) in cursor.fetchall()}


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers for a while: for tests, which empty tables and play the attacker."""
    lift(connection)
    try:
        yield
    finally:
        put(connection)

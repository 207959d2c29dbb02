"""How a store stood: the rows of every table, the end of the audit, the last migrations."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What two copies of one store must agree on."""

    rows: dict[str, int]
    audit_sequence: int
    audit_digest: str
    migrations: dict[str, str]

    def differences(self, other: "State") -> list[str]:
        """Where another copy differs from this one, a line each."""
        tables = sorted(self.rows.keys() | other.rows.keys())
        found = [
            f"Table {name} holds {_rows(other, name)} and should hold {_rows(self, name)}."
            for name in tables
            if self.rows.get(name) != other.rows.get(name)
        ]
        if (self.audit_sequence, self.audit_digest) != (other.audit_sequence, other.audit_digest):
            found.append(
                f"The audit ends at event {other.audit_sequence} and should end at event "
                f"{self.audit_sequence} with the same digest."
            )
        if self.migrations != other.migrations:
            found.append("The migrations that were applied are not the same.")
        return found


def state_of(connection: Any) -> State:
    """Read how a store stands, through a connection that sees one moment of it."""
    with connection.cursor() as cursor:
        names = [
            table.name
            for table in connection.introspection.get_table_list(cursor)
            if table.type in ("t", "p")
        ]
        rows = {}
        for name in sorted(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            rows[name] = int(cursor.fetchone()[0])
        cursor.execute("SELECT sequence, digest FROM trust_audithead")
        sequence, digest = cursor.fetchone() or (0, "")
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = dict(cursor.fetchall())  # of each app the last
    return State(rows=rows, audit_sequence=sequence, audit_digest=digest, migrations=migrations)


def _rows(state: State, table: str) -> str:
    count = state.rows.get(table)
    return "nothing" if count is None else f"{count} rows"

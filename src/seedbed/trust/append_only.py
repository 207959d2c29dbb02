"""The audit is only added to: the database itself refuses to alter, delete or replace an event.

On SQLite three triggers are needed. Two refuse an update and a delete; the third refuses an insert
under a number that is taken, because ``INSERT OR REPLACE`` deletes without waking a delete trigger.
On PostgreSQL a trigger of the table refuses update and delete, another one the emptying of it.
Who holds the file can still take triggers away: then the chain shows what was done.
"""

from seedbed.trust.triggers import OnPostgres, Triggers, aborts, raises

TABLE = "trust_auditevent"
SAYS = "The audit is only added to."
_REFUSES = "audit_refuses"

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

TRIGGERS = Triggers(
    sqlite={name: f"CREATE TRIGGER {name} {when} {aborts(SAYS)}" for name, when in _SQLITE.items()},
    postgres={
        name: OnPostgres(table=TABLE, when=when, function=_REFUSES)
        for name, when in _POSTGRES.items()
    },
    functions={_REFUSES: raises(SAYS)},
)

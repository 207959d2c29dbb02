"""What the database itself refuses in the release room, whoever writes.

What a CHECK or a UNIQUE can hold is in the models: a reviewer is not the author and speaks once,
and there are two places. Triggers hold what looks at more than one row:

- a release begins waiting, and once decided stays as it is; what was frozen never changes. It may
  only be emptied, for an erasure, and only when it no longer waits;
- it is released only with two passes, and refused only with two verdicts;
- a verdict names the true author, is given while the release waits, and is never changed;
- a page of a study of real people is published only from a release that says the very same;
- a study of real people stays one.

On SQLite ``INSERT OR REPLACE`` deletes without waking a delete trigger, so an insert over a row
that is there is refused too. A migration that makes one of these tables anew lifts the triggers
before and puts them back after.
"""

from collections.abc import Iterator

from seedbed.trust.triggers import OnPostgres, Triggers, aborts, raises

SAYS = "The release room refuses this."

_FROZEN = (
    "id", "study_id", "public_id", "kind", "key", "version", "form", "sha256", "revisions",
    "asked_by_id", "asked_at",
)  # fmt: skip
# What an erasure may empty, and what it is then.
_ERASED = {"body": "''", "title": "''", "people": "'[]'"}
_PASSES = "(SELECT COUNT(*) FROM record_review WHERE release_id = NEW.id AND verdict = 'pass')"
_SPOKEN = "(SELECT COUNT(*) FROM record_review WHERE release_id = NEW.id)"

# Each rule: the table, what wakes it, and when it refuses. {differs} is the vendor's word.
_RULES = {
    "release_begins_waiting": (
        "record_release", "INSERT", "NEW.status <> 'waiting' OR NEW.left_sha256 <> ''",
    ),
    "release_stays_frozen": (
        "record_release", "UPDATE", " OR ".join(
            [f"NEW.{name} {{differs}} OLD.{name}" for name in _FROZEN]
            + [
                f"(NEW.{name} {{differs}} OLD.{name} AND (NEW.{name} <> {empty} "
                "OR NEW.body <> '' OR NEW.status = 'waiting'))"
                for name, empty in _ERASED.items()
            ]
            + ["(NEW.left_sha256 <> OLD.left_sha256 AND NEW.body <> '')"]
        ),
    ),
    "release_stays_decided": (
        "record_release", "UPDATE",
        "OLD.status <> 'waiting' AND (NEW.status <> OLD.status "
        "OR NEW.decided_at {differs} OLD.decided_at "
        "OR NEW.stopped_because <> OLD.stopped_because)",
    ),
    "release_needs_two_passes": (
        "record_release", "UPDATE",
        f"NEW.status = 'released' AND OLD.status = 'waiting' AND {_PASSES} < 2",
    ),
    "release_refused_by_one_of_two": (
        "record_release", "UPDATE",
        f"NEW.status = 'refused' AND OLD.status = 'waiting' AND ({_SPOKEN} < 2 OR {_PASSES} = 2)",
    ),
    "review_names_the_author": (
        "record_review", "INSERT",
        "NOT EXISTS (SELECT 1 FROM record_release WHERE id = NEW.release_id "
        "AND asked_by_id = NEW.author_id AND status = 'waiting')",
    ),
    "review_stays": ("record_review", "UPDATE", "1 = 1"),
    "review_kept_while_waiting": (
        "record_review", "DELETE",
        "EXISTS (SELECT 1 FROM record_release WHERE id = OLD.release_id AND status = 'waiting')",
    ),
    "publication_was_released": (
        "record_publication", "INSERT",
        "EXISTS (SELECT 1 FROM record_study WHERE id = NEW.study_id AND kind = 'real') "
        "AND NOT EXISTS (SELECT 1 FROM record_release WHERE study_id = NEW.study_id "
        "AND kind = NEW.kind AND key = NEW.key AND version = NEW.version "
        "AND status = 'released' AND form = 'page' AND body = NEW.body)",
    ),
    "study_stays_real": (
        "record_study", "UPDATE", "OLD.kind = 'real' AND NEW.kind <> 'real'",
    ),
}  # fmt: skip

# Only SQLite: an insert that would take the place of a row.
_REPLACED = {
    "release_not_replaced": (
        "record_release",
        "id = NEW.id OR public_id = NEW.public_id OR (study_id = NEW.study_id "
        "AND kind = NEW.kind AND key = NEW.key AND status = 'waiting')",
    ),
    "review_not_replaced": (
        "record_review",
        "id = NEW.id OR public_id = NEW.public_id OR (release_id = NEW.release_id "
        "AND (by_id = NEW.by_id OR place = NEW.place))",
    ),
    "publication_not_replaced": (
        "record_publication",
        "id = NEW.id OR public_id = NEW.public_id OR (study_id = NEW.study_id "
        "AND kind = NEW.kind AND key = NEW.key AND version = NEW.version)",
    ),
    "study_not_replaced": (
        "record_study",
        "kind = 'real' AND (id = NEW.id OR public_id = NEW.public_id OR key = NEW.key)",
    ),
}  # fmt: skip


def _sqlite() -> Iterator[tuple[str, str]]:
    for name, (table, wakes, refuses) in _RULES.items():
        yield name, _sqlite_trigger(name, table, wakes, refuses.format(differs="IS NOT"))
    for name, (table, same) in _REPLACED.items():
        stands = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        yield name, _sqlite_trigger(name, table, "INSERT", stands)


def _sqlite_trigger(name: str, table: str, wakes: str, refuses: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {wakes} ON {table} WHEN {refuses} {aborts(SAYS)}"


def _refusing(wakes: str, refuses: str) -> str:
    """A condition of a trigger may look at no other table on PostgreSQL, so its function does."""
    when = refuses.format(differs="IS DISTINCT FROM")
    gone = "OLD" if wakes == "DELETE" else "NEW"
    return f"IF {when} THEN {raises(SAYS)} END IF; RETURN {gone};"


TRIGGERS = Triggers(
    sqlite=dict(_sqlite()),
    postgres={
        name: OnPostgres(table=table, when=f"BEFORE {wakes} ON {table} FOR EACH ROW", function=name)
        for name, (table, wakes, _) in _RULES.items()
    },
    functions={name: _refusing(wakes, refuses) for name, (_, wakes, refuses) in _RULES.items()},
)

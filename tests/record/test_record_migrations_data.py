"""Every migration of ours up and down with rows in every table, on whatever store is tested.

Generic over the migrations there are: a new one is tried the day it comes.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.filled import OURS, fill, tables_of
from tests.record.test_record_migrations import migrate, put_back, schema

__all__ = ["put_back"]  # the fixture
Rows = dict[Any, tuple[Any, ...]]


def executor() -> MigrationExecutor:
    return MigrationExecutor(connection)


def plan() -> list[tuple[str, str]]:
    """Our migrations in the order in which a new store goes through them."""
    one = executor()
    everything = one.migration_plan(one.loader.graph.leaf_nodes(), clean_start=True)
    return [(m.app_label, m.name) for m, _ in everything if m.app_label in OURS]


def state() -> Any:
    """The models as the migrations that were applied leave them."""
    loader = executor().loader
    # A migration that stands for several is applied with each of them; only it is on the disk.
    known = loader.graph.nodes
    return loader.project_state([k for k in loader.applied_migrations if k in known]).apps


def go(app: str, name: str | None) -> Any:
    """Go up or down to a migration; gives the models as they are then."""
    executor().migrate([(app, name)])
    return state()


def held(apps: Any) -> dict[str, tuple[list[str], Rows]]:
    """Every row of every table of ours, by its key, as the database gives it."""
    found = {}
    with connection.cursor() as cursor:
        for model in tables_of(apps):
            table = connection.ops.quote_name(model._meta.db_table)
            columns = [f.column for f in model._meta.local_concrete_fields]
            names = ", ".join(connection.ops.quote_name(c) for c in columns)
            cursor.execute(f"SELECT {names} FROM {table}")
            key = columns.index(model._meta.pk.column)
            rows = {row[key]: tuple(map(_plain, row)) for row in cursor.fetchall()}
            found[model._meta.db_table] = (columns, rows)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value


def is_kept(before: dict[str, Any], after: dict[str, Any], what: str) -> None:
    """Tables and columns that both have hold the same rows with the same values."""
    for table in before.keys() & after.keys():
        (columns, rows), (columns_after, rows_after) = before[table], after[table]
        both = [c for c in columns if c in columns_after]
        old = {k: tuple(row[columns.index(c)] for c in both) for k, row in rows.items()}
        new = {k: tuple(row[columns_after.index(c)] for c in both) for k, row in rows_after.items()}
        assert new == old, f"{what}: table {table}"


def tables() -> dict[str, Any]:
    """Every table, index and trigger with its rules, in whatever order they stand."""
    if connection.vendor != "sqlite":
        return schema()
    with connection.cursor() as cursor:
        cursor.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: sorted(sql.split(", ")) for name, sql in cursor.fetchall()}


@pytest.fixture
def without_waiting(transactional_db: None) -> Iterator[None]:
    """Hundreds of tables are made and thrown away: nothing here waits for the disk."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    yield
    connection.close()  # the next one waits again


@pytest.mark.skipif(
    os.environ.get("SEEDBED_TEST_DB") == "sealed",
    reason="every value is sealed anew there: test_record_sealed.py opens them",
)
@pytest.mark.usefixtures("put_back", "without_waiting")
def test_every_migration_up_and_down_keeps_every_row() -> None:
    migrations, today = plan(), tables()
    assert {app for app, _ in migrations} == set(OURS)
    for app in reversed(OURS):
        migrate(app, "zero")
    assert not {t for t in schema() if t.startswith(("record_", "trust_"))}
    assert not {app for app, _ in MigrationRecorder(connection).applied_migrations()} & set(OURS)
    before = held(state())
    for place, (app, name) in enumerate(migrations):
        earlier = [n for a, n in migrations[:place] if a == app]
        up = go(app, name)
        there = tables()
        is_kept(before, held(up), f"up to {app} {name}")
        fill(up)
        full = held(up)
        down = go(app, earlier[-1] if earlier else None)
        left = held(down)
        is_kept(full, left, f"down from {app} {name}")
        again = go(app, name)
        assert tables() == there, f"{app} {name}: down and up gives other tables"
        is_kept(left, held(again), f"up again to {app} {name}")
        fill(again)  # what went with the tables that went
        before = held(again)
    migrate()  # what stands on ours
    assert tables() == today, "down to nothing and up again gives other tables"
    assert len(before) > 40
    assert all(rows for _, rows in before.values())


@pytest.mark.django_db
def test_what_the_models_say_today_can_be_filled() -> None:
    """So that the rows above come near every table that there is, lists too."""
    counts = fill(apps)
    today = {m._meta.db_table for app in OURS for m in apps.get_app_config(app).get_models()}
    assert today <= counts.keys()

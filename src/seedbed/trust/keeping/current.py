"""A store brought up to date: by one process at a time, never by an older Seedbed than it knows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from seedbed.errors import SeedbedError
from seedbed.trust.asking import Asker
from seedbed.trust.audit import note

try:
    import fcntl
except ImportError:  # Windows, where one person works with one store
    fcntl = None  # type: ignore[assignment]

OURS = ("trust", "record")
# Any number, the same in every process that brings a store up to date.
TURN = 7_303_014


class StoreIsNewer(SeedbedError):
    """The store went through changes that this Seedbed does not know."""

    exit_code = 2


def bring_up_to_date(by: Asker) -> int:
    """Apply what a store still has to go through; gives how many there were for a store in use.

    Each migration is done whole or not at all, so a store whose update was cut off is taken up
    again where it stood, here, by the next command.

    Raises: StoreIsNewer, with nothing changed.
    """
    refuse_newer_store(using=by.using)
    if not _due(by.using):
        return 0
    with _in_turn(by.using):
        due = _due(by.using)  # whoever was first has done it
        if not due:
            return 0
        was_used = bool(_applied(by.using))
        # First, because it is not among the migrations: cut off later, it would not be missed.
        call_command("createcachetable", database=by.using, verbosity=0)
        call_command("migrate", database=by.using, verbosity=0, interactive=False)
        if not was_used:
            return 0
        with transaction.atomic(using=by.using):
            note(by=by, action="migrate", noun="store", rows=due)
        return due


def refuse_newer_store(*, using: str) -> None:
    """Raise where a store went through migrations that this Seedbed does not have."""
    executor = MigrationExecutor(connections[using])
    on_disk = executor.loader.disk_migrations
    known = {*on_disk, *(old for migration in on_disk.values() for old in migration.replaces)}
    unknown = [f"{app} {name}" for app, name in _applied(using) if (app, name) not in known]
    if unknown:
        raise StoreIsNewer(
            f"This store was used by a newer Seedbed: it went through {', '.join(unknown)}, which "
            "this one does not know. Use that version or a newer one. Nothing was changed."
        )


def _applied(using: str) -> list[tuple[str, str]]:
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(key for key in applied if key[0] in OURS)


def _due(using: str) -> int:
    executor = MigrationExecutor(connections[using])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _in_turn(using: str) -> Iterator[None]:
    """One process at a time. The hold goes with the process, however it ends."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])
        return
    with _held(Path(connection.settings_dict["NAME"]).parent / ".up-to-date"):
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

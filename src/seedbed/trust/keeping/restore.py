"""A restored store: held against what was backed up, brought up to date, and told in its audit."""

from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from seedbed.errors import InputError
from seedbed.trust import kept_files
from seedbed.trust.asking import Asker
from seedbed.trust.audit import note
from seedbed.trust.keeping.manifest import BrokenBackup, Manifest
from seedbed.trust.keeping.state import state_of
from seedbed.trust.wholeness import damage


def agrees(manifest: Manifest, *, using: str, folder: Path | None = None) -> None:
    """Hold a restored store, and the files in its folder, against what its backup says of it.

    Raises: BrokenBackup, with what differs.
    """
    found = damage(using=using) or manifest.state.differences(state_of(connections[using]))
    if not found and folder is not None:
        found = kept_files.findings(folder, using=using)
    if found:
        raise BrokenBackup("What came back is not what was backed up. " + " ".join(found[:5]))


def refuse_newer(manifest: Manifest) -> None:
    """Raise where a backup went through migrations that this Seedbed does not know."""
    known = MigrationLoader(None).disk_migrations.keys()
    apps = {app for app, _ in known}
    applied = manifest.state.migrations.items()
    unknown = sorted(f"{app} {name}" for app, name in applied if app in apps
                     and (app, name) not in known)  # fmt: skip
    if unknown:
        raise InputError(
            f"This backup was made by a newer Seedbed ({manifest.seedbed}): its store went "
            f"through {', '.join(unknown)}, which this one does not know. Restore it with that "
            "version or a newer one."
        )


def waiting(*, using: str) -> list[str]:
    """The migrations that a store still has to go through."""
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def settle(by: Asker) -> None:
    """End what must not come back to life, and tell the audit that the store was restored.

    A session that was ended after the backup would otherwise be open again.
    """
    Session.objects.using(by.using).all().delete()
    with transaction.atomic(using=by.using):
        note(by=by, action="restore", noun="store")

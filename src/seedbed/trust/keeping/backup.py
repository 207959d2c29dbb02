"""A backup: one folder, made while others work, and proved by restoring it before it counts.

A folder and not one file: an encrypted store lies in it as the file it is, a PostgreSQL dump as the
dump it is, and whoever has no Seedbed at hand still opens them with those databases' own tools.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction

from seedbed.errors import InputError, SeedbedError
from seedbed.trust.asking import Asker
from seedbed.trust.audit import note
from seedbed.trust.keeping import copies, sealed_file
from seedbed.trust.keeping.beside import built, scratch
from seedbed.trust.keeping.contents import carried, lay_out, put, write
from seedbed.trust.keeping.manifest import (
    FILE,
    BrokenBackup,
    Manifest,
    read_manifest,
    this_version,
)
from seedbed.trust.keeping.restore import agrees
from seedbed.trust.keys import SHORTEST, WrongKey, is_encrypted, key_of
from seedbed.trust.sealing import BrokenSeal

LAST = "last-backup.json"
TURNS = 15  # how often it waits for its turn to write


class NotKept(SeedbedError):
    """No backup was made."""

    exit_code = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made and proved."""

    folder: Path
    manifest: Manifest
    sealed: bool

    def text(self) -> str:
        """What was made, how it was proved, and whether others can read it."""
        state = self.manifest.state
        said = (
            f"Made {self.folder}: {sum(state.rows.values())} rows in {len(state.rows)} tables, and "
            f"the audit to event {state.audit_sequence}. It was proved: restored into a place of "
            "its own, found whole, and every table and the audit agreed with the store."
        )
        if self.manifest.kind == copies.ENCRYPTED:
            return f"{said} It is encrypted with the key of the store, which is not in it."
        if self.sealed:
            return f"{said} It is sealed with your passphrase; nobody can open it without."
        return f"{said} It is not encrypted: whoever holds it can read everything in it."


def make_backup(
    place: Path, *, data: Path, by: Asker, passphrase: str = "", at: datetime | None = None
) -> Made:
    """Make a backup of a store in a folder for backups, and prove it.

    Raises: InputError where it cannot be made like this; NotKept, with nothing left behind.
    """
    kind = copies.kind_of(by.using)
    _refuse(place, data, passphrase, kind)
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    folder = place / f"seedbed-{moment:%Y-%m-%dT%H%M%SZ}"
    # Sealed with a passphrase, the mark by which a store's key is known lies under that seal.
    key = key_of(data) if is_encrypted(data) and not passphrase else b""
    try:
        _tell(by)  # before the copy, so that no copy lacks its trace
        with built(folder) as being, scratch(data) as work:
            state = copies.copy_store(work, using=by.using)
            salt = sealed_file.new_salt()
            files = {
                name: put(path, being, name, passphrase=passphrase, salt=salt)
                for name, path in carried(work, data, kind).items()
            }
            manifest = Manifest(
                seedbed=this_version(), made_at=moment.isoformat(), kind=kind, state=state,
                files=files,
            )  # fmt: skip
            write(work / FILE, [manifest.text(key).encode()])
            put(work / FILE, being, FILE, passphrase=passphrase, salt=salt)
            _prove(being, work, using=by.using, key=key, passphrase=passphrase)
    except (OSError, DatabaseError) as wrong:
        raise NotKept(
            f"No backup was made: {str(wrong).strip()}. Nothing was left behind, and the store is "
            "as it was. See whether both disks have room, and run `seedbed doctor`."
        ) from wrong
    except (BrokenBackup, BrokenSeal, WrongKey) as wrong:  # the key was the right one before
        raise NotKept(
            f"The backup did not hold when it was tried, so it was taken away again. {wrong} "
            "Run `seedbed doctor`."
        ) from wrong
    _remember(data, folder, moment)
    return Made(folder=folder, manifest=manifest, sealed=bool(passphrase))


def _tell(by: Asker) -> None:
    """Note that a backup was begun, however many write meanwhile.

    SQLite gives its turn to write by chance: beside somebody who writes without a pause, one wait
    in ten came to nothing when it was measured. A backup has time to ask again.
    """
    for left in reversed(range(TURNS)):
        try:
            with transaction.atomic(using=by.using):
                note(by=by, action="backup", noun="store")
            return
        except OperationalError:
            if not left:
                raise


def last_backup(data: Path) -> tuple[datetime, str] | None:
    """When the last backup of this data folder was made, and where; nothing if none is known."""
    try:
        held = json.loads((data / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(held["made_at"]), str(held["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _refuse(place: Path, data: Path, passphrase: str, kind: str) -> None:
    if place.resolve().is_relative_to(data.resolve()):
        raise InputError(
            "A backup inside the data folder would be lost together with it. Name a folder on "
            "another disk or another machine."
        )
    if passphrase and kind == copies.ENCRYPTED:
        raise InputError(
            "The store is encrypted, and so are its backups, with the same key. "
            "Leave the passphrase out."
        )
    if passphrase and len(passphrase) < SHORTEST:
        raise InputError(f"A passphrase has at least {SHORTEST} characters; four words are good.")


def _prove(being: Path, work: Path, *, using: str, key: bytes, passphrase: str) -> None:
    """Restore it, as a restore does, and hold what came of it against the store."""
    manifest = read_manifest(being, key=key, passphrase=passphrase)
    restored = work / "restored"
    lay_out(manifest, being, restored, passphrase=passphrase)
    with copies.placed(restored, using=using) as alias:
        agrees(manifest, using=alias, folder=restored)


def _remember(data: Path, folder: Path, moment: datetime) -> None:
    """For the doctor. Written beside and renamed, as all that is kept."""
    made = data / f".{LAST}"
    made.unlink(missing_ok=True)
    write(made, [json.dumps({"made_at": moment.isoformat(), "folder": str(folder)}).encode()])
    made.replace(data / LAST)

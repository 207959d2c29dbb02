"""How a store and its folder are: findings, each with what to do. It looks and alters nothing."""

import os
import shutil
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections

from seedbed.errors import SeedbedError
from seedbed.trust import append_only, kept_files
from seedbed.trust.heads import verify
from seedbed.trust.keeping.backup import last_backup
from seedbed.trust.keeping.current import StoreIsNewer, refuse_newer_store
from seedbed.trust.keeping.restore import waiting
from seedbed.trust.keys import KEY_FILE, is_encrypted, keeping, key_of
from seedbed.trust.wholeness import damage

# A backup needs the store's size twice over while it is made, and the store has to grow.
ROOM_TIMES, ROOM_AT_LEAST = 3, 500 * 1024**2
BACKUP_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, whether it is well, and what to do where it is not."""

    about: str
    well: bool
    says: str
    do: str = ""


def store_findings(*, using: str) -> list[Finding]:
    """The store itself: does it open, is it whole, does its audit hold?"""
    connection = connections[using]
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return [_wrong("store", "There is no store in this data folder.",
                       "Name another with --data, or load a study.")]  # fmt: skip
    try:
        connection.ensure_connection()
    except (SeedbedError, DatabaseError) as wrong:
        return [_wrong("store", f"The store does not open. {str(wrong).strip()}",
                       "Mend what is said here, or restore a backup.")]  # fmt: skip
    found = damage(using=using)
    if found:
        return [_wrong("store", "The store is damaged: " + " ".join(found[:3]),
                       "Stop Seedbed and restore the last backup.")]  # fmt: skip
    return [_well("store", "The store is whole."), *_kept_findings(connection)]


def _kept_findings(connection: Any) -> list[Finding]:
    """What can be asked only of a store that opens and is whole."""
    try:
        refuse_newer_store(using=connection.alias)
    except StoreIsNewer as newer:
        return [_wrong("migrations", str(newer), "Install the newer Seedbed again.")]
    due = waiting(using=connection.alias)
    if due:
        says = f"{len(due)} migrations were not applied: {', '.join(due)}."
        return [_wrong("migrations", says, "Any other command applies them; back up before.")]
    audit = verify(using=connection.alias)
    return [
        _well("migrations", "Every migration was applied."),
        _finding("audit", audit.holds, audit.text(), "Keep the store as it is and find out who "
                 "could write to it; compare with signed heads: seedbed audit verify HEAD"),
        _finding("triggers", append_only.TRIGGERS.stand(connection),
                 "The database itself refuses to alter the audit.",
                 "Restore a backup, or make the triggers anew: they were taken away.",
                 otherwise="The database no longer refuses to alter the audit."),
    ]  # fmt: skip


def folder_findings(data: Path, *, now: datetime | None = None, studies: int) -> list[Finding]:
    """The data folder: who can read it, its key, the room on its disk, the last backup."""
    return [
        _readers(data),
        *_key(data),
        _room(data),
        _last(data, now or datetime.now(UTC), studies),
    ]


def file_findings(data: Path, *, using: str) -> list[Finding]:
    """The original files of sources: is each where its row says, as it was, and no other there?"""
    wrong, left = kept_files.findings(data, using=using), kept_files.strays(data, using=using)
    return [
        _finding("files", not wrong, "Every original file is there and as it was.",
                 "Put it back from a backup: it lies in its folder attachments.",
                 otherwise=" ".join(wrong[:5])),
        _finding("strays", not left, "No file lies there that the store does not know.",
                 "Nobody can open them. Delete them from the folder attachments.",
                 otherwise=f"Files that the store does not know: {', '.join(left[:5])}."),
    ]  # fmt: skip


def _readers(data: Path) -> Finding:
    open_to_others = [
        path.name or str(path)
        for path in (data, data / "secret-key", data / KEY_FILE)
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    return _finding(
        "modes",
        os.name != "posix" or not open_to_others,
        "Only its owner can read the data folder.",
        "Run chmod 700 on the folder, and chmod 600 on files with a key.",
        otherwise=f"Others on this machine can open: {', '.join(open_to_others)}.",
    )


def _key(data: Path) -> list[Finding]:
    if not is_encrypted(data):
        return [_well("key", "The store is not encrypted as a whole.")]
    try:
        key_of(data)
    except SeedbedError as wrong:
        return [_wrong("key", str(wrong), "See that the key is there, yours alone, and the right "
                       "one.")]  # fmt: skip
    if keeping(data).by == "key-file" and (data / KEY_FILE).exists():
        return [_wrong("key", "The key lies beside the store it opens: who takes one has both.",
                       f"Move {KEY_FILE} elsewhere and name it in SEEDBED_KEY_FILE.")]  # fmt: skip
    return [_well("key", "The store is encrypted, and its key is there.")]


def _room(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    size = sum(path.stat().st_size for path in data.glob("seedbed.sqlite3*"))
    wanted = max(ROOM_AT_LEAST, ROOM_TIMES * size)
    says = f"{free // 1024**2} MB are free on the disk of the data folder"
    return _finding(
        "room", free >= wanted, f"{says}.", "Make room, or move the data folder.",
        otherwise=f"{says}; {wanted // 1024**2} MB are wanted.",
    )  # fmt: skip


def _last(data: Path, now: datetime, studies: int) -> Finding:
    last = last_backup(data)
    remedy = "Run: seedbed backup FOLDER"
    if last is None:
        return _finding("backup", not studies, "There is nothing to back up yet.", remedy,
                        otherwise="No backup of this store is known.")  # fmt: skip
    made_at, folder = last
    says = f"The last backup was made on {made_at:%-d %B %Y}, in {folder}."
    return _finding("backup", now - made_at <= BACKUP_EVERY, says, remedy, otherwise=says)


def _well(about: str, says: str) -> Finding:
    return Finding(about=about, well=True, says=says)


def _wrong(about: str, says: str, do: str) -> Finding:
    return Finding(about=about, well=False, says=says, do=do)


def _finding(about: str, well: bool, says: str, do: str, *, otherwise: str = "") -> Finding:
    return _well(about, says) if well else _wrong(about, otherwise or says, do)

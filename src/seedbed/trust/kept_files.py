"""Sealed files in the data folder: written whole or not at all, opened piece by piece, destroyed.

Each has a key of its own, wrapped by its study's and kept in its row. Its name is drawn by chance
and says nothing. The file is written and safe on the disk before its row is stored: what a killed
process leaves is a file that no row knows, which opens with no key there is, and which the doctor
tells of.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import connections, transaction

from seedbed.errors import InputError
from seedbed.trust import erasing, pieces, study_keys
from seedbed.trust.data_folder import ATTACHMENTS, data_folder
from seedbed.trust.models import KeptFile
from seedbed.trust.sealing import BrokenSeal, new_key, seal, unseal

BEING_WRITTEN = ".new-"
FORM = b"sba1"  # the form of the file, so that a later one can be told from it


def place(row: KeptFile) -> Path:
    """Where a file lies, in the data folder of this process."""
    return data_folder() / ATTACHMENTS / str(row.study) / row.name


def write(content: Iterable[bytes], *, study: UUID, at_most: int, using: str) -> KeptFile:
    """Seal what comes in pieces into a new file of a study. Its row is not stored yet.

    Whoever stores the row does so in the transaction of the act, and calls ``take_away`` where
    that fails.

    Raises: InputError beyond ``at_most`` bytes; DestroyedKey. Nothing is left behind then.
    """
    key, name = new_key(), secrets.token_hex(16)
    over = study_keys.key_of_study(study, using=using).key
    row = KeptFile(
        name=name, study=study, made_at=datetime.now(UTC),
        wrapped=seal(key, key=over, bound_to=_bound_to(study, name)).hex(),
    )  # fmt: skip
    target = place(row)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    being = target.with_name(f"{BEING_WRITTEN}{name}")
    try:
        handle = os.open(being, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            row.size, row.sha256 = _sealed_into(file, content, key, at_most, _bound_to(study, name))
            file.flush()
            os.fsync(file.fileno())
        being.replace(target)
        _sync(target.parent)
    finally:
        being.unlink(missing_ok=True)
    return row


def take_away(row: KeptFile) -> None:
    """Remove a file whose row came to nothing."""
    place(row).unlink(missing_ok=True)


def opened(row: KeptFile, *, using: str) -> Iterator[bytes]:
    """What a file holds, in pieces. Only when the last has come is all of it known to be whole.

    Raises: DestroyedKey; BrokenSeal where it is missing or was altered.
    """
    if row.destroyed_at is not None:
        raise study_keys.DestroyedKey("This file was destroyed, and its key with it.")
    bound_to = _bound_to(row.study, row.name)
    over = study_keys.key_of_study(row.study, using=using).key
    key = unseal(bytes.fromhex(row.wrapped), key=over, bound_to=bound_to)
    if not os.access(place(row), os.R_OK):
        raise BrokenSeal(
            "The file is not where it was put. Run seedbed doctor; a backup may hold it."
        )
    # Opened when the first piece is asked for: an answer that nobody reads leaves nothing open.
    return _pieces_of(place(row), key, bound_to)


def destroy(row: KeptFile, *, using: str) -> None:
    """Destroy a file and its key, for good, once the act this belongs to has ended well."""
    target = place(row)
    with transaction.atomic(using=using):
        row.wrapped, row.sha256, row.destroyed_at = "", "", datetime.now(UTC)
        row.save(using=using, update_fields=["wrapped", "sha256", "destroyed_at"])
        transaction.on_commit(lambda: _overwrite(target), using=using)
        erasing.after_commit(KeptFile, using=using)


def findings(data: Path, *, using: str) -> list[str]:
    """Files that are not as their rows say: missing, or altered. A line each."""
    if KeptFile._meta.db_table not in connections[using].introspection.table_names():
        return []  # a store of an older Seedbed, which kept none
    found = []
    for row in KeptFile.objects.using(using).filter(destroyed_at=None).order_by("name"):
        path = data / ATTACHMENTS / str(row.study) / row.name
        if not path.is_file():
            found.append(f"The original file {row.name} is missing.")
        elif sha256_of(path) != row.sha256:
            found.append(f"The original file {row.name} was altered.")
    return found


def strays(data: Path, *, using: str) -> list[str]:
    """Files that no row knows: left by a process that was killed, or by a destruction cut short."""
    rows = KeptFile.objects.using(using).filter(destroyed_at=None)
    known = {f"{row.study}/{row.name}" for row in rows}
    there = (path for path in (data / ATTACHMENTS).rglob("*") if path.is_file())
    names = {path.relative_to(data / ATTACHMENTS).as_posix() for path in there}
    return sorted(names - known)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as it lies there, sealed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sealed_into(
    file: BinaryIO, content: Iterable[bytes], key: bytes, at_most: int, bound_to: str
) -> tuple[int, str]:
    """Give the size of what was sealed, and the digest of what was written."""
    size, digest = 0, hashlib.sha256()

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in content:
            size += len(piece)
            if size > at_most:
                raise InputError(
                    f"The file is larger than the {at_most // 1024**2} MB that one file may have. "
                    "Nothing was stored."
                )
            yield piece

    prefix = pieces.new_prefix()
    head = FORM + prefix
    sealed = pieces.sealed(counted(), key=key, prefix=prefix, bound_to=head + bound_to.encode())
    for piece in chain([head], sealed):
        digest.update(piece)
        file.write(piece)
    return size, digest.hexdigest()


def _pieces_of(path: Path, key: bytes, bound_to: str) -> Iterator[bytes]:
    with path.open("rb") as file:
        head = file.read(len(FORM) + pieces.PREFIX)
        yield from pieces.opened(
            file, key=key, prefix=head[len(FORM) :].ljust(pieces.PREFIX, b"\0"),
            bound_to=head + bound_to.encode(),
        )  # fmt: skip


def _overwrite(path: Path) -> None:
    """Its key is gone, so this is for the eye: a disk may keep what was written over."""
    if not path.is_file():
        return
    left, zeros = path.stat().st_size, bytes(pieces.PIECE)
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(zeros[:left])
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync(path.parent)


def _bound_to(study: UUID, name: str) -> str:
    return f"file {study}/{name}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

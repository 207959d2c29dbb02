"""The files of a backup: what goes in, and how each comes out again only as it went in."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from seedbed.trust.data_folder import ATTACHMENTS
from seedbed.trust.keeping import copies, sealed_file
from seedbed.trust.keeping.manifest import HELD, SEALED, BrokenBackup, Manifest, is_sealed
from seedbed.trust.keys import MARK, is_encrypted, key_of

PIECE = 1 << 20


def carried(copy: Path, data: Path, kind: str) -> dict[str, Path]:
    """What goes along, by name: the copy of the store, and what lies beside the store.

    Never a key file. Charts, reports and pages are made anew. Where the store has no key of its
    own, ``secret-key`` seals the second factors in it: without it nobody could log in again.
    """
    beside = MARK if is_encrypted(data) else "secret-key"
    found = {copies.FILES[kind]: copy / copies.FILES[kind], beside: data / beside}
    beside_it = [*(data / "statistics").rglob("*.parquet"), *(data / ATTACHMENTS).rglob("*")]
    for path in sorted(beside_it):
        name = path.relative_to(data).as_posix()
        # What is just being loaded or written has another name.
        if HELD.fullmatch(name) and path.is_file():
            found[name] = path
    return found


def put(source: Path, backup: Path, name: str, *, passphrase: str, salt: bytes) -> str:
    """Put a file into a backup, sealed if there is a passphrase. Gives SHA-256 of what it held."""
    if not passphrase:
        return write(backup / name, _pieces(source))
    digest = hashlib.sha256()
    with _new(backup / f"{name}{SEALED}") as file:
        pieces = _told(_pieces(source), digest)
        sealed_file.seal(pieces, file, passphrase=passphrase, salt=salt, name=name)
    return digest.hexdigest()


def lay_out(manifest: Manifest, backup: Path, folder: Path, *, passphrase: str = "") -> None:
    """Lay what a backup holds into a folder, each file only if it is what was backed up.

    Raises: WrongKey or BrokenSeal where it was sealed; BrokenBackup.
    """
    for name, right in manifest.files.items():
        try:
            held = write(folder / name, _read(backup, name, passphrase))
        except FileNotFoundError as wrong:
            raise BrokenBackup(f"The file {name} of the backup is missing.") from wrong
        if held != right:
            raise BrokenBackup(
                f"The file {name} of the backup was altered or cut short. Nothing was restored. "
                "Use another backup."
            )


def key_for(backup: Path) -> bytes:
    """The store's key where a backup is of an encrypted store, otherwise nothing.

    Raises: WrongKey; BrokenBackup where the mark of the store cannot be read.
    """
    if not (backup / MARK).is_file():
        return b""
    try:
        return key_of(backup)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as wrong:
        raise BrokenBackup(
            f"The file {MARK} of the backup was altered or cut short. Nothing was restored. "
            "Use another backup."
        ) from wrong


def write(target: Path, pieces: Iterable[bytes]) -> str:
    """Write a new file that only its owner reads. Gives SHA-256 of what it holds."""
    digest = hashlib.sha256()
    with _new(target) as file:
        for piece in _told(pieces, digest):
            file.write(piece)
    return digest.hexdigest()


def _read(backup: Path, name: str, passphrase: str) -> Iterator[bytes]:
    if is_sealed(backup):
        return sealed_file.opened(backup / f"{name}{SEALED}", passphrase=passphrase, name=name)
    return _pieces(backup / name)


def _new(target: Path) -> BinaryIO:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600, exist_ok=False)
    return target.open("wb")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(PIECE), b"")


def _told(pieces: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece

"""The files of a change of key: at every moment the key that store.toml names opens the store.

The new key lies beside the old one in the key file, and a whole new store beside the old one,
before anything is swapped. That store.toml gets its new text, by one rename, is the change. What a
kill leaves before it is taken away; what it leaves after it is brought to its end.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seedbed.errors import SeedbedError
from seedbed.trust.keys import (
    MARK,
    WrongKey,
    fingerprint,
    is_encrypted,
    keeping,
    key_file,
    keys_in,
)

try:
    import fcntl
except ImportError:  # Windows, where one person works with one store
    fcntl = None  # type: ignore[assignment]

STORE = "seedbed.sqlite3"
NEXT = ".next"
LOCK = ".key-change"
FINISHED = "A change of key was cut off before its last step. It is finished now."
UNDONE = "A change of key was cut off. It was undone, and the key is the one it was."


class KeyIsChanging(SeedbedError):
    """Another process is changing the key of the store."""

    exit_code = 5


@contextmanager
def alone(folder: Path, *, wait: float = 0) -> Iterator[None]:
    """Only one process changes the key, or mends a change. The hold goes with the process.

    Raises: KeyIsChanging.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            _hold(handle, time.monotonic() + wait)
        yield
    finally:
        os.close(handle)


def settle(folder: Path) -> str:
    """Finish or undo a change that was cut off in an embedded store; say which, or nothing."""
    if not is_encrypted(folder):
        return ""
    if not any((folder / name).exists() for name in (MARK + NEXT, STORE + NEXT)) and not (
        _two_keys(folder)
    ):
        return ""
    with alone(folder, wait=5):
        if (folder / (MARK + NEXT)).exists():
            if os.environ.get("SEEDBED_DATABASE"):
                return ""  # the store on the server tells, once it is asked
            undo(folder)
            return UNDONE
        finish(folder)
        return FINISHED


def undo(folder: Path) -> None:
    """Take away what was made for a change that did not come about."""
    for left in folder.glob(f"{STORE}{NEXT}*"):
        left.unlink()
    keep_one_key(folder)
    # Last: as long as it lies there, the change has not come about.
    (folder / (MARK + NEXT)).unlink(missing_ok=True)


def swap(folder: Path) -> None:
    """The change itself: from here on the store opens with the new key."""
    sync(folder)
    (folder / (MARK + NEXT)).replace(folder / MARK)
    sync(folder)


def finish(folder: Path) -> None:
    """What follows a change: the new store in place of the old, one key in the key file."""
    if (folder / (STORE + NEXT)).exists():
        (folder / (STORE + NEXT)).replace(folder / STORE)
        sync(folder)
    keep_one_key(folder)


def add_key(folder: Path, key: bytes) -> None:
    """Put a new key beside the one in the key file.

    Raises: SeedbedError where nothing can be written there.
    """
    path = key_file(folder)
    held = keys_in(path) if path.exists() else []
    _write(path, [*held, key])


def keep_one_key(folder: Path) -> None:
    """Leave in the key file the key the store opens with. Another lies in a file of its own."""
    path, kept = key_file(folder), keeping(folder)
    if not path.exists():
        return
    held = keys_in(path)
    mine = [key for key in held if fingerprint(key) == kept.fingerprint]
    others = [key for key in held if key not in mine]
    for key in others:
        _write(old_key_file(folder, key), [key])
    if others and mine:
        _write(path, mine)
    elif others:  # a passphrase opens it now
        path.unlink()


def old_key_file(folder: Path, key: bytes) -> Path:
    """Where a key that the store does not open with lies: earlier backups do."""
    path = key_file(folder)
    return path.with_name(f"{path.stem}-{fingerprint(key)}{path.suffix}")


def sync(path: Path) -> None:
    """Make sure that a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _two_keys(folder: Path) -> bool:
    try:
        return keeping(folder).by == "key-file" and len(keys_in(key_file(folder))) > 1
    except WrongKey:
        return False  # told where the key is asked for


def _hold(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as wrong:
            if time.monotonic() >= until:
                raise KeyIsChanging(
                    "The key of this store is being changed. Try again when that is done."
                ) from wrong
            time.sleep(0.1)


def _write(path: Path, keys: list[bytes]) -> None:
    being = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        handle = os.open(being, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("".join(f"{key.hex()}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        being.replace(path)
        sync(path.parent)
    except OSError as wrong:
        raise SeedbedError(
            f"The key file {path.name} cannot be written ({wrong.strerror}). Make its folder "
            "yours to write for the change. The store is as it was."
        ) from wrong

"""The key of an encrypted store: kept in a file only its owner reads, or made of a passphrase.

``store.toml`` in the data folder says that the store is encrypted and how its key is come by. It
holds no secret: a salt, and a fingerprint by which a wrong key is told before a file is touched.
"""

import os
import secrets
import stat
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seedbed.errors import InputError, SeedbedError

MARK = "store.toml"
KEY_FILE = "store.key"
BYTES = 32
# RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
SHORTEST = 12


class WrongKey(SeedbedError):
    """The store does not open with this key."""

    exit_code = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How the key of a store is kept."""

    by: str  # "key-file" or "passphrase"
    salt: str
    fingerprint: str


def is_encrypted(folder: Path) -> bool:
    """Say whether the store of a data folder is encrypted."""
    return (folder / MARK).is_file()


def begin(folder: Path, *, passphrase: str = "") -> bytes:
    """Make a data folder the home of an encrypted store, and give its key.

    Without a passphrase the key is drawn by chance and kept in a file beside the store, readable
    by its owner only; move it elsewhere and name it in SEEDBED_KEY_FILE.

    Raises: InputError where a store is there already, or the passphrase is too short.
    """
    for name in (MARK, "seedbed.sqlite3"):
        if (folder / name).exists():
            raise InputError(
                f"{name} is there already: an encrypted store begins in a data folder of its own. "
                "Name another with --data, and load your studies there."
            )
    salt, key = drawn(passphrase)
    if not passphrase:
        _write_secret(folder / KEY_FILE, key.hex())
    write_mark(folder / MARK, "passphrase" if passphrase else "key-file", salt, key)
    return key


def drawn(passphrase: str = "") -> tuple[bytes, bytes]:
    """A new salt and key: made of a passphrase, or drawn by chance.

    Raises: InputError where the passphrase is too short.
    """
    if passphrase and len(passphrase) < SHORTEST:
        raise InputError(f"A passphrase has at least {SHORTEST} characters; four words are good.")
    salt = secrets.token_bytes(16)
    return salt, derived(passphrase, salt) if passphrase else secrets.token_bytes(BYTES)


def key_of(folder: Path) -> bytes:
    """The key of the store in a data folder.

    Raises: WrongKey, with what to do, where it is missing, open to others, or another store's.
    """
    kept = keeping(folder)
    found = [_from_passphrase(kept)] if kept.by == "passphrase" else keys_in(key_file(folder))
    key = next((key for key in found if fingerprint(key) == kept.fingerprint), None)
    if key is None:
        where = "the passphrase" if kept.by == "passphrase" else "the key file"
        raise WrongKey(
            f"The store does not open with this key. Check {where}, and that --data names the "
            "store it was made for. Nothing was changed."
        )
    return key


def keeping(folder: Path, name: str = MARK) -> Keeping:
    """How the key of this store is kept."""
    held = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    return Keeping(by=held["key"], salt=held["salt"], fingerprint=held["fingerprint"])


def sub_key(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, worked out of the store's: knowing it does not give the other."""
    return HKDF(algorithm=SHA256(), length=BYTES, salt=None, info=purpose.encode()).derive(key)


def fingerprint(key: bytes) -> str:
    """A name of a key that does not give it away."""
    return sub_key(key, "fingerprint").hex()[:16]


def _from_passphrase(kept: Keeping) -> bytes:
    given = os.environ.get("SEEDBED_PASSPHRASE", "")
    if not given:
        raise WrongKey(
            "This store opens with a passphrase. Start Seedbed in a terminal, where it asks for "
            "it, or give it in SEEDBED_PASSPHRASE."
        )
    return derived(given, bytes.fromhex(kept.salt))


def key_file(folder: Path) -> Path:
    """The file that holds the key of the store in a data folder."""
    named = os.environ.get("SEEDBED_KEY_FILE")
    return Path(named).expanduser() if named else folder / KEY_FILE


def keys_in(path: Path) -> list[bytes]:
    """The key in a key file; while a key is being changed both, a line each.

    Raises: WrongKey where it cannot be read, or others can read it.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        held = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as wrong:
        raise WrongKey(
            f"The key file {path.name} cannot be read. Name the file that holds the key of this "
            "store in SEEDBED_KEY_FILE."
        ) from wrong
    if os.name == "posix" and mode & 0o077:
        raise WrongKey(
            f"The key file {path.name} can be read by others on this machine. Make it yours "
            f"alone: chmod 600 {path.name}"
        )
    try:
        return [bytes.fromhex(line) for line in held]
    except ValueError as wrong:
        raise WrongKey(f"The file {path.name} does not hold the key of a store.") from wrong


@lru_cache(maxsize=4)  # every connection of a process asks again
def derived(passphrase: str, salt: bytes) -> bytes:
    """The key that a passphrase and a salt make: slow on purpose, so that guessing is."""
    return hash_secret_raw(passphrase.encode(), salt, hash_len=BYTES, type=Type.ID, **ARGON2)


def _write_secret(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")


def write_mark(path: Path, by: str, salt: bytes, key: bytes) -> None:
    """Write how a key is kept."""
    path.write_text(
        "# The store in this folder is encrypted. This file holds no secret; keep it with it.\n"
        f'key = "{by}"\nsalt = "{salt.hex()}"\nfingerprint = "{fingerprint(key)}"\n',
        encoding="utf-8",
    )

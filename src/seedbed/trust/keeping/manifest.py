"""What a backup says of itself: what it holds, of when, made by which Seedbed.

``manifest.json`` carries a digest over itself. In a backup of an encrypted store the digest is made
with the store's key, so nobody without the key can write another; in one that was sealed with a
passphrase the whole file is sealed; in any other it shows accidents, not intent.
"""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from seedbed.errors import InputError, SeedbedError
from seedbed.trust.keeping import sealed_file
from seedbed.trust.keeping.copies import NAMES
from seedbed.trust.keeping.state import State
from seedbed.trust.keys import sub_key

FILE = "manifest.json"
SEALED = ".sealed"
FORM = 1
# Nothing else is taken out of a backup, whatever its manifest says.
HELD = re.compile(
    r"seedbed\.sqlite3|seedbed\.dump|store\.toml|secret-key"
    r"|statistics/(lookups/)?[^/\\\x00-\x1f.][^/\\\x00-\x1f]*\.parquet"
    r"|attachments/[0-9a-f-]{36}/[0-9a-f]{32}"
)


class BrokenBackup(SeedbedError):
    """A backup is not what it was when it was made."""

    exit_code = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: which store at which moment, and the SHA-256 of every file."""

    seedbed: str
    made_at: str
    kind: str
    state: State
    files: dict[str, str]
    form: int = FORM

    def text(self, key: bytes) -> str:
        """The manifest as a file."""
        said = asdict(self)
        return _written(said | {"digest": _digest(said, key)})


def this_version() -> str:
    """The version of this Seedbed."""
    return version("seedbed")


def is_sealed(backup: Path) -> bool:
    """Say whether a backup was sealed with a passphrase."""
    return (backup / f"{FILE}{SEALED}").is_file()


def read_manifest(backup: Path, *, key: bytes = b"", passphrase: str = "") -> Manifest:
    """The manifest of a backup, once it is known to be what was written.

    Raises: InputError where this is no backup, or one of a newer Seedbed; BrokenBackup.
    """
    if passphrase and not is_sealed(backup):
        raise InputError(
            f"The backup {backup.name} is not sealed with a passphrase, and one was given. If you "
            "sealed it, somebody put another in its place; otherwise leave the passphrase out."
        )
    text = _text(backup, passphrase)
    try:
        said = json.loads(text)
        newer = said["form"] > FORM or _numbers(said["seedbed"]) > _numbers(this_version())
        if newer:
            raise InputError(
                f"This backup was made by Seedbed {said['seedbed']}, and this is Seedbed "
                f"{this_version()}, which may not understand all of it. Restore it with that "
                "version or a newer one."
            )
        digest = said.pop("digest")
        manifest = Manifest(**said | {"state": State(**said["state"])})
        right = hmac.compare_digest(digest, _digest(said, key)) and manifest.text(key) == text
        if not right or manifest.kind not in NAMES or not all(map(HELD.fullmatch, manifest.files)):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        if isinstance(wrong, InputError):
            raise
        raise BrokenBackup(
            f"The manifest of the backup {backup.name} was altered or cut short, or it is of "
            "another store than the key. Nothing was restored. Use another backup."
        ) from wrong
    return manifest


def _text(backup: Path, passphrase: str) -> str:
    try:
        if not is_sealed(backup):
            return (backup / FILE).read_text(encoding="utf-8")
        sealed = backup / f"{FILE}{SEALED}"
        pieces = sealed_file.opened(sealed, passphrase=passphrase, name=FILE)
        return b"".join(pieces).decode()
    except (OSError, UnicodeDecodeError) as wrong:
        raise InputError(
            f"{backup} is not a backup: it is a folder that holds a manifest.json. "
            "Name the folder that `seedbed backup` wrote."
        ) from wrong


def _written(said: dict[str, Any]) -> str:
    return json.dumps(said, indent=1, sort_keys=True) + "\n"


def _digest(said: dict[str, Any], key: bytes) -> str:
    own = sub_key(key, "backup manifest") if key else b"a digest that anybody can make"
    return hmac.new(own, _written(said).encode(), hashlib.sha256).hexdigest()


def _numbers(said: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", said)[:3]]

"""Where a copy of Seedbed keeps its data, and the secrets made there."""

import os
import secrets
import sys
from pathlib import Path

from seedbed.trust.keys import is_encrypted, key_of

ATTACHMENTS = "attachments"  # where the original files of sources lie, sealed


def data_folder() -> Path:
    """``SEEDBED_DATA``, else the platform's folder for a user's data. Made if it is not there."""
    return named_folder(None)


def named_folder(data: Path | None) -> Path:
    """The data folder that somebody names, else as ever. Made if it is not there."""
    named = data or os.environ.get("SEEDBED_DATA")
    folder = Path(named).expanduser().resolve() if named else _platform_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _platform_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Seedbed"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Seedbed"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "seedbed"


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made once, readable only by its owner."""
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii")


def signing_secret() -> bytes:
    """What keys for one purpose are worked out of: the store's key, or the folder's own secret."""
    folder = data_folder()
    if is_encrypted(folder):
        return key_of(folder)
    return secret_key(folder).encode("ascii")

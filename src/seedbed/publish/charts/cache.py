"""A drawing kept under the hash of everything it was drawn from.

The first drawing of a process takes more than a second, so drawings are kept in a folder the
caller names. A file is written whole under another name and then renamed: two threads or processes
that draw the same chart at once both succeed, and a reader never sees half a file. The folder may
be deleted at any time.
"""

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """The SHA-256 of some parts, each preceded by its length so that none runs into the next.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    total = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        total.update(f"{len(content)}:".encode())
        total.update(content)
    return total.hexdigest()


def kept(folder: Path | None, key: str, make: Callable[[], str]) -> str:
    """The drawing under ``key``, made now if the folder does not hold it; no folder, no keeping."""
    if folder is None:
        return make()
    place = folder / key[:2] / f"{key}.svg"
    found = _whole(place)
    if found is None:
        found = make()
        _write(place, found)
    return found


def _whole(place: Path) -> str | None:
    """What lies there; None if nothing does, or a power cut left it unfinished."""
    try:
        text = place.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if text.endswith("</svg>") else None


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

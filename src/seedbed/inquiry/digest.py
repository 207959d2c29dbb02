"""The digest of what a question read: equal frames, equal digest, on any machine."""

import hashlib
import json

from seedbed.inquiry.question import Frames


def digest_of(frames: Frames) -> str:
    """SHA-256 over named frames, rows sorted by id, every row as one line of canonical JSON.

    JSON keeps cells apart whatever they hold, and a missing value from an empty text.
    """
    total = hashlib.sha256()
    for name in sorted(frames):
        rows = frames[name].sort("id")
        total.update(_line([name, rows.columns]))
        for row in rows.iter_rows():
            total.update(_line(list(row)))
    return total.hexdigest()


def _line(cells: list[object]) -> bytes:
    return json.dumps(cells, separators=(",", ":"), default=str).encode() + b"\n"

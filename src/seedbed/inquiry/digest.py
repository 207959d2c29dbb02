"""The digest of what a question read: equal frames, equal digest, on any machine."""

import hashlib

import polars as pl

from seedbed.inquiry.question import Frames


def digest_of(frames: Frames) -> str:
    """SHA-256 over named frames, rows sorted by id, every cell as canonical text."""
    total = hashlib.sha256()
    for name in sorted(frames):
        rows = frames[name].sort("id")
        total.update(f"{name}\x1e{chr(31).join(rows.columns)}\x1e".encode())
        for row in rows.select(pl.all()).iter_rows():
            total.update(chr(31).join(_cell(value) for value in row).encode())
            total.update(b"\x1e")
    return total.hexdigest()


def _cell(value: object) -> str:
    # A missing value and an empty text must not look alike.
    if value is None:
        return "\x00"
    if isinstance(value, float):
        return repr(value)
    return str(value)

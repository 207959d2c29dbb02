"""Archives that strangers made: read within limits, never unpacked to a disk.

What an archive says of itself is not believed. Bytes are counted as they come out, names are only
looked up, and anything that could lead outside or grow without end is refused with the reason.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from seedbed.errors import InputError

MOST_ENTRIES = 20_000
MOST_BYTES = 2 * 1024**3  # of one archive, taken out
MOST_RATIO = 200  # bytes out for one byte in, beyond the first megabyte
FREE = 1024**2
PIECE = 64 * 1024
# What reading a damaged or unknown archive raises.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    UnicodeError, ValueError,
)  # fmt: skip


class ImportRefused(InputError):
    """A file that was brought in cannot be used, or is not safe to. Nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much an archive may hold."""

    entries: int = MOST_ENTRIES
    bytes: int = MOST_BYTES
    ratio: int = MOST_RATIO


class Archive:
    """An open archive: its names, and streams out of it that share one budget."""

    def __init__(self, zipped: zipfile.ZipFile, limits: Limits) -> None:
        self._zip, self._limits = zipped, limits
        self._left = limits.bytes
        self._entries = {e.filename: e for e in zipped.infolist() if not e.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files in it, as it gives them."""
        return tuple(self._entries)

    def find(self, name: str) -> str | None:
        """The file of a name whatever the case of its letters, or None; folders count too."""
        wanted = name.casefold()
        return next((held for held in self._entries if held.casefold() == wanted), None)

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """One file as a stream that stops with a reason where it grows beyond the limits.

        Raises: ImportRefused.
        """
        entry = self._entries[name]
        with _whole(name):
            raw = self._zip.open(entry)
        with raw:
            yield _Counted(raw, entry, self)  # type: ignore[misc]

    def read(self, name: str) -> bytes:
        """One file whole."""
        with self.stream(name) as stream:
            return stream.read()

    def spend(self, count: int, taken: int, entry: zipfile.ZipInfo) -> None:
        """Count bytes that came out; refuse beyond the limits."""
        self._left -= count
        if self._left < 0:
            raise ImportRefused(
                f"The archive holds more than {self._limits.bytes // 1024**2} MB. "
                "Split it, or leave recordings out. Nothing was stored."
            )
        if taken > FREE + self._limits.ratio * max(entry.compress_size, 1):
            raise ImportRefused(
                f"{entry.filename} unpacks to more than {self._limits.ratio} times its size, as "
                "files do that are made to fill a disk. It was not read. Nothing was stored."
            )


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Turn what a damaged archive raises into a refusal."""
    try:
        yield
    except DAMAGE as wrong:
        raise ImportRefused(
            f"{name[:80]} in the archive cannot be read: it is damaged, or packed in a way this "
            "reader does not know. Export it again. Nothing was stored."
        ) from wrong


class _Counted(BufferedIOBase):
    """A stream out of an archive that counts what it gives."""

    def __init__(self, raw: IO[bytes], entry: zipfile.ZipInfo, archive: Archive) -> None:
        self._raw, self._entry, self._archive = raw, entry, archive
        self._taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size >= 0:
            return self._next(size)
        parts = []
        while piece := self._next(PIECE):
            parts.append(piece)
        return b"".join(parts)

    def _next(self, size: int) -> bytes:
        with _whole(self._entry.filename):
            piece = self._raw.read(min(size, PIECE))
        self._taken += len(piece)
        self._archive.spend(len(piece), self._taken, self._entry)
        return piece


@contextmanager
def open_archive(
    held: Path | BinaryIO, limits: Limits | None = None, *, name: str = ""
) -> Iterator[Archive]:
    """Open an archive, having looked at every name in it first.

    Raises: ImportRefused.
    """
    limits, called = limits or Limits(), name or getattr(held, "name", "The file")
    try:
        zipped = zipfile.ZipFile(held)
    except DAMAGE as wrong:
        raise ImportRefused(
            f"{called} is not a whole archive: it is damaged, cut short, or something else. "
            "Export it again. Nothing was stored."
        ) from wrong
    with zipped:
        entries = zipped.infolist()
        if len(entries) > limits.entries:
            raise ImportRefused(
                f"{called} holds {len(entries)} files; {limits.entries} are read at most. "
                "Nothing was stored."
            )
        seen: set[str] = set()
        for entry in entries:
            _refuse_entry(entry, seen)
        yield Archive(zipped, limits)


def _refuse_entry(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise ImportRefused(f"The archive names a place outside itself: {name[:80]!r}.")
    if any(ord(letter) < 32 for letter in name):
        raise ImportRefused(f"The archive holds a name with control characters: {name[:80]!r}.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ImportRefused(f"The archive holds a link instead of a file: {name[:80]!r}.")
    if entry.flag_bits & 0x1:
        raise ImportRefused(
            f"{name[:80]} in the archive is locked with a password. Export it without one."
        )
    if name.casefold() in seen:
        raise ImportRefused(f"The archive holds two files of one name: {name[:80]!r}.")
    seen.add(name.casefold())

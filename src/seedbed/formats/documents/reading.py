"""Reading a document by the ending of its name, apart from whoever asks.

What reads the files of strangers runs in a process of its own, with a bound on its memory and its
time: a file made to exhaust either stops that process, and a person is told.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePosixPath

from seedbed.formats.archive import ImportRefused
from seedbed.formats.documents.decoding import decoded
from seedbed.formats.documents.document import Document, Page, Turn, plain
from seedbed.formats.documents.speakers import with_speakers

MOST_BYTES = 200 * 1024**2
SECONDS = 120
MEMORY = 2 * 1024**3
LONGEST = 10_000_000  # characters of a text


def read_text(content: bytes, name: str) -> Document:
    """A plain text as it stands."""
    text, lost = decoded(content, name)
    return Document(text=plain(text), lost=lost)


def _by(module: str, function: str) -> Callable[[bytes, str], Document]:
    """A reader that is fetched when it is needed: some take long to come."""

    def read(content: bytes, name: str) -> Document:
        there = importlib.import_module(f"seedbed.formats.documents.{module}")
        found: Document = getattr(there, function)(content, name)
        return found

    return read


READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_text, ".md": read_text, ".rst": read_text,
    ".vtt": _by("captions", "read_vtt"), ".srt": _by("captions", "read_srt"),
    ".docx": _by("office", "read_docx"), ".odt": _by("office", "read_odt"),
    ".rtf": _by("office", "read_rtf"), ".pdf": _by("pages", "read_pdf"),
    ".html": _by("pages", "read_html"), ".htm": _by("pages", "read_html"),
}  # fmt: skip
TRUSTED = (".txt", ".md", ".rst")  # nothing but letters to read: no need to be apart


def read_here(content: bytes, name: str) -> Document:
    """Read a document in this process.

    Raises: ImportRefused.
    """
    ending = PurePosixPath(name).suffix.casefold()
    if ending not in READERS:
        raise ImportRefused(
            f"{name}: files that end in {ending or 'nothing'} are not read. Read are: "
            f"{', '.join(sorted(READERS))}."
        )
    document = READERS[ending](content, name)
    if not document.text.strip():
        raise ImportRefused(f"{name} holds no words.")
    if len(document.text) > LONGEST:
        raise ImportRefused(
            f"{name} holds {len(document.text)} characters; {LONGEST} are read at most. Split it."
        )
    return with_speakers(document)


def read_document(content: bytes, name: str) -> Document:
    """Read a document, within bounds of memory and time.

    Raises: ImportRefused with the reason and what to do.
    """
    if len(content) > MOST_BYTES:
        raise ImportRefused(
            f"{name} has {len(content) // 1024**2} MB; {MOST_BYTES // 1024**2} are read at most."
        )
    if PurePosixPath(name).suffix.casefold() in (*TRUSTED, ""):
        return read_here(content, name)
    command = [sys.executable, "-m", "seedbed.formats.documents.apart", name]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as wrong:
        raise ImportRefused(
            f"{name} was not read within {SECONDS} seconds, and reading it was ended."
        ) from wrong
    if done.returncode != 0:
        raise ImportRefused(
            f"{name} could not be read within {MEMORY // 1024**3} GB of memory and {SECONDS} "
            "seconds, as files cannot that are damaged or made to do harm. Nothing was stored."
        )
    return _of(json.loads(done.stdout))


def told(content: bytes, name: str) -> str:
    """What the process apart says: a document, or why there is none."""
    try:
        return json.dumps(asdict(read_here(content, name)))
    except ImportRefused as refused:
        return json.dumps({"refused": str(refused)})


def _of(said: dict[str, object]) -> Document:
    if "refused" in said:
        raise ImportRefused(str(said["refused"]))
    turns, pages, lost = said["turns"], said["pages"], said["lost"]
    assert isinstance(turns, list)
    assert isinstance(pages, list)
    assert isinstance(lost, list)
    return Document(
        text=str(said["text"]),
        turns=tuple(Turn(**turn) for turn in turns),
        pages=tuple(Page(**page) for page in pages),
        lost=tuple(lost),
    )

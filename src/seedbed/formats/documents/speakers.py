"""Who speaks in a transcript: names at the start of lines, as people and tools write them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from seedbed.formats.documents.document import Document, Turn

# "Robin: ...", "**Robin**: ...", "Ms Robin Hale (social worker): ..."
_NAMED = re.compile(
    r"(?:\*\*)?(?P<name>[^\W\d_][\w .,'’\-]{0,48}?)(?:\*\*)?[ \t]?"
    r"(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,40}\])?[ \t]?:(?:\*\*)?(?=[ \t]|$)"
)
# "Robin   0:03", as Teams and Otter write a name with its time on a line of its own.
_TIMED = re.compile(
    r"(?P<name>[^\W\d_][\w .,'’\-]{0,48}?)[ \t]{1,8}(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})[ \t]*"
)
MOST_WORDS = 5
FEWEST = 2  # names at the start of lines are speakers where they come so often, taken together
# What stands before a colon and is nobody.
NOBODY = frozenset(
    (
        "note", "notes", "date", "time", "place", "present", "apologies", "agenda", "chapter",
        "section", "page", "figure", "table", "source", "summary", "conclusion", "re", "subject",
        "to", "from", "cc", "example", "meeting", "http", "https",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    name: str = ""
    said_from: int = 0
    begins: int | None = None


def with_speakers(document: Document) -> Document:
    """A document with its turns, where its lines say who speaks; itself where they do not."""
    if document.turns:
        return document
    found = [line for line in _lines(document.text) if line.name]
    counts = Counter(line.name for line in found)
    if len(found) < FEWEST + 1 or max(counts.values(), default=0) < FEWEST:
        return document
    known = {name for name, count in counts.items() if count >= FEWEST or len(counts) <= 12}
    turns = tuple(_turns([line for line in found if line.name in known], len(document.text)))
    return Document(text=document.text, turns=turns, pages=document.pages, lost=document.lost)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield _read(line.rstrip("\n"), at)
        at += len(line)


def _read(line: str, at: int) -> _Line:
    end = at + len(line)
    timed = _TIMED.fullmatch(line)
    if timed is not None and _is_name(timed["name"]):
        return _Line(at, end, timed["name"].strip(), end + 1, _time(timed["time"]))
    named = _NAMED.match(line)
    if named is not None and _is_name(named["name"]):
        return _Line(at, end, named["name"].strip(" *"), at + named.end())
    return _Line(at, end)


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= MOST_WORDS
        and words[0].casefold() not in NOBODY
        and (words[0][0].isupper() or len(words) == 1)
    )


def _turns(named: list[_Line], length: int) -> Iterator[Turn]:
    for line, after in zip(named, [*named[1:], None], strict=True):
        until = length if after is None else after.start
        yield Turn(
            start=min(line.said_from, until), end=until, speaker=line.name, begins=line.begins,
            ends=None if after is None else after.begins,
        )  # fmt: skip


def _time(written: str) -> int:
    total = 0
    for part in written.split(":"):
        total = total * 60 + int(part)
    return total * 1000

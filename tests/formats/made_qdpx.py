"""REFI-QDA projects made for tests: positions counted in whichever way is asked for."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from seedbed.formats.qda.offsets import MARK, Convention
from seedbed.formats.qda.reading import NAMESPACE

USER = "11111111-1111-4111-8111-111111111111"
CODE = "22222222-2222-4222-8222-222222222222"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def guid(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def counted(raw: str, at: int, way: Convention, *, end: bool = False) -> int:
    """Where a tool that counts so says that a place in the raw text is, letter by letter."""
    position = 0
    for place, letter in enumerate(raw[:at]):
        if letter == MARK and place == 0:
            position += way.mark
        elif letter == "\r" and raw[place + 1 : place + 2] == "\n":
            position += way.line_break - 1
        else:
            position += 2 if way.unit == "UTF-16" and ord(letter) > 0xFFFF else 1
    return position - (end and way.inclusive)


def selection(number: int, start: int, end: int, name: str = "", code: str = CODE) -> str:
    return (
        f'<PlainTextSelection guid="{guid(3, number)}" name={quoteattr(name)} '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{USER}" '
        f'creationDateTime="2026-01-06T11:00:00Z">'
        f'<Coding guid="{guid(4, number)}" creatingUser="{USER}">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def text_source(number: int, selections: Iterable[str], name: str = "A source") -> str:
    own = guid(5, number)
    return (
        f'<TextSource guid="{own}" name={quoteattr(name)} plainTextPath="internal://{own}.txt">'
        f"{''.join(selections)}</TextSource>"
    )


def project(*sources: str, codes: str = "", more: str = "", origin: str = "a test") -> str:
    codes = codes or f'<Code guid="{CODE}" name="A code" isCodable="true"/>'
    return (
        f'{HEAD}<Project xmlns="{NAMESPACE}" name="Made" origin={quoteattr(origin)}>'
        f'<Users><User guid="{USER}" name="AB"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f"<Sources>{''.join(sources)}</Sources>{more}</Project>"
    )


def write(path: Path, said: str | bytes, texts: Sequence[str] = ()) -> Path:
    """An archive with a project and the texts of its sources, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", said)
        for number, text in enumerate(texts):
            archive.writestr(f"sources/{guid(5, number)}.txt", text.encode())
    return path


def coded(raw: str, spans: Sequence[tuple[int, int]], way: Convention, *, quote: bool) -> str:
    """A source whose passages are given by places in its raw text."""
    return text_source(
        0,
        [
            selection(
                number, counted(raw, start, way), counted(raw, end, way, end=True),
                escape(raw[start:end]).replace("\r", "") if quote else "",
            )
            for number, (start, end) in enumerate(spans)
        ],
    )  # fmt: skip

"""What each element of a REFI-QDA project says, as an item."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from seedbed.formats.qda.items import (
    Case,
    Code,
    Coding,
    Item,
    Link,
    Lost,
    Note,
    Project,
    Selection,
    Set,
    Source,
    Text,
    User,
    Value,
    Variable,
)

SOURCES = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
# Passages of pictures, pages and recordings: read as what is lost until there is a place for them.
ELSEWHERE = {
    "PDFSelection": "It marks a rectangle of a page.",
    "PictureSelection": "It marks a rectangle of a picture.",
    "AudioSelection": "It marks a stretch of a recording.",
    "VideoSelection": "It marks a stretch of a recording.",
    "TranscriptSelection": "It marks a stretch between two times of a transcript.",
    "SyncPoint": "It ties a place in a transcript to a time.",
}
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


def tag_of(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def guid_of(text: str | None) -> str:
    """An id as it is compared: lower case, no braces."""
    return (text or "").strip().strip("{}").lower()


def _own(element: Any) -> dict[str, str]:
    """Id and name of an item."""
    return {"guid": guid_of(element.get("guid")), "name": element.get("name") or ""}


def _made(element: Any) -> dict[str, str]:
    """Who made it and when."""
    return {
        "by": guid_of(element.get("creatingUser")), "at": element.get("creationDateTime") or "",
    }  # fmt: skip


def _said(element: Any, tag: str = "Description") -> str:
    found = element.find(f"{{*}}{tag}")
    return (found.text or "") if found is not None else ""


def _targets(element: Any, tag: str) -> tuple[str, ...]:
    return tuple(guid_of(ref.get("targetGUID")) for ref in element.iterfind(f"{{*}}{tag}"))


def read_project(root: Any) -> Project:
    """What the head of the file says of the project."""
    return Project(
        name=root.get("name") or "", origin=root.get("origin") or "",
        by=guid_of(root.get("creatingUserGUID")), at=root.get("creationDateTime") or "",
    )  # fmt: skip


def _user(element: Any) -> Iterator[Item]:
    own = _own(element)
    yield User(guid=own["guid"], name=own["name"] or element.get("id") or own["guid"])


def _code(element: Any, parent: str = "") -> Iterator[Item]:
    own = _own(element)
    yield Code(
        **own, parent=parent, codable=element.get("isCodable") != "false",
        color=element.get("color") or "", description=_said(element),
        notes=_targets(element, "NoteRef"),
    )  # fmt: skip
    for child in element.iterfind("{*}Code"):
        yield from _code(child, own["guid"])


def _variable(element: Any) -> Iterator[Item]:
    yield Variable(
        **_own(element), type=element.get("typeOfVariable") or "Text", description=_said(element)
    )


def _values(element: Any) -> tuple[Value, ...]:
    found = []
    for held in element.iterfind("{*}VariableValue"):
        of = _targets(held, "VariableRef")
        said = next((c.text for c in held if tag_of(c) in VALUES), None)
        if of:
            found.append(Value(variable=of[0], value=said))
    return tuple(found)


def _case(element: Any) -> Iterator[Item]:
    yield Case(
        **_own(element), description=_said(element), codes=_targets(element, "CodeRef"),
        values=_values(element), sources=_targets(element, "SourceRef"),
        selections=_targets(element, "SelectionRef"),
    )  # fmt: skip


def _codings(element: Any) -> tuple[Coding, ...]:
    found = []
    for coding in element.iterfind("{*}Coding"):
        code = _targets(coding, "CodeRef")
        if code:
            found.append(
                Coding(
                    guid=guid_of(coding.get("guid")),
                    code=code[0],
                    **_made(coding),
                    notes=_targets(coding, "NoteRef"),
                )
            )
    return tuple(found)


def _whole(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _text(element: Any) -> tuple[Text, list[Lost]]:
    """A text with the passages marked in it, and those whose place is no number."""
    selections, lost = [], []
    for marked in element.iterfind("{*}PlainTextSelection"):
        own = _own(marked)
        start, end = _whole(marked.get("startPosition")), _whole(marked.get("endPosition"))
        if start is None or end is None:
            lost.append(Lost(kind="PlainTextSelection", guid=own["guid"],
                             why="Its place is not a number."))  # fmt: skip
            continue
        selections.append(
            Selection(
                **own,
                start=start,
                end=end,
                description=_said(marked),
                **_made(marked),
                codings=_codings(marked),
                notes=_targets(marked, "NoteRef"),
            )
        )
    held = element.find("{*}PlainTextContent")
    text = Text(
        guid=guid_of(element.get("guid")),
        content=None if held is None else held.text or "",
        path=element.get("plainTextPath") or "",
        selections=tuple(selections),
    )
    return text, lost


def read_source(element: Any) -> Iterator[Item]:
    """A source with its texts, and what of it is lost."""
    kind = tag_of(element)
    if kind not in SOURCES:
        yield Lost(kind=kind, guid=guid_of(element.get("guid")), why="It is no kind of source.")
        return
    own = [element] if kind == "TextSource" else []
    beside = [child for child in element if tag_of(child) in ("Representation", "Transcript")]
    texts, lost = [], []
    for held in (*own, *beside):
        text, missed = _text(held)
        texts.append(text)
        lost += missed
    yield Source(
        **_own(element), kind=kind, path=element.get("path") or "",
        rich_path=element.get("richTextPath") or "", description=_said(element), **_made(element),
        texts=tuple(texts), codings=_codings(element), values=_values(element),
        notes=_targets(element, "NoteRef"),
    )  # fmt: skip
    yield from lost
    for marked in element.iter():
        if isinstance(marked.tag, str) and (why := ELSEWHERE.get(tag_of(marked))) is not None:
            yield Lost(kind=tag_of(marked), guid=guid_of(marked.get("guid")), why=why)


def _note(element: Any) -> Iterator[Item]:
    text, lost = _text(element)
    # Codings of a memo have no place of their own here: its words are kept.
    marked = replace(text, selections=())
    yield Note(**_own(element), text=marked, **_made(element))
    yield from lost
    for one in text.selections:
        yield Lost(kind="PlainTextSelection", guid=one.guid, why="It marks a passage of a memo.")


def _link(element: Any) -> Iterator[Item]:
    yield Link(
        **_own(element), direction=element.get("direction") or "",
        origin=guid_of(element.get("originGUID")), target=guid_of(element.get("targetGUID")),
    )  # fmt: skip


def _set(element: Any) -> Iterator[Item]:
    yield Set(
        **_own(element), description=_said(element), codes=_targets(element, "MemberCode"),
        sources=_targets(element, "MemberSource"), notes=_targets(element, "MemberNote"),
    )  # fmt: skip


def _graph(element: Any) -> Iterator[Item]:
    yield Lost(kind="Graph", guid=guid_of(element.get("guid")), why="A drawing of items.")


READERS = {
    "User": _user, "Code": _code, "Variable": _variable, "Case": _case, "Note": _note,
    "Link": _link, "Set": _set, "Graph": _graph,
}  # fmt: skip

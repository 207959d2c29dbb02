"""Reading a REFI-QDA project as a stream: one item at a time, in the order of the file.

The order is the standard's: people, codes, variables and cases come before the sources that name
them, notes and links after. Nothing but the item at hand is held. What a tool writes otherwise than
the standard says is read where its meaning is plain, and told where it is not.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from lxml import etree

from seedbed.formats.archive import Archive, ImportRefused, Limits, open_archive
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

NAMESPACE = "urn:QDA-XML:project:1.0"
DEEPEST = 100  # codes within codes
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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
# Each comes whole once it ends, directly under its list.
_LISTS = {
    "Users": "User", "Codes": "Code", "Variables": "Variable", "Cases": "Case", "Notes": "Note",
    "Links": "Link", "Sets": "Set", "Graphs": "Graph",
}  # fmt: skip


class ProjectFile:
    """An open project: its items, and the texts of its sources."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._name = _project_name(archive)

    def items(self) -> Iterator[Item]:
        """Every item, in the order of the file.

        Raises: ImportRefused where it is not a project, is cut short, or breaks off.
        """
        with self._archive.stream(self._name) as stream:
            yield from _items(stream)

    def text(self, of: Text) -> str | None:
        """The text of a source as it came, with its mark and line breaks; None where it lacks.

        Raises: ImportRefused where it is not UTF-8.
        """
        if of.content is not None:
            return of.content
        held = self.file(of.path)
        if held is None:
            return None
        try:
            return held.decode("utf-8")
        except UnicodeDecodeError:
            return _utf16(held, of.path)

    def file(self, path: str) -> bytes | None:
        """What lies at a path of a source, or None: outside the archive nothing is looked for."""
        if not path.startswith("internal://"):
            return None
        name = path.removeprefix("internal://").lstrip("/")
        found = self._archive.find(f"sources/{name}") or self._archive.find(name)
        return None if found is None else self._archive.read(found)


@contextmanager
def open_project(path: Path, limits: Limits | None = None) -> Iterator[ProjectFile]:
    """Open a .qdpx file.

    Raises: ImportRefused where it is no archive, or holds no project.
    """
    with open_archive(path, limits) as archive:
        yield ProjectFile(archive)


def _project_name(archive: Archive) -> str:
    """The project in an archive: project.qde by the standard, another name by some tools."""
    found = archive.find("project.qde")
    if found is not None:
        return found
    others = [n for n in archive.names if n.casefold().endswith(".qde") and "/" not in n]
    if len(others) != 1:
        raise ImportRefused(
            "The archive holds no project.qde, so it is no REFI-QDA project. Export the project "
            "as REFI-QDA (.qdpx) from the tool it is in. Nothing was stored."
        )
    return others[0]


def _utf16(held: bytes, path: str) -> str:
    if held[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return held.decode("utf-16")
        except UnicodeDecodeError:
            pass
    raise ImportRefused(
        f"The text at {path[:80]} is not UTF-8, which the standard asks for. Export it again."
    )


def _items(stream: IO[bytes]) -> Iterator[Item]:
    # Entities stay as they are, no address is opened, and a file that declares any is refused.
    parsed = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        yield from _walk(parsed)
    except etree.XMLSyntaxError as wrong:
        raise ImportRefused(
            f"The project breaks off or is not XML ({str(wrong)[:120]}). Export it again. "
            "Nothing was stored."
        ) from wrong


def _walk(parsed: Any) -> Iterator[Item]:
    path: list[str] = []
    for event, element in parsed:
        if event == "start":
            path.append(_tag(element))
            if len(path) == 1:
                _refuse_other(element)
                yield _project(element)
            elif len(path) > DEEPEST:
                raise ImportRefused(f"Items stand in items more than {DEEPEST} deep.")
            continue
        tag = path.pop()
        above = path[-1] if path else ""
        if len(path) == 2 and above == "Sources":
            yield from _source(element)
        elif _LISTS.get(above) == tag and above != tag and (len(path) == 2 or above == "Codes"):
            yield from _READERS[tag](element)
        elif len(path) == 1 and tag == "Description" and element.text:
            yield Lost(kind="Project", guid="", why=f"Its description: {element.text[:60]}")
        else:
            continue
        _forget(element)


def _refuse_other(root: Any) -> None:
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise ImportRefused(
            "The project declares a document type. No tool for coding does, and files that do harm "
            "this way; it was not read. Nothing was stored."
        )
    if _tag(root) != "Project":
        raise ImportRefused(
            f"The file begins with {_tag(root)[:40]!r} instead of a REFI-QDA project."
        )


def _forget(element: Any) -> None:
    """Give back the memory of an item that is read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _tag(element: Any) -> str:
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


def _project(root: Any) -> Project:
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
        said = next((c.text for c in held if _tag(c) in VALUES), None)
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


def _source(element: Any) -> Iterator[Item]:
    kind = _tag(element)
    if kind not in SOURCES:
        yield Lost(kind=kind, guid=guid_of(element.get("guid")), why="It is no kind of source.")
        return
    own = [element] if kind == "TextSource" else []
    beside = [child for child in element if _tag(child) in ("Representation", "Transcript")]
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
        if isinstance(marked.tag, str) and (why := ELSEWHERE.get(_tag(marked))) is not None:
            yield Lost(kind=_tag(marked), guid=guid_of(marked.get("guid")), why=why)


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


_READERS = {
    "User": _user, "Code": _code, "Variable": _variable, "Case": _case, "Note": _note,
    "Link": _link, "Set": _set, "Graph": _graph,
}  # fmt: skip

"""Reading a REFI-QDA project as a stream: one item at a time, in the order of the file.

The order is the standard's: people, codes, variables and cases come before the sources that name
them, notes and links after. Nothing but the item at hand is held. What a tool writes otherwise than
the standard says is read where its meaning is plain, and told where it is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from lxml import etree

from seedbed.formats.archive import Archive, ImportRefused, Limits, open_archive
from seedbed.formats.qda.elements import READERS, read_project, read_source, tag_of
from seedbed.formats.qda.items import Item, Lost, Text

NAMESPACE = "urn:QDA-XML:project:1.0"
DEEPEST = 100  # codes within codes
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
            path.append(tag_of(element))
            if len(path) == 1:
                _refuse_other(element)
                yield read_project(element)
            elif len(path) > DEEPEST:
                raise ImportRefused(f"Items stand in items more than {DEEPEST} deep.")
            continue
        tag = path.pop()
        above = path[-1] if path else ""
        if len(path) == 2 and above == "Sources":
            yield from read_source(element)
        elif _LISTS.get(above) == tag and above != tag and (len(path) == 2 or above == "Codes"):
            yield from READERS[tag](element)
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
    if tag_of(root) != "Project":
        raise ImportRefused(
            f"The file begins with {tag_of(root)[:40]!r} instead of a REFI-QDA project."
        )


def _forget(element: Any) -> None:
    """Give back the memory of an item that is read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]

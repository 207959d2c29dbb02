"""What a REFI-QDA project holds, item by item, in the words of the standard.

Ids are lower-case and without braces, whichever way a tool wrote them. Times stay as they were
written: some tools leave the time zone out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project itself: which tool wrote it, by whom and when."""

    name: str
    origin: str = ""
    by: str = ""
    at: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code; ``parent`` is the code it stands under."""

    guid: str
    name: str
    parent: str = ""
    codable: bool = True
    color: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of cases or sources, and of which type its values are."""

    guid: str
    name: str
    type: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a case or a source holds for a variable; None where it holds nothing."""

    variable: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case, its values, and the sources and passages that are its own."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code given by one person."""

    guid: str
    code: str
    by: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A passage of a text: positions as the file gives them, in whichever way it counts."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    by: str = ""
    at: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text: held in the file, or at a path inside or outside the archive."""

    guid: str
    content: str | None = None
    path: str = ""
    selections: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source. What is not a text may have one beside it: of a PDF, or a transcript."""

    guid: str
    kind: str  # TextSource, PDFSource, PictureSource, AudioSource or VideoSource
    name: str
    path: str = ""
    rich_path: str = ""
    description: str = ""
    by: str = ""
    at: str = ""
    texts: tuple[Text, ...] = ()
    codings: tuple[Coding, ...] = ()
    values: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A memo; what it is about refers to it."""

    guid: str
    name: str
    text: Text
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link between two items, of whatever kind they are."""

    guid: str
    name: str
    direction: str
    origin: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A set of codes, sources or notes."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Something that is in the file and is not read: which item, and why."""

    kind: str
    guid: str
    why: str


Item = Project | User | Code | Variable | Case | Source | Note | Link | Set | Lost

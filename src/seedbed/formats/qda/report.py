"""What is in a REFI-QDA project, how each source counts, and all that could not be kept."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedbed.formats.qda.items import Coding, Lost, Project, Source, Text, User
from seedbed.formats.qda.offsets import Convention, Read, lost_passages, read_positions, usual_for
from seedbed.formats.qda.reading import ProjectFile, open_project
from seedbed.methods.prose import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One source of a project: its text, and its passages where they belong."""

    source: Source
    text: Text | None
    read: Read | None  # None where there is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A project looked at."""

    project: Project
    counts: dict[str, int]
    sources: tuple[Found, ...]
    codings: tuple[Coding, ...]  # ``by`` is the name of who coded
    lost: tuple[Lost, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """How much of each thing there is, and how many passages agree with words quoted."""
        read = [one.read for one in self.sources if one.read is not None]
        every = {one.source.guid for one in self.sources}
        return {
            "sources": len(every),
            "no_text": len(every - {o.source.guid for o in self.sources if o.read is not None}),
            "codes": self.counts.get("Code", 0),
            "people": self.counts.get("User", 0),
            "cases": self.counts.get("Case", 0),
            "codings": len(self.codings),
            "passages": sum(len(one.passages) for one in read),
            "quoted": sum(one.quoted for one in read),
            "agreeing": sum(one.agreeing for one in read),
            "lost": len(self.lost),
        }

    def table(self) -> list[dict[str, Any]]:
        """One row for each text of a source."""
        return [
            {
                "name": one.source.name,
                "kind": one.source.kind,
                "text": "missing" if one.read is None else "there",
                "characters": None if one.read is None else len(one.read.text),
                "passages": 0 if one.read is None else len(one.read.passages),
                "quoted": 0 if one.read is None else one.read.quoted,
                "agreeing": 0 if one.read is None else one.read.agreeing,
                "counts": "" if one.read is None else one.read.convention.text(),
            }
            for one in self.sources
        ]

    def text(self) -> str:
        """The project in words, and what a reader must know before trusting its passages."""
        n = self.numbers
        said = [
            f"{self.project.name or 'A project'}, written by "
            f"{self.project.origin or 'a tool that does not say its name'}: "
            f"{counted(n['sources'], 'source')}, {counted(n['codes'], 'code')}, "
            f"{counted(n['codings'], 'coding')} by {counted(n['people'], 'coder')}, "
            f"{counted(n['cases'], 'case')}."
        ]
        if n["no_text"]:
            said.append(f"Sources without their text in the file: {n['no_text']}.")
        if n["quoted"]:
            said.append(
                f"The file quotes the words of {n['quoted']} passages; {n['agreeing']} read the "
                "same."
            )
        elif n["passages"]:
            said.append(
                "The file quotes no words, so how it counts is taken from where words begin and "
                "end. Look at a few passages before you go on."
            )
        if self.lost:
            kinds = Counter(lost.kind for lost in self.lost)
            listed = ", ".join(f"{count} x {kind}" for kind, count in sorted(kinds.items()))
            said.append(f"Not read: {listed}.")
        return " ".join(said)


def look(path: Path) -> Looked:
    """Look at a project file without storing anything.

    Raises: ImportRefused.
    """
    with open_project(path) as opened:
        return _looked(opened)


def _looked(opened: ProjectFile) -> Looked:
    project, people, counts = Project(name=""), dict[str, str](), Counter[str]()
    sources: list[Found] = []
    codings: list[Coding] = []
    lost: list[Lost] = []
    for item in opened.items():
        counts[type(item).__name__] += 1
        if isinstance(item, Project):
            project = item
        elif isinstance(item, User):
            people[item.guid] = item.name
        elif isinstance(item, Lost):
            lost.append(item)
        elif isinstance(item, Source):
            for found in found_in(opened, item, usual_for(project.origin)):
                sources.append(found)
                if found.read is not None:
                    lost += [
                        Lost(kind="PlainTextSelection", guid=guid, why=why)
                        for guid, why in lost_passages(found.read)
                    ]
            codings += _codings(item, people)
    return Looked(
        project=project, counts=dict(counts), sources=tuple(sources), codings=tuple(codings),
        lost=tuple(lost),
    )  # fmt: skip


def found_in(opened: ProjectFile, source: Source, prior: Convention) -> list[Found]:
    """The texts of a source with their passages; one without a text where it has none."""
    if not source.texts:
        return [Found(source=source, text=None, read=None)]
    found = []
    for text in source.texts:
        raw = opened.text(text)
        read = None if raw is None else read_positions(raw, text.selections, prior=prior)
        found.append(Found(source=source, text=text, read=read))
    return found


def _codings(source: Source, people: dict[str, str]) -> list[Coding]:
    given = [*source.codings, *(c for t in source.texts for s in t.selections for c in s.codings)]
    return [
        Coding(guid=c.guid, code=c.code, by=people.get(c.by, c.by), at=c.at, notes=c.notes)
        for c in given
    ]

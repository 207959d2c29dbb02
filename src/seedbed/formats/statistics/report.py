"""What a load understood, and what it refused and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from seedbed.formats.statistics.changes import AreaChange
from seedbed.formats.statistics.marks import IN_WORDS
from seedbed.formats.statistics.readings import Refusal
from seedbed.methods.prose import counted, day, figure, listed

Cell = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file."""

    file: str
    kind: str = ""
    error: str = ""  # why nothing of the file was loaded
    readings: int = 0  # all that the file holds
    kept: int = 0
    measures: int = 0
    areas: int = 0
    first: date | None = None
    last: date | None = None
    marks: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0  # empty cells: neither a number nor a mark
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    def row(self) -> dict[str, Cell]:
        """One row of plain values."""
        marks = {name.replace("-", "_"): self.marks.get(name, 0) for name in IN_WORDS}
        return {
            "file": self.file,
            "kind": self.kind,
            "error": self.error,
            "readings": self.readings,
            "kept": self.kept,
            "refused": sum(refusal.readings for refusal in self.refused),
            "measures": self.measures,
            "areas": self.areas,
            "first": self.first,
            "last": self.last,
            **marks,
            "unknown": self.unknown,
        }

    def text(self) -> str:
        """Say what was understood, then what was not taken, then what to bear in mind."""
        if self.error:
            return f"Refused, nothing loaded. {self.error}"
        said = [f"{self.file}: {self.kind}."]
        if self.readings:
            said.append(self._held())
        said += [f"Not taken: {figure(r.readings)}, because {r.why}." for r in self.refused]
        return " ".join([*said, *self.notes])

    def _held(self) -> str:
        told = [f"{figure(count)} {IN_WORDS[mark]}" for mark, count in self.marks.items() if count]
        told += [f"{figure(self.unknown)} left empty"] if self.unknown else []
        missing = f" Of these, {listed(told)}." if told else ""
        span = f", {day(self.first)} to {day(self.last)}" if self.first and self.last else ""
        return (
            f"{figure(self.kept)} of {counted(self.readings, 'reading')} loaded: "
            f"{counted(self.measures, 'measure')}, {counted(self.areas, 'area')}{span}.{missing}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What became of every file that was handed in."""

    files: tuple[FileReport, ...]
    changes: tuple[AreaChange, ...] = ()  # of the areas loaded, within the years loaded

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """Files of which nothing was loaded."""
        return tuple(file for file in self.files if file.error)

    def table(self) -> list[dict[str, Cell]]:
        """One row a file."""
        return [file.row() for file in self.files]

    def text(self) -> str:
        """One line a file; then the changes of authorities a reader must know of."""
        lines = [file.text() for file in self.files]
        if self.changes:
            lines.append("Authorities changed within these years:")
            lines += [change.text() for change in self.changes]
        return "\n".join(lines)

"""What is wrong with a study folder: every problem at once, each with its place and its remedy."""

from dataclasses import dataclass

from seedbed.errors import InputError

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend, and where it stands."""

    file: str
    says: str
    row: str = ""  # a line number, or an id in a TOML file
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(self.row)
        if self.column:
            place.append(self.column)
        given = f" It holds {_short(self.value)!r}." if self.value else ""
        return f"{', '.join(place)}: {self.says}{given}"


class FolderError(InputError):
    """A study folder cannot be loaded as it is. Nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(problems) - SHOWN
        lines = [str(problem) for problem in problems[:SHOWN]]
        if more > 0:
            lines.append(f"... and {more} more.")
        count = f"{len(problems)} thing{'' if len(problems) == 1 else 's'} to mend"
        super().__init__("\n".join([f"{count}; nothing was stored.", *lines]))


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."

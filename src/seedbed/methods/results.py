"""What every result of a method offers."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]
Numbers = Mapping[str, float | int | None]


class Result(Protocol):
    """A frozen answer: its figures by name, its rows, its paragraph and its doubts."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Each statistical doubt, as a sentence."""

    @property
    def numbers(self) -> Numbers:
        """Figures by name; an undefined one is ``None``."""

    def table(self) -> list[Row]:
        """Rows of plain values for a report."""

    def text(self) -> str:
        """One paragraph with its limits."""

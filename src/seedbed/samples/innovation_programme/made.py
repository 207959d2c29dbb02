"""A made row: its table, its cells, and the facts that it was made from."""

from dataclasses import dataclass
from pathlib import Path

from seedbed.formats.models import columns_of
from seedbed.formats.row import Row
from seedbed.formats.rows import CSV_ROWS
from seedbed.samples.innovation_programme.facts import Given, read

MAP = Path(__file__).parent / "map"
MODELS: dict[str, type[Row]] = {model.table: model for model in CSV_ROWS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One row of the study folder, and the numbers of the facts behind it."""

    table: str
    cells: Given
    facts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The row's id."""
        return self.cells["id"]


def hand_written(name: str) -> list[Given]:
    """Read one of the hand-written maps."""
    return read(MAP / f"{name}.csv")


def checked(made: Made) -> Given:
    """Check a row against its model, and return its cells in the order of the columns."""
    filled = {name: value for name, value in made.cells.items() if value != ""}
    model = MODELS[made.table]
    row = model.model_validate(filled)
    values = {name: getattr(row, name) for name in columns_of(model)}
    return {name: "" if value is None else str(value) for name, value in values.items()}

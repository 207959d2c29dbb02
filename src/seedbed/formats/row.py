"""What every row of a study folder shares, and the kinds of its columns."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from seedbed.record import words as w

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]{0,79}$")]
Line = Annotated[str, StringConstraints(max_length=400)]
Text = Annotated[str, StringConstraints(max_length=20_000)]


class Ref:
    """Marks a column that names a row of another table."""

    def __init__(self, table: str) -> None:
        self.table = table


class Row(BaseModel):
    """What all rows share: strict columns, frozen values, an id."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[str]
    # Columns that together may not repeat, and pairs that must come in order.
    once: ClassVar[tuple[str, ...]] = ()
    in_order: ClassVar[tuple[str, str] | None] = None

    id: Id = Field(description="Lower-case name of this row, unique in the study")


class Fact(Row):
    """A row that states something about the world, so it says how we know."""

    status: w.Status = Field(
        description="How we know: found, seen second-hand, known in the background, "
        "our own coding, simulated, or unknown"
    )
    address: Line = Field("", description="Where it was found: address or report name")
    note: Text = Field("", description="What a reader must know to use it")
    who: Line = Field("", description="Who recorded or coded it")
    recorded_on: date | None = Field(None, description="When it was recorded")


PROVENANCE = ("status", "address", "note", "who", "recorded_on")

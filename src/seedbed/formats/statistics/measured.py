"""What is measured: the part of a reading that every reading of one measure shares."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import polars as pl

from seedbed.formats.statistics.units import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure as its publisher describes it."""

    measure: str  # id: the table, the indicator and the filters, with stops between
    name: str
    unit: str  # as printed
    scale: Scale
    better: str = ""  # up, down or neither, where the publisher says so
    decimals: int | None = None
    release: str = ""


MEASURE = {
    "measure": pl.String, "name": pl.String, "unit": pl.String, "scale": pl.String,
    "better": pl.String, "decimals": pl.Int8, "release": pl.String,
}  # fmt: skip


def measures_frame(measures: Iterable[Measure]) -> pl.DataFrame:
    """Lay measures out as a frame, one row each."""
    return pl.DataFrame([asdict(measure) for measure in measures], schema=MEASURE)

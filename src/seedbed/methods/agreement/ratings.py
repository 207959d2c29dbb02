"""Ratings of given units: who gave which value to which unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.agreement.chance import Floats
from seedbed.methods.frames import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One value given to one unit by one person."""

    unit: str
    coder: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How often each value was given to each unit, for units that two people or more rated."""

    units: tuple[str, ...]
    coders: tuple[str, ...]
    values: tuple[str, ...]
    counts: Floats  # units by values
    alone: int  # units that one person rated


def read_ratings(ratings: IntoDataFrame) -> list[Rating]:
    """Read ratings, each person once a unit.

    Raises: InputError naming the unit that somebody rated twice.
    """
    rows = rows_of(ratings, Rating, table="ratings")
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.unit, row.coder) in seen:
            raise InputError(
                f"ratings: {row.coder} rated {row.unit} twice. Keep one value for each person and "
                "unit; a unit with several codes is several questions, one for each code."
            )
        seen.add((row.unit, row.coder))
    return rows


def tabled(rows: Sequence[Rating]) -> Table:
    """Ratings counted unit by unit."""
    values = tuple(sorted({row.value for row in rows}))
    units = tuple(dict.fromkeys(row.unit for row in rows))
    at_unit = {unit: n for n, unit in enumerate(units)}
    at_value = {value: n for n, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for row in rows:
        counts[at_unit[row.unit], at_value[row.value]] += 1
    several = counts.sum(axis=1) > 1
    return Table(
        units=tuple(u for u, keep in zip(units, several, strict=True) if keep),
        coders=tuple(sorted({row.coder for row in rows})),
        values=values,
        counts=counts[several],
        alone=int((~several).sum()),
    )

"""Krippendorff's alpha: any number of people, missing ratings, names or numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.agreement.chance import (
    Floats,
    Interval,
    above_chance,
    drawn_weights,
    interval,
    number,
)
from seedbed.methods.agreement.ratings import Table, read_ratings, tabled
from seedbed.methods.prose import counted, figure
from seedbed.methods.results import Numbers, Row

Level = Literal["nominal", "ordinal", "interval", "ratio"]
FEW_UNITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Alpha with its interval, and what it rests on."""

    alpha: float | None
    interval: Interval | None
    level: Level
    units: int
    alone: int
    coders: tuple[str, ...]
    values: tuple[str, ...]
    coincidences: tuple[tuple[float, ...], ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what makes the figure doubtful or undefined."""
        found = []
        if self.alpha is None:
            found.append(
                "Alpha is undefined: everybody gave one and the same value, so nothing could have "
                "been told apart."
                if self.units
                else "Alpha is undefined: no unit was rated by two people."
            )
        if 0 < self.units < FEW_UNITS:
            found.append(f"It rests on {counted(self.units, 'unit')}: the interval is wide.")
        if self.alone:
            found.append(f"{counted(self.alone, 'unit')} rated by one person alone left out.")
        return tuple(found)

    @property
    def numbers(self) -> Numbers:
        """Alpha, its bounds and what it rests on."""
        return {
            "alpha": self.alpha,
            "low": self.interval.low if self.interval else None,
            "high": self.interval.high if self.interval else None,
            "units": self.units,
            "coders": len(self.coders),
            "values": len(self.values),
        }

    def table(self) -> list[Row]:
        """List the coincidences: how often two values met in a unit."""
        return [
            {"value": value, **dict(zip(self.values, row, strict=True))}
            for value, row in zip(self.values, self.coincidences, strict=True)
        ]

    def text(self) -> str:
        """Tell alpha, its interval, and what it does not say."""
        if self.alpha is None:
            return " ".join(self.warnings)
        bounds = (
            f" (95 % interval {self.interval.low:.2f} to {self.interval.high:.2f}, units drawn "
            "anew)"
            if self.interval
            else ""
        )
        return (
            f"Krippendorff's alpha ({self.level}) is {self.alpha:.2f}{bounds} over "
            f"{counted(self.units, 'unit')} and {figure(len(self.coders))} people. 1 is perfect "
            "agreement, 0 what chance would give. It says nothing of who is right."
        )


def alpha(
    ratings: IntoDataFrame, *, level: Level = "nominal", draws: int = 1000, seed: int = 1
) -> Alpha:
    """Agreement of any number of people on given units, above what chance would give.

    Shapes: one row a rating: unit, coder, value. A missing rating has no row.
    Units: values are names, or numbers for the levels ordinal, interval and ratio.
    Raises: InputError for a unit rated twice by one person, or a value that is no number.
    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; the interval draws
    units anew, our own choice, told in the docs.

    >>> import polars as pl
    >>> rated = pl.DataFrame({
    ...     "unit": ["1", "1", "2", "2", "3", "3", "4", "4"],
    ...     "coder": ["ab", "cd"] * 4,
    ...     "value": ["yes", "yes", "no", "no", "yes", "no", "no", "no"],
    ... })
    >>> round(alpha(rated).alpha, 4)
    0.5333
    """
    table = tabled(read_ratings(ratings))
    distances = _distances(table, level)
    observed, expected = _disagreements(table.counts, distances, np.ones((1, len(table.units))))
    value = float(above_chance(observed, expected)[0]) if len(table.units) else float("nan")
    drawn = None
    if len(table.units) > 1:
        weights = drawn_weights(len(table.units), draws, seed)
        drawn = interval(above_chance(*_disagreements(table.counts, distances, weights)))
    return Alpha(
        alpha=number(value),
        interval=drawn if number(value) is not None else None,
        level=level,
        units=len(table.units),
        alone=table.alone,
        coders=table.coders,
        values=table.values,
        coincidences=tuple(tuple(map(float, row)) for row in _coincidences(table.counts)),
    )


def _coincidences(counts: Floats) -> Floats:
    """How often two values met in a unit, each unit weighing as many ratings as it has."""
    pairs = _pairs(counts)
    values = counts.shape[1]
    met: Floats = pairs.sum(axis=0).reshape(values, values)
    return met


def _pairs(counts: Floats) -> Floats:
    """The same unit by unit, one row a unit."""
    raters = counts.sum(axis=1)
    met = counts[:, :, None] * counts[:, None, :]
    index = np.arange(counts.shape[1])
    met[:, index, index] -= counts
    pairs: Floats = (met / (raters - 1)[:, None, None]).reshape(len(counts), index.size**2)
    return pairs


def _disagreements(counts: Floats, distances: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Observed and expected disagreement, for each row of weights of the units."""
    observed = weights @ (_pairs(counts) @ distances.ravel())
    margins = weights @ counts
    total = margins.sum(axis=1)
    expected = np.einsum("wc,ck,wk->w", margins, distances, margins)
    with np.errstate(divide="ignore", invalid="ignore"):
        return observed, expected / (total - 1)


def _distances(table: Table, level: Level) -> Floats:
    size = len(table.values)
    if level == "nominal":
        return 1 - np.eye(size)
    held = [_as_number(value) for value in table.values]
    numbers = np.array(held, dtype=np.float64)
    if level == "ordinal":
        return _ordinal(numbers, table.counts.sum(axis=0))
    gap = np.subtract.outer(numbers, numbers)
    if level == "interval":
        return np.square(gap)
    if (numbers < 0).any():
        raise InputError("ratings: the level ratio needs values of 0 or more.")
    both = np.add.outer(numbers, numbers)
    return np.square(np.divide(gap, both, out=np.zeros_like(gap), where=both > 0))


def _ordinal(numbers: Floats, margins: Floats) -> Floats:
    """Ranks between two values, counted by how often each was given."""
    order = np.argsort(numbers)
    reached = np.cumsum(margins[order]) - margins[order] / 2
    middle = np.empty_like(reached)
    middle[order] = reached
    return np.square(np.subtract.outer(middle, middle))


def _as_number(value: str) -> float:
    try:
        return float(value)
    except ValueError as wrong:
        raise InputError(
            f"ratings: expected a number at this level, found {value!r}. Use the level nominal for "
            "names."
        ) from wrong

"""Cohen's kappa: two people who rated the same units."""

from dataclasses import dataclass

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
from seedbed.methods.agreement.ratings import read_ratings
from seedbed.methods.prose import counted, listed
from seedbed.methods.results import Numbers, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Kappa with its interval, the agreement it is made of, and every pair of values."""

    kappa: float | None
    interval: Interval | None
    agreement: float | None
    by_chance: float | None
    units: int
    alone: int
    coders: tuple[str, str]
    values: tuple[str, ...]
    pairs: tuple[tuple[int, ...], ...]  # first coder down, second across

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what makes the figure doubtful or undefined."""
        found = []
        if not self.units:
            found.append("Kappa is undefined: no unit was rated by both.")
        elif self.kappa is None:
            found.append(
                "Kappa is undefined: both gave one and the same value throughout, so nothing could "
                "have been told apart."
            )
        elif self.by_chance is not None and self.by_chance > 0.8:
            found.append(
                "One value stands for nearly all units, so chance alone gives much agreement and "
                "kappa falls on few units. Read it beside the plain agreement."
            )
        if self.alone:
            found.append(f"{counted(self.alone, 'unit')} rated by one of them alone left out.")
        return tuple(found)

    @property
    def numbers(self) -> Numbers:
        """Kappa, its bounds, the agreement seen and that by chance."""
        return {
            "kappa": self.kappa,
            "low": self.interval.low if self.interval else None,
            "high": self.interval.high if self.interval else None,
            "agreement": self.agreement,
            "by_chance": self.by_chance,
            "units": self.units,
        }

    def table(self) -> list[Row]:
        """List the pairs of values: what the first gave down, what the second gave across."""
        return [
            {self.coders[0]: value, **dict(zip(self.values, row, strict=True))}
            for value, row in zip(self.values, self.pairs, strict=True)
        ]

    def text(self) -> str:
        """Tell kappa, the plain agreement, and what it does not say."""
        if self.kappa is None or self.agreement is None:
            return " ".join(self.warnings)
        bounds = (
            f" (95 % interval {self.interval.low:.2f} to {self.interval.high:.2f})"
            if self.interval
            else ""
        )
        return (
            f"Cohen's kappa is {self.kappa:.2f}{bounds}: {listed(self.coders)} gave the same value "
            f"to {self.agreement:.0%} of {counted(self.units, 'unit')}, where chance would give "
            f"{self.by_chance:.0%}. It says nothing of who is right."
        )


def kappa(ratings: IntoDataFrame, *, draws: int = 1000, seed: int = 1) -> Kappa:
    """Agreement of two people on given units, above what chance would give.

    Shapes: one row a rating: unit, coder, value; two coders in all.
    Units: shares of units; kappa has none.
    Raises: InputError unless there are two coders, or for a unit rated twice by one of them.
    Source: Cohen (1960), A coefficient of agreement for nominal scales; the interval draws units
    anew.

    >>> import polars as pl
    >>> rated = pl.DataFrame({
    ...     "unit": ["1", "1", "2", "2", "3", "3", "4", "4"],
    ...     "coder": ["ab", "cd"] * 4,
    ...     "value": ["yes", "yes", "no", "no", "yes", "no", "no", "no"],
    ... })
    >>> kappa(rated).kappa
    0.5
    """
    rows = read_ratings(ratings)
    coders = tuple(sorted({row.coder for row in rows}))
    if len(coders) != 2:
        raise InputError(
            f"ratings: kappa compares two people, found {len(coders)} ({listed(coders)}). Use "
            "alpha for more."
        )
    first = {row.unit: row.value for row in rows if row.coder == coders[0]}
    second = {row.unit: row.value for row in rows if row.coder == coders[1]}
    both = [unit for unit in first if unit in second]
    values = tuple(sorted({row.value for row in rows}))
    at = {value: n for n, value in enumerate(values)}
    cells = np.zeros((len(values), len(values)))
    for unit in both:
        cells[at[first[unit]], at[second[unit]]] += 1
    agree, chance = (float(part[0]) for part in _parts(cells[None]))
    value = number(float(above_chance(np.array([1 - agree]), np.array([1 - chance]))[0]))
    return Kappa(
        kappa=value,
        interval=_interval(cells, draws, seed) if value is not None else None,
        agreement=number(agree),
        by_chance=number(chance),
        units=len(both),
        alone=len(first.keys() ^ second.keys()),
        coders=(coders[0], coders[1]),
        values=values,
        pairs=tuple(tuple(int(n) for n in row) for row in cells),
    )


def _parts(cells: Floats) -> tuple[Floats, Floats]:
    """Shares that agree, seen and by chance, for each table of pairs."""
    total = cells.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = np.trace(cells, axis1=1, axis2=2) / total
        chance = (cells.sum(axis=1) * cells.sum(axis=2)).sum(axis=1) / np.square(total)
    return seen, chance


def _interval(cells: Floats, draws: int, seed: int) -> Interval | None:
    """Units drawn anew: a unit is known by its pair of values, so pairs are drawn."""
    flat = cells.ravel()
    total = int(flat.sum())
    if total < 2:
        return None
    drawn_weights(1, draws, seed)  # the same check of draws as elsewhere
    source = np.random.default_rng(seed)
    drawn = source.multinomial(total, flat / total, size=draws).astype(np.float64)
    seen, chance = _parts(drawn.reshape(draws, *cells.shape))
    return interval(above_chance(1 - seen, 1 - chance))

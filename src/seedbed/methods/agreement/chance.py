"""Agreement above chance, and its interval by drawing units anew."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import InputError

Floats = NDArray[np.float64]
LEVEL = 0.95
FEWEST = 20  # drawn values that must be defined before an interval is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Bounds between which the middle 95 in 100 drawn values lie."""

    low: float
    high: float


def above_chance(observed: Floats, expected: Floats) -> Floats:
    """One less the observed disagreement over the expected; not a number where none is expected.

    Where no disagreement is expected nothing varies, so there is nothing to agree about: neither
    perfect agreement nor none.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def drawn_weights(units: int, draws: int, seed: int) -> Floats:
    """How often each unit comes in each draw: as many units as there are, put back each time."""
    if draws < 1:
        raise InputError(f"draws: expected at least 1, found {draws}.")
    source = np.random.default_rng(seed)
    return source.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def interval(values: Floats) -> Interval | None:
    """The interval of drawn values; None where too few of them are defined."""
    defined = values[np.isfinite(values)]
    if len(defined) < FEWEST:
        return None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return Interval(low=float(low), high=float(high))


def number(value: float) -> float | None:
    """A number, or None where it is not defined."""
    return float(value) if np.isfinite(value) else None

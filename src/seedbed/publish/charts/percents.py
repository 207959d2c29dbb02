"""The scale of changes in per cent that charts share: whole steps, zero on it, signs written."""

from collections.abc import Iterable
from math import ceil, floor, log10

import altair as alt

from seedbed.publish import figures

Ends = tuple[float, float]


def domain(values: Iterable[float | None], *, below: float) -> tuple[Ends, float]:
    """The two ends of a scale that holds all values and zero; and its step.

    ``below`` is the room under the lowest value, in steps.
    """
    known = [0.0, *(float(value) for value in values if value is not None)]
    reach = (max(known) - min(known)) or 1.0
    tens = 10 ** floor(log10(reach / 5))
    step = next(tens * m for m in (1, 2, 5, 10, 20) if reach / (tens * m) <= 6)
    low, high = floor(min(known) / step - below) * step, ceil(max(known) / step + 0.1) * step
    return (low, high), step


def scale(ends: Ends, step: float) -> alt.Y:
    """The scale itself, for a column called ``change``."""
    ticks = [ends[0] + n * step for n in range(round((ends[1] - ends[0]) / step) + 1)]
    sign = "(datum.value > 0 ? '+' : '')"
    return alt.Y(
        "change:Q",
        scale=alt.Scale(domain=list(ends), nice=False, zero=False),
        axis=alt.Axis(
            title=None, values=ticks, domain=False, ticks=False,
            labelExpr=f"{sign} + format(datum.value, ',~f') + '{figures.THIN}%'",
        ),
    )  # fmt: skip

"""One area's change between two windows, and how unusual it is among others."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from scipy.special import stdtrit

from seedbed.methods.effects.series import Series, Window

FEWEST_FOR_INTERVAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """What one area's reading did between two windows, or why that is not known."""

    area: str
    before: float | None
    after: float | None
    change: float | None
    change_percent: float | None
    why: str


def change_of(series: Series, area: str, before: Window, after: Window) -> AreaChange:
    """Take the change of one area; per cent needs a reading above zero to start from."""
    first, last = series.mean(area, before), series.mean(area, after)
    why = first.why or last.why
    change = part = None
    if first.value is not None and last.value is not None:
        change = last.value - first.value
        if first.value > 0:
            part = 100 * change / first.value
        else:
            why = "the reading before is not above zero, so no percentage can be taken"
    return AreaChange(
        area=area,
        before=first.value,
        after=last.value,
        change=change,
        change_percent=part,
        why=why,
    )


def half_width(changes: Sequence[float], level: float) -> float | None:
    """Half the prediction interval of one further area, from the spread of the others' changes.

    >>> round(half_width([-10.0, 0.0, 10.0], 0.95), 3)
    49.683
    >>> half_width([1.0, 2.0], 0.95) is None
    True
    """
    n = len(changes)
    if n < FEWEST_FOR_INTERVAL:
        return None
    t = float(stdtrit(n - 1, (1 + level) / 2))
    return t * stdev(changes) * math.sqrt(1 + 1 / n)


def as_far(own: float, others: Sequence[float]) -> int:
    """Count others at least as far from the mean of all as the area in question.

    The mean takes in every area, so each is treated alike and the rank is a fair permutation.

    >>> as_far(-50.0, [-10.0, 10.0, 60.0]), as_far(-50.0, [-10.0, 10.0, 0.0])
    (1, 0)
    """
    middle = fmean([own, *others])
    # A tie must count as a tie although two sums were rounded differently.
    reach = abs(own - middle) * (1 - 1e-12)
    return sum(abs(other - middle) >= reach for other in others)

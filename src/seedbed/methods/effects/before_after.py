"""Before and after in one area, beside what happened to others over the same years.

Percentage changes are compared, not logarithms of them, so that a reader can check the difference
by subtraction and so that a count may fall to zero. The price: small areas can rise by hundreds of
per cent, which makes the interval wide and lopsided; the placebo rank does not lean on its shape.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.effects.before_after_doubts import doubts_about
from seedbed.methods.effects.change import (
    FEWEST_FOR_INTERVAL,
    AreaChange,
    as_far,
    change_of,
    half_width,
)
from seedbed.methods.effects.series import Series, Window, edges, in_words, series_of
from seedbed.methods.prose import counted, figure, listed, percent
from seedbed.methods.results import Numbers, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """One area's change beside the changes of comparison areas."""

    treated: AreaChange
    compared: tuple[AreaChange, ...]  # areas whose percentage change is known
    left_out: tuple[AreaChange, ...]
    before_window: Window
    after_window: Window
    comparison_change_percent: float | None
    difference: float | None  # percentage points
    low: float | None
    high: float | None
    level: float
    as_far: int | None  # comparison areas as far from the common mean as the area itself
    warnings: tuple[str, ...]

    @property
    def numbers(self) -> Numbers:
        """Readings, changes, the difference with its interval, and how many were compared."""
        return {
            "before": self.treated.before,
            "after": self.treated.after,
            "change": self.treated.change,
            "change_percent": self.treated.change_percent,
            "comparison_change_percent": self.comparison_change_percent,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
            "n_comparison": len(self.compared),
        }

    def table(self) -> list[Row]:
        """List the area, then comparison areas by name, then those left out with the reason."""
        parts = {
            "area": (self.treated,),
            "comparison": self.compared,
            "left out": self.left_out,
        }
        return [{"role": role} | asdict(area) for role, areas in parts.items() for area in areas]

    def text(self) -> str:
        """Tell the change, the comparison, its doubt, and what it cannot say."""
        here = self.treated
        windows = f"{in_words(self.before_window)} and {in_words(self.after_window)}"
        if here.change_percent is None:
            return f"No change can be given for {here.area} between {windows}: {here.why}."
        return (
            f"In {here.area} the reading went from {figure(here.before)} to {figure(here.after)} "
            f"between {windows}, a change of {percent(here.change_percent)}. {self._beside()} "
            "This is a comparison over time, not a trial: it says what went with these years here, "
            "not what brought it about, and it is only as good as the likeness of the areas."
        )

    def _beside(self) -> str:
        if self.difference is None:
            return "There is no comparison area with both readings, so nothing to set it against."
        others = counted(len(self.compared), "comparison area")
        beside = (
            f"Over the same time the unweighted mean change in {others} was "
            f"{percent(self.comparison_change_percent)}, a difference of "
            f"{figure(self.difference)} percentage points"
        )
        rank = f"{figure(self.as_far)} of {others} lay at least as far from the common mean."
        if self.low is None:
            return (
                f"{beside}. {rank} No interval: it needs {FEWEST_FOR_INTERVAL} comparison areas, "
                "whose own changes show how much areas differ by themselves."
            )
        return (
            f"{beside}, {percent(100 * self.level)} interval {figure(self.low)} to "
            f"{figure(self.high)}. {rank}"
        )


def before_after(
    readings: IntoDataFrame,
    *,
    area: str,
    before: Window,
    after: Window,
    comparison: Sequence[str] = (),
    level: float = 0.95,
) -> BeforeAfter:
    """Set one area's percentage change beside the mean of others, with a prediction interval.

    The interval is where the difference of a further area like the comparison ones would lie around
    this one: t times their standard deviation times sqrt(1 + 1/n). The rank is a permutation test:
    each area in turn plays the one that changed.

    Shapes: readings of one indicator, one row an area and period: area, starts, ends, value, mark.
    ``before`` and ``after`` are years in which periods end, or (first day, last day); several
    periods in a window are averaged. No ``comparison``: all other areas.
    Units: the indicator's; changes in per cent, differences in percentage points.
    Raises: InputError for an unknown area, windows in reverse, or overlapping periods.
    Source: prediction interval for one new observation, after Conley & Taber (2011), who use the
    comparison groups' own changes where few are treated; permutation: Abadie and others (2010).

    >>> import polars as pl
    >>> from datetime import date
    >>> values = {"here": (100, 50), "p": (100, 90), "q": (100, 110), "r": (100, 100)}
    >>> readings = pl.DataFrame([
    ...     {"area": area, "starts": date(y, 1, 1), "ends": date(y, 12, 31), "value": v, "mark": ""}
    ...     for area, pair in values.items() for y, v in zip((2014, 2017), pair)
    ... ])
    >>> result = before_after(readings, area="here", before=2014, after=2017)
    >>> {name: None if v is None else round(v, 1) for name, v in result.numbers.items()}["low"]
    -99.7
    >>> result.difference, result.as_far
    (-50.0, 0)
    """
    series = series_of(readings)
    others = _others(series, area, comparison)
    return _compare(series, area, before, after, others, level)


def movable_baseline(
    readings: IntoDataFrame,
    *,
    area: str,
    after: int,
    comparison: Sequence[str] = (),
    level: float = 0.95,
) -> list[BeforeAfter]:
    """Ask the same question from every year before, so that a reader sees the answer move.

    Shapes: as in ``before_after``; one result a year before ``after`` in which the area has a row,
    also where that row holds no value. ``after`` is a year in which periods end.
    Units: as in ``before_after``.
    Raises: InputError for an unknown area, or overlapping periods.
    Source: as in ``before_after``; showing every specification after Simonsohn and others (2020).

    >>> import polars as pl
    >>> from datetime import date
    >>> readings = pl.DataFrame([
    ...     {"area": "here", "starts": date(y, 1, 1), "ends": date(y, 12, 31), "value": v}
    ...     for y, v in ((2013, 80), (2014, 160), (2017, 100))
    ... ])
    >>> results = movable_baseline(readings, area="here", after=2017)
    >>> [(result.before_window, result.numbers["change_percent"]) for result in results]
    [(2013, 25.0), (2014, -37.5)]
    """
    series = series_of(readings)
    others = _others(series, area, comparison)
    years = [year for year in series.years(area) if year < after]
    return [_compare(series, area, year, after, others, level) for year in years]


def _others(series: Series, area: str, comparison: Sequence[str]) -> tuple[str, ...]:
    strange = [name for name in (area, *comparison) if name not in series.areas]
    if strange or area in comparison:
        wrong = listed(strange) if strange else f"{area} on both sides"
        raise InputError(
            "readings: expected an area and other areas to compare it with, each with readings, "
            f"found {wrong}. There are readings for {listed(series.areas)}."
        )
    # Naming an area twice must not count it twice.
    return tuple(sorted(set(comparison or series.areas) - {area}))


def _compare(
    series: Series,
    area: str,
    before: Window,
    after: Window,
    others: Sequence[str],
    level: float,
) -> BeforeAfter:
    _check(before, after, level)
    treated = change_of(series, area, before, after)
    changes = [change_of(series, other, before, after) for other in others]
    spread = [c.change_percent for c in changes if c.change_percent is not None]
    mean = fmean(spread) if spread else None
    own = treated.change_percent
    difference = None if own is None or mean is None else own - mean
    low, high = _around(difference, half_width(spread, level))
    return BeforeAfter(
        treated=treated,
        compared=tuple(change for change in changes if change.change_percent is not None),
        left_out=tuple(change for change in changes if change.change_percent is None),
        before_window=before,
        after_window=after,
        comparison_change_percent=mean,
        difference=difference,
        low=low,
        high=high,
        level=level,
        as_far=as_far(own, spread) if own is not None and spread else None,
        warnings=doubts_about(series, treated, changes, before, after),
    )


def _around(middle: float | None, half: float | None) -> tuple[float | None, float | None]:
    if middle is None or half is None:
        return None, None
    return middle - half, middle + half


def _check(before: Window, after: Window, level: float) -> None:
    if edges(before)[1] >= edges(after)[0]:
        raise InputError(
            f"windows: expected before to end ahead of after, found {in_words(before)} and "
            f"{in_words(after)}. Change one of them."
        )
    if not 0 < level < 1:
        raise InputError(f"level: expected a share between 0 and 1, found {level}. Try 0.95.")

"""What should make a reader careful with a before-and-after comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seedbed.methods.effects.change import FEWEST_FOR_INTERVAL, AreaChange
from seedbed.methods.effects.series import Series, Window
from seedbed.methods.prose import counted, figure, listed

NAMED = 12  # areas that are named before the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    series: Series
    treated: AreaChange
    others: Sequence[AreaChange]
    before: Window
    after: Window

    @property
    def spread(self) -> list[float]:
        return [o.change_percent for o in self.others if o.change_percent is not None]


def doubts_about(
    series: Series,
    treated: AreaChange,
    others: Sequence[AreaChange],
    before: Window,
    after: Window,
) -> tuple[str, ...]:
    """List each doubt as a sentence, the gravest first."""
    compared = _Compared(series=series, treated=treated, others=others, before=before, after=after)
    checks = (_missing, _extreme_start, _few, _alike, _left_out, _leaps, _seasons, _gaps)
    return tuple(doubt for check in checks for doubt in check(compared))


def _missing(c: _Compared) -> Iterator[str]:
    if c.treated.change_percent is None:
        yield f"No change can be given for {c.treated.area}: {c.treated.why}. Nothing is filled in."


def _extreme_start(c: _Compared) -> Iterator[str]:
    start = c.treated.before
    own = set(c.series.inside(c.before))
    years = [y for y in c.series.years(c.treated.area) if not own & set(c.series.inside(y))]
    others = [c.series.mean(c.treated.area, year).value for year in years]
    known = [value for value in others if value is not None]
    # Of two years one is always the higher: an extreme takes at least three.
    if start is None or len(known) < 2 or min(known) <= start <= max(known):
        return
    end, way = ("highest", "fall") if start > max(known) else ("lowest", "rise")
    yield (
        f"The reading before is the {end} of the {counted(len(known) + 1, 'year')} known for "
        f"{c.treated.area}, so it would tend to {way} towards its usual level without any change "
        "in practice (regression to the mean). Try another baseline."
    )


def _few(c: _Compared) -> Iterator[str]:
    if len(c.spread) < FEWEST_FOR_INTERVAL:
        yield (
            f"{counted(len(c.spread), 'comparison area')} with both readings: too few for an "
            f"interval, which needs {FEWEST_FOR_INTERVAL}."
        )


def _alike(c: _Compared) -> Iterator[str]:
    if len(c.spread) >= FEWEST_FOR_INTERVAL and len(set(c.spread)) == 1:
        yield (
            "All comparison areas changed by exactly the same amount, so the interval has no "
            "width. Are they copies of one series?"
        )


def _left_out(c: _Compared) -> Iterator[str]:
    left = [f"{o.area} ({o.why})." for o in c.others if o.change_percent is None]
    if left:
        more = [f"And {len(left) - NAMED} more."] if len(left) > NAMED else []
        areas = counted(len(left), "area")
        opening = f"Left out of the comparison for want of a reading: {areas}."
        # A sentence each: one list of them with their reasons is more than anybody can read.
        yield " ".join([opening, *left[:NAMED], *more])


def _leaps(c: _Compared) -> Iterator[str]:
    leaps = [o.area for o in c.others if o.change_percent is not None and o.change_percent > 100]
    if leaps:
        yield (
            f"More than doubled: {listed(leaps)}. Such leaps, common in small areas, widen the "
            "interval and pull the mean up."
        )


def _seasons(c: _Compared) -> Iterator[str]:
    first, last = len(c.series.inside(c.before)), len(c.series.inside(c.after))
    if first and last and first != last:
        yield (
            f"The window before holds {counted(first, 'period')} and the one after "
            f"{figure(last)}, so they may not cover the same seasons."
        )


def _gaps(c: _Compared) -> Iterator[str]:
    gaps = c.series.gaps(c.treated.area)
    if gaps:
        yield (
            f"{c.treated.area} has no value for the period to {listed(gaps)}. Nothing is filled in."
        )

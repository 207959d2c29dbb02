"""The choices that can be defended: which years before, which after, and whom to compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from seedbed.errors import InputError
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.panel import Panel
from seedbed.methods.effects.series import Period
from seedbed.methods.prose import day, listed

Years = tuple[int, ...]
AVERAGED = (2, 3)  # how many years right before the start may be averaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whom the change is set against."""

    kind: Literal["none", "area", "mean", "synthetic"]
    label: str
    areas: tuple[int, ...] = ()  # places in the panel
    of: str = ""  # the name of the set


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What may be chosen; every choice takes one of each."""

    began: date
    before: Years  # years that lie before the start in some measure, within the window
    after: Years
    between: Years  # years in which the start falls, in some measure
    baselines: tuple[Years, ...]
    ends: tuple[Years, ...]
    comparisons: tuple[Comparison, ...]
    own_baseline: tuple[Years, ...]  # the years that the claim states, by measure
    own_end: tuple[Years, ...]

    def why_not(self, panel: Panel, measure: int, baseline: Years, end: Years) -> str:
        """Why the years of a choice make no sense in one measure, or nothing."""
        if baseline != self.own_baseline[measure]:
            for year in baseline:
                if self._stands(panel, measure, year) in ("within", "after"):
                    return f"the innovation had begun by the end of the period of {year}"
        if end != self.own_end[measure]:
            for year in end:
                if self._stands(panel, measure, year) in ("within", "before"):
                    return f"the innovation had not begun when the period of {year} started"
        if max(baseline) >= min(end):
            return f"{years_said(baseline)} does not lie before {years_said(end)}"
        return ""

    def before_in(self, panel: Panel, measure: int) -> Years:
        """Years of the window that lie before the start in one measure."""
        return tuple(y for y in self.before if self._stands(panel, measure, y) == "before")

    @property
    def taken(self) -> Years:
        """All years that some choice takes."""
        return tuple(sorted({year for years in self.baselines + self.ends for year in years}))

    def _stands(self, panel: Panel, measure: int, year: int) -> str:
        period = panel.periods.get((measure, year))
        return stands(period, self.began) if period else ""


def options_of(
    panel: Panel,
    claim: ClaimToCheck,
    comparisons: Mapping[str, Sequence[str]],
    *,
    began: date,
    years_before: int,
    years_after: int,
) -> Options:
    """List what may be chosen: years in a window around the start, those stated, comparisons."""
    standing = {place: stands(period, began) for place, period in panel.periods.items()}

    def years(how: str) -> Years:
        return tuple(sorted({year for (_, year), found in standing.items() if found == how}))

    before, after = years("before")[-years_before:], years("after")[:years_after]
    measures = range(len(panel.measures))
    own_baseline = tuple(_stated(panel, m, claim.baseline) for m in measures)
    own_end = tuple(_stated(panel, m, claim.end) for m in measures)
    averages = tuple(before[-n:] for n in AVERAGED if len(before) >= n)
    singles = tuple((year,) for year in before)
    found = Options(
        began=began,
        before=before,
        after=after,
        between=years("within"),
        baselines=_with(singles + averages, own_baseline),
        ends=_with(tuple((year,) for year in after), own_end),
        comparisons=_comparisons(panel, comparisons),
        own_baseline=own_baseline,
        own_end=own_end,
    )
    if not (found.baselines and found.ends):
        raise InputError(
            f"readings, {claim.area!r}: expected at least one period that ends before "
            f"{day(began)} and one that starts on or after it, found only the years "
            f"{listed(map(str, panel.years))}. Hand in more years, or check the day."
        )
    return found


def stands(period: Period, began: date) -> Literal["before", "within", "after"]:
    """Say whether a period lies before the start, after it, or has it within.

    >>> stands((date(2014, 4, 1), date(2015, 3, 31)), date(2015, 1, 1))
    'within'
    """
    if period[1] < began:
        return "before"
    return "after" if period[0] >= began else "within"


def years_said(years: Years) -> str:
    """Write the years of a choice.

    >>> years_said((2014,)), years_said((2013, 2014))
    ('2014', 'mean of 2013 and 2014')
    """
    return str(years[0]) if len(years) == 1 else f"mean of {listed(map(str, years))}"


def _stated(panel: Panel, measure: int, stated: Period | None) -> Years:
    """Years whose periods end within stated days, or else the one that those days lie in."""
    if stated is None:
        return ()
    periods = {year: period for (m, year), period in panel.periods.items() if m == measure}
    ending = [year for year, p in periods.items() if stated[0] <= p[1] <= stated[1]]
    around = [year for year, p in periods.items() if p[0] <= stated[0] and stated[1] <= p[1]]
    return tuple(sorted(ending or around))


def _with(usual: tuple[Years, ...], own: tuple[Years, ...]) -> tuple[Years, ...]:
    return usual + tuple(sorted({years for years in own if years and years not in usual}))


def _comparisons(panel: Panel, sets: Mapping[str, Sequence[str]]) -> tuple[Comparison, ...]:
    place = {area: number for number, area in enumerate(panel.areas)}
    members = {name: tuple(sorted({place[area] for area in sets[name]})) for name in sorted(sets)}
    several = {name: areas for name, areas in members.items() if len(areas) > 1}
    single = sorted({area for areas in members.values() for area in areas})
    return (
        Comparison(kind="none", label="no comparison"),
        *(Comparison(kind="area", label=panel.areas[a], areas=(a,)) for a in single),
        *(
            Comparison(kind="mean", label=f"mean of {name}", areas=areas, of=name)
            for name, areas in several.items()
        ),
        *(
            Comparison(kind="synthetic", label=f"synthetic from {name}", areas=areas, of=name)
            for name, areas in several.items()
        ),
    )

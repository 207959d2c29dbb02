"""One choice, recomputed: what was chosen, the number it gives, and where that stands."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.methods.effects.choices import Options, Years, years_said
from seedbed.methods.effects.claim import ClaimToCheck, Kind
from seedbed.methods.effects.curve import Curve
from seedbed.methods.effects.panel import Panel
from seedbed.methods.prose import figure, percent
from seedbed.methods.results import Row

Extreme = Literal["", "highest", "lowest"]
Way = Literal["agrees", "reverses", "no change", "left out"]
Part = Literal["measure", "baseline", "end", "comparison"]
Within = Literal["", "rounding", "wider"]
# Two sums rounded differently must not part two equal numbers; in percentage points.
NOISE = 1e-9
NO_COMPARISON = "no comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to compute the change, and its number; left out if that is not known."""

    way: Way
    measure: str
    kind: Kind
    baseline: str
    end: str
    comparison: str
    before: float | None
    after: float | None
    change_percent: float | None
    comparison_change_percent: float | None
    number: float | None  # per cent or, beside a comparison, percentage points
    within: Within  # how near to the published figure
    start_is: Extreme  # whether the baseline is an extreme of the years known
    own: bool  # the dates of the claim itself, with no comparison
    others: int  # other areas for which the same choice is known
    others_as_far: int  # of these, those that moved at least as far in the claimed direction
    why: str  # why it is left out

    @property
    def alone(self) -> bool:
        """Whether the change is set beside nothing."""
        return self.comparison == NO_COMPARISON

    @property
    def span(self) -> str:
        """What was chosen but for the measure, in words."""
        beside = f"with {NO_COMPARISON}" if self.alone else f"beside {self.comparison}"
        return f"from {self.baseline} to {self.end} {beside}"

    @property
    def said(self) -> str:
        """What was chosen, in words."""
        return f"{self.measure} {self.span}"

    @property
    def told(self) -> str:
        """The number, in words."""
        return percent(self.number) if self.alone else f"{figure(self.number)} percentage points"

    def row(self) -> Row:
        """The choice as plain values."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What it takes to put a place in the curve into words."""

    panel: Panel
    options: Options
    curve: Curve
    claim: ClaimToCheck
    wider: float
    others: NDArray[np.int64]
    as_far: NDArray[np.int64]

    def choices(self, m: int, b: int, e: int) -> list[Choice]:
        """Every comparison for one measure, baseline and end."""
        baseline, end = self.options.baselines[b], self.options.ends[e]
        odd = self.options.why_not(self.panel, m, baseline, end)
        alike = {
            "measure": self.panel.measures[m],
            "kind": self.panel.kinds[m],
            "baseline": years_said(baseline),
            "end": years_said(end),
            "before": _known(self.curve.before[m, 0, b]),
            "after": _known(self.curve.after[m, 0, e]),
            "change_percent": None if odd else _known(self.curve.percent[m, 0, b, e]),
            "start_is": extreme_start(self.panel, m, baseline),
        }
        own = (self.options.own_baseline[m], self.options.own_end[m]) == (baseline, end)
        comparisons = range(len(self.options.comparisons))
        return [self._choice((m, c, b, e), alike, odd, own) for c in comparisons]

    def _choice(
        self, place: tuple[int, int, int, int], alike: dict[str, Any], odd: str, own: bool
    ) -> Choice:
        m, c, b, e = place
        comparison = self.options.comparisons[c]
        alone = comparison.kind == "none"
        number = None if odd else _known(self.curve.numbers[m, c, 0, b, e])
        return Choice(
            **alike,
            way=_way(number, self.claim),
            comparison=comparison.label,
            comparison_change_percent=None if alone else _known(self.curve.compared[m, c, 0, b, e]),
            number=number,
            within=_within(number, self.claim, self.wider),
            own=own and alone,
            others=0 if number is None else int(self.others[place]),
            others_as_far=0 if number is None else int(self.as_far[place]),
            why="" if number is not None else odd or self._why(place),
        )

    def _why(self, place: tuple[int, int, int, int]) -> str:
        """Why the number of a choice whose years make sense is not known."""
        m, c, b, e = place
        comparison = self.options.comparisons[c]
        if why := self._no_percent(m, 0, b, e):
            return why
        if comparison.kind == "area":
            return f"{comparison.label}: {self._no_percent(m, comparison.areas[0], b, e)}"
        if comparison.kind == "mean":
            return f"no area of {comparison.of} has a reading above zero before and one after"
        asked = (self.panel.measures[m], comparison.of)
        why = next(fit.why for fit in self.curve.fits if (fit.measure, fit.of) == asked)
        return why or "the mix of areas is not above zero in the baseline"

    def _no_percent(self, m: int, area: int, b: int, e: int) -> str:
        baseline, end = self.options.baselines[b], self.options.ends[e]
        why = self.panel.why(m, area, baseline) or self.panel.why(m, area, end)
        unfit = "the reading before is not above zero, so no percentage can be taken"
        return why or ("" if self.curve.before[m, area, b] > 0 else unfit)


def choices_of(
    panel: Panel,
    options: Options,
    curve: Curve,
    claim: ClaimToCheck,
    *,
    wider: float,
    peers: Sequence[int],
) -> list[Choice]:
    """Lay out every choice in words, in the order of the options."""
    here, there = curve.numbers[:, :, :1], curve.numbers[:, :, list(peers)]
    as_far = claim.sign * there >= claim.sign * here - NOISE
    layout = _Layout(
        panel=panel,
        options=options,
        curve=curve,
        claim=claim,
        wider=wider,
        others=np.isfinite(there).sum(axis=2),
        as_far=as_far.sum(axis=2),
    )
    spans = (panel.measures, options.baselines, options.ends)
    places = product(*(range(len(span)) for span in spans))
    return [choice for place in places for choice in layout.choices(*place)]


def extreme_start(panel: Panel, measure: int, baseline: Years) -> Extreme:
    """Say whether a baseline lies above, or below, every other year known of the first area."""
    start = panel.mean(measure, baseline)[0]
    own = set(panel.at(baseline))
    others = [v for y, v in enumerate(panel.values[measure, 0]) if y not in own and np.isfinite(v)]
    # Of two years one is always the higher: an extreme takes at least three.
    if not np.isfinite(start) or len(others) < 2 or min(others) <= start <= max(others):
        return ""
    return "highest" if start > max(others) else "lowest"


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _way(number: float | None, claim: ClaimToCheck) -> Way:
    if number is None:
        return "left out"
    if abs(number) <= NOISE:
        return "no change"
    return "agrees" if number * claim.sign > 0 else "reverses"


def _within(number: float | None, claim: ClaimToCheck, wider: float) -> Within:
    if number is None:
        return ""
    off = abs(number - claim.published) - NOISE
    if off <= claim.rounding:
        return "rounding"
    return "wider" if off <= wider else ""


def number_of(choice: Choice) -> float:
    """The number of a choice that is in the curve."""
    if choice.number is None:
        raise ValueError(f"{choice.said} is left out and has no number")
    return choice.number


def in_order(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Choices by their number, the lowest first; of equals, the plainest first."""
    return tuple(sorted(choices, key=lambda choice: _to_noise(number_of(choice))))


def nearest_to(published: float, curve: Sequence[Choice]) -> Choice:
    """The choice whose number comes nearest to the published one; of equals, the plainest."""
    return min(curve, key=lambda choice: _to_noise(abs(number_of(choice) - published)))


def _to_noise(number: float) -> float:
    # Equal numbers that were rounded differently on the way must stay in the order of the options.
    return round(number, 9)

"""A synthetic comparison for one measure of a panel: which areas, which years, and how close.

Areas differ in size, so each is taken in shares of its own mean over the years fitted.
"""

from dataclasses import dataclass

import numpy as np

from seedbed.methods.effects.choices import Comparison, Options, Years
from seedbed.methods.effects.panel import Block, Panel
from seedbed.methods.effects.synthetic import synthetic_mix

FEWEST_YEARS = 3  # fewer can be matched by almost any mix
FEWEST_AREAS = 2  # one area alone is no mix


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a synthetic comparison was made, or why it was not."""

    measure: str
    of: str  # the set it is made from
    years: Years  # years before, which it is fitted to
    offered: tuple[str, ...]  # areas with every reading
    weights: tuple[tuple[str, float], ...]  # areas with a share in the mix, the largest first
    misfit_percent: float | None  # typical miss in the years fitted, of the area's own mean
    why: str

    @property
    def loose(self) -> bool:
        """Whether so many areas stand beside so few years that other mixes may fit alike."""
        return not self.why and len(self.offered) > len(self.years)


def mix_of(
    panel: Panel, options: Options, measure: int, comparison: Comparison, area: int
) -> tuple[Fit, Block]:
    """Fit one area on its years before; give the mix for every year of the panel."""
    values = panel.values[measure]
    years = tuple(
        year
        for year in options.before_in(panel, measure)
        if np.isfinite(values[area, panel.years.index(year)])
    )
    needed = panel.at([y for y in options.taken if (measure, y) in panel.periods])
    complete = [a for a in comparison.areas if a != area and np.isfinite(values[a, needed]).all()]
    means = {a: values[a, panel.at(years)].mean() for a in (area, *complete)} if years else {}
    offered = [a for a in complete if means.get(a, 0.0) > 0]
    why = _why_not(years, offered, means.get(area, 0.0), comparison)
    named: list[tuple[str, float]] = []
    misfit, mix = None, np.full(len(panel.years), np.nan)
    if not why:
        shares = values[offered] / np.array([[means[a]] for a in offered])
        own = values[area, panel.at(years)] / means[area]
        found = synthetic_mix(own, shares[:, panel.at(years)])
        misfit, mix = 100 * found.misfit, np.array(found.weights) @ shares
        named = [(panel.areas[a], w) for a, w in zip(offered, found.weights, strict=True) if w > 0]
    fit = Fit(
        measure=panel.measures[measure],
        of=comparison.of,
        years=years,
        offered=tuple(panel.areas[a] for a in offered),
        weights=tuple(sorted(named, key=lambda pair: (-pair[1], pair[0]))),
        misfit_percent=misfit,
        why=why,
    )
    return fit, mix


def _why_not(years: Years, offered: list[int], mean: float, comparison: Comparison) -> str:
    if len(years) < FEWEST_YEARS:
        return (
            f"a synthetic comparison needs {FEWEST_YEARS} years before, with a reading, to be "
            f"fitted to; there {'is' if len(years) == 1 else 'are'} {len(years)}"
        )
    if mean <= 0:
        return "a synthetic comparison needs a mean above zero in the years before"
    if len(offered) < FEWEST_AREAS:
        return (
            f"a synthetic comparison needs {FEWEST_AREAS} areas of {comparison.of} with every "
            f"reading above zero; there {'is' if len(offered) == 1 else 'are'} {len(offered)}"
        )
    return ""

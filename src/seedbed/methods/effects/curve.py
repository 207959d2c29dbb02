"""Every choice recomputed at once, for the area of the claim and for the others in its place.

One number a choice: the change in per cent or, with a comparison, the difference of two such
changes in percentage points, as in ``before_after``. Not-a-number stands for what is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.methods.effects.choices import Comparison, Options
from seedbed.methods.effects.mixes import Fit, mix_of
from seedbed.methods.effects.panel import Block, Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Numbers of all choices, and the parts they are made of."""

    numbers: Block  # measures x comparisons x areas x baselines x ends
    compared: Block  # the same shape: what the comparison did; zero where there is none
    before: Block  # measures x areas x baselines
    after: Block  # measures x areas x ends
    percent: Block  # measures x areas x baselines x ends
    fits: tuple[Fit, ...]  # of the area of the claim


def curve_of(panel: Panel, options: Options, peers: Sequence[int]) -> Curve:
    """Compute all choices; the first area is the claim's, and peers take its place in turn."""
    measures = range(len(panel.measures))
    before = np.array([[panel.mean(m, years) for years in options.baselines] for m in measures])
    after = np.array([[panel.mean(m, years) for years in options.ends] for m in measures])
    before, after = before.transpose(0, 2, 1), after.transpose(0, 2, 1)
    percent = _percent(before, after)
    fits: list[Fit] = []
    compared = np.array(
        [
            [
                _synthetic(panel, options, m, comparison, peers, fits)
                if comparison.kind == "synthetic"
                else _beside(percent[m], comparison)
                for comparison in options.comparisons
            ]
            for m in measures
        ]
    )
    return Curve(
        numbers=percent[:, None] - compared,
        compared=compared,
        before=before,
        after=after,
        percent=percent,
        fits=tuple(fits),
    )


def _percent(before: Block, after: Block) -> Block:
    # A percentage takes a reading above zero to start from.
    start = np.where(before > 0, before, np.nan)[..., :, None]
    return np.asarray(100 * (after[..., None, :] - start) / start)


def _beside(percent: Block, comparison: Comparison) -> Block:
    """What the others did: nobody, one area, or the mean of those of a set with both readings."""
    if comparison.kind == "none":
        return np.zeros_like(percent)
    members = list(comparison.areas)
    known = np.isfinite(percent[members])
    filled = np.where(known, percent[members], 0.0)
    total = np.repeat(filled.sum(axis=0, keepdims=True), len(percent), axis=0)
    count = np.repeat(known.sum(axis=0, keepdims=True), len(percent), axis=0)
    # A member that takes the place of the claim's area is not compared with itself.
    total[members] -= filled
    count[members] -= known
    return total / np.where(count > 0, count, np.nan)


def _synthetic(
    panel: Panel,
    options: Options,
    measure: int,
    comparison: Comparison,
    peers: Sequence[int],
    fits: list[Fit],
) -> Block:
    found = np.full((len(panel.areas), len(options.baselines), len(options.ends)), np.nan)
    fit, found[0] = _mixed(panel, options, measure, comparison, 0)
    fits.append(fit)
    if not fit.why:
        for peer in peers:
            found[peer] = _mixed(panel, options, measure, comparison, peer)[1]
    return found


def _mixed(
    panel: Panel, options: Options, measure: int, comparison: Comparison, area: int
) -> tuple[Fit, Block]:
    fit, mix = mix_of(panel, options, measure, comparison, area)
    before = np.array([mix[panel.at(years)].mean() for years in options.baselines])
    after = np.array([mix[panel.at(years)].mean() for years in options.ends])
    return fit, _percent(before, after)

"""A published claim, recomputed over every choice that can be defended: a specification curve.

The published figure is one choice of measure, years and comparison. Among all the others a reader
sees how much of it lies in the readings and how much in the choice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.effects.checked import Checked, Placebo
from seedbed.methods.effects.choices import options_of
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.curve import Curve, curve_of
from seedbed.methods.effects.panel import Panel, panel_of
from seedbed.methods.effects.recomputed import NOISE, choices_of, in_order
from seedbed.methods.effects.specification_doubts import (
    FEWEST_PEERS,
    Checking,
    doubts_about,
    wanting_in,
)

NO_SETS: Mapping[str, Sequence[str]] = MappingProxyType({})


def check_claim(
    claim: ClaimToCheck,
    readings: IntoDataFrame,
    *,
    comparisons: Mapping[str, Sequence[str]] = NO_SETS,
    began: date | None = None,
    years_before: int = 5,
    years_after: int = 5,
    wider: float = 5.0,
) -> Checked:
    """Recompute a claim over measure x baseline x end x comparison, and say where it lies.

    Baselines are single years before the start, and the mean of the last two and three; ends are
    single years after it; both also as the claim states them. A comparison is none, one area, the
    mean of a set, or a synthetic mix of a set, fitted to the years before. Beside a comparison the
    number is the difference of two changes in per cent, as in ``before_after``.

    Shapes: readings, one row a measure, area and year: measure, kind, area, starts, ends, value,
    mark. ``comparisons``: sets of areas by name; an empty set is wanted but not loaded. ``began``:
    the first day of the innovation; without it, the day after the claim's baseline.
    Units: changes in per cent, differences in percentage points, ``wider`` too.
    Raises: InputError for a claim without baseline or start, an unknown area, an area-year twice,
    measures of two kinds, no year before or none after, a window or band that is not positive.
    Source: specification curve and its permutation by unit: Simonsohn, Simmons & Nelson (2020);
    synthetic comparison and placebo: Abadie, Diamond & Hainmueller (2010).

    >>> import polars as pl
    >>> readings = pl.DataFrame([
    ...     {"measure": "plans started", "kind": "starts", "area": "here", "value": value,
    ...      "starts": date(year - 1, 4, 1), "ends": date(year, 3, 31), "mark": ""}
    ...     for year, value in ((2013, 80), (2014, 160), (2016, 100), (2017, 80))
    ... ])
    >>> claim = ClaimToCheck(says="Plans fell by 49 %", who="a page", measure="plans", area="here",
    ...                      direction="fell", percent=49)
    >>> result = check_claim(claim, readings, began=date(2015, 1, 1))
    >>> [(choice.baseline, choice.end, round(choice.number, 1)) for choice in result.curve][:2]
    [('2014', '2017', -50.0), ('2014', '2016', -37.5)]
    >>> result.numbers["same_direction"], result.numbers["reversed"], result.nearest.end
    (4, 1, '2017')
    """
    _check(years_before, years_after, wider)
    others = sorted({area for areas in comparisons.values() for area in areas})
    start = claim.start(began)
    panel = panel_of(readings, claim.area, others)
    options = options_of(
        panel,
        claim,
        comparisons,
        began=start,
        years_before=years_before,
        years_after=years_after,
    )
    # An area on its own, such as a nation, is no peer: only those of a set can take the place.
    peers = sorted({a for c in options.comparisons if c.kind == "mean" for a in c.areas})
    placed = peers if len(peers) >= FEWEST_PEERS else []
    curve = curve_of(panel, options, placed)
    choices = choices_of(panel, options, curve, claim, wider=wider, peers=placed)
    known = [choice.number is not None for choice in choices]
    checking = Checking(
        claim=claim,
        panel=panel,
        options=options,
        choices=choices,
        fits=curve.fits,
        peers=peers,
        sets=comparisons,
    )
    return Checked(
        claim=claim,
        curve=in_order(choice for choice in choices if choice.number is not None),
        left_out=tuple(choice for choice in choices if choice.number is None),
        kinds=tuple(zip(panel.measures, panel.kinds, strict=True)),
        wider=wider,
        gaps=checking.gaps,
        fits=curve.fits,
        placebo=_placebo(panel, curve, known, placed, claim.sign),
        warnings=doubts_about(checking),
        wanting=wanting_in(checking),
    )


def _check(years_before: int, years_after: int, wider: float) -> None:
    if years_before < 1 or years_after < 1 or not wider > 0:
        raise InputError(
            "window: expected at least one year before and after and a band above zero, found "
            f"{years_before}, {years_after} and {wider}. Try 5, 5 and 5."
        )


def _placebo(
    panel: Panel, curve: Curve, known: Sequence[bool], peers: Sequence[int], sign: int
) -> Placebo | None:
    """Set the median of each area beside the median here, over the choices known for both."""
    # The order of choices: measure, baseline, end, comparison; areas first.
    every = sign * curve.numbers.transpose(2, 0, 3, 4, 1).reshape(len(panel.areas), -1)
    here = np.array(known)
    areas, as_far = [], []
    for peer in peers:
        both = here & np.isfinite(every[peer])
        if both.any():
            areas.append(panel.areas[peer])
            if np.median(every[peer, both]) >= np.median(every[0, both]) - NOISE:
                as_far.append(panel.areas[peer])
    return Placebo(areas=tuple(areas), as_far=tuple(as_far)) if areas else None

"""A synthetic comparison: the mix of other areas that runs closest to one area in the years before.

This is the only door to it: a method that wants a synthetic comparison asks here, so that another
engine can take its place. It matches on the readings alone, with no further predictors.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import nnls

from seedbed.errors import InputError

Numbers = NDArray[np.float64]

# With more areas than years many mixes may fit alike. This share of the misfit is traded for the
# most even of them: small enough not to be seen in the fit, enough to leave one answer.
EVENNESS = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Weights of other areas, none below zero, which sum to one; and how far the mix is off."""

    weights: tuple[float, ...]
    misfit: float  # root of the mean squared difference over the years fitted


def synthetic_mix(area: ArrayLike, others: ArrayLike) -> Mix:
    """Weigh other areas so that their mix runs as close as can be to one area.

    As the weights sum to one, the misfit is the length of a mix of the differences, and the least
    such length is found exactly by non-negative least squares with one further row of ones.

    Shapes: ``area`` holds T readings; ``others`` J areas by T readings; all known.
    Units: one unit for all; the misfit is in it.
    Raises: InputError for no other area, unequal lengths, or an unknown reading.
    Source: Abadie, Diamond & Hainmueller (2010), outcomes only; least distance by NNLS: Lawson &
    Hanson (1974) ch. 23; one mix among many that fit alike: after Abadie & L'Hour (2021).

    >>> mix = synthetic_mix([2.0, 3.0, 5.0], [[1.0, 2.0, 3.0], [4.0, 5.0, 9.0], [4.0, 9.0, 9.0]])
    >>> [round(weight, 3) for weight in mix.weights], round(mix.misfit, 3)
    ([0.667, 0.333, 0.0], 0.0)
    """
    target, offered = _checked(area, others)
    apart = (offered - target).T
    years, areas = apart.shape
    scale = float(np.abs(apart).max()) or 1.0
    system = np.vstack(
        [apart / scale, np.sqrt(EVENNESS) * np.eye(areas), np.ones((1, areas))],
    )
    wanted = np.zeros(len(system))
    wanted[-1] = 1.0
    # The default limit of three rounds an area is short for areas that are nearly alike.
    found: Any = nnls(system, wanted, maxiter=100 * areas)[0]
    weights: Numbers = found / found.sum()
    misfit = float(np.sqrt(((apart @ weights) ** 2).sum() / years))
    return Mix(weights=tuple(weights.tolist()), misfit=misfit)


def _checked(area: ArrayLike, others: ArrayLike) -> tuple[Numbers, Numbers]:
    target, offered = np.asarray(area, dtype=float), np.asarray(others, dtype=float)
    shaped = target.ndim == 1 and target.size and offered.ndim == 2 and len(offered)
    if not shaped or offered.shape[1] != len(target):
        raise InputError(
            "synthetic comparison: expected T readings of one area, and J other areas by the same "
            f"T, found {target.shape} and {offered.shape}. Give each area every year, once."
        )
    if not (np.isfinite(target).all() and np.isfinite(offered).all()):
        raise InputError(
            "synthetic comparison: expected a known reading of every area in every year, found an "
            "unknown one. Leave out that area or that year."
        )
    return target, offered

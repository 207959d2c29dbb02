"""How many programmes it would take to tell two shares apart."""

import math
from statistics import NormalDist


def needed_in_each(
    share: float, other: float, *, level: float = 0.05, power: float = 0.8
) -> int | None:
    """Count the independent cases needed in each of two groups of the same size.

    Shapes: two shares.
    Units: shares in [0, 1]; the answer counts cases a group, ``None`` if the shares are equal.
    Raises: nothing.
    Source: Fleiss, Levin & Paik (2003) ch. 4, without continuity correction; R ``power.prop.test``.

    >>> needed_in_each(0.5, 0.75, power=0.9)
    77
    >>> needed_in_each(0.9, 0.7)
    62
    """
    if share == other:
        return None
    normal = NormalDist()
    both = (share + other) / 2
    chance = normal.inv_cdf(1 - level / 2) * math.sqrt(2 * both * (1 - both))
    signal = normal.inv_cdf(power) * math.sqrt(share * (1 - share) + other * (1 - other))
    return math.ceil(((chance + signal) / (share - other)) ** 2)

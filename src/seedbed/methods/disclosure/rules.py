"""The rules an output is checked against: every number of them in one frozen place.

No law sets these numbers; they are rules of thumb that output checkers agree on. A study may set
its own, and says so. The presets are what three bodies of practice ask for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from seedbed.errors import InputError

Small = Literal["suppress", "nought"]
Zeros = Literal["suppress", "show"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What counts as few, as dominant and as close.

    Sources: threshold and residual degrees of freedom: Bond, Brandt & de Wolf (2015), Guidelines
    for the checking of output based on microdata research. Dominance of 2 at 90 % and p of 10 %:
    the default file of ACRO 1.0; the rules themselves: Hundepool and others (2012), Statistical
    Disclosure Control, chapter 4. Rounding to 5: ehrQL. Protection: our own, see ``width``.
    """

    threshold: int = 10  # fewer people than this are few
    small: Small = "suppress"  # a small count is left out, or shown as nought
    zeros: Zeros = "suppress"  # nobody is also something to know about a group
    rounding: int = 5  # shown counts to the nearest multiple of this; 1 rounds nothing
    dominance_n: int = 2  # an amount is dominated when its largest n contributors
    dominance_k: float = 90.0  # ... bring k per cent of it or more
    p_percent: float = 10.0  # nobody may work out a contribution to within this per cent
    residual_df: int = 10  # a model needs this many more observations than parameters
    protection: float | None = None  # the narrowest a reader may get a suppressed count

    def __post_init__(self) -> None:
        """Refuse rules that cannot be kept."""
        for name in ("threshold", "rounding", "dominance_n", "residual_df"):
            _check(name, getattr(self, name), at_least=1, whole=True)
        for name in ("dominance_k", "p_percent"):
            _check(name, getattr(self, name), above=0, at_most=100)
        if self.protection is not None:
            _check("protection", self.protection, above=0)
        if self.rounding > 2 * self.threshold:
            # A count that may be shown would round to nought, and read as nobody.
            raise InputError(
                f"rules, rounding: expected at most twice the threshold of {self.threshold}, "
                f"found {self.rounding}. Lower one or raise the other."
            )

    @property
    def width(self) -> float:
        """Say how wide a reader's interval for a suppressed count must stay.

        The threshold itself: in one line with its total, what is suppressed then counts at least
        the threshold taken together. A count shown as nought lies between nought and one less.
        """
        if self.protection is not None:
            return self.protection
        return self.threshold if self.small == "suppress" else self.threshold - 1

    @property
    def zeros_stand(self) -> bool:
        """Say whether a count of nobody is told from a small one and shown."""
        return self.zeros == "show" and self.small == "suppress"


def _check(
    name: str,
    value: float,
    *,
    at_least: float = -float("inf"),
    above: float = -float("inf"),
    at_most: float = float("inf"),
    whole: bool = False,
) -> None:
    if at_least <= value <= at_most and value > above and (not whole or value == int(value)):
        return
    floor = f"at least {at_least}" if above == -float("inf") else f"above {above}"
    ceiling = "" if at_most == float("inf") else f" and at most {at_most:g}"
    raise InputError(
        f"rules, {name}: expected {'a whole number' if whole else 'a number'} {floor}{ceiling}, "
        f"found {value}. Correct it."
    )


SEEDBED = Rules()
# ehrQL, measures/disclosure_control.py: "counts of 7 or less to nought, then nearest 5".
EHRQL = Rules(threshold=8, small="nought", rounding=5)
# The default file of ACRO 1.0: the same numbers as ours, and no rounding unless asked.
ACRO = Rules(rounding=1)

PRESETS: Mapping[str, Rules] = MappingProxyType({"seedbed": SEEDBED, "ehrql": EHRQL, "acro": ACRO})

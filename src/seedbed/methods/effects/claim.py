"""A published claim, as data: something fell, or rose, by so much, in one area."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from seedbed.errors import InputError
from seedbed.methods.effects.series import Period
from seedbed.methods.prose import day, listed

Kind = Literal["count", "rate", "starts", "stock"]
KINDS: dict[Kind, str] = {
    "count": "how many there were over a period",
    "rate": "a rate",
    "starts": "how many started in a period",
    "stock": "how many there were on a day",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimToCheck:
    """What somebody published about one area. What the source does not state stays empty.

    ``percent`` is the size without a sign; ``kind`` is what the source counted, if it says so.

    >>> ClaimToCheck(says="Plans fell by 49 %", who="a project page", measure="plans", area="here",
    ...              direction="fell", percent=49).published
    -49.0
    """

    says: str
    who: str
    measure: str
    area: str
    direction: Literal["fell", "rose"]
    percent: float
    kind: Kind | None = None
    said_on: date | None = None
    baseline_starts: date | None = None
    baseline_ends: date | None = None
    end_starts: date | None = None
    end_ends: date | None = None
    address: str = ""

    def __post_init__(self) -> None:
        """Refuse a claim that cannot be set beside a number."""
        where = f"claim {self.says!r}"
        if self.direction not in ("fell", "rose"):
            raise InputError(
                f"{where}, 'direction': expected fell or rose, found {self.direction!r}. "
                "A claim of no change cannot be checked here."
            )
        if self.kind is not None and self.kind not in KINDS:
            raise InputError(
                f"{where}, 'kind': expected {listed(KINDS)}, or nothing, found {self.kind!r}."
            )
        # Read from a file, a number may be missing whatever the annotation says.
        number = isinstance(self.percent, int | float) and math.isfinite(self.percent)
        if not number or self.percent <= 0 or (self.direction == "fell" and self.percent > 100):
            raise InputError(
                f"{where}, 'percent': expected the size of the change in per cent, above 0, and "
                f"for a fall at most 100, found {self.percent!r}. Give it without a sign."
            )
        for name, starts, ends in (
            ("baseline", self.baseline_starts, self.baseline_ends),
            ("end", self.end_starts, self.end_ends),
        ):
            if (starts is None) != (ends is None) or (starts and ends and starts > ends):
                raise InputError(
                    f"{where}, {name!r}: expected a first and a last day in order, or neither, "
                    f"found {starts} and {ends}. Correct them."
                )
        if self.baseline and self.end and self.baseline[1] >= self.end[0]:
            raise InputError(
                f"{where}, 'end': expected it to start after the baseline ends, found "
                f"{self.end[0]} and {self.baseline[1]}. Correct one of them."
            )

    @property
    def published(self) -> float:
        """The published change in per cent, with its sign."""
        return self.sign * float(self.percent)

    @property
    def sign(self) -> int:
        """Minus one for a fall, one for a rise."""
        return -1 if self.direction == "fell" else 1

    @property
    def rounding(self) -> float:
        """Half of the last decimal place that was published, in percentage points."""
        exponent = Decimal(str(float(self.percent))).normalize().as_tuple().exponent
        return 0.5 * 10.0 ** min(int(exponent), 0)

    @property
    def baseline(self) -> Period | None:
        """First and last day counted from, if stated."""
        return _both(self.baseline_starts, self.baseline_ends)

    @property
    def end(self) -> Period | None:
        """First and last day counted to, if stated."""
        return _both(self.end_starts, self.end_ends)

    @property
    def cited(self) -> str:
        """The words of the claim, who said so, and when."""
        when = day(self.said_on) if self.said_on else "date not known"
        return f"“{self.says}” ({self.who}, {when})"

    def start(self, began: date | None) -> date:
        """The day from which readings count as after: the start, or else the baseline's end."""
        if began is not None:
            return began
        if self.baseline is None:
            raise InputError(
                f"claim {self.says!r}, 'baseline': expected a baseline, or the day on which the "
                "innovation began, found neither. Without one nothing can be told to be before."
            )
        return self.baseline[1] + timedelta(days=1)


def _both(starts: date | None, ends: date | None) -> Period | None:
    return None if starts is None or ends is None else (starts, ends)

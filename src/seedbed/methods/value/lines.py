"""The lines that a cost-consequence table is made of."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["found", "second-hand", "known", "coded", "simulated", "unknown"]


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost line as this method needs it."""

    id: str
    case: str
    statement: str
    stage: str | None
    payer: str | None
    kind: Literal["running", "implementing", "piloting", "unknown"]
    resource: Literal["grant", "in-kind", "staff-time", "other", "unknown"]
    amount: float | None
    price_year: int | None
    same_as: str | None = None  # the line that this is another published figure for
    status: Status = "unknown"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One reported saving or gain; who says so may not be recorded."""

    id: str
    case: str
    statement: str
    gainer: str | None
    cashable: Literal["cashable", "avoided", "non-cashable", "unknown"]
    amount: float | None
    high: float | None = None
    address: str | None = None
    status: Status = "unknown"


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One reported outcome, in its own unit."""

    id: str
    case: str
    statement: str
    amount: float | None = None
    unit: str | None = None
    whose: str | None = None
    reported_by: str | None = None
    status: Status = "unknown"

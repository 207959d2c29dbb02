"""One reported outcome, and the sentence that its design has earned."""

from dataclasses import dataclass
from typing import Literal

from seedbed.methods.effects import designs
from seedbed.methods.prose import THIN, capital, figure

STATUS_WORDS = {
    "found": "",
    "second-hand": " Seen second-hand.",
    "coded": " Our own coding.",
    "simulated": " Simulated.",
    "unknown": " How we know this is not recorded.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reported outcome as this method needs it."""

    id: str
    case: str
    statement: str
    moved: designs.Moved
    design: designs.Design
    whose: str | None = None
    measure: str | None = None
    baseline: str | None = None
    comparison: str | None = None
    amount: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    status: Literal["found", "second-hand", "known", "coded", "simulated", "unknown"] = "unknown"


def sentence(row: Outcome) -> str:
    """Write one outcome in words that its design has earned."""
    result = f"{designs.RESULT[row.moved]} in {row.measure or 'an unnamed measure'}"
    if row.whose:
        result += f" for {row.whose}"
    result += _amount(row)
    said = designs.SENTENCES[row.design].format(result=result)
    return f"{capital(said)}.{STATUS_WORDS[row.status]}"


def _amount(row: Outcome) -> str:
    if row.amount is None:
        return ""
    known = row.low is not None and row.high is not None
    span = f", {figure(row.low, 2)} to {figure(row.high, 2)}" if known else ""
    unit = f"{THIN}{row.unit}" if row.unit else ""
    return f" ({figure(row.amount, 2)}{unit}{span})"

"""A row of the sustainment register, and the one story that it tells."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Known = Literal["yes", "no", "partly", "unknown"]
Fate = Literal["unknown", "ended", "partly", "continuing"]
# What is not known comes first, then what ended: success is the last thing to look at.
FATES: tuple[Fate, ...] = ("unknown", "ended", "partly", "continuing")
HOW_ENDED = {
    "by-decision": "by decision",
    "by-drift": "by drift",
    "by-crisis": "by crisis",
    "reason-unknown": "reason not known",
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row of the register: what had become of a case at a date."""

    case: str
    as_of: date | None
    delivered: Known = "unknown"
    core_kept: Known = "unknown"
    scale: Literal["smaller", "same", "larger", "unknown"] = "unknown"
    funder: Literal["grant", "base-budget", "pooled", "mixed", "unknown"] = "unknown"
    benefits_kept: Known = "unknown"
    adapted: Known = "unknown"
    absorbed: Known = "unknown"
    ended: Literal["no", "by-decision", "by-drift", "by-crisis", "reason-unknown", "unknown"] = (
        "unknown"
    )
    ended_on: date | None = None
    id: str = ""


def fate_of(row: Sighting) -> tuple[Fate, str]:
    """Say what one row tells of its case, and how it comes to say so.

    Ended: the row says so, or says that it is no longer delivered. Partly: delivered in part, or
    delivered with its core lost or half kept. Continuing: delivered, core not known to be lost.
    Everything else is unknown.

    Shapes: one row.
    Units: closed words.
    Raises: nothing.
    Source: the questions follow NHS and public-health sustainability work, in our own words.

    >>> fate_of(Sighting("a", None, delivered="no", ended="by-drift"))
    ('ended', 'by drift')
    """
    if row.ended in HOW_ENDED:
        return "ended", HOW_ENDED[row.ended]
    if row.delivered == "no":
        if row.ended == "no":
            return "unknown", "not running, yet said not to have ended"
        return "ended", "no longer running; how it ended is not recorded"
    if row.delivered == "unknown":
        return "unknown", "whether it still runs is not known"
    if row.delivered == "partly":
        return "partly", "running in part"
    if row.core_kept == "yes":
        return "continuing", "running, core kept"
    if row.core_kept == "unknown":
        return "continuing", "running; whether its core was kept is not known"
    return "partly", "running, but its core was not kept whole"

"""Events of one case put in order, gathered into stays in a stage, and read as spells and moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, zip_longest
from typing import Literal

Finish = Literal["moved on", "ended", "not known when it ended"]
Way = Literal["forward", "back", "same stage again"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event as this method needs it."""

    case: str
    earliest: date
    latest: date
    stage: str | None
    direction: Literal["forward", "loop", "stall", "setback", "ended"] = "forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One stay in one stage: from the first event recorded in it to the next stage, or an end."""

    case: str
    stage: str
    began_earliest: date
    began_latest: date
    finish: Finish
    days_low: int | None  # None where the end, or the length, is not known
    days_high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step from one spell to the next."""

    case: str
    left: str
    entered: str
    way: Way
    order_known: bool  # False where the dates overlap, so that the order may be the reverse
    earliest: date
    latest: date


@dataclass(slots=True)
class Stay:
    """Events of one case that follow each other in one stage; an ending closes it."""

    events: list[Event] = field(default_factory=list)
    ending: Event | None = None

    @property
    def case(self) -> str:
        """The case they belong to."""
        return self.events[0].case

    @property
    def stage(self) -> str:
        """The stage they share."""
        return str(self.events[0].stage)

    @property
    def began(self) -> tuple[date, date]:
        """Between which days the stay began."""
        # The stage began with whichever of its events came first, and that is itself uncertain.
        return min(e.earliest for e in self.events), min(e.latest for e in self.events)


def stays_of(events: Sequence[Event], order: Sequence[str]) -> list[Stay]:
    """Put the events of one case in order and gather those that follow each other in one stage."""

    def when(event: Event) -> tuple[int, bool, int, date]:
        middle = event.earliest.toordinal() + event.latest.toordinal()
        place = -1 if event.stage is None else order.index(event.stage)
        return middle, event.direction == "ended", place, event.earliest

    stays: list[Stay] = []
    open_now = False
    for event in sorted(events, key=when):
        if event.stage is not None:
            if not (open_now and stays[-1].stage == event.stage):
                stays.append(Stay())
                open_now = True
            stays[-1].events.append(event)
        if event.direction == "ended" and open_now:
            stays[-1].ending = event
            open_now = False
    return stays


def spells_of(stays: Sequence[Stay]) -> list[Spell]:
    """Read stays as spells, each ended by the next one, by an ending, or not known when."""
    return [_spell(stay, after) for stay, after in zip_longest(stays, stays[1:])]


def _spell(stay: Stay, after: Stay | None) -> Spell:
    end: tuple[date, date] | None = None
    finish: Finish = "not known when it ended"
    if stay.ending is not None:
        finish, end = "ended", (stay.ending.earliest, stay.ending.latest)
    elif after is not None:
        finish, end = "moved on", after.began
    began = stay.began
    # A stage seen in its ending alone began before that, nobody recorded when.
    known = end is not None and stay.events != [stay.ending]
    return Spell(
        case=stay.case,
        stage=stay.stage,
        began_earliest=began[0],
        began_latest=began[1],
        finish=finish,
        days_low=max(0, (end[0] - began[1]).days) if end and known else None,
        days_high=(end[1] - began[0]).days if end and known else None,
    )


def moves_of(stays: Sequence[Stay], order: Sequence[str]) -> list[Move]:
    """Read the steps from each stay to the next."""
    return [
        Move(
            case=stay.case,
            left=stay.stage,
            entered=after.stage,
            way=_way(order.index(after.stage) - order.index(stay.stage)),
            order_known=max(e.latest for e in stay.events) < min(e.earliest for e in after.events),
            earliest=after.began[0],
            latest=after.began[1],
        )
        for stay, after in pairwise(stays)
    ]


def _way(steps: int) -> Way:
    return "forward" if steps > 0 else "back" if steps < 0 else "same stage again"

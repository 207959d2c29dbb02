"""How long each case spent in each stage, and where it moved next.

Dates may be known only to a month or a year, so a stage has a range of days, never one figure made
up from the middle. Stages may be skipped, gone back to, or end; none of that is an error here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.sequences.stays import Event, Move, Spell, Stay, moves_of, spells_of, stays_of
from seedbed.methods.stage_order import INNOVATE_STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTimes:
    """Time in stage and moves, for each case."""

    spells: tuple[Spell, ...]
    moves: tuple[Move, ...]
    cases: tuple[str, ...]
    events: int
    undated_stage: int  # events that name no stage
    setbacks: int
    coded_loops: int
    ended_cases: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def loops(self) -> int:
        """Moves back to an earlier stage, counted only where the order is known."""
        return sum(move.way == "back" and move.order_known for move in self.moves)

    @property
    def numbers(self) -> Numbers:
        """Counts: events, cases, events without a stage, setbacks, cases ended, moves back."""
        return {
            "cases": len(self.cases),
            "events": self.events,
            "undated_stage": self.undated_stage,
            "setbacks": self.setbacks,
            "ended": len(self.ended_cases),
            "loops": self.loops,
        }

    def table(self) -> list[Row]:
        """List spells; a case without any staged event keeps a row with no stage."""
        rows: list[Row] = [asdict(spell) for spell in self.spells]
        silent = set(self.cases) - {spell.case for spell in self.spells}
        rows += [dict.fromkeys(Spell.__dataclass_fields__) | {"case": case} for case in silent]
        return sorted(rows, key=lambda row: str(row["case"]))

    def text(self) -> str:
        """Tell the counts, and why a stage may be longer or shorter than it looks."""
        certain = [move for move in self.moves if move.order_known]
        forward = sum(move.way == "forward" for move in certain)
        unclear = len(self.moves) - len(certain)
        vague = f" ({counted(unclear, 'more move')} with dates that overlap)" if unclear else ""
        unfinished = sum(spell.finish == "not known when it ended" for spell in self.spells)
        return (
            f"{counted(self.events, 'event')} in {counted(len(self.cases), 'case')}. Where the "
            f"order is known, cases moved on {counted(forward, 'time')} and back to an earlier "
            f"stage {counted(self.loops, 'time')}{vague}. "
            f"{counted(self.setbacks, 'setback')} recorded, "
            f"{counted(self.coded_loops, 'event')} coded as going back; ended: "
            f"{listed(self.ended_cases)}. For {counted(unfinished, 'stay')} in a stage it "
            "is not known when it ended, so no length is given. A stage counts from the first "
            "event recorded in it to the first event of the next one, so a stage that left few "
            f"traces looks shorter than it was. {counted(self.undated_stage, 'event')} "
            f"{'names' if self.undated_stage == 1 else 'name'} no stage."
        )


def time_in_stage(events: IntoDataFrame, *, order: Sequence[str] = INNOVATE_STAGES) -> StageTimes:
    """Measure how long each case stayed in each stage, and count its moves.

    Events are put in order by the middle of their date range; on a tie an ending comes last.
    That order is only called known where the ranges do not touch.

    Shapes: events is one row an event: case, earliest, latest, stage (may be empty), direction.
    Units: dates; lengths in days, as a range.
    Raises: InputError for a missing column or case, an unknown stage, or dates in reverse.
    Source: temporal bracketing, Langley (1999); the stages are the Innovate Project's six.

    >>> import polars as pl
    >>> from datetime import date
    >>> events = pl.DataFrame({
    ...     "case": ["a", "a", "a"],
    ...     "earliest": [date(2015, 2, 1), date(2016, 1, 1), date(2017, 3, 1)],
    ...     "latest": [date(2015, 2, 28), date(2016, 12, 31), date(2017, 3, 31)],
    ...     "stage": ["mobilising", "developing", None],
    ...     "direction": ["forward", "forward", "ended"],
    ... })
    >>> result = time_in_stage(events)
    >>> [(spell.stage, spell.days_low, spell.days_high) for spell in result.spells]
    [('mobilising', 307, 699), ('developing', 60, 455)]
    >>> result.numbers["ended"], result.numbers["loops"]
    (1, 0)
    """
    rows = rows_of(events, Event, table="events")
    check_events(rows, order)
    by_case: dict[str, list[Event]] = defaultdict(list)
    for event in rows:
        by_case[event.case].append(event)
    stays = {case: stays_of(by_case[case], order) for case in sorted(by_case)}
    moves = tuple(move for case in stays.values() for move in moves_of(case, order))
    return StageTimes(
        spells=tuple(spell for case in stays.values() for spell in spells_of(case)),
        moves=moves,
        cases=tuple(stays),
        events=len(rows),
        undated_stage=sum(event.stage is None for event in rows),
        setbacks=sum(event.direction == "setback" for event in rows),
        coded_loops=sum(event.direction == "loop" for event in rows),
        ended_cases=tuple(sorted({e.case for e in rows if e.direction == "ended"})),
        warnings=_warnings(rows, stays, moves),
    )


def check_events(rows: Sequence[Event], order: Sequence[str]) -> None:
    """Refuse an event at a stage outside the order, or with its dates in reverse."""
    for number, event in enumerate(rows, start=1):
        if event.stage is not None and event.stage not in order:
            raise InputError(
                f"events, row {number}, case {event.case!r}: expected a stage among "
                f"{listed(order, 30)}, found {event.stage!r}. Correct it, or pass another order."
            )
        if event.earliest > event.latest:
            raise InputError(
                f"events, row {number}, case {event.case!r}: expected earliest on or before "
                f"latest, found {event.earliest} and {event.latest}. Swap or correct them."
            )


def _warnings(
    rows: list[Event], stays: dict[str, list[Stay]], moves: tuple[Move, ...]
) -> tuple[str, ...]:
    found = []
    if unclear := sum(not move.order_known for move in moves):
        found.append(
            f"The order of {figure(unclear)} of {counted(len(moves), 'move')} is not known: the "
            "dates overlap. They count neither as moves on nor as moves back."
        )
    if silent := [case for case, had in stays.items() if not had]:
        found.append(f"No stage is recorded for {listed(silent)}.")
    late = [e.case for e in rows if e.direction == "ended" and not stays[e.case]]
    if late:
        found.append(f"{listed(late)} ended, but the stage it ended in is not recorded.")
    return tuple(found)

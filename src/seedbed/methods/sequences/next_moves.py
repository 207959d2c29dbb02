"""What came next after one stage, case by case: moved on, went back, ended, or not known.

A few cases that nobody drew by chance say what may happen, not how often it does: the answer is
counts with the names behind them, never a share. One case can be counted more than once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.sequences.stages import check_events
from seedbed.methods.sequences.stays import Event, Move, Stay, Way, moves_of, stays_of
from seedbed.methods.stage_order import INNOVATE_STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What is recorded of one case that was seen at the stage."""

    case: str
    moved_on: tuple[str, ...]  # later stages entered straight after it, where the order is known
    went_back: tuple[str, ...]  # earlier stages, likewise
    ended: bool
    setback: bool  # recorded at this stage
    stall: bool
    overlap: bool  # a next stage is recorded, but with dates that overlap
    unplaced: int  # stalls and setbacks of this case that name no stage

    def entered(self, way: Way) -> tuple[str, ...]:
        """The stages entered straight after it, on or back."""
        return {"forward": self.moved_on, "back": self.went_back}.get(way, ())

    @property
    def unknown(self) -> bool:
        """Whether nothing certain is known of what followed."""
        return not (self.moved_on or self.went_back or self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMoves:
    """What came next after one stage."""

    stage: str
    order: tuple[str, ...]
    cases: tuple[Next, ...]
    warnings: tuple[str, ...]

    @property
    def numbers(self) -> Numbers:
        """Counts of cases; one case may be in several of them, never in ``unknown`` as well."""
        return {
            "cases": len(self.cases),
            "moved_on": self._count(lambda case: bool(case.moved_on)),
            "went_back": self._count(lambda case: bool(case.went_back)),
            "ended": self._count(lambda case: case.ended),
            "setback": self._count(lambda case: case.setback),
            "stall": self._count(lambda case: case.stall),
            "unknown": self._count(lambda case: case.unknown),
        }

    def _count(self, holds: Callable[[Next], bool]) -> int:
        return sum(map(holds, self.cases))

    def steps(self) -> list[tuple[Way, str, tuple[str, ...]]]:
        """Each step that was taken: which way, to which stage, and by which cases."""
        steps: list[tuple[Way, str, tuple[str, ...]]] = [
            (way, stage, tuple(c.case for c in self.cases if stage in c.entered(way)))
            for way in ("forward", "back")
            for stage in self.order
        ]
        return [step for step in steps if step[2]]

    def table(self) -> list[Row]:
        """One row a thing that may come next: what, to which stage, how many cases, and which."""
        rows = [_row(_WAYS[way], which, stage) for way, stage, which in self.steps()]
        for what, name in _RECORDED.items():
            rows.append(_row(what, [case.case for case in self.cases if getattr(case, name)]))
        return rows

    def text(self) -> str:
        """Say the counts, and why they are not a rate."""
        if not self.cases:
            return f"No case has an event recorded at the stage {self.stage}."
        n = self.numbers
        steps = [f"{len(which)} {_WAYS[way]} to {stage}" for way, stage, which in self.steps()]
        said = listed([*steps, f"{n['ended']} ended"], 20)
        return (
            f"Of {counted(len(self.cases), 'case')} with an event recorded at the stage "
            f"{self.stage}, {said}; for {n['unknown']} it is not known what came next. At this "
            f"stage {n['setback']} had a setback recorded and {n['stall']} a stall. One case may "
            "be counted more than once, and work at two stages side by side looks like moving "
            "between them. A step counts where its dates do not overlap, or where it was coded as "
            "going back. The cases were not drawn by chance: read these as counts, not as a rate."
        )


_WAYS: dict[Way, str] = {"forward": "moved on", "back": "went back"}
_RECORDED = {
    "ended": "ended",
    "setback recorded here": "setback",
    "stall recorded here": "stall",
    "not known": "unknown",
}


def _row(what: str, which: Sequence[str], stage: str | None = None) -> Row:
    return {"what": what, "stage": stage, "cases": len(which), "which": "; ".join(which)}


def next_moves(
    events: IntoDataFrame, *, stage: str, order: Sequence[str] = INNOVATE_STAGES
) -> NextMoves:
    """Tell what followed one stage in each case that has an event there.

    Events are put in order and gathered into stays as ``time_in_stage`` does. A step counts where
    its dates do not overlap; a step back also where an event of the stage it leads to is coded as a
    loop. An ending that names no stage belongs to the last stage recorded before it; a stall or a
    setback that names none belongs to no stage, and is only counted as such.

    Shapes: events is one row an event: case, earliest, latest, stage (may be empty), direction.
    Units: counts of cases.
    Raises: InputError for a stage outside the order, a missing column, or dates in reverse.
    Source: temporal bracketing, Langley (1999); the stages are the Innovate Project's six.

    >>> import polars as pl
    >>> from datetime import date
    >>> events = pl.DataFrame({
    ...     "case": ["a", "a", "a", "b"],
    ...     "earliest": [date(2015, 2, 1), date(2016, 1, 1), date(2017, 3, 1), date(2016, 5, 1)],
    ...     "latest": [date(2015, 2, 28), date(2016, 12, 31), date(2017, 3, 31), date(2016, 5, 1)],
    ...     "stage": ["mobilising", "developing", "designing", "developing"],
    ...     "direction": ["forward", "setback", "loop", "forward"],
    ... })
    >>> result = next_moves(events, stage="developing")
    >>> [(case.case, case.went_back, case.unknown) for case in result.cases]
    [('a', ('designing',), False), ('b', (), True)]
    >>> result.numbers["setback"], result.numbers["unknown"]
    (1, 1)
    """
    if stage not in order:
        raise InputError(
            f"stage: expected one of {listed(order, 30)}, found {stage!r}. Choose one of them."
        )
    rows = rows_of(events, Event, table="events")
    check_events(rows, order)
    by_case: dict[str, list[Event]] = defaultdict(list)
    for event in rows:
        by_case[event.case].append(event)
    found = (_next(by_case[case], stage, order) for case in sorted(by_case))
    cases = tuple(case for case in found if case is not None)
    return NextMoves(stage=stage, order=tuple(order), cases=cases, warnings=_warnings(cases))


def _next(events: list[Event], stage: str, order: Sequence[str]) -> Next | None:
    stays = stays_of(events, order)
    here = [stay for stay in stays if stay.stage == stage]
    if not here:
        return None
    steps = zip(moves_of(stays, order), stays[1:], strict=True)
    left = [(move, after) for move, after in steps if move.left == stage]
    return Next(
        case=here[0].case,
        moved_on=_entered(left, "forward", order),
        went_back=_entered(left, "back", order),
        ended=any(stay.ending is not None for stay in here),
        setback=_recorded(here, "setback"),
        stall=_recorded(here, "stall"),
        overlap=any(not _known(move, after) for move, after in left),
        unplaced=sum(e.stage is None and e.direction in ("stall", "setback") for e in events),
    )


def _entered(steps: Iterable[tuple[Move, Stay]], way: Way, order: Sequence[str]) -> tuple[str, ...]:
    known = {move.entered for move, after in steps if move.way == way and _known(move, after)}
    return tuple(stage for stage in order if stage in known)


def _known(move: Move, after: Stay) -> bool:
    """Whether a step is certain: by its dates, or because somebody coded it as going back."""
    coded = any(event.direction == "loop" for event in after.events)
    return move.order_known or (move.way == "back" and coded)


def _recorded(stays: Iterable[Stay], direction: str) -> bool:
    return any(event.direction == direction for stay in stays for event in stay.events)


def _warnings(cases: Sequence[Next]) -> tuple[str, ...]:
    found = []
    if cases:
        found.append(
            f"{counted(len(cases), 'case')}, not drawn by chance: these are counts, not a rate."
        )
    if unclear := [case.case for case in cases if case.overlap]:
        found.append(f"The dates of a next stage overlap in {listed(unclear)}: it is not counted.")
    if unplaced := sum(case.unplaced for case in cases):
        found.append(
            f"{counted(unplaced, 'stall or setback', 'stalls and setbacks')} in these cases "
            f"{'names no stage and is' if unplaced == 1 else 'name no stage and are'} not counted."
        )
    return tuple(found)

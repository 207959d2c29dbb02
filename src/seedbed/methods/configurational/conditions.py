"""Conditions by outcome, case by case, and whether the comparison can carry a formula.

This table never states a formula. It says, loudly, what stands in the way of one: cases lost to
unknown scores, conditions that do not vary, too few cases on one side. ``doubts`` holds the checks.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.configurational.doubts import Doubt, doubts_about
from seedbed.methods.configurational.grid import Grid, Value
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Cell, Numbers, Row


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one condition at one case, as this method needs it."""

    case: str
    condition: str
    raw: float | None
    membership: float | None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsTable:
    """Cases by conditions and outcome, with every doubt named."""

    grid: Grid
    doubts: tuple[Doubt, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Each doubt as a sentence."""
        return tuple(doubt.sentence for doubt in self.doubts)

    @property
    def reportable(self) -> bool:
        """Whether nothing found here forbids a combination to be reported."""
        return not any(doubt.forbids for doubt in self.doubts)

    @property
    def numbers(self) -> Numbers:
        """Cases, complete cases, the outcome on each side among those, and doubts."""
        sides = [self.grid.side(case, self.grid.outcome) for case in self.grid.complete]
        return {
            "cases": len(self.grid.cases),
            "complete": len(self.grid.complete),
            "outcome_present": sum(side is True for side in sides),
            "outcome_absent": sum(side is False for side in sides),
            "warnings": len(self.doubts),
        }

    def table(self) -> list[Row]:
        """Give one row a case: memberships, or else raw scores, which ``raw_only`` names."""
        return [self._row(case) for case in self.grid.cases]

    def _row(self, case: str) -> Row:
        values = {column: self.grid.value(case, column) for column in self.grid.columns}
        cells: dict[str, Cell] = {column: value.shown for column, value in values.items()}
        raw_only = [name for name, value in values.items() if value.known and not value.calibrated]
        complete = all(value.known for value in values.values())
        return {"case": case, **cells, "complete": complete, "raw_only": "; ".join(raw_only)}

    def text(self) -> str:
        """Say whether a combination may be reported, and why not."""
        forbidding = [doubt.sentence for doubt in self.doubts if doubt.forbids]
        size = (
            f"{counted(len(self.grid.complete), 'case')} of {figure(len(self.grid.cases))} have a "
            f"score on {listed(self.grid.conditions)} and on the outcome {self.grid.outcome}."
        )
        if forbidding:
            return f"{size} No combination should be reported. {' '.join(forbidding)}"
        return (
            f"{size} Nothing found here forbids a truth table; this table itself states no "
            "combination, and going together is not causing."
        )


def conditions_table(
    scores: IntoDataFrame, *, outcome: str, conditions: Sequence[str] = ()
) -> ConditionsTable:
    """Set cases against conditions and an outcome, and say what the comparison can carry.

    The latest score of a case and condition counts; one without an end is the latest of all.
    Two latest scores that differ make the cell unknown. An unknown score is never filled in.

    Shapes: scores is one row a case, condition and period: case, condition, raw, membership,
    and, if there are several, earliest and latest. No ``conditions``: all but the outcome.
    Units: membership in [0, 1], above 0.5 is in, below is out; raw as coded.
    Raises: InputError for a missing column, an unscored condition, or membership outside [0, 1].
    Source: Schneider & Wagemann (2012) on skewness and limited diversity; Marx & Dusa (2011) on
    cases to conditions, whose benchmark is disputed, so that four a condition is our own.

    >>> import polars as pl
    >>> scores = pl.DataFrame({
    ...     "case": ["a", "b", "a", "b"], "condition": ["team", "team", "kept", "kept"],
    ...     "raw": [1, 0, 1, None], "membership": [1, 0, 1, None],
    ... })
    >>> result = conditions_table(scores, outcome="kept")
    >>> result.numbers["cases"], result.numbers["complete"], result.reportable
    (2, 1, False)
    """
    rows = rows_of(scores, Score, table="scores")
    _check(rows)
    chosen = tuple(conditions) or tuple(sorted({r.condition for r in rows} - {outcome}))
    _check_names(rows, outcome, chosen)
    cells: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for row in rows:
        cells[row.case, row.condition].append(row)
    grid = Grid(
        cases=tuple(sorted({row.case for row in rows})),
        conditions=chosen,
        outcome=outcome,
        values={key: _value(found) for key, found in cells.items()},
    )
    return ConditionsTable(grid=grid, doubts=doubts_about(grid))


def _check(rows: list[Score]) -> None:
    for number, row in enumerate(rows, start=1):
        if row.membership is not None and not 0 <= row.membership <= 1:
            raise InputError(
                f"scores, row {number}, case {row.case!r}, condition {row.condition!r}: expected "
                f"membership in [0, 1], found {row.membership}. Calibrate the raw score first."
            )


def _check_names(rows: list[Score], outcome: str, conditions: Sequence[str]) -> None:
    scored = sorted({row.condition for row in rows})
    unknown = [name for name in (outcome, *conditions) if name not in scored]
    if unknown or not conditions:
        wrong = f"no score of {listed(unknown)}" if unknown else "no condition beside the outcome"
        raise InputError(
            f"scores: expected an outcome and at least one condition that are scored, found "
            f"{wrong}. Scored here: {listed(scored, 30)}."
        )
    if outcome in conditions or len(set(conditions)) < len(conditions):
        raise InputError(
            f"conditions: expected each condition once and the outcome {outcome!r} not among "
            f"them, found {listed(conditions, 30)}. Leave the extra one out."
        )


def _value(found: list[Score]) -> Value:
    last = max(_when(score) for score in found)
    latest = [score for score in found if _when(score) == last]
    if len(_said(latest)) > 1:
        return Value(disagree=True)
    return Value(
        membership=max((s.membership for s in latest if s.membership is not None), default=None),
        raw=max((s.raw for s in latest if s.raw is not None), default=None),
        changed=len(_said(found)) > 1,
    )


def _said(scores: list[Score]) -> set[float]:
    shown = (s.raw if s.membership is None else s.membership for s in scores)
    return {value for value in shown if value is not None}


def _when(score: Score) -> tuple[bool, date, date]:
    dated = score.earliest is not None or score.latest is not None
    # A dated score with no end still holds; a score with no date at all is the oldest we have.
    return dated, score.latest or date.max, score.earliest or date.min

"""What stands between a table of conditions and a combination worth reporting.

A doubt that *forbids* means that a formula would be an accident of which cases could be scored; the
others tell a reader how carefully to look. Thresholds are ours and named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from seedbed.methods.configurational.grid import Grid
from seedbed.methods.prose import capital, counted, figure, listed

FEWEST_PER_SIDE = 3  # cases with the outcome, and without it
CASES_PER_CONDITION = 4
NEARLY_ALL = 0.9  # share of cases from which a condition looks necessary for anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that is wrong, in a sentence."""

    kind: str
    sentence: str
    forbids: bool


def doubts_about(grid: Grid) -> tuple[Doubt, ...]:
    """List every doubt about a grid, in the order a reader should meet them."""
    checks = (
        _lost_cases, _outcome_sides, _constants, _nearly_all, _twins, _no_side,
        _too_few_cases, _limited_diversity, _disagreeing, _changed,
    )  # fmt: skip
    return tuple(doubt for check in checks for doubt in check(grid))


def _lost_cases(grid: Grid) -> Iterator[Doubt]:
    lost = len(grid.cases) - len(grid.complete)
    if lost:
        unknown = {
            column: sum(not grid.value(case, column).known for case in grid.cases)
            for column in grid.columns
        }
        worst = sorted(((n, c) for c, n in unknown.items() if n), key=lambda pair: (-pair[0], pair))
        yield Doubt(
            kind="lost-cases",
            sentence=f"{counted(lost, 'case')} of {figure(len(grid.cases))} "
            f"{'drops' if lost == 1 else 'drop'} out because a score is not known: "
            f"{listed((f'{column} in {figure(number)}' for number, column in worst), 30)}.",
            forbids=not grid.complete,
        )


def _outcome_sides(grid: Grid) -> Iterator[Doubt]:
    sides = grid.sides(grid.outcome)
    present, absent = sum(sides), len(sides) - sum(sides)
    if min(present, absent) < FEWEST_PER_SIDE:
        yield Doubt(
            kind="outcome-sides",
            sentence=f"The outcome {grid.outcome} is clearly present in {figure(present)} and "
            f"clearly absent in {figure(absent)} of the complete cases; at least "
            f"{FEWEST_PER_SIDE} of each are needed to compare.",
            forbids=True,
        )


def _constants(grid: Grid) -> Iterator[Doubt]:
    for condition in grid.conditions:
        sides = grid.sides(condition)
        if sides and len(set(sides)) == 1:
            yield Doubt(
                kind="constant",
                sentence=f"{condition} is {'present' if sides[0] else 'absent'} in every complete "
                "case that takes a side, so nothing can be learned about it here"
                + (", and it would look necessary for any outcome." if sides[0] else "."),
                forbids=True,
            )


def _nearly_all(grid: Grid) -> Iterator[Doubt]:
    for condition in grid.conditions:
        sides = grid.sides(condition)
        if sides and NEARLY_ALL <= sum(sides) / len(sides) < 1:
            yield Doubt(
                kind="trivial-necessity",
                sentence=f"{condition} is present in {figure(sum(sides))} of "
                f"{counted(len(sides), 'case')}, so it would look necessary for almost any "
                "outcome.",
                forbids=False,
            )


def _twins(grid: Grid) -> Iterator[Doubt]:
    if len(grid.complete) < 3:
        return  # any two conditions agree or disagree throughout two cases: it says nothing
    for one, other in combinations(grid.conditions, 2):
        pairs = [(grid.side(case, one), grid.side(case, other)) for case in grid.complete]
        taken = [(a, b) for a, b in pairs if a is not None and b is not None]
        # Two constants say nothing about each other; they are named as constants.
        varies = len({a for a, _ in taken}) == 2
        if varies and len({a == b for a, b in taken}) == 1:
            alike = taken[0][0] == taken[0][1]
            yield Doubt(
                kind="twins",
                sentence=f"{one} and {other} are {'the same' if alike else 'opposites'} in every "
                "complete case, so they cannot be told apart here.",
                forbids=True,
            )


def _no_side(grid: Grid) -> Iterator[Doubt]:
    unclear = {
        column: sum(grid.side(case, column) is None for case in grid.complete)
        for column in grid.columns
    }
    named = [f"{column} in {figure(number)}" for column, number in unclear.items() if number]
    if named:
        yield Doubt(
            kind="no-side",
            sentence="Some complete cases are neither in nor out, with a membership of 0.5 or "
            f"none at all: {listed(named, 30)}. Rounding them either way would be a guess.",
            forbids=True,
        )


def _too_few_cases(grid: Grid) -> Iterator[Doubt]:
    cases, conditions = len(grid.complete), len(grid.conditions)
    if cases < CASES_PER_CONDITION * conditions:
        yield Doubt(
            kind="too-few-cases",
            sentence=f"{capital(counted(cases, 'complete case'))} for "
            f"{counted(conditions, 'condition')}: fewer than {CASES_PER_CONDITION} a condition, "
            "so a combination could come about by chance.",
            forbids=True,
        )


def _limited_diversity(grid: Grid) -> Iterator[Doubt]:
    seen = len(set(grid.configurations()))
    possible = 2 ** len(grid.conditions)
    if seen < possible:
        yield Doubt(
            kind="limited-diversity",
            sentence=f"{figure(seen)} of {figure(possible)} possible combinations of conditions "
            "were seen; about the others these cases say nothing.",
            forbids=False,
        )


def _disagreeing(grid: Grid) -> Iterator[Doubt]:
    named = _cells(grid, "disagree")
    if named:
        yield Doubt(
            kind="disagree",
            sentence=f"Scores of the same date differ, so neither is used: {listed(named)}.",
            forbids=False,
        )


def _changed(grid: Grid) -> Iterator[Doubt]:
    named = _cells(grid, "changed")
    if named:
        yield Doubt(
            kind="changed",
            sentence=f"These conditions changed over time, and only the latest score is used: "
            f"{listed(named)}.",
            forbids=False,
        )


def _cells(grid: Grid, mark: str) -> list[str]:
    return [
        f"{column} at {case}"
        for case in grid.cases
        for column in grid.columns
        if getattr(grid.value(case, column), mark)
    ]

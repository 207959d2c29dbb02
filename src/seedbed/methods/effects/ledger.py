"""The ledger of reported outcomes: what moved, for whom, and by which design we are told.

No change stands in the same rank as a gain. Two numbers for one thing are both kept, side by side.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import get_args

from narwhals.typing import IntoDataFrame

from seedbed.methods.effects import designs
from seedbed.methods.effects.outcomes import Outcome, sentence
from seedbed.methods.effects.sample_size import needed_in_each
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

A_FALL_WORTH_SEEING = 0.2  # 20 percentage points: what a test ought to be able to see


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two reports of one measure at one case that give different amounts."""

    case: str
    measure: str
    one: str
    other: str
    amounts: tuple[float, float]
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Reported outcomes by strength of design."""

    outcomes: tuple[Outcome, ...]
    disagreements: tuple[Disagreement, ...]
    warnings: tuple[str, ...]

    def count(
        self, *, strength: designs.Strength | None = None, moved: designs.Moved | None = None
    ) -> int:
        """Count rows, of one strength of design or one direction if asked."""
        return sum(
            strength in (None, designs.STRENGTH[row.design]) and moved in (None, row.moved)
            for row in self.outcomes
        )

    @property
    def numbers(self) -> Numbers:
        """Rows in all, by direction, and how many are better under stronger and weaker designs."""
        return {
            "rows": len(self.outcomes),
            "better": self.count(moved="better"),
            "no_change": self.count(moved="no-change"),
            "worse": self.count(moved="worse"),
            "mixed": self.count(moved="mixed"),
            "not_known": self.count(moved="not-known"),
            "strong_rows": self.count(strength="stronger"),
            "strong_better": self.count(strength="stronger", moved="better"),
            "weak_rows": self.count(strength="weaker"),
            "weak_better": self.count(strength="weaker", moved="better"),
        }

    def table(self) -> list[Row]:
        """List outcomes, stronger designs first, never ordered by how good the news is."""
        return [
            asdict(row)
            | {
                "maryland": designs.MARYLAND[row.design],
                "strength": designs.STRENGTH[row.design],
                "design_in_words": designs.IN_WORDS[row.design],
                "sentence": sentence(row),
            }
            for row in self.outcomes
        ]

    def by_direction(self) -> list[Row]:
        """Count directions, one row a strength of design."""
        return [
            {"strength": strength}
            | {moved: self.count(strength=strength, moved=moved) for moved in designs.RESULT}
            for strength in get_args(designs.Strength)
        ]

    def text(self) -> str:
        """Tell the counts by design, and how far they are from a test of anything."""
        unclear = self.count(strength="not known")
        return (
            f"{counted(len(self.outcomes), 'reported outcome')}: {self._side('stronger')}; "
            f"{self._side('weaker')}; for {figure(unclear)} the design is not known. Designs are "
            "graded by kind alone, on the Maryland scale by our own mapping. Counts are not sizes: "
            f"a row better is not a big change. {self.how_far_from_a_test()}"
        )

    def _side(self, strength: designs.Strength) -> str:
        rows = self.count(strength=strength)
        better = self.count(strength=strength, moved="better")
        none = self.count(strength=strength, moved="no-change")
        worse = self.count(strength=strength, moved="worse")
        return (
            f"{strength} designs, {counted(rows, 'row')}, {figure(better)} better, "
            f"{figure(none)} no change, {figure(worse)} worse"
        )

    def how_far_from_a_test(self) -> str:
        """Say what stands between these rows and a test of "stronger designs report less"."""
        strong = _programmes(self.outcomes, "stronger")
        weak = _programmes(self.outcomes, "weaker")
        weak_rows = self.count(strength="weaker")
        share = self.count(strength="weaker", moved="better") / weak_rows if weak_rows else None
        have = (
            "This is not a test of whether stronger designs report less: the rows come from "
            f"{counted(strong, 'programme')} with a stronger and {figure(weak)} with a weaker "
            "design, rows of one programme are not independent, and a test needs programmes drawn "
            "by a rule fixed before their results are known, which a ledger cannot show."
        )
        if share is None or share < A_FALL_WORTH_SEEING:
            return f"{have} With no gains under weaker designs there is no fall to look for."
        needed = needed_in_each(share, share - A_FALL_WORTH_SEEING)
        return (
            f"{have} To see a fall of {figure(100 * A_FALL_WORTH_SEEING)} percentage points in "
            f"the share of gains, four times in five, would take about {figure(needed)} "
            "programmes of each kind."
        )


def outcome_ledger(outcomes: IntoDataFrame) -> Ledger:
    """Grade reported outcomes by design, count directions, and pair up those that disagree.

    Background knowledge (status "known") is left out and said to be: it is not a found fact.

    Shapes: one row an outcome: id, case, statement, moved, design; and, where there are any, whose,
    measure, baseline, comparison, amount, unit, low, high, status.
    Units: amounts as reported, each in its own unit.
    Raises: InputError for a missing column or id, or a word outside its vocabulary.
    Source: SWiM (Campbell 2020) for counting by direction; Maryland Scientific Methods Scale
    (Sherman and others 1998; Farrington and others 2002) for the grades, by our own mapping.

    >>> import polars as pl
    >>> result = outcome_ledger(pl.DataFrame({
    ...     "id": ["o1", "o2"], "case": ["a", "b"], "statement": ["x", "y"],
    ...     "measure": ["days missing", "days missing"], "moved": ["better", "no-change"],
    ...     "design": ["before-after", "trial"], "status": ["found", "found"],
    ... }))
    >>> result.table()[0]["sentence"]
    'In a trial, the innovation brought no measurable change in days missing.'
    >>> result.numbers["weak_better"], result.numbers["strong_better"]
    (1, 0)
    """
    rows = rows_of(outcomes, Outcome, table="outcomes")
    kept = sorted((row for row in rows if row.status != "known"), key=_place)
    disagreements = tuple(_disagreements(kept))
    return Ledger(
        outcomes=tuple(kept),
        disagreements=disagreements,
        warnings=_warnings(rows, kept, disagreements),
    )


def _place(row: Outcome) -> tuple[int, str, str, str]:
    return list(designs.MARYLAND).index(row.design), row.case, row.measure or "", row.id


def _programmes(rows: Sequence[Outcome], strength: designs.Strength) -> int:
    return len({row.case for row in rows if designs.STRENGTH[row.design] == strength})


def _disagreements(rows: Sequence[Outcome]) -> list[Disagreement]:
    measured = [(row, row.measure, row.amount) for row in rows]
    told = [(row, name, amount) for row, name, amount in measured if name and amount is not None]
    return [
        Disagreement(
            case=one.case,
            measure=name,
            one=one.id,
            other=other.id,
            amounts=(amount, other_amount),
            unit=one.unit or "",
        )
        for (one, name, amount), (other, other_name, other_amount) in combinations(told, 2)
        if (one.case, name.strip().casefold(), one.unit)
        == (other.case, other_name.strip().casefold(), other.unit)
        and amount != other_amount
    ]


def _warnings(
    rows: Sequence[Outcome], kept: Sequence[Outcome], pairs: Sequence[Disagreement]
) -> tuple[str, ...]:
    found = [
        f"Two numbers for one thing at {pair.case}, {pair.measure}: {figure(pair.amounts[0], 2)} "
        f"and {figure(pair.amounts[1], 2)} {pair.unit}".rstrip()
        + "."
        for pair in pairs
    ]
    if left_out := len(rows) - len(kept):
        found.append(f"{counted(left_out, 'row')} of background knowledge left out.")
    doubtful = Counter(row.status for row in kept)
    if unsure := doubtful["second-hand"] + doubtful["unknown"]:
        found.append(f"{counted(unsure, 'row')} seen second-hand or with no record of how we know.")
    if unclear := sorted({row.case for row in kept if row.design == "unknown"}):
        found.append(
            "Rows whose design is not known count as neither kind; they are from "
            f"{listed(unclear)}."
        )
    return tuple(found)

"""What became of each: the register of what was sustained, unknowns first.

Most innovations are last heard of when their grant report is printed. Silence after that is not
survival and not failure; it is the first thing a reader must see.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar

from narwhals.typing import IntoDataFrame

from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, day, figure, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.sequences.sightings import FATES, Fate, Sighting, fate_of

T = TypeVar("T")
DISAGREE = "rows of the same date disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one case, and why we say so."""

    case: str
    fate: Fate
    how: str
    as_of: date | None
    ended_on: date | None
    scale: str
    funder: str
    core_kept: str
    benefits_kept: str
    adapted: str
    absorbed: str
    rests_on: str  # the ids of the rows it was read from, apart by a space


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What became of each case."""

    verdicts: tuple[Verdict, ...]
    warnings: tuple[str, ...]

    def of(self, fate: Fate) -> tuple[str, ...]:
        """List cases that met one fate."""
        return tuple(verdict.case for verdict in self.verdicts if verdict.fate == fate)

    @property
    def numbers(self) -> Numbers:
        """How many cases, and how many met each fate."""
        counts = {fate: len(self.of(fate)) for fate in FATES}
        return {
            "cases": len(self.verdicts),
            "unknown": counts["unknown"],
            "continuing": counts["continuing"],
            "partly": counts["partly"],
            "ended": counts["ended"],
        }

    def table(self) -> list[Row]:
        """List cases: unknown first, then ended, partly, continuing."""
        return [asdict(verdict) for verdict in self.verdicts]

    def text(self) -> str:
        """Tell how many met which fate, and what the words do not mean."""
        unknown, ended, partly, continuing = (len(self.of(fate)) for fate in FATES)
        dates = [verdict.as_of for verdict in self.verdicts if verdict.as_of]
        seen = f" Last seen between {day(min(dates))} and {day(max(dates))}." if dates else ""
        return (
            f"Of {counted(len(self.verdicts), 'case')}, it is not known what became of "
            f"{figure(unknown)}; {figure(ended)} ended, {figure(partly)} "
            f"{'goes' if partly == 1 else 'go'} on in part and {figure(continuing)} "
            f"{'was' if continuing == 1 else 'were'} still going when last seen.{seen} Each is as "
            "at its own date, so a later change may not be here. Ending is not failing, going on "
            "is not helping, and not known is neither."
        )


def became_of_each(register: IntoDataFrame, *, cases: Sequence[str] = ()) -> Register:
    """Say what became of each case, from the latest row about it.

    Ended: the row says so, or says that it is no longer delivered. Partly: delivered in part, or
    delivered with its core lost or half kept. Continuing: delivered, core not known to be lost.
    Everything else is unknown, and so are two latest rows that tell different stories.

    Shapes: register is one row a case and date; ``cases`` names all cases, also those without one.
    Units: closed words; dates.
    Raises: InputError for a missing column or case, or a word outside its vocabulary.
    Source: the questions follow NHS and public-health sustainability work, in our own words.

    >>> import polars as pl
    >>> from datetime import date
    >>> register = pl.DataFrame({
    ...     "case": ["a", "b"], "as_of": [date(2020, 1, 1), date(2017, 3, 31)],
    ...     "delivered": ["yes", "no"], "ended": ["no", "by-decision"],
    ... })
    >>> result = became_of_each(register, cases=["a", "b", "c"])
    >>> [(row["case"], row["fate"], row["how"]) for row in result.table()][:2]
    [('c', 'unknown', 'nothing recorded'), ('b', 'ended', 'by decision')]
    """
    rows = rows_of(register, Sighting, table="sustainment")
    by_case: dict[str, list[Sighting]] = {case: [] for case in cases}
    for row in rows:
        by_case.setdefault(row.case, []).append(row)
    verdicts = [_verdict(case, sightings) for case, sightings in by_case.items()]
    verdicts.sort(key=lambda verdict: (FATES.index(verdict.fate), verdict.case))
    return Register(verdicts=tuple(verdicts), warnings=_warnings(verdicts, by_case))


def _verdict(case: str, sightings: list[Sighting]) -> Verdict:
    latest = _latest(sightings)
    told = {fate_of(row) for row in latest}
    fate, how = _one_story(told) if told else ("unknown", "nothing recorded")
    return Verdict(
        case=case,
        fate=fate,
        how=how,
        as_of=latest[0].as_of if latest else None,
        ended_on=_agreed([row.ended_on for row in latest]) if fate == "ended" else None,
        scale=_agreed([row.scale for row in latest]) or "unknown",
        funder=_agreed([row.funder for row in latest]) or "unknown",
        core_kept=_agreed([row.core_kept for row in latest]) or "unknown",
        benefits_kept=_agreed([row.benefits_kept for row in latest]) or "unknown",
        adapted=_agreed([row.adapted for row in latest]) or "unknown",
        absorbed=_agreed([row.absorbed for row in latest]) or "unknown",
        rests_on=" ".join(sorted(row.id for row in latest if row.id)),
    )


def _one_story(told: set[tuple[Fate, str]]) -> tuple[Fate, str]:
    fates = sorted({fate for fate, _ in told})
    if len(fates) > 1:
        return "unknown", DISAGREE
    return fates[0], " / ".join(sorted(how for _, how in told))


def _latest(sightings: list[Sighting]) -> list[Sighting]:
    last = max((row.as_of or date.min for row in sightings), default=date.min)
    return [row for row in sightings if (row.as_of or date.min) == last]


def _agreed(values: Sequence[T]) -> T | None:
    return values[0] if len(set(values)) == 1 else None


def _warnings(verdicts: list[Verdict], by_case: dict[str, list[Sighting]]) -> tuple[str, ...]:
    found = []
    if unsure := [v.case for v in verdicts if v.how == DISAGREE]:
        found.append(f"Rows of the same date disagree for {listed(unsure)}: counted as unknown.")
    if core := [v.case for v in verdicts if v.fate == "continuing" and v.core_kept == "unknown"]:
        found.append(f"Going on, but whether the core was kept is not known: {listed(core)}.")
    lost = [
        verdict.case
        for verdict in verdicts
        if verdict.fate == "unknown"
        and any(fate_of(row)[0] != "unknown" for row in by_case[verdict.case])
        and verdict.how != DISAGREE
    ]
    if lost:
        found.append(
            f"An earlier row said more than the latest one for {listed(lost)}; the latest counts."
        )
    if undated := [v.case for v in verdicts if by_case[v.case] and v.as_of is None]:
        found.append(f"The date is not known for {listed(undated)}.")
    return tuple(found)

"""What must be in place first, ticked against what is in place here.

The order is the order of work: by stage, and within a stage what takes longest comes first, because
it must be begun first. No share is worked out: nine small ticks do not stand in for one must.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.stage_order import INNOVATE_STAGES

Here = Literal["in-place", "partly", "not-yet", "unknown"]
Weight = Literal["must", "helps", "nice"]
WEIGHTS = ("must", "helps", "nice")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be in place, as this method needs it."""

    text: str
    stage: str
    weight: Weight
    lead_months: int | None = None
    here: Here = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """One requirement, and how it stands here."""

    text: str
    stage: str
    weight: Weight
    lead_months: int | None
    here: Here

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do or to find out."""
        return self.here != "in-place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Every requirement in the order of work, and how it stands here."""

    ticked: tuple[Ticked, ...]
    warnings: tuple[str, ...]

    @property
    def left(self) -> tuple[Ticked, ...]:
        """What is not in place, or not known to be, in the order of work."""
        return tuple(row for row in self.ticked if row.is_open)

    @property
    def longest(self) -> Ticked | None:
        """Of what is left, that which takes longest, where any lead time is known."""
        timed = [row for row in self.left if row.lead_months is not None]
        return max(timed, key=lambda row: row.lead_months or 0, default=None)

    @property
    def numbers(self) -> Numbers:
        """How many stand how; how many musts are left; the longest known lead among them."""
        held = [row.here for row in self.ticked]
        return {
            "requirements": len(held),
            "in_place": held.count("in-place"),
            "partly": held.count("partly"),
            "not_yet": held.count("not-yet"),
            "not_known": held.count("unknown"),
            "musts_left": sum(row.weight == "must" for row in self.left),
            "longest_lead_months": self.longest.lead_months if self.longest else None,
            "untimed": sum(row.lead_months is None for row in self.left),
        }

    def table(self) -> list[Row]:
        """One row a requirement, in the order of work."""
        return [asdict(row) for row in self.ticked]

    def text(self) -> str:
        """Tell what is left, what to begin first, and what a tick does not show."""
        n = self.numbers
        if not self.ticked:
            return "No requirement is recorded, which does not mean that none is needed."
        said = [
            f"Of {counted(len(self.ticked), 'requirement')}, {n['in_place']} "
            f"{_is(n['in_place'])} in place, {n['partly']} partly, {n['not_yet']} not yet, and "
            f"{n['not_known']} {_is(n['not_known'])} not known.",
            *_first(self),
        ]
        return " ".join([*said, "A tick is what was answered; nobody has checked it."])


def readiness(requirements: IntoDataFrame, *, order: Sequence[str] = INNOVATE_STAGES) -> Readiness:
    """Tick requirements against what is in place here, and order what is left.

    Shapes: one row a requirement: text, stage, weight (must, helps, nice), and where known
    lead_months and here (in-place, partly, not-yet, unknown). ``order`` names the stages in turn.
    Units: lead times in months; an unknown one is not zero and comes after the known ones.
    Raises: InputError for a missing column, an unknown word, a stage outside ``order``, or a
    negative lead time.
    Source: our own ordering, for decision "what must be in place first" (a need by stage).

    >>> import polars as pl
    >>> result = readiness(pl.DataFrame({
    ...     "text": ["Shared office", "Pooled budget", "Data agreement"],
    ...     "stage": ["developing", "designing", "designing"],
    ...     "weight": ["helps", "must", "must"],
    ...     "lead_months": [2, None, 9],
    ...     "here": ["in-place", "unknown", "not-yet"],
    ... }))
    >>> [row.text for row in result.left]
    ['Data agreement', 'Pooled budget']
    >>> result.numbers["musts_left"], result.numbers["longest_lead_months"]
    (2, 9)
    """
    rows = rows_of(requirements, Requirement, table="requirements")
    _check(rows, order)
    ticked = sorted(
        (
            Ticked(
                text=row.text,
                stage=row.stage,
                weight=row.weight,
                lead_months=row.lead_months,
                here=row.here,
            )
            for row in rows
        ),
        key=lambda row: _turn(row, order),
    )
    return Readiness(ticked=tuple(ticked), warnings=_warnings(ticked))


def _turn(row: Ticked, order: Sequence[str]) -> tuple[int, bool, int, int]:
    """By stage; then the longest lead, those nobody timed last; then what matters most."""
    months = row.lead_months
    return order.index(row.stage), months is None, -(months or 0), WEIGHTS.index(row.weight)


def _check(rows: Sequence[Requirement], order: Sequence[str]) -> None:
    for number, row in enumerate(rows, start=1):
        where = f"requirements, row {number}, {row.text!r}"
        if row.stage not in order:
            raise InputError(
                f"{where}: expected a stage among {listed(order)}, found {row.stage!r}. Correct "
                "the stage, or hand in the order of your own stages."
            )
        if row.lead_months is not None and row.lead_months < 0:
            raise InputError(
                f"{where}: expected a lead time of nought months or more, found "
                f"{row.lead_months}. Correct it, or leave it empty if it is not known."
            )


def _is(count: float | int | None) -> str:
    return "is" if count == 1 else "are"


def _first(found: Readiness) -> list[str]:
    n = found.numbers
    if not found.left:
        return []
    said = []
    if n["musts_left"]:
        said.append(f"Of what is left, {n['musts_left']} {_is(n['musts_left'])} a must.")
    if found.longest:
        said.append(
            f"What takes longest, {counted(int(found.longest.lead_months or 0), 'month')}: "
            f"{found.longest.text.rstrip('.')}."
        )
    if n["untimed"]:
        said.append(f"How long it takes is not recorded for {n['untimed']} of them.")
    return said


def _warnings(rows: Sequence[Ticked]) -> tuple[str, ...]:
    found = []
    untimed = sum(r.is_open and r.weight == "must" and r.lead_months is None for r in rows)
    if untimed:
        musts = counted(untimed, "must")
        found.append(f"For {musts} no lead time is recorded, so when to begin is not known.")
    listed_as = Counter((row.stage, row.text) for row in rows)
    again = [text.rstrip(".") for (_, text), count in listed_as.items() if count > 1]
    if again:
        found.append(f"Listed more than once at one stage, and counted so: {listed(again)}.")
    return tuple(found)

"""Costs by stage, payer and kind, beside what was gained: a cost-consequence table.

Costs and gains are never divided into one headline ratio. They have different owners, years and
proof, and a ratio would hide all three. What is not known is counted apart and never adds zero.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import capital, counted, figure, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.stage_order import INNOVATE_STAGES
from seedbed.methods.value.lines import Benefit, Cost, OutcomeLine

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCell:
    """What one payer spent in one stage on one kind of cost."""

    stage: str
    payer: str
    kind: str
    resources: str
    lines: int
    not_known: int  # lines whose amount is not known
    other_figures: int  # lines that give another figure for money already counted
    known_total: float | None  # None when no amount is known; never zero for want of knowledge
    price_years: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One gain in its own unit, and who says so."""

    ledger: Literal["benefit", "outcome"]
    id: str
    case: str
    statement: str
    for_whom: str
    cashable: str
    amount: float | None
    high: float | None
    unit: str
    said_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostConsequence:
    """Costs by stage, payer and kind; consequences beside them."""

    cells: tuple[CostCell, ...]
    consequences: tuple[Consequence, ...]
    cost_known_total: float | None
    amounts_not_known: int
    other_figures: int
    payer_unknown: int
    warnings: tuple[str, ...]

    @property
    def numbers(self) -> Numbers:
        """Lines, the total of known amounts as they stand, and lines with no payer known."""
        return {
            "cost_lines": sum(cell.lines for cell in self.cells),
            "cost_known_total": self.cost_known_total,
            "benefit_lines": sum(row.ledger == "benefit" for row in self.consequences),
            "payer_unknown": self.payer_unknown,
        }

    def table(self) -> list[Row]:
        """List costs, one row a stage, payer and kind."""
        return [asdict(cell) for cell in self.cells]

    def beside(self) -> list[Row]:
        """List benefits and outcomes, to stand beside the costs."""
        return [asdict(row) for row in self.consequences]

    def _gaps(self) -> str:
        gaps = [
            f"no amount is known for {counted(number, 'line')}"
            for number in (self.amounts_not_known,)
            if number
        ]
        gaps += [f"no payer for {counted(n, 'line')}" for n in (self.payer_unknown,) if n]
        return f" {capital(' and '.join(gaps))}." if gaps else ""

    def text(self) -> str:
        """Tell what is known to have been spent, what is not, and what not to make of it."""
        lines = sum(cell.lines for cell in self.cells)
        benefits = sum(row.ledger == "benefit" for row in self.consequences)
        outcomes = len(self.consequences) - benefits
        total = self.cost_known_total
        spent = (
            "no amount is known"
            if total is None
            else f"known amounts add up to £{figure(total)}, a sum of what happens to be recorded "
            "and not the full cost"
        )
        twice = (
            f" Not added: {counted(self.other_figures, 'other figure')} for the same money."
            if self.other_figures
            else ""
        )
        return (
            f"{counted(lines, 'cost line')}: {spent}.{twice}{self._gaps()} "
            f"{counted(benefits, 'reported benefit')} and {counted(outcomes, 'outcome')} stand "
            "beside the costs in their own units, each as somebody reported it. They are not "
            "divided by the costs: payer, gainer, year and proof differ. Amounts are as reported, "
            "in the prices of their own year, not discounted."
        )


def cost_consequence(
    costs: IntoDataFrame,
    benefits: IntoDataFrame,
    outcomes: IntoDataFrame,
    *,
    order: Sequence[str] = INNOVATE_STAGES,
) -> CostConsequence:
    """Total known costs by stage, payer and kind, and set benefits and outcomes beside them.

    Background knowledge (status "known") is left out and said to be: it is not a found fact. A line
    that is ``same_as`` another gives a second figure for the same money, and is never added to it.

    Shapes: costs: id, case, statement, stage, payer, kind, resource, amount, price_year; same_as
    and status where there are any. Benefits: id, case, statement, gainer, cashable, amount; high,
    address, status likewise. Outcomes: id, case, statement; amount, unit, whose, reported_by,
    status likewise.
    Units: pounds as reported, each in the prices of its year.
    Raises: InputError for a missing column or id, a word outside its vocabulary, an unknown stage.
    Source: cost-consequence analysis as in HM Treasury's Green Book; the three kinds of cost kept
    apart after the COINS work on stages of implementation.

    >>> import polars as pl
    >>> costs = pl.DataFrame({
    ...     "id": ["c1", "c2"], "case": ["a", "a"], "statement": ["grant", "staff lent"],
    ...     "stage": ["developing", "developing"], "payer": ["DfE", None],
    ...     "kind": ["piloting", "unknown"], "resource": ["grant", "in-kind"],
    ...     "amount": [1_200_000, None], "price_year": [2015, None], "status": ["found", "found"],
    ... })
    >>> none = pl.DataFrame(schema=["id", "case", "statement", "gainer", "cashable", "amount"])
    >>> result = cost_consequence(costs, none, none)
    >>> result.numbers["cost_known_total"], result.numbers["payer_unknown"]
    (1200000.0, 1)
    """
    every = rows_of(costs, Cost, table="costs")
    gains = rows_of(benefits, Benefit, table="benefits")
    results = rows_of(outcomes, OutcomeLine, table="outcomes")
    _check(every, order)
    lines = [line for line in every if line.status != "known"]
    kept = [_benefit(row) for row in gains if row.status != "known"]
    kept += [_outcome(row) for row in results if row.status != "known"]
    others = _other_figures(lines)
    amounts = [line.amount for line in lines if line.amount is not None and line not in others]
    left_out = len(every) + len(gains) + len(results) - len(lines) - len(kept)
    return CostConsequence(
        cells=tuple(_cells(lines, others, order)),
        consequences=tuple(sorted(kept, key=lambda row: (row.ledger, row.case, row.id))),
        cost_known_total=sum(amounts) if amounts else None,
        amounts_not_known=sum(line.amount is None for line in lines),
        other_figures=len(others),
        payer_unknown=sum(line.payer is None for line in lines),
        warnings=_warnings(lines, others, left_out),
    )


def _check(lines: Sequence[Cost], order: Sequence[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if line.stage is not None and line.stage not in order:
            raise InputError(
                f"costs, row {number}, id {line.id!r}: expected a stage among "
                f"{listed(order, 30)}, found {line.stage!r}. Correct it, or pass another order."
            )
    repeats = {line.id: line.same_as for line in lines}
    for number, line in enumerate(lines, start=1):
        if line.same_as is not None and repeats.get(line.same_as, line.id) is not None:
            raise InputError(
                f"costs, row {number}, id {line.id!r}: expected same_as to name another line that "
                f"is itself no repeat, found {line.same_as!r}. Name the line whose amount counts."
            )


def _other_figures(lines: Sequence[Cost]) -> set[Cost]:
    # If the line that it repeats was left out, the repeat is the only figure there is, and counts.
    here = {line.id for line in lines}
    return {line for line in lines if line.same_as in here}


def _cells(lines: Sequence[Cost], others: set[Cost], order: Sequence[str]) -> list[CostCell]:
    groups: dict[tuple[int, str, str], list[Cost]] = defaultdict(list)
    for line in lines:
        place = len(order) if line.stage is None else order.index(line.stage)
        groups[place, line.payer or NOT_KNOWN, line.kind].append(line)
    return [
        _cell([*order, NOT_KNOWN][place], payer, kind, groups[place, payer, kind], others)
        for place, payer, kind in sorted(groups)
    ]


def _cell(stage: str, payer: str, kind: str, lines: Sequence[Cost], others: set[Cost]) -> CostCell:
    known = [line for line in lines if line.amount is not None and line not in others]
    amounts = [line.amount for line in known if line.amount is not None]
    years = sorted({str(line.price_year or NOT_KNOWN) for line in known})
    return CostCell(
        stage=stage,
        payer=payer,
        kind=NOT_KNOWN if kind == "unknown" else kind,
        resources=", ".join(sorted({line.resource for line in lines})),
        lines=len(lines),
        not_known=sum(line.amount is None for line in lines),
        other_figures=sum(line in others for line in lines),
        known_total=sum(amounts) if amounts else None,
        price_years=", ".join(years),
    )


def _benefit(row: Benefit) -> Consequence:
    return Consequence(
        ledger="benefit",
        id=row.id,
        case=row.case,
        statement=row.statement,
        for_whom=row.gainer or NOT_KNOWN,
        cashable=row.cashable,
        amount=row.amount,
        high=row.high,
        unit="GBP",
        said_by=row.address or "not recorded",
    )


def _outcome(row: OutcomeLine) -> Consequence:
    return Consequence(
        ledger="outcome",
        id=row.id,
        case=row.case,
        statement=row.statement,
        for_whom=row.whose or NOT_KNOWN,
        cashable="",
        amount=row.amount,
        high=None,
        unit=row.unit or "",
        said_by=row.reported_by or "not recorded",
    )


def _warnings(lines: Sequence[Cost], others: set[Cost], left_out: int) -> tuple[str, ...]:
    priced = [line for line in lines if line.amount is not None and line not in others]
    years = sorted({line.price_year for line in priced if line.price_year is not None})
    unpriced = sum(line.price_year is None for line in priced)
    found = []
    if len(years) > 1:
        found.append(
            f"Amounts in prices of {listed(str(year) for year in years)} are added as they stand, "
            "not brought to one year: the total is only a rough size."
        )
    if unpriced and len(priced) > 1:
        found.append(
            f"The price year of {figure(unpriced)} of {counted(len(priced), 'amount')} is not "
            "known; added as they stand."
        )
    if others:
        told = sorted(_name(line) for line in others)
        found.append(f"Another figure for the same money, not added: {listed(told)}.")
    if hidden := [_name(line) for line in lines if line.amount is None]:
        found.append(f"The amount of {listed(hidden)} is not known and adds nothing to any total.")
    if nobody := [_name(line) for line in lines if line.payer is None]:
        found.append(f"Who paid for {listed(nobody)} is not known.")
    if left_out:
        found.append(f"{counted(left_out, 'row')} of background knowledge left out.")
    return tuple(found)


def _name(line: Cost) -> str:
    """A line as a reader knows it, not by its id."""
    return f"{line.case} ({line.statement})"

"""One call for one output: tables, models and summaries, and what is out already.

A verdict says what these checks found. It never says that an output is safe: that is for two people
who know the places, and no check of numbers knows what a reader knows already.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.disclosure.cells import Table, shown
from seedbed.methods.disclosure.differencing import differencing
from seedbed.methods.disclosure.layout import Key
from seedbed.methods.disclosure.models import Judged, judge_models, judge_summaries
from seedbed.methods.disclosure.protected import Protected, named, protect
from seedbed.methods.disclosure.released import Differences, Released, released_from
from seedbed.methods.disclosure.rules import SEEDBED, Rules
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

Answer = Literal["show", "suppress", "refuse"]

LIMITS = (
    "These are checks of numbers by rules of thumb. They do not know what a reader knows already: "
    "somebody who is in a table, a neighbour, a news report. They see no other tables than those "
    "handed to them, no words, and no rare combination that is not a cell. Two people who know the "
    "places still have to look."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One figure, model or summary, and what these checks say of it."""

    part: str
    name: str
    shown: float | None
    answer: Answer
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the checks say of one output, item by item."""

    items: tuple[Checked, ...]
    tables: Mapping[str, Protected]
    differences: Differences | None  # nobody's members were known: nothing could be compared

    @property
    def holds(self) -> bool:
        """Say whether nothing is refused, once what is to be suppressed is suppressed."""
        new = self.differences is not None and any(f.new for f in self.differences.findings)
        return not new and self.count("refuse") == 0

    def count(self, answer: Answer) -> int:
        """Count items of one answer."""
        return sum(item.answer == answer for item in self.items)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say every doubt of every part."""
        said = [
            f"{name}: {warning}" for name, one in self.tables.items() for warning in one.warnings
        ]
        said += [
            f"{name}: not compared with other releases, because whom it counts is not known."
            for name, one in self.tables.items()
            if not _knows_whom(one)
        ]
        return (*said, *(self.differences.warnings if self.differences else ()))

    @property
    def numbers(self) -> Numbers:
        """Items by answer, and groups that differences set apart."""
        return {
            "items": len(self.items),
            "show": self.count("show"),
            "suppress": self.count("suppress"),
            "refuse": self.count("refuse"),
            "set_apart": len(self.differences.findings) if self.differences else None,
        }

    def table(self) -> list[Row]:
        """List every item with its answer and reason."""
        return [
            {
                "part": item.part,
                "name": item.name,
                "shown": item.shown,
                "answer": item.answer,
                "reason": item.reason,
            }
            for item in self.items
        ]

    def text(self) -> str:
        """Tell what may be shown, what not, and what no check of numbers can tell."""
        refused = [f"{item.name} ({item.reason})" for item in self.items if item.answer == "refuse"]
        no = f" Refused: {listed(refused)}." if refused else ""
        outcome = (
            "Nothing else stands against it in these checks."
            if self.holds
            else "It does not pass as it is."
        )
        doubts = f" {' '.join(self.warnings)}" if self.warnings else ""
        return (
            f"Of {counted(len(self.items), 'item')}, {figure(self.count('show'))} may be shown, "
            f"{figure(self.count('suppress'))} are suppressed and {figure(self.count('refuse'))} "
            f"refused.{no}{doubts} {outcome} {LIMITS}"
        )


def check_output(
    *,
    tables: Mapping[str, Table] | None = None,
    models: IntoDataFrame | None = None,
    summaries: IntoDataFrame | None = None,
    earlier: Sequence[Released] = (),
    release: str = "this release",
    rules: Rules = SEEDBED,
) -> Verdict:
    """Check everything one output holds, item by item.

    Tables made with ``people_table`` are also compared with each other and with earlier totals.

    Shapes: tables by name; frames as ``judge_models`` and ``judge_summaries`` take them; totals
    released earlier with the pseudonyms they count.
    Units: each table's own.
    Raises: InputError for an output that holds nothing, or earlier totals that no table can be
    compared with because it does not know whom it counts.
    Source: as in ``protect``, ``differencing``, ``judge_models`` and ``judge_summaries``.

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.tables import frequency_table
    >>> counts = pl.DataFrame({"row": ["a", "b", "c"], "count": [4, 17, 31]})
    >>> verdict = check_output(tables={"ages": frequency_table(counts, SEEDBED)})
    >>> [(item.name, item.answer) for item in verdict.items]
    [('a', 'suppress'), ('all', 'show'), ('b', 'suppress'), ('c', 'show')]
    >>> verdict.holds, verdict.items[2].reason
    (True, 'would give another figure away by subtraction')
    """
    protected = {name: protect(table) for name, table in (tables or {}).items()}
    items = [
        *(_figure(name, one, key) for name, one in protected.items() for key in one.source.cells),
        *(_judged("model", one) for one in _given(judge_models, models, rules)),
        *(_judged("summary", one) for one in _given(judge_summaries, summaries, rules)),
    ]
    if not items:
        raise InputError(
            "output: expected a table, a model or a summary to check, found none. Hand one over."
        )
    return Verdict(
        items=tuple(items),
        tables=protected,
        differences=_differences(protected, earlier, release, rules),
    )


def _figure(part: str, protected: Protected, key: Key) -> Checked:
    hidden = key in protected.suppressed
    answer: Answer = "refuse" if key in protected.open else "suppress" if hidden else "show"
    return Checked(
        part=part,
        name=named(key),
        shown=shown(protected.source, key, protected.suppressed),
        answer=answer,
        reason="; ".join(protected.reasons(key)),
    )


def _given(
    judge: Callable[[IntoDataFrame, Rules], list[Judged]],
    frame: IntoDataFrame | None,
    rules: Rules,
) -> list[Judged]:
    return [] if frame is None else judge(frame, rules)


def _judged(part: str, one: Judged) -> Checked:
    answer: Answer = "refuse" if one.reason else "show"
    return Checked(part=part, name=one.name, shown=None, answer=answer, reason=one.reason)


def _knows_whom(protected: Protected) -> bool:
    return any(cell.members for cell in protected.source.cells.values())


def _differences(
    tables: Mapping[str, Protected], earlier: Sequence[Released], release: str, rules: Rules
) -> Differences | None:
    known = {name: one for name, one in tables.items() if _knows_whom(one)}
    if not known and earlier:
        raise InputError(
            "earlier: expected a table that knows whom it counts, to compare with what is out, "
            f"found {listed(tables)}. Make it with people_table."
        )
    if not known:
        return None
    new = [
        total for name, one in known.items() for total in released_from(one, f"{release}, {name}")
    ]
    return differencing(new, earlier, rules)

"""There beside here, on what a difference is said to matter for.

Two places are never added up to one number: five likenesses that hardly matter do not outweigh one
difference that does. So each thing keeps its own line, and the counts are told by kind.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, listed
from seedbed.methods.results import Numbers, Row

Answer = Literal["yes", "partly", "no", "unknown"]
Alike = Literal["same", "partly", "differs", "not-known"]
ALIKE: dict[str, Alike] = {"yes": "same", "partly": "partly", "no": "differs"}
MATTERING = ("yes", "partly")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to hold there beside here: what was there, and whether it is so here."""

    factor: str
    there: str | None
    here: Answer = "unknown"
    matters: Answer = "unknown"
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One thing, compared."""

    factor: str
    there: str | None
    here: Answer
    alike: Alike
    matters: Answer
    change: str

    @property
    def counts(self) -> bool:
        """Whether a difference is said to matter, wholly or in part."""
        return self.matters in MATTERING


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two places compared, thing by thing, in the order given."""

    sides: tuple[Side, ...]
    warnings: tuple[str, ...]

    @property
    def numbers(self) -> Numbers:
        """How many things; of those that matter, how many of each kind. No total is made."""
        return {
            "things": len(self.sides),
            "matter": sum(side.counts for side in self.sides),
            "same": len(self.that_are("same")),
            "partly": len(self.that_are("partly")),
            "differs": len(self.that_are("differs")),
            "not_known": len(self.that_are("not-known")),
            "matter_not_known": len(self.unasked),
        }

    @property
    def unasked(self) -> tuple[Side, ...]:
        """Things of which nobody has looked whether a difference matters."""
        return tuple(side for side in self.sides if side.matters == "unknown")

    def that_are(self, alike: Alike) -> tuple[Side, ...]:
        """Things that matter and are of this kind."""
        return tuple(side for side in self.sides if side.counts and side.alike == alike)

    def table(self) -> list[Row]:
        """One row a thing: there, here, alike or not, whether it matters, what to change."""
        return [asdict(side) for side in self.sides]

    def text(self) -> str:
        """Tell the counts by kind, name what differs, and say what this cannot foresee."""
        return " ".join([_counted(self), *_named(self), *_unasked(self), LIMIT])


LIMIT = (
    "This is no score, and nothing is added up. Before it is tried here, what carries over can "
    "only be anticipated. It can be assessed afterwards."
)


def side_by_side(things: IntoDataFrame) -> SideBySide:
    """Set a place where something was tried beside a place that thinks of trying it.

    Where it is not known how it was there, or how it is here, the two are not called alike: a
    guess of likeness is what transfer most often fails on.

    Shapes: one row a thing: factor, there (how it was there; empty where not known), and where
    given here (the answer to a question whose yes means "as there": yes, partly, no or unknown),
    matters (does a difference matter: the same words), change (what one would change).
    Units: counts of things.
    Raises: InputError for a missing column, an empty factor, or a word outside the four.
    Source: PIET-T (Schloemer and Schröder-Bäck 2018): transferability is anticipated before and
    assessed after. The factors come from the people who must decide, as in TRANSFER
    (Munthe-Kaas and others 2020). The words and the rule for what is not known are ours.

    >>> import polars as pl
    >>> result = side_by_side(pl.DataFrame({
    ...     "factor": ["Pooled money", "One leader"],
    ...     "there": ["The council and health paid together.", None],
    ...     "here": ["no", "yes"],
    ...     "matters": ["yes", "yes"],
    ... }))
    >>> [row["alike"] for row in result.table()]
    ['differs', 'not-known']
    >>> result.numbers["matter"], result.numbers["same"], result.numbers["not_known"]
    (2, 0, 1)
    """
    rows = rows_of(things, Thing, table="things")
    sides = tuple(
        Side(
            factor=row.factor,
            there=row.there,
            here=row.here,
            alike=ALIKE.get(row.here, "not-known") if row.there else "not-known",
            matters=row.matters,
            change=row.change,
        )
        for row in rows
    )
    return SideBySide(sides=sides, warnings=_warnings(sides))


def _counted(found: SideBySide) -> str:
    numbers = found.numbers
    if not numbers["matter"]:
        return "Nobody has said yet on which things a difference would matter."
    return (
        f"On the {counted(int(numbers['matter'] or 0), 'thing')} said to matter, here is as there "
        f"on {numbers['same']}, partly on {numbers['partly']}, and differs on "
        f"{numbers['differs']}; {numbers['not_known']} "
        f"{'is' if numbers['not_known'] == 1 else 'are'} not known."
    )


def _named(found: SideBySide) -> list[str]:
    heads: tuple[tuple[Alike, str], ...] = (
        ("differs", "Different"), ("partly", "Partly so"), ("not-known", "Not known"),
    )  # fmt: skip
    named = [(head, [side.factor for side in found.that_are(kind)]) for kind, head in heads]
    return [f"{head}: {'; '.join(factors)}." for head, factors in named if factors]


def _unasked(found: SideBySide) -> list[str]:
    if not found.unasked:
        return []
    count = counted(len(found.unasked), "thing")
    return [
        f"For {count} nobody has looked whether a difference matters: "
        f"{'; '.join(side.factor for side in found.unasked)}."
    ]


def _warnings(sides: Sequence[Side]) -> tuple[str, ...]:
    found = []
    unknown = [side.factor for side in sides if not side.there and side.here != "unknown"]
    if unknown:
        found.append(
            f"How it was there is not known for {listed(unknown)}, so the answer given for here "
            "cannot be set beside anything."
        )
    again = [name for name, count in Counter(s.factor for s in sides).items() if count > 1]
    if again:
        found.append(f"Listed more than once, and counted so: {listed(again)}.")
    return tuple(found)

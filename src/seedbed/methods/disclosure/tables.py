"""Tables of counts and of amounts, and which of their cells may not stand by themselves.

Suppression comes first and rounding after it. Rounding first would show some counts that are too
small, and the search for what else to suppress would lean on figures nobody counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.disclosure.cells import Cell, Table
from seedbed.methods.disclosure.layout import Key, Sum, groups_of, sums_of
from seedbed.methods.disclosure.protection import for_amount, for_count
from seedbed.methods.disclosure.rules import Rules
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import listed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count of people for one row and column."""

    row: str
    count: int
    column: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in one row and column."""

    person: str
    row: str
    column: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class AmountRow:
    """What one contributor brings to one row and column."""

    contributor: str
    row: str
    amount: float
    column: str = ""
    within: str = ""


def frequency_table(counts: IntoDataFrame, rules: Rules, *, margins: bool = True) -> Table:
    """Read a table of counts, add its totals, and find the counts too small to show.

    Shapes: one row a cell: row, count; and, where there are any, column and within (the group of
    the row). Every row must have every column: a count that was not made is not nought.
    Units: people.
    Raises: InputError for a missing, repeated or negative cell, or a name that is taken.
    Source: threshold rule, Bond, Brandt & de Wolf (2015).

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> table = frequency_table(pl.DataFrame({"row": ["a", "b"], "count": [4, 30]}), SEEDBED)
    >>> {key[0]: (cell.value, cell.primary) for key, cell in table.cells.items()}
    {'a': (4, True), 'all': (34, False), 'b': (30, False)}
    """
    rows = rows_of(counts, CountRow, table="counts")
    found = {(row.row, row.column): row.count for row in rows}
    within, columns = groups_of((r.row, r.within) for r in rows), {r.column for r in rows}
    missing = [(r, c) for r in within for c in sorted(columns) if (r, c) not in found]
    negative = [key for key, count in found.items() if count < 0]
    if missing or negative or len(found) != len(rows) or not rows:
        wrong = missing or negative or sorted(found)
        raise InputError(
            "counts: expected one count of nought or more for every row and column, found "
            f"{len(rows)} rows; look at {listed(' / '.join(key).strip(' /') for key in wrong)}. "
            "Count what is missing; do not fill it with nought."
        )
    sums = sums_of(within, sorted(columns)) if margins else ()
    every = _joined({key: [count] for key, count in found.items()}, sums)
    cells = {
        key: Cell(value=sum(parts), protection=for_count(sum(parts), rules))
        for key, parts in every.items()
    }
    return Table(cells=cells, sums=sums, counts=True, rules=rules)


def people_table(people: IntoDataFrame, rules: Rules, *, margins: bool = True) -> Table:
    """Count people into a table that remembers who was counted, to compare it with others.

    Shapes: one row a person: person, row; and, where there are any, column and within. A row and
    column nobody is in counts nought.
    Units: people.
    Raises: InputError for a person in two places, or a name that is taken.
    Source: threshold rule, Bond, Brandt & de Wolf (2015).

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> table = people_table(pl.DataFrame({"person": ["p1", "p2"], "row": ["a", "b"]}), SEEDBED)
    >>> sorted(table.cells["all", ""].members)
    ['p1', 'p2']
    """
    rows = rows_of(people, PersonRow, table="people")
    if not rows or len({row.person for row in rows}) != len(rows):
        raise InputError(
            f"people: expected each person in one row, found {len(rows)} rows of "
            f"{len({row.person for row in rows})} people. Choose one place for each."
        )
    keys, sums = _places(rows, margins)
    found: dict[Key, list[str]] = {key: [] for key in keys}
    for row in rows:
        found[row.row, row.column].append(row.person)
    cells = {
        key: Cell(value=len(who), protection=for_count(len(who), rules), members=frozenset(who))
        for key, who in _joined(found, sums).items()
    }
    return Table(cells=cells, sums=sums, counts=True, rules=rules)


def magnitude_table(amounts: IntoDataFrame, rules: Rules, *, margins: bool = True) -> Table:
    """Add up amounts by contributor, and find the totals that give a contributor away.

    Shapes: one row a contribution: contributor, row, amount; and, where there are any, column and
    within. Contributions of one contributor to one cell are added.
    Units: the amounts' own; they are not rounded.
    Raises: InputError for a negative amount, or a name that is taken.
    Source: threshold, dominance and p % rules, Hundepool and others (2012), chapter 4.

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> frame = pl.DataFrame({"contributor": list("abc"), "row": ["x"] * 3, "amount": [90, 9, 1]})
    >>> magnitude_table(frame, SEEDBED).cells["x", ""].protection.reasons
    ('threshold', 'dominance', 'p-percent')
    """
    rows = rows_of(amounts, AmountRow, table="amounts")
    negative = [f"row {n} ({row.amount:g})" for n, row in enumerate(rows, 1) if row.amount < 0]
    if not rows or negative:
        raise InputError(
            "amounts: expected contributions of nought or more, because shares of a total that "
            f"mixes gains and losses mean nothing, found {listed(negative)}. Put losses in a table "
            "of their own."
        )
    keys, sums = _places(rows, margins)
    found: dict[Key, list[tuple[str, float]]] = {key: [] for key in keys}
    for row in rows:
        found[row.row, row.column].append((row.contributor, row.amount))
    brought = {key: _by_contributor(pairs) for key, pairs in _joined(found, sums).items()}
    largest = max(value for each in brought.values() for value in each)
    cells = {
        key: Cell(value=sum(each), protection=for_amount(each, largest, rules))
        for key, each in brought.items()
    }
    return Table(cells=cells, sums=sums, counts=False, rules=rules)


def _places(
    rows: Sequence[PersonRow] | Sequence[AmountRow], margins: bool
) -> tuple[list[Key], tuple[Sum, ...]]:
    within = groups_of((row.row, row.within) for row in rows)
    columns = sorted({row.column for row in rows})
    keys = [(row, column) for row in within for column in columns]
    return keys, sums_of(within, columns) if margins else ()


def _joined(found: Mapping[Key, list[T]], sums: Iterable[Sum]) -> dict[Key, list[T]]:
    """Gather what every cell and every total is made of, in the order of their names."""
    parts_of = {one.total: one.parts for one in sums}

    def gathered(key: Key) -> list[T]:
        if key in found:
            return found[key]
        return [item for part in parts_of[key] for item in gathered(part)]

    return {key: gathered(key) for key in sorted({*found, *parts_of})}


def _by_contributor(pairs: Iterable[tuple[str, float]]) -> list[float]:
    brought: dict[str, float] = {}
    for contributor, amount in pairs:
        brought[contributor] = brought.get(contributor, 0.0) + amount
    return list(brought.values())

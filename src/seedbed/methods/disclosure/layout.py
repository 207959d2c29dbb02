"""How the cells of a table add up: which total is the sum of which parts.

A one-way table has one sum, a two-way table one for each row and column; rows may also be gathered
in groups with subtotals. Everything a reader can solve follows from these sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seedbed.errors import InputError
from seedbed.methods.prose import listed

ALL = "all"
Key = tuple[str, str]  # row and column; a one-way table has the empty column


@dataclass(frozen=True, slots=True)
class Sum:
    """One total and the parts it is the sum of."""

    total: Key
    parts: tuple[Key, ...]


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read which group each row lies within; no group is the empty name.

    >>> groups_of([("Hove", "south"), ("Leeds", "north"), ("Hove", "south")])
    {'Hove': 'south', 'Leeds': 'north'}
    """
    within: dict[str, str] = {}
    for row, group in pairs:
        if within.setdefault(row, group) != group:
            raise InputError(
                f"table, row {row!r}: expected one group, found {listed([within[row], group])}. "
                "Give the row the same group in every line."
            )
    groups = {group for group in within.values() if group}
    if groups and "" in within.values():
        raise InputError(
            "table, within: expected a group for every row or for none, found rows without one: "
            f"{listed(sorted(r for r, g in within.items() if not g))}. Fill them in."
        )
    if twice := sorted(groups & set(within)):
        raise InputError(
            f"table: expected groups named unlike rows, found {listed(twice)} as both. Rename one."
        )
    return within


def sums_of(within: Mapping[str, str], columns: Sequence[str]) -> tuple[Sum, ...]:
    """List every sum of a table with its margins shown.

    >>> [len(one.parts) for one in sums_of({"a": "", "b": ""}, ["x", "y", "z"])]
    [3, 3, 3, 2, 2, 2, 2]
    >>> sums_of({"a": "", "b": ""}, [""])
    (Sum(total=('all', ''), parts=(('a', ''), ('b', ''))),)
    """
    if ALL in (taken := {*within, *within.values(), *columns}):
        raise InputError(
            f"table: the name {ALL!r} is kept for totals, found among {listed(sorted(taken))}. "
            "Rename that row, group or column."
        )
    down, across = _down(within), [] if list(columns) == [""] else [(ALL, tuple(sorted(columns)))]
    rows = sorted({name for total, parts in down for name in (total, *parts)})
    every = sorted({*columns, *(total for total, _ in across)})
    return tuple(
        [
            Sum((row, total), tuple((row, part) for part in parts))
            for row in rows
            for total, parts in across
        ]
        + [
            Sum((total, column), tuple((part, column) for part in parts))
            for column in every
            for total, parts in down
        ]
    )


def _down(within: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    groups = sorted({group for group in within.values() if group})
    if not groups:
        return [(ALL, tuple(sorted(within)))]
    inside = [
        (group, tuple(sorted(row for row, own in within.items() if own == group)))
        for group in groups
    ]
    return [(ALL, tuple(groups)), *inside]

"""What a checked table is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedbed.methods.disclosure.layout import Key, Sum
from seedbed.methods.disclosure.protection import Protection
from seedbed.methods.disclosure.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure, and the protection it needs. The true value is not for a reader."""

    value: float
    protection: Protection
    members: frozenset[str] = frozenset()  # who was counted, where that is known

    @property
    def primary(self) -> bool:
        """Say whether the figure breaks a rule by itself."""
        return bool(self.protection.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells and totals by key, in order, and the sums a reader can solve."""

    cells: Mapping[Key, Cell]
    sums: tuple[Sum, ...]
    counts: bool  # whole people, or else amounts
    rules: Rules

    @property
    def primary(self) -> frozenset[Key]:
        """Name the cells that break a rule by themselves."""
        return frozenset(key for key, cell in self.cells.items() if cell.primary)


def rounded(count: float, base: int) -> int:
    """Round to the nearest multiple, halves up.

    >>> [rounded(n, 5) for n in (7, 8, 12, 13)], rounded(5, 10), rounded(9, 1)
    ([5, 10, 10, 15], 10, 9)
    """
    return base * ((int(count) + base // 2) // base)


def shown(table: Table, key: Key, suppressed: frozenset[Key]) -> float | None:
    """Give the figure a reader sees; ``None`` is suppressed. Suppressed first, then rounded."""
    cell, rules = table.cells[key], table.rules
    if key in suppressed:
        return None
    if not table.counts:
        return cell.value
    small = cell.primary and rules.small == "nought"
    return 0 if small else rounded(cell.value, rules.rounding)

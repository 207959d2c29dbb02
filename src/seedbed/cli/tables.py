"""Rows in a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


def print_table(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Show rows as columns, or one block a row where the terminal is too narrow for that."""
    if not rows:
        return
    names = list(rows[0])
    if out.width < 30 * len(names):  # too narrow for columns: one block a row
        for row in rows:
            out.print()
            for name in names:
                if row[name] not in (None, ""):
                    out.print(f"  {name.replace('_', ' ')}: {_cell(row[name])}", markup=False)
        return
    table = Table(*(name.replace("_", " ") for name in names))
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in names))
    out.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)

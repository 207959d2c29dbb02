"""What every chart function hands back, and how it is made from a picture and a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish.charts.draw import draw
from seedbed.publish.charts.paper import NARROW, WIDE, Size

Rows = Iterable[Mapping[str, Any]]
Picture = Callable[[Size], alt.LayerChart]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing for wide places, one for narrow places, and the table both come from."""

    svg_wide: str
    svg_narrow: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()  # which columns hold numbers, counted from 0

    def table(self) -> list[dict[str, str]]:
        """The rows as read in the data table, one dict a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def text(self) -> str:
        """What the picture shows, for who does not see it."""
        return f"{self.title}. {self.description}"

    @property
    def head(self) -> list[dict[str, Any]]:
        """Column headings as ``seedbed/table.html`` wants them."""
        return [self._cell(n, text) for n, text in enumerate(self.columns)]

    @property
    def body(self) -> list[list[dict[str, Any]]]:
        """Rows as ``seedbed/table.html`` wants them."""
        return [[self._cell(n, text) for n, text in enumerate(row)] for row in self.rows]

    def _cell(self, column: int, text: str) -> dict[str, Any]:
        return {"text": text, "numeric": column in self.numeric}


def made(
    picture: Picture,
    *,
    title: str,
    description: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Iterable[int] = (),
    simulated: bool,
    cache: Path | None,
) -> Chart:
    """Draw one picture twice, wide and narrow, and put its table beside it.

    Simulated data is called so in the description; the picture says it on its sheet.
    """
    if simulated:
        description = " ".join((_("Simulated data."), description))
    wide, narrow = (
        draw(picture(size), name=size.name, title=title, description=description, cache=cache)
        for size in (WIDE, NARROW)
    )
    return Chart(
        svg_wide=wide,
        svg_narrow=narrow,
        title=title,
        description=description,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        numeric=frozenset(numeric),
    )


def listed(rows: Rows, *, what: str, needs: Sequence[str], may_be_empty: bool = False) -> list[Any]:
    """The rows as a list of dicts, once each is seen to have the keys it needs."""
    found = [dict(row) for row in rows]
    if not found and not may_be_empty:
        raise InputError(
            f"Expected at least one row of {what} to draw; there is none. "
            "Show the empty state of the page instead of an empty chart."
        )
    for number, row in enumerate(found):
        for key in needs:
            if key not in row:
                raise InputError(
                    f"Row {number} of {what} has no {key!r}; it has {sorted(row)}. Add the key."
                )
    return found

"""Every defensible choice of a check in order of its answer: a specification curve."""

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish import figures
from seedbed.publish.charts import curve_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.curve_picture import DOTS, STOPS, TURNED, WAYS, told

Row = Mapping[str, Any]
PART = 20  # rows of the table from each end and from round the published figure


def curve(
    choices: Rows,
    *,
    published: Rows,
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw each choice as a dot, lowest first, with the published figures across.

    Shapes: choices have ``number``, ``label``, ``way`` (same, other or none: as published,
    reversed, no change) and ``nearest``; published have ``number`` and ``label``. Very many choices
    become a line; its two ends, reversed choices and the nearest one stay dots.
    Units: per cent (percentage points where the label of a choice names a comparison).
    Raises: InputError if there is no choice or no published figure, or a value cannot be drawn.
    Source: specification curve, Simonsohn, Simmons & Nelson (2020).
    """
    rows = listed(choices, what="choices", needs=("number", "label", "way", "nearest"))
    numbers = listed(published, what="published figures", needs=("number", "label"))
    _check(rows, numbers)
    rows.sort(key=lambda row: (row["number"], row["label"]))
    placed = [row | {"rank": rank} for rank, row in enumerate(rows)]
    said = description or _described(placed, numbers)
    return made(
        lambda size: curve_picture.picture(placed, numbers, size, simulated),
        title=title,
        description=" ".join([said, *_left_out(placed)]),
        columns=(_("Choice"), _("Change"), _("Note")),
        rows=[_line(row) for row in _part(placed, numbers)],
        numeric={1},
        simulated=simulated,
        cache=cache,
    )


def _check(choices: Sequence[Row], published: Sequence[Row]) -> None:
    for row in [*choices, *published]:
        if not isfinite(row["number"]):
            raise InputError(
                f"Expected a finite number for {row['label']!r}; it is {row['number']!r}. "
                "Leave out what could not be computed."
            )
    for row in choices:
        if row["way"] not in WAYS:
            raise InputError(
                f"Expected one of {', '.join(WAYS)} as the way of the choice {row['label']!r}; "
                f"it is {row['way']!r}. Use one of these."
            )


def _part(rows: Sequence[Row], published: Sequence[Row]) -> list[Row]:
    """All rows, or both ends and those nearest to a published figure."""
    if len(rows) <= 3 * PART:
        return list(rows)

    def away(row: Row) -> tuple[bool, float]:
        return not row["nearest"], min(abs(row["number"] - one["number"]) for one in published)

    near = sorted(sorted(rows[PART:-PART], key=away)[:PART], key=lambda row: int(row["rank"]))
    return [*rows[:PART], *near, *rows[-PART:]]


def _line(row: Row) -> tuple[str, ...]:
    notes = {"same": [], "other": [_("Reversed")], "none": [_("No change")]}[row["way"]]
    nearest = [_("Nearest to the published figure")] if row["nearest"] else []
    return (str(row["label"]), told(row["number"]), "; ".join([*notes, *nearest]))


def _described(rows: Sequence[Row], published: Sequence[Row]) -> str:
    """How many choices, how far they reach, which way they point, and what was published."""
    text: str = _(
        "Choices, lowest change first: %(count)s, from %(low)s to %(high)s. Same direction as "
        "published: %(same)s; reversed: %(other)s; no change: %(none)s. Across: %(published)s."
    ) % {
        "count": figures.number(len(rows)),
        "low": told(rows[0]["number"]),
        "high": told(rows[-1]["number"]),
        "published": "; ".join(str(row["label"]) for row in published),
        **{way: figures.number(sum(row["way"] == way for row in rows)) for way in WAYS},
    }
    return text


def _left_out(rows: Sequence[Row]) -> list[str]:
    """What the picture and the table do not hold one by one."""
    notes = []
    if len(rows) > DOTS:
        turned = sum(row["way"] == "other" for row in rows)
        notes.append(
            _(
                "Dots were thinned: a line runs through %(stops)s of the %(count)s choices. "
                "Dots are left for the lowest, the highest, the nearest and %(dots)s of "
                "%(turned)s reversed choices."
            )
            % {
                "stops": STOPS,
                "count": figures.number(len(rows)),
                "dots": min(turned, TURNED),
                "turned": figures.number(turned),
            }
        )
    if len(rows) > 3 * PART:
        notes.append(
            _(
                "The table shows the %(part)s lowest, %(part)s around the published figure and "
                "the %(part)s highest. The command seedbed check-claim gives the whole curve."
            )
            % {"part": PART}
        )
    return notes

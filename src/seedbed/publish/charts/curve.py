"""Every defensible choice of a check in order of its answer: a specification curve."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish.charts import curve_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.curve_picture import told

Row = Mapping[str, Any]
DRAWN = 400  # more dots than this cover each other and swell the page
SHOWN = 60  # rows of the table beside the picture


def curve(
    choices: Rows,
    *,
    published: Rows = (),
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw each choice as a dot, lowest answer first, with the published number across.

    Shapes: choices have ``number``, ``label``, ``way`` (same, other or none) and ``nearest`` (true
    for one at the most); published have ``number`` and ``label``. Where there are very many, dots
    are thinned evenly; those that turn the claim round and the nearest one stay.
    Units: per cent or percentage points, as the label says.
    Raises: InputError if there is no choice.
    Source: specification curve, Simonsohn, Simmons & Nelson (2020).
    """
    rows = sorted(
        listed(choices, what="choices", needs=("number", "label", "way", "nearest")),
        key=lambda row: (row["number"], row["label"]),
    )
    numbers = listed(
        published, what="published numbers", needs=("number", "label"), may_be_empty=True
    )
    placed = [dict(row) | {"rank": rank} for rank, row in enumerate(rows)]
    drawn = _thinned(placed)
    return made(
        lambda size: curve_picture.picture(drawn, len(rows), numbers, size, simulated),
        title=title,
        description=description or _described(placed, numbers, len(drawn)),
        columns=(_("Choice"), _("Answer"), _("Note")),
        rows=[_line(row) for row in _part(placed)],
        numeric={1},
        simulated=simulated,
        cache=cache,
    )


def _thinned(rows: Sequence[Row]) -> list[Row]:
    """Rows spread evenly over the curve, and all that a reader must see."""
    if len(rows) <= DRAWN:
        return list(rows)
    step = (len(rows) - 1) / (DRAWN - 1)
    kept = {round(number * step) for number in range(DRAWN)}
    kept |= {row["rank"] for row in [r for r in rows if r["way"] == "other"][:50]}
    kept |= {row["rank"] for row in rows if row["nearest"]}
    return [row for row in rows if row["rank"] in kept]


def _part(rows: Sequence[Row]) -> list[Row]:
    """All rows, or both ends of them and the middle."""
    if len(rows) <= SHOWN:
        return list(rows)
    third = SHOWN // 3
    middle = (len(rows) - third) // 2
    return [*rows[:third], *rows[middle : middle + third], *rows[-third:]]


def _line(row: Row) -> tuple[str, ...]:
    notes = [_("Turns the claim round")] if row["way"] == "other" else []
    notes += [_("Nearest to the published number")] if row["nearest"] else []
    return (str(row["label"]), told(row["number"]), "; ".join(notes))


def _described(rows: Sequence[Row], numbers: Sequence[Row], drawn: int) -> str:
    text: str = _(
        "%(count)s choices, from %(low)s to %(high)s; %(turned)s turn the claim round. "
    ) % {
        "count": len(rows),
        "low": told(rows[0]["number"]),
        "high": told(rows[-1]["number"]),
        "turned": sum(row["way"] == "other" for row in rows),
    }
    text += " ".join(f"{row['label']}." for row in numbers)
    if drawn < len(rows):
        text += " " + _("Dots are thinned evenly.")
    if len(rows) > SHOWN:
        text += " " + _("The table holds the lowest, the middle and the highest.")
    return text.strip()

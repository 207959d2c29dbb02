"""The drawing of a specification curve: a dot a choice, in order, across a line of no change."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish import figures
from seedbed.publish.charts import ink
from seedbed.publish.charts.key import DASH, NOTHING, Item, key, key_height
from seedbed.publish.charts.paper import (
    TEXT,
    Margins,
    Size,
    across,
    layer,
    sheet,
    with_bottom,
    words,
    wrapped,
)
from seedbed.publish.charts.percents import Ends, domain, scale

Row = Mapping[str, Any]

HEIGHT = 320
DOTS = 600  # more dots than this hide each other and swell the page: a line instead
STOPS = 200  # choices that the line runs through
LOWEST = 40  # how far below the plot a label may reach
INSET = 10  # white at either end, so that no dot lies on the figures of the axis
TURNED = 50  # reversed choices that stay dots on a line

# Direction is told by shape and filling, and by colour only besides.
WAYS: dict[str, dict[str, Any]] = {
    "same": {"shape": "circle", "fill": ink.ACCENT, "stroke": ink.ACCENT},
    "none": {"shape": "square", "fill": ink.PAPER, "stroke": ink.SOFT},
    "other": {"shape": "diamond", "fill": ink.PAPER, "stroke": ink.CLAY},
}


def picture(
    choices: Sequence[Row], published: Sequence[Row], size: Size, simulated: bool
) -> alt.LayerChart:
    """Zero line, published figures as rules, the choices as dots, the nearest one ringed."""
    margins = Margins(left=72, top=44, right=30 if size.narrow else 250, bottom=0)
    width = margins.plot(size)
    step_across = (width - 2 * INSET) / len(choices)
    rows = [
        dict(row) | {"px": INSET + (row["rank"] + 0.5) * step_across, "change": row["number"]}
        for row in choices
    ]
    dots = dotted(rows)
    ends, step = domain([row["number"] for row in (*choices, *published)], below=0.1)
    y = scale(ends, step)
    entries = _key(dots, published, size, line=len(rows) > DOTS)
    edge = with_bottom(margins, key_height(entries, size) + 68)
    layers = [
        *_line(rows, y),
        _zero(width, y),
        *_published(published, width, size, ends, y),
        *_dots(dots, y, area=max(18, min(100, 9 * width / len(rows)))),
        *_nearest(dots, y),
        *_titles(rows, margins, width),
        *key(entries, size=size, margins=edge, top=HEIGHT + 58),
    ]
    return sheet(layers, size=size, margins=edge, height=HEIGHT, simulated=simulated)


def told(change: float) -> str:
    r"""A change in per cent with its sign.

    >>> told(-48.47), told(4.6), told(-0.02)
    ('\u221248.5\u202f%', '+4.6\u202f%', '0\u202f%')
    """
    rounded = round(float(change), 1)
    return ("+" if rounded > 0 else "") + figures.with_unit(rounded, "%", places=1)


def dotted(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows, or of very many the two ends, the nearest and some of the reversed ones."""
    if len(rows) <= DOTS:
        return list(rows)
    turned = spread([row for row in rows if row["way"] == "other"], TURNED)
    kept = {id(row) for row in [rows[0], rows[-1], *turned]}
    return [row for row in rows if id(row) in kept or row["nearest"]]


def spread(rows: Sequence[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """At most so many of the rows, evenly apart, with the first and the last.

    >>> [row["n"] for row in spread([{"n": n} for n in range(9)], 3)]
    [0, 4, 8]
    """
    if len(rows) <= most:
        return list(rows)
    return [rows[round(n * (len(rows) - 1) / (most - 1))] for n in range(most)]


def _line(rows: Sequence[dict[str, Any]], y: alt.Y) -> list[alt.Chart]:
    """Very many choices as an area from zero and its edge."""
    if len(rows) <= DOTS:
        return []
    stops = [{"px": r["px"], "change": r["change"], "zero": 0} for r in spread(rows, STOPS)]
    area = layer("area", stops).mark_area(color=ink.LINE, opacity=0.6)
    line = layer("line", stops).mark_line(color=ink.SOFT, strokeWidth=3)
    return [area.encode(x=across(), y=y, y2="zero"), line.encode(x=across(), y=y)]


def _zero(width: int, y: alt.Y) -> alt.Chart:
    """The line of no change, heavier than the grid."""
    zero = layer("zero", [{"px": 0, "px2": width, "change": 0}])
    return zero.mark_rule(color=ink.INK, strokeWidth=2).encode(x=across(), x2="px2", y=y)


def _published(
    rows: Sequence[Row], width: int, size: Size, ends: Ends, y: alt.Y
) -> list[alt.Chart]:
    """A rule for each published figure; at its right its words, or only its letter."""
    values = [{"px": 0, "px2": width, "change": float(row["number"])} for row in rows]
    rules = layer("published", values).mark_rule(color=ink.CLAY, strokeWidth=2, strokeDash=[7, 4])
    labels: list[dict[str, Any]] = [
        {
            "px": width + 10,
            "py": (ends[1] - row["number"]) / (ends[1] - ends[0]) * HEIGHT,
            "text": _letter(n) if size.narrow else wrapped(str(row["label"]), 26, lines=3),
        }
        for n, row in enumerate(rows)
    ]
    return [
        rules.encode(x=across(), x2="px2", y=y),
        words("published_words", apart(labels), color=ink.CLAY, fontWeight="bold"),
    ]


def apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels level with their rules, pushed apart; all raised if the last would meet the key."""
    free, placed = float("-inf"), []
    for row in sorted(rows, key=lambda row: float(row["py"])):
        tall = (row["text"].count("\n") + 1) * (TEXT + 3) + 4
        py = max(row["py"], free + tall / 2)
        placed.append(row | {"py": py})
        free = py + tall / 2
    over = max(0.0, free - HEIGHT - LOWEST)
    return [row | {"py": row["py"] - over} for row in placed]


def _letter(number: int) -> str:
    return chr(ord("a") + number % 26)


def _dots(dots: list[dict[str, Any]], y: alt.Y, *, area: float) -> list[alt.Chart]:
    layers = []
    for way, look in WAYS.items():
        rows = [{"px": row["px"], "change": row["change"]} for row in dots if row["way"] == way]
        if rows:
            room = area if way == "same" else 1.4 * area + 20  # an open shape needs its hole
            points = layer(way, rows).mark_point(size=room, opacity=1, strokeWidth=1.5, **look)
            layers.append(points.encode(x=across(), y=y))
    return layers


def _nearest(dots: list[dict[str, Any]], y: alt.Y) -> list[alt.Chart]:
    rows = [{"px": row["px"], "change": row["change"]} for row in dots if row["nearest"]]
    if not rows:
        return []
    # A white ring under the dark one keeps it apart from the dots it lies over.
    rings = [("nearest_edge", ink.PAPER, 5.0), ("nearest", ink.INK, 2.5)]
    return [
        layer(name, rows)
        .mark_point(shape="circle", size=340, filled=False, stroke=stroke, strokeWidth=wide,
                    opacity=1)
        .encode(x=across(), y=y)
        for name, stroke, wide in rings
    ]  # fmt: skip


def _titles(rows: Sequence[Row], margins: Margins, width: int) -> list[alt.Chart]:
    """What is up, what is across, and the first and last rank."""
    over = {"px": 8 - margins.left, "py": -28, "text": _("Change, in per cent")}
    under = {"px": width / 2, "py": HEIGHT + 42, "text": _("Choices, lowest change first")}
    ranks = [
        {"px": row["px"], "py": HEIGHT + 18, "text": figures.number(row["rank"] + 1)}
        for row in (rows[0], rows[-1])[: len(rows)]
    ]
    return [
        words("over", [over], fontWeight="bold"),
        words("under", [under], align="center", color=ink.SOFT),
        words("rank", ranks, align="center", color=ink.SOFT),
    ]


def _key(dots: Sequence[Row], published: Sequence[Row], size: Size, *, line: bool) -> list[Item]:
    says = {"same": _("Same direction"), "none": _("No change"), "other": _("Reversed")}
    ways = {row["way"] for row in dots}
    items = [Item(says=says[way], width=2, **WAYS[way]) for way in WAYS if way in ways]
    if line:
        line_says = _("All choices, as a line")
        items.insert(0, Item(says=line_says, shape=DASH, stroke=ink.SOFT, width=3))
    if any(row["nearest"] for row in dots):
        ring = Item(says=_("Nearest to published"), shape="circle", stroke=ink.INK, width=2.5)
        items.append(ring)
    if not size.narrow:
        rule = Item(says=_("Published figure"), shape=DASH, stroke=ink.CLAY, width=2, dash=True)
        return [*items, rule]
    return items + [
        Item(says=str(row["label"]), shape=NOTHING, letter=_letter(n), letter_ink=ink.CLAY)
        for n, row in enumerate(published)
    ]

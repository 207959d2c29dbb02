"""The drawing of a specification curve: a dot a choice, in order, across a line of no change."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish import figures
from seedbed.publish.charts import ink
from seedbed.publish.charts.key import Item, key, key_height
from seedbed.publish.charts.paper import Margins, Size, across, layer, sheet, with_bottom, words
from seedbed.publish.charts.percents import domain, scale

Row = Mapping[str, Any]
HEIGHT = 300


def picture(
    choices: Sequence[Row], count: int, published: Sequence[Row], size: Size, simulated: bool
) -> alt.LayerChart:
    """Zero line, published numbers as rules, the choices as dots, the nearest one ringed."""
    margins = Margins(left=68, top=44, right=16, bottom=0)
    entries = _key(choices)
    edge = with_bottom(margins, key_height(entries, size) + 62)
    width = margins.plot(size)
    y = scale(*domain([row["number"] for row in (*choices, *published)], below=0.1))
    dots = [
        dict(row) | {"px": (row["rank"] + 0.5) * width / count, "change": float(row["number"])}
        for row in choices
    ]
    layers = [
        _rule("zero", 0.0, width, y, color=ink.INK, strokeWidth=2),
        *_published(published, width, y),
        *_dots(dots, y, area=46 if count > 120 else 90),
        words(
            "over", [{"px": 8 - margins.left, "py": -28, "text": _("Answer")}], fontWeight="bold"
        ),
        words(
            "under",
            [{"px": width / 2, "py": HEIGHT + 26, "text": _("Choices, lowest answer first")}],
            align="center",
            color=ink.SOFT,
        ),
        *key(entries, size=size, margins=edge, top=HEIGHT + 46),
    ]
    return sheet(layers, size=size, margins=edge, height=HEIGHT, simulated=simulated)


def told(change: float) -> str:
    r"""An answer as the table and the picture give it.

    >>> told(-48.47)
    '\u221248.5'
    """
    return figures.number(change, places=1)


def _rule(name: str, at: float, width: int, y: alt.Y, **look: Any) -> alt.Chart:
    rule = layer(name, [{"px": 0, "px2": width, "change": at}]).mark_rule(**look)
    return rule.encode(x=across(), x2="px2", y=y)


def _published(rows: Sequence[Row], width: int, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for number, row in enumerate(rows):
        at = float(row["number"])
        look = {"color": ink.CLAY, "strokeWidth": 2, "strokeDash": [7, 4]}
        layers.append(_rule(f"published_{number}", at, width, y, **look))
        label = layer(
            f"published_words_{number}", [{"px": width - 4, "change": at, "text": row["label"]}]
        ).mark_text(align="right", dy=-9, color=ink.CLAY, fontWeight="bold")
        layers.append(label.encode(x=across(), y=y, text="text:N"))
    return layers


def _dots(dots: Sequence[Row], y: alt.Y, *, area: int) -> list[alt.Chart]:
    looks = {
        "same": {"fill": ink.ACCENT, "stroke": ink.ACCENT, "shape": "circle"},
        "other": {"fill": ink.PAPER, "stroke": ink.CLAY, "shape": "diamond", "strokeWidth": 2},
        "none": {"fill": ink.PAPER, "stroke": ink.SOFT, "shape": "square", "strokeWidth": 2},
    }
    layers = []
    for way, look in looks.items():
        rows = [dict(row) for row in dots if row["way"] == way]
        if rows:
            size = area if way == "same" else 2 * area
            points = layer(way, rows).mark_point(size=size, opacity=1, **look)
            layers.append(points.encode(x=across(), y=y))
    nearest = [dict(row) for row in dots if row["nearest"]]
    if nearest:
        ring = layer("nearest", nearest).mark_point(
            size=340, fill=None, stroke=ink.INK, strokeWidth=2, opacity=1
        )
        layers.append(ring.encode(x=across(), y=y))
    return layers


def _key(choices: Sequence[Row]) -> list[Item]:
    ways = {row["way"] for row in choices}
    items = []
    if "same" in ways:
        items.append(
            Item(says=_("Same direction"), shape="circle", fill=ink.ACCENT, stroke=ink.ACCENT)
        )
    if "other" in ways:
        items.append(
            Item(says=_("Turned round"), shape="diamond", fill=ink.PAPER, stroke=ink.CLAY, width=2)
        )
    if "none" in ways:
        items.append(
            Item(says=_("No change"), shape="square", fill=ink.PAPER, stroke=ink.SOFT, width=2)
        )
    if any(row["nearest"] for row in choices):
        items.append(
            Item(says=_("Nearest to the published number"), shape="circle", fill=ink.PAPER,
                 stroke=ink.INK, width=2)
        )  # fmt: skip
    return items

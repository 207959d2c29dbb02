"""The key of a chart: swatches and words that flow into as many lines as they need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from seedbed.publish.charts.ink import INK, SOFT
from seedbed.publish.charts.paper import (
    LETTER,
    TEXT,
    Margins,
    Size,
    across,
    down,
    layer,
    words,
    wrapped,
)

LINE_HEIGHT = TEXT + 12
SWATCH = 32  # room for the swatch before its words
GAP = 20
EDGE = 8  # white at either end of a line

BAR = "M-2,-1.6H2V1.6H-2Z"
DASH = "M-1.8,0H1.8"
NOTHING = "M0,0H0"  # for an entry that is only a letter
AREA = 130  # size of a swatch, in square pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: a shape with its fill and outline, and what it stands for."""

    says: str
    shape: str = BAR
    fill: str | None = None
    stroke: str = INK
    width: float = 1
    dash: bool = False
    letter: str = ""  # a sign inside the swatch, such as the number of a stage
    letter_ink: str = INK


def placed(items: Sequence[Item], size: Size) -> tuple[list[tuple[int, int, Item]], int]:
    """Each entry with its place in the block (x, y), and the height of the block.

    An entry that does not fit beside the last one starts a new line; one too long for a line wraps.
    """
    spots: list[tuple[int, int, Item]] = []
    letters = int((size.width - SWATCH - 2 * EDGE) / LETTER)
    x, y, tall = 0, 0, LINE_HEIGHT
    for item in items:
        says = wrapped(item.says, letters, lines=4)
        room = SWATCH + round(min(len(item.says), letters) * LETTER)
        if x and x + room > size.width - 2 * EDGE:
            x, y, tall = 0, y + tall, LINE_HEIGHT
        spots.append((x, y, replace(item, says=says)))
        tall = max(tall, LINE_HEIGHT + says.count("\n") * (TEXT + 3))
        x += room + GAP
    return spots, y + tall


def key_height(items: Sequence[Item], size: Size) -> int:
    """How many pixels the block of entries takes."""
    return placed(items, size)[1]


def key(
    items: Sequence[Item], *, size: Size, margins: Margins, top: float, name: str = "key"
) -> list[alt.Chart]:
    """The layers of a key whose first line lies ``top`` pixels below the top of the plot."""
    rows: list[dict[str, Any]] = [
        {
            "px": x + EDGE + 10 - margins.left,
            "py": top + y + LINE_HEIGHT / 2,
            "shape": item.shape,
            "fill": item.fill or "transparent",
            "stroke": item.stroke,
            "width": item.width,
            "dash": [3, 2] if item.dash else [1, 0],
            "text": item.says,
            "letter": item.letter,
            "ink": item.letter_ink,
        }
        for x, y, item in placed(items, size)[0]
    ]
    labels = [row | {"px": row["px"] + SWATCH - 12} for row in rows]
    letters = [row | {"text": row["letter"]} for row in rows if row["letter"]]
    layers = [swatches(name, rows), words(f"{name}_words", labels, color=SOFT)]
    if letters:
        inside = words(f"{name}_letters", letters, align="center", fontSize=TEXT)
        layers.append(inside.encode(color=alt.Color("ink:N", scale=None)))
    return layers


def swatches(name: str, rows: list[dict[str, object]]) -> alt.Chart:
    """Symbols at pixels, each with its own shape, fill, outline and dash."""
    return (
        layer(name, rows)
        .mark_point(size=AREA, opacity=1)
        .encode(
            x=across(),
            y=down(),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )
    )

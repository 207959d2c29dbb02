"""The drawing of the conditions matrix."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish.charts import ink
from seedbed.publish.charts.key import Item, key, key_height
from seedbed.publish.charts.paper import (
    TEXT,
    Margins,
    Size,
    across,
    down,
    layer,
    sheet,
    with_bottom,
    words,
    wrapped,
)

ROW = 32
NAME_LINE = TEXT + 3
SIGN = 230  # area of a sign in square pixels
HALF = "M0,-1A1,1,0,0,0,0,1L0,-1A1,1,0,0,1,0,1"
SPLIT = "M-0.9,-0.9H0.9V0.9H-0.9V-0.9M-0.9,0.9L0.9,-0.9"
MISSING = "M-0.35,-0.35H0.35V0.35H-0.35Z"


def states() -> Mapping[str, str]:
    """The states of a cell, in words."""
    return {
        "present": _("Present"),
        "partly": _("Partly"),
        "absent": _("Absent"),
        "differs": _("Sources or dates differ"),
        "not-known": _("Not known"),
    }


SIGNS = {
    "present": Item(says="", shape="circle", fill=ink.INK, width=1.5),
    "partly": Item(says="", shape=HALF, fill=ink.INK, width=1.5),
    "absent": Item(says="", shape="circle", fill=ink.PAPER, width=1.5),
    "differs": Item(says="", shape=SPLIT, fill=ink.PAPER, stroke=ink.CLAY, width=2),
    "not-known": Item(says="", shape=MISSING, fill=ink.COMPARISON, stroke=ink.COMPARISON),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cases, conditions, and the state of each cell that anybody gave."""

    cases: Sequence[Mapping[str, Any]]
    conditions: Sequence[Mapping[str, Any]]
    known: Mapping[tuple[str, str], str]

    def state(self, case: Mapping[str, Any], condition: Mapping[str, Any]) -> str:
        """The state of one cell; nobody gave it: not known."""
        return self.known.get((case["id"], condition["id"]), "not-known")

    def counts(self) -> Counter[str]:
        """How many cells are in each state."""
        return Counter(self.state(case, row) for case in self.cases for row in self.conditions)


def picture(grid: Grid, size: Size, simulated: bool) -> alt.LayerChart:
    """Signs in rows and columns, names beside or above, heads slanted or lettered."""
    margins = Margins(left=10, top=44, right=10, bottom=0)
    if not size.narrow:
        margins = Margins(left=330, top=_head_height(grid), right=90, bottom=0)
    columns = _columns(grid, margins.plot(size))
    lines = _lines(grid, size)
    height = lines[-1]["bottom"]
    letters = _letter_lines(grid, size)
    entries = [
        Item(says=says, shape=sign.shape, fill=sign.fill, stroke=sign.stroke, width=sign.width)
        for state, says in states().items()
        if grid.counts()[state]
        for sign in [SIGNS[state]]
    ]
    room = key_height(entries, size) + len(letters) * NAME_LINE + (24 if letters else 12)
    edge = with_bottom(margins, room)
    layers = [
        _stripes(lines, margins, size),
        *_signs(grid, columns, lines),
        _names(lines, size),
        _heads(grid, columns, size),
        *key(entries, size=size, margins=edge, top=height + 8),
    ]
    if letters:
        top = height + 22 + key_height(entries, size)
        rows = [{"px": 0, "py": top + n * NAME_LINE, "text": t} for n, t in enumerate(letters)]
        layers.append(words("letters", rows, color=ink.SOFT))
    return sheet(layers, size=size, margins=edge, height=height, simulated=simulated)


def _head_height(grid: Grid) -> int:
    """Room for the longest slanted head: about seven tenths of its length."""
    longest = max(len(line) for row in grid.conditions for line in _head(row).split("\n"))
    return round(longest * 0.5 * TEXT * 0.71) + 50


def _head(condition: Mapping[str, Any]) -> str:
    return wrapped(condition["name"], 22, lines=2)


def _columns(grid: Grid, width: int) -> list[float]:
    """The middle of each column; a gap before the first outcome."""
    outcomes = [row.get("kind") == "outcome" for row in grid.conditions]
    gaps = [
        0.5 if now and not before else 0
        for before, now in zip([True, *outcomes], outcomes, strict=False)
    ]
    places, at = [], 0.0
    for gap in gaps:
        at += gap
        places.append(at + 0.5)
        at += 1
    step = min(width / at, 76)
    return [place * step for place in places]


def _lines(grid: Grid, size: Size) -> list[dict[str, Any]]:
    """Each case with its name, the height of its signs, and its bottom edge."""
    lines, top = [], 0.0
    for case in grid.cases:
        label = wrapped(case["name"], 40 if size.narrow else 38, lines=2)
        above = (label.count("\n") + 1) * NAME_LINE if size.narrow else 0
        height = max(ROW + above, (label.count("\n") + 1) * NAME_LINE + 10)
        lines.append(
            {"text": label, "top": top, "signs": top + above + (height - above) / 2,
             "bottom": top + height}
        )  # fmt: skip
        top += height
    return lines


def _stripes(lines: list[dict[str, Any]], margins: Margins, size: Size) -> alt.Chart:
    rows = [
        {"px": -margins.left, "px2": margins.plot(size) + margins.right, "py": line["bottom"]}
        for line in lines
    ]
    return layer("edge", rows).mark_rule(color=ink.LINE).encode(x=across(), x2="px2", y=down())


def _signs(grid: Grid, columns: list[float], lines: list[dict[str, Any]]) -> list[alt.Chart]:
    placed = [
        {"px": column, "py": line["signs"], "state": grid.state(case, condition)}
        for case, line in zip(grid.cases, lines, strict=True)
        for condition, column in zip(grid.conditions, columns, strict=True)
    ]
    step = min((b - a for a, b in pairwise(columns)), default=SIGN)
    area = min(SIGN, (0.75 * step) ** 2)  # many conditions on a narrow sheet: smaller signs
    return [
        layer(state.replace("-", "_"), [row for row in placed if row["state"] == state])
        .mark_point(
            shape=sign.shape, fill=sign.fill, stroke=sign.stroke, strokeWidth=sign.width,
            size=area, opacity=1,
        )
        .encode(x=across(), y=down())
        for state, sign in SIGNS.items()
        if any(row["state"] == state for row in placed)
    ]  # fmt: skip


def _names(lines: list[dict[str, Any]], size: Size) -> alt.Chart:
    """Names above the signs of a narrow drawing, else left of them and in the middle."""
    rows = []
    for line in lines:
        count = line["text"].count("\n") + 1
        first = line["signs"] - (count - 1) * NAME_LINE / 2
        py = line["top"] + 12 if size.narrow else first
        rows.append({"px": 0 if size.narrow else -322, "py": py, "text": line["text"]})
    return words("name", rows)


def _heads(grid: Grid, columns: list[float], size: Size) -> alt.Chart:
    """Slanted names, or letters where there is no room for names."""
    if size.narrow:
        rows = [
            {"px": column, "py": -14, "text": letter}
            for letter, column in zip(_letters(), columns, strict=False)
        ]
        return words("head", rows, align="center", fontWeight="bold")
    rows = [
        {"px": column - 2, "py": -12, "text": _head(condition)}
        for column, condition in zip(columns, grid.conditions, strict=True)
    ]
    return words("head", rows, angle=315, baseline="bottom")


def _letters() -> Iterator[str]:
    """A, B, ... Z, AA, AB, ..."""
    yield from ascii_uppercase
    yield from (a + b for a in ascii_uppercase for b in ascii_uppercase)


def _letter_lines(grid: Grid, size: Size) -> list[str]:
    """What each letter stands for, in lines that fit."""
    if not size.narrow:
        return []
    lines = []
    for letter, condition in zip(_letters(), grid.conditions, strict=False):
        lines += wrapped(f"{letter}: {condition['name']}", 40, lines=3).split("\n")
    return lines

"""The drawing of swim-lanes, layer by layer from the back to the front."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish import wording
from seedbed.publish.charts import ink
from seedbed.publish.charts.key import Item, key, key_height
from seedbed.publish.charts.lanes_layout import (
    BAR,
    LINE,
    NEAR,
    Case,
    Lane,
    Span,
    drawable,
    laid_out,
    margins,
    middle,
    span,
)
from seedbed.publish.charts.paper import (
    Size,
    across,
    down,
    iso,
    layer,
    moment,
    sheet,
    with_bottom,
    words,
)

PAUSE = "M-0.9,-1H-0.25V1H-0.9V-1M0.25,-1H0.9V1H0.25V-1"
CROSS = "M-1,-1L1,1M-1,1L1,-1"
MARKS = {
    "forward": Item(says="", shape="circle", fill=ink.INK),
    "loop": Item(says="", shape="diamond", fill=ink.PAPER, width=2),
    "stall": Item(says="", shape=PAUSE, fill=ink.INK),
    "setback": Item(says="", shape="triangle-down", fill=ink.CLAY, width=1.5),
    "ended": Item(says="", shape=CROSS, width=3.5),
}


def picture(
    cases: Sequence[Case], size: Size, today: date, today_says: str, simulated: bool
) -> alt.LayerChart:
    """The whole sheet: axis and names, stages, events, today, key."""
    axis = span(cases, size, today)
    lanes = laid_out(cases, size, axis)
    height = lanes[-1].bottom
    entries = _key(cases)
    edge = with_bottom(margins(size), key_height(entries, size) + 16)
    x = _time(axis)
    layers = [
        _edges(lanes, size),
        *_stages(lanes, axis, x),
        *_events(lanes, axis, x),
        *_today(today, axis, x, height, today_says),
        _names(lanes, size),
        *key(entries, size=size, margins=edge, top=height + 12),
    ]
    return sheet(layers, size=size, margins=edge, height=height, simulated=simulated)


def _time(axis: Span) -> alt.X:
    years = [moment(day) for day in axis.years()]
    return alt.X(
        "start:T",
        scale=alt.Scale(
            type="utc", domain=[moment(axis.first), moment(axis.last)], nice=False, padding=0
        ),
        axis=alt.Axis(
            orient="top", values=years, format="%Y", title=None, domain=False, labelAlign="left",
            labelOffset=2, tickSize=14, labelPadding=-12, labelBound=True,
        ),
    )  # fmt: skip


def _edges(lanes: Sequence[Lane], size: Size) -> alt.Chart:
    """A hairline under each lane, through the names as well."""
    left, right = -margins(size).left, margins(size).plot(size)
    rows = [{"px": left, "px2": right, "py": lane.bottom} for lane in lanes]
    rules = layer("edge", rows).mark_rule(color=ink.LINE)
    return rules.encode(x=across(), x2="px2", y=down())


def _names(lanes: Sequence[Lane], size: Size) -> alt.Chart:
    left = 0 if size.narrow else 8 - margins(size).left
    rows = [{"px": left, "py": lane.name_at, "text": lane.label} for lane in lanes]
    return words("name", rows, fontWeight="bold")


def _stages(lanes: Sequence[Lane], axis: Span, x: alt.X) -> list[alt.Chart]:
    rows = [
        {
            "start": iso(piece.start),
            "end": iso(piece.end),
            "py": lane.bar,
            "py2": lane.bar + BAR,
            "fill": ink.STAGE_INKS.get(piece.stage or "", ink.PAPER),
            "known": piece.known,
        }
        for lane in lanes
        for piece in drawable(lane.case.pieces, axis)
    ]
    place: dict[str, Any] = {"x": x, "x2": "end:T", "y": down(), "y2": "py2"}
    fill = alt.Fill("fill:N", scale=None)
    looks = {
        "sure": layer("stage", _only(rows, "sure"))
        .mark_rect(stroke=ink.INK, strokeWidth=1)
        .encode(fill=fill, **place),
        "unsure": layer("unsure", _only(rows, "unsure"))
        .mark_rect(stroke=ink.INK, strokeWidth=1, strokeDash=[3, 2], fillOpacity=0.45)
        .encode(fill=fill, **place),
        "unseen": layer("unseen", _only(rows, "unseen"))
        .mark_rect(fill=ink.HATCH, stroke=ink.SOFT, strokeWidth=0.5)
        .encode(**place),
    }
    drawn = [looks[known] for known in ("unseen", "unsure", "sure") if _only(rows, known)]
    return [*drawn, _digits(lanes, axis)]


def _only(rows: list[dict[str, Any]], known: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["known"] == known]


def _digits(lanes: Sequence[Lane], axis: Span) -> alt.Chart:
    """The number of the stage in each bar with room for it, so that hue is never needed."""
    numbers = {stage: str(n) for n, stage in enumerate(ink.STAGE_INKS, start=1)}
    rows = [
        {
            "px": (axis.at(piece.start) + axis.at(piece.end)) / 2,
            "py": lane.bar + BAR / 2 + 1,
            "text": numbers.get(piece.stage or "", "?"),
            "ink": ink.INK
            if piece.known == "unsure"
            else ink.on(ink.STAGE_INKS.get(piece.stage or "", ink.PAPER)),
        }
        for lane in lanes
        for piece in drawable(lane.case.pieces, axis)
        if piece.known != "unseen" and axis.at(piece.end) - axis.at(piece.start) >= 13
    ]
    shown = words("stage_number", rows, align="center", fontWeight="bold")
    return shown.encode(color=alt.Color("ink:N", scale=None))


def _events(lanes: Sequence[Lane], axis: Span, x: alt.X) -> list[alt.Chart]:
    """Ranges under the marks; a bar through the lane where the case ended."""
    rows = [
        {
            "start": iso(_mid(event)),
            "earliest": iso(event["earliest"]),
            "latest": iso(event["latest"]),
            "py": lane.line(line),
            "direction": event["direction"],
            "text": str(number),
            "px": 4 + max(axis.at(event["latest"]), axis.at(_mid(event)) + NEAR - 4),
            "bar": lane.bar - 5,
            "bar_end": lane.bar + BAR + 5,
        }
        for lane in lanes
        for number, (event, line) in enumerate(
            zip(lane.case.events, lane.lines, strict=True), start=1
        )
    ]
    ranged = [row | {"start": row["earliest"]} for row in rows if row["earliest"] != row["latest"]]
    ended = [row for row in rows if row["direction"] == "ended"]
    layers = []
    if ranged:
        whiskers = layer("range", ranged).mark_rule(
            color=ink.SOFT, strokeWidth=2, strokeCap="round"
        )
        layers.append(whiskers.encode(x=x, x2="latest:T", y=down()))
    if ended:
        bars = layer("ending", ended).mark_rule(color=ink.INK, strokeWidth=4)
        layers.append(bars.encode(x=x, y=down("bar"), y2="bar_end"))
    layers += [
        _marks(direction, [row for row in rows if row["direction"] == direction], x)
        for direction in MARKS
        if any(row["direction"] == direction for row in rows)
    ]
    if len(lanes) == 1 and rows:
        layers.append(words("event_number", rows))
    return layers


def _mid(event: Mapping[str, Any]) -> date:
    return middle(event["earliest"], event["latest"])


def _marks(direction: str, rows: list[dict[str, Any]], x: alt.X) -> alt.Chart:
    look = MARKS[direction]
    return (
        layer(direction, rows)
        .mark_point(
            shape=look.shape,
            fill=look.fill or "transparent",
            stroke=look.stroke,
            strokeWidth=look.width,
            size=LINE * 6.5,
            opacity=1,
        )
        .encode(x=x, y=down())
    )


def _today(today: date, axis: Span, x: alt.X, height: float, says: str) -> list[alt.Chart]:
    row = {"start": iso(today), "py": -36, "py2": height}
    rule = layer("today", [row]).mark_rule(color=ink.ACCENT, strokeWidth=2, strokeDash=[6, 3])
    right = axis.at(today) > axis.width / 2
    label = words(
        "today_words",
        [{"px": axis.at(today) + (4 if right else -4), "py": -46, "text": says}],
        align="right" if right else "left",
        color=ink.ACCENT,
        fontWeight="bold",
    )
    return [rule.encode(x=x, y=down(), y2="py2"), label]


def _key(cases: Sequence[Case]) -> list[Item]:
    """Only what is in the picture is explained; stages always all, since they are a scale."""
    pieces = [piece for case in cases for piece in case.pieces]
    directions = {event["direction"] for case in cases for event in case.events}
    items = [
        Item(
            says=words_,
            fill=ink.STAGE_INKS[stage],
            letter=str(number),
            letter_ink=ink.on(ink.STAGE_INKS[stage]),
        )
        for number, (stage, words_) in enumerate(wording.options("stage"), start=1)
    ]
    if any(piece.stage is None for piece in pieces):
        items.append(Item(says=_("Stage not known"), fill=ink.PAPER, letter="?"))
    known = {piece.known for piece in pieces}
    if "unsure" in known:
        items.append(Item(says=_("Start not certain"), fill="#f1efe9", dash=True))
    if "unseen" in known:
        items.append(Item(says=_("No news since"), fill=ink.HATCH))
    items += [
        Item(says=says, shape=look.shape, fill=look.fill, width=look.width)
        for direction, says in wording.options("direction")
        if direction in directions
        for look in [MARKS[direction]]
    ]
    return items

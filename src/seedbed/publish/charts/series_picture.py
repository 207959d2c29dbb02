"""The drawing of a series with its comparison."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish import wording
from seedbed.publish.charts import ink
from seedbed.publish.charts.key import DASH, NOTHING, Item, key, key_height
from seedbed.publish.charts.paper import (
    TEXT,
    Margins,
    Size,
    down,
    iso,
    layer,
    moment,
    sheet,
    with_bottom,
    words,
    wrapped,
)
from seedbed.publish.charts.series_lines import FEW, Line, Point, middle_line

DASHES = ([8, 4], [2, 3], [10, 3, 2, 3])


def picture(
    own: Sequence[Line],
    others: Sequence[Line],
    notes: Sequence[Mapping[str, Any]],
    baseline: date | None,
    unit: str,
    indexed: bool,
    size: Size,
    simulated: bool,
) -> alt.LayerChart:
    """Bands for gaps, comparison, own lines, baseline and notes, key."""
    height = 340 if size.narrow else 380
    margins = Margins(left=68, top=_head(unit, notes, baseline, size), right=16, bottom=0)
    entries = _key(own, others, notes, baseline, indexed)
    edge = with_bottom(margins, key_height(entries, size) + 44)
    span = _span(own, others, notes)
    x, y = _time(span, size), _value(size)
    layers = [
        *_gaps(own, x, height),
        *_notes(notes, x, height),
        *_baseline(baseline, own, x, y, height, above=20 * bool(notes)),
        *_comparison(others, x, y),
        *_own(own, x, y),
        _title(unit, indexed, baseline, margins, size),
        *key(entries, size=size, margins=edge, top=height + 34),
    ]
    return sheet(layers, size=size, margins=edge, height=height, simulated=simulated)


def _head(unit: str, notes: Sequence[Mapping[str, Any]], baseline: date | None, size: Size) -> int:
    """Room above the plot: the unit in one line or two, and the words of notes and baseline."""
    lines = 2 if size.narrow and len(unit) > 24 else 1
    return 18 + 20 * lines + 20 * bool(notes) + 20 * bool(baseline)


def _span(
    own: Sequence[Line], others: Sequence[Line], notes: Sequence[Mapping[str, Any]]
) -> tuple[date, date]:
    days = [point.at for line in (*own, *others) for point in line.points]
    days += [note["at"] for note in notes]
    air = timedelta(days=max(15, (max(days) - min(days)).days // 30))
    return min(days) - air, max(days) + air


def _time(span: tuple[date, date], size: Size) -> alt.X:
    years = range(span[0].year, span[1].year + 1)
    room = 5 if size.narrow else 16
    step = 1 + (len(years) - 1) // room
    ticks = [date(year, 1, 1) for year in years if (year - years[0]) % step == 0]
    return alt.X(
        "at:T",
        scale=alt.Scale(type="utc", domain=[moment(day) for day in span], nice=False),
        axis=alt.Axis(
            title=None, values=[moment(day) for day in ticks if span[0] <= day <= span[1]],
            format="%Y", grid=False, tickSize=6,
        ),
    )  # fmt: skip


def _value(size: Size) -> alt.Y:
    return alt.Y(
        "value:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(
            title=None, tickCount=5 if size.narrow else 6, format=",f", domain=False, ticks=False
        ),
    )  # fmt: skip


def _rows(line: Line) -> list[dict[str, Any]]:
    """The points of a line, each with the number of the stretch it is joined to."""
    return [
        {"at": iso(point.at), "value": point.value, "stretch": f"{line.area} {number}"}
        for number, run in enumerate(line.stretches())
        for point in run
    ]


def _own(lines: Sequence[Line], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [row for line in lines for row in _rows(line)]
    path = layer("own", rows).mark_line(color=ink.ACCENT, strokeWidth=3.5)
    dots = layer("reading", rows).mark_point(
        fill=ink.ACCENT, stroke=ink.PAPER, strokeWidth=1.5, size=90, opacity=1
    )
    return [path.encode(x=x, y=y, detail="stretch:N"), dots.encode(x=x, y=y)]


def _comparison(lines: Sequence[Line], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A few lines each with a dash of its own; many as a thin sheaf with their median."""
    if not lines:
        return []
    if len(lines) <= FEW:
        return [
            layer(f"comparison-{number}", _rows(line))
            .mark_line(color=ink.SOFT, strokeWidth=2.5, strokeDash=dash)
            .encode(x=x, y=y, detail="stretch:N")
            for number, (line, dash) in enumerate(zip(lines, DASHES, strict=False))
        ]
    sheaf = layer("comparison", [row for line in lines for row in _rows(line)])
    median = layer("comparison_median", _rows(middle_line(lines, "median")))
    return [
        sheaf.mark_line(color=ink.COMPARISON, strokeWidth=1, opacity=0.45).encode(
            x=x, y=y, detail="stretch:N"
        ),
        median.mark_line(color=ink.SOFT, strokeWidth=3, strokeDash=DASHES[0]).encode(
            x=x, y=y, detail="stretch:N"
        ),
    ]


def _gaps(lines: Sequence[Line], x: alt.X, height: float) -> list[alt.Chart]:
    """A hatched band, with its reason, where the main line has a period without a value."""
    rows = [
        {"at": iso(start), "end": iso(end), "py": 0, "py2": height, "mid": iso(point.at),
         "text": wording.said("mark", point.mark)}
        for line in lines
        for point, start, end in _holes(line)
    ]  # fmt: skip
    if not rows:
        return []
    bands = layer("gap", rows).mark_rect(fill=ink.HATCH, opacity=0.55)
    reasons = layer("gap_words", [row | {"at": row["mid"], "py": height - 10} for row in rows])
    return [
        bands.encode(x=x, x2="end:T", y=down(), y2="py2"),
        reasons.mark_text(
            angle=270, align="left", stroke=ink.PAPER, strokeWidth=7, strokeJoin="round"
        ).encode(x=x, y=down(), text="text:N"),
        reasons.properties(name="gap_reason")
        .mark_text(angle=270, align="left", fontWeight="bold")
        .encode(x=x, y=down(), text="text:N"),
    ]


def _holes(line: Line) -> list[tuple[Point, date, date]]:
    """Each period without a value, reaching half way to its neighbours."""
    points, holes = line.points, []
    for number, point in enumerate(points):
        if point.value is not None:
            continue
        near = [points[n] for n in (number - 1, number + 1) if 0 <= n < len(points)]
        half = min((abs((p.at - point.at).days) for p in near), default=60) // 2
        reach = timedelta(days=half)
        holes.append((point, point.at - reach, point.at + reach))
    return holes


def _baseline(
    baseline: date | None, own: Sequence[Line], x: alt.X, y: alt.Y, height: float, *, above: int
) -> list[alt.Chart]:
    if baseline is None:
        return []
    row = {"at": iso(baseline), "py": -2 - above, "py2": height}
    rule = layer("baseline", [row]).mark_rule(color=ink.ACCENT, strokeWidth=2, strokeDash=[2, 3])
    values = [
        {"at": iso(baseline), "value": value}
        for line in own
        if (value := line.value_at(baseline)) is not None
    ]
    layers = [rule.encode(x=x, y=down(), y2="py2")]
    if values:
        ring = layer("baseline_ring", values).mark_point(
            stroke=ink.ACCENT, strokeWidth=3, fill=ink.PAPER, size=420, opacity=1
        )
        layers.append(ring.encode(x=x, y=y))
    says = layer("baseline_words", [row | {"py": -12 - above, "text": _("Baseline")}])
    label = says.mark_text(color=ink.ACCENT, fontWeight="bold", align="center")
    return [*layers, label.encode(x=x, y=down(), text="text:N")]


def _notes(notes: Sequence[Mapping[str, Any]], x: alt.X, height: float) -> list[alt.Chart]:
    """A lettered flag for each note; its words are in the key."""
    if not notes:
        return []
    rows = [
        {"at": iso(note["at"]), "py": -2, "py2": height, "label": -12, "text": _letter(number)}
        for number, note in enumerate(notes)
    ]
    rules = layer("note", rows).mark_rule(color=ink.CLAY, strokeWidth=1)
    flags = layer("note_letter", rows).mark_text(color=ink.CLAY, fontWeight="bold")
    return [
        rules.encode(x=x, y=down(), y2="py2"),
        flags.encode(x=x, y=down("label"), text="text:N"),
    ]


def _letter(number: int) -> str:
    return chr(ord("a") + number % 26)


def _title(
    unit: str, indexed: bool, baseline: date | None, margins: Margins, size: Size
) -> alt.Chart:
    text = unit
    if indexed and baseline:
        text = _("%(unit)s, %(year)s = 100") % {"unit": unit, "year": baseline.year}
    row = {
        "px": 8 - margins.left,
        "py": 16 - margins.top,
        "text": wrapped(text, 40 if size.narrow else 100, lines=2),
    }
    return words("title", [row], fontWeight="bold", fontSize=TEXT)


def _key(
    own: Sequence[Line],
    others: Sequence[Line],
    notes: Sequence[Mapping[str, Any]],
    baseline: date | None,
    indexed: bool,
) -> list[Item]:
    items = [Item(says=line.area, shape=DASH, stroke=ink.ACCENT, width=4) for line in own]
    if len(others) <= FEW:
        items += [
            Item(says=line.area, shape=DASH, stroke=ink.SOFT, width=2.5, dash=True)
            for line in others
        ]
    else:
        count = {"count": len(others)}
        items += [
            Item(says=_("%(count)s other areas") % count, shape=DASH, stroke=ink.COMPARISON),
            Item(says=_("Their median"), shape=DASH, stroke=ink.SOFT, width=3, dash=True),
        ]
    if any(point.value is None for line in own for point in line.points):
        items.append(Item(says=_("No value: reason on the band"), fill=ink.HATCH))
    items += [
        Item(says=note["says"], shape=NOTHING, letter=_letter(n), letter_ink=ink.CLAY)
        for n, note in enumerate(notes)
    ]
    return items

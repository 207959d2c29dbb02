"""The drawing of changes by baseline year: dots on stems from a zero line."""

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
from seedbed.publish.charts.percents import domain, scale

Row = Mapping[str, Any]

HEIGHT = 340
BESIDE = 13  # the comparison lies beside its year, so that equal changes do not hide each other


def picture(
    years: Sequence[Row], published: Sequence[Row], size: Size, until: str, simulated: bool
) -> alt.LayerChart:
    """Zero line, published numbers as rules, a dot a year, the chosen one marked."""
    margins = Margins(left=68, top=44, right=12 if size.narrow else 250, bottom=0)
    entries = _key(years, published, size)
    edge = with_bottom(margins, key_height(entries, size) + 68)
    width = margins.plot(size)
    names = ("change_percent", "comparison_percent")
    values = [row.get(name) for row in years for name in names]
    values += [row["change_percent"] for row in published]
    ends, step = domain(values, below=0.3)
    y = scale(ends, step)
    places = _places(years, width)
    dots = [row for row in places if row["change_percent"] is not None]
    layers = [
        _zero(width, y),
        *_published(published, width, size, ends, y),
        *_dots(dots, y),
        *_comparison(places, y),
        *_missing(places, y),
        *_years(places, width),
        *_titles(until, margins, width),
        *key(entries, size=size, margins=edge, top=HEIGHT + 58),
    ]
    return sheet(layers, size=size, margins=edge, height=HEIGHT, simulated=simulated)


def signed(change: float) -> str:
    r"""A change in whole per cent with its sign.

    >>> signed(4.6), signed(-0.2)
    ('+5\u202f%', '0\u202f%')
    """
    return ("+" if round(change) > 0 else "") + figures.with_unit(round(change), "%")


def _places(years: Sequence[Row], width: int) -> list[dict[str, Any]]:
    """Each year with its place: pixels across, even steps."""
    first, last = years[0]["year"], years[-1]["year"]
    step = width / (last - first + 1)
    return [dict(row) | {"px": (row["year"] - first + 0.5) * step} for row in years]


def _zero(width: int, y: alt.Y) -> alt.Chart:
    """The line of no change, heavier than the grid."""
    zero = layer("zero", [{"px": 0, "px2": width, "change": 0}])
    return zero.mark_rule(color=ink.INK, strokeWidth=2).encode(x=across(), x2="px2", y=y)


def _dots(dots: list[dict[str, Any]], y: alt.Y) -> list[alt.Chart]:
    rows = [row | {"change": float(row["change_percent"]), "zero": 0} for row in dots]
    chosen = [row for row in rows if row.get("chosen")]
    others = [row for row in rows if not row.get("chosen")]
    layers = [
        _stems("stem", others, ink.SOFT, 1.5, y),
        _stems("chosen_stem", chosen, ink.ACCENT, 5, y),
    ]
    layers.append(_points("change", others, ink.SOFT, 120, y))
    layers.append(_points("chosen", chosen, ink.ACCENT, 340, y))
    texts = [row | {"text": signed(row["change"])} for row in chosen]
    for name, rows_, dy in (
        ("chosen_up", [t for t in texts if t["change"] >= 0], -20),
        ("chosen_down", [t for t in texts if t["change"] < 0], 22),
    ):
        label = layer(name, rows_).mark_text(
            dy=dy, fontWeight="bold", fontSize=TEXT + 4, color=ink.ACCENT
        )
        layers.append(label.encode(x=across(), y=y, text="text:N"))
    return [one for one in layers if one.data.values]


def _stems(name: str, rows: list[dict[str, Any]], colour: str, width: float, y: alt.Y) -> alt.Chart:
    stems = layer(name, rows).mark_rule(color=colour, strokeWidth=width)
    return stems.encode(x=across(), y=y, y2="zero")


def _points(name: str, rows: list[dict[str, Any]], colour: str, area: int, y: alt.Y) -> alt.Chart:
    points = layer(name, rows).mark_point(fill=colour, stroke=ink.PAPER, size=area, opacity=1)
    return points.encode(x=across(), y=y)


def _comparison(places: list[dict[str, Any]], y: alt.Y) -> list[alt.Chart]:
    rows = [
        {"px": row["px"] + BESIDE, "change": float(row["comparison_percent"])}
        for row in places
        if row.get("comparison_percent") is not None
    ]
    if not rows:
        return []
    look = layer("comparison", rows).mark_point(
        shape="diamond", fill=ink.PAPER, stroke=ink.COMPARISON, strokeWidth=2, size=110, opacity=1
    )
    return [look.encode(x=across(), y=y)]


def _missing(places: list[dict[str, Any]], y: alt.Y) -> list[alt.Chart]:
    rows = [{"px": r["px"], "change": 0} for r in places if r["change_percent"] is None]
    if not rows:
        return []
    sign = layer("missing", rows).mark_text(text="?", dy=-14, color=ink.SOFT, fontWeight="bold")
    return [sign.encode(x=across(), y=y)]


def _published(
    rows: Sequence[Row], width: int, size: Size, ends: tuple[float, float], y: alt.Y
) -> list[alt.Chart]:
    """A rule for each published number; its words at the right, or only its letter."""
    if not rows:
        return []
    values: list[dict[str, Any]] = [
        {
            "px": 0,
            "px2": width,
            "change": float(row["change_percent"]),
            "text": _letter(number) if size.narrow else _label(row, 29),
        }
        for number, row in enumerate(rows)
    ]
    rules = layer("published", values).mark_rule(color=ink.CLAY, strokeWidth=2, strokeDash=[7, 4])
    across_plot = rules.encode(x=across(), x2="px2", y=y)
    for row in values:
        row["py"] = (ends[1] - row["change"]) / (ends[1] - ends[0]) * HEIGHT
        row["px"] = width - 6 if size.narrow else width + 10
    look = {"align": "right" if size.narrow else "left", "color": ink.CLAY, "fontWeight": "bold"}
    if size.narrow:
        letters = [row | {"py": row["py"] - 10} for row in values]
        return [across_plot, words("published_letter", letters, **look)]
    return [across_plot, words("published_words", _apart(values), **look)]


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels pushed down until none covers another; each starts level with its rule."""
    free, placed = float("-inf"), []
    for row in sorted(rows, key=lambda row: row["py"]):
        py = max(row["py"], free)
        placed.append(row | {"py": py})
        free = py + (row["text"].count("\n") + 1) * (TEXT + 3) + 4
    return placed


def _letter(number: int) -> str:
    return chr(ord("a") + number % 26)


def _label(row: Row, letters: int) -> str:
    return wrapped(f"{row['says']}: {signed(row['change_percent'])}", letters, lines=3)


def _years(places: list[dict[str, Any]], width: int) -> list[alt.Chart]:
    """Years under the plot, as many as there is room for; the chosen one in bold."""
    step = 1 + int(len(places) * 46 // width)
    rows = [
        {"px": row["px"], "py": HEIGHT + 18, "text": str(row["year"])}
        for number, row in enumerate(places)
        if (len(places) - 1 - number) % step == 0
    ]
    return [words("year", rows, align="center", color=ink.SOFT)]


def _titles(until: str, margins: Margins, width: int) -> list[alt.Chart]:
    over = _("Change up to %(until)s") % {"until": until}
    under = _("Year the change is counted from")
    return [
        words("over", [{"px": 8 - margins.left, "py": -28, "text": over}], fontWeight="bold"),
        words(
            "under",
            [{"px": width / 2, "py": HEIGHT + 42, "text": under}],
            align="center",
            color=ink.SOFT,
        ),
    ]


def _key(years: Sequence[Row], published: Sequence[Row], size: Size) -> list[Item]:
    items = [Item(says=_("Counted from that year"), shape="circle", fill=ink.SOFT, stroke=ink.SOFT)]
    if any(row.get("chosen") for row in years):
        items.append(
            Item(says=_("Chosen baseline"), shape="circle", fill=ink.ACCENT, stroke=ink.ACCENT,
                 width=3)
        )  # fmt: skip
    if any(row.get("comparison_percent") is not None for row in years):
        items.append(
            Item(says=_("Comparison areas"), shape="diamond", fill=ink.PAPER,
                 stroke=ink.COMPARISON, width=2)
        )  # fmt: skip
    if any(row["change_percent"] is None for row in years):
        items.append(Item(says=_("No value that year"), shape=NOTHING, letter="?"))
    if not published:
        return items
    if not size.narrow:
        rule = Item(says=_("Published number"), shape=DASH, stroke=ink.CLAY, width=2, dash=True)
        return [*items, rule]
    return items + [
        Item(says=_label(row, 200), shape=NOTHING, letter=_letter(n), letter_ink=ink.CLAY)
        for n, row in enumerate(published)
    ]

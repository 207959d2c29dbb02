"""The drawing of costs: bars grouped by stage, a marked block where the amount is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish import figures, wording
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

THICK = 24
BLOCK = 46  # width of the block that stands for an unknown amount
NAME_LINE = TEXT + 3
KINDS = ("running", "implementing", "piloting", "unknown")
FILLS = {
    "running": "#163d4c",
    "implementing": "#4b8a63",
    "piloting": "#d9cb7a",
    "unknown": ink.PAPER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one payer spent at one stage: known amounts by kind, and how many are not known."""

    stage: str
    payer: str
    amounts: Mapping[str, Decimal]
    unknown: int

    @property
    def total(self) -> Decimal:
        """The sum of the known amounts."""
        return sum(self.amounts.values(), Decimal(0))


def picture(bars: Sequence[Bar], size: Size, simulated: bool) -> alt.LayerChart:
    """Stage headings, payers, bars with their amounts, blocks for what is not known, key."""
    margins = Margins(left=10, top=6, right=10, bottom=0)
    if not size.narrow:
        margins = Margins(left=300, top=6, right=220, bottom=0)
    rows, heads, height = _placed(bars, size)
    entries = _key(bars)
    edge = with_bottom(margins, key_height(entries, size) + 18)
    scale = _scale(bars, margins.plot(size))
    known, unknown, amounts = _shapes(rows, scale, size)
    layers = [
        _edges(heads, margins, size),
        words("stage", [h | {"px": -margins.left + 8} for h in heads], fontWeight="bold"),
        words("payer", _payers(rows, margins, size)),
        *_bars(known),
        *_blocks(unknown),
        words("amount", amounts),
        *key(entries, size=size, margins=edge, top=height + 10),
    ]
    return sheet(layers, size=size, margins=edge, height=height, simulated=simulated)


def _placed(
    bars: Sequence[Bar], size: Size
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Each bar and each stage heading with its height on the sheet."""
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    top, stage = 0.0, None
    for bar in bars:
        if bar.stage != stage:
            stage, top = bar.stage, top + (12 if heads else 0)
            heads.append({"py": top + 14, "edge": top, "text": stage})
            top += 32
        label = wrapped(bar.payer, 38 if size.narrow else 34, lines=3)
        lines = (label.count("\n") + 1) * NAME_LINE
        above = lines if size.narrow else 0
        beside = NAME_LINE * (2 if bar.amounts and bar.unknown else 1)
        tall = above + (2 * THICK if size.narrow else max(THICK, lines, beside)) + 10
        middle = top + above + (THICK / 2 + 2 if size.narrow else (tall - 10) / 2)
        rows.append({"bar": bar, "label": label, "top": top, "middle": middle})
        top += tall
    return rows, heads, top


def _scale(bars: Sequence[Bar], width: int) -> float:
    """Pixels a pound, so that the largest bar with its block fits."""
    largest = max((float(bar.total) for bar in bars), default=0)
    return (width - BLOCK - 6) / largest if largest else 0


def _shapes(
    rows: list[dict[str, Any]], scale: float, size: Size
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Pixels of the known parts, of the blocks for unknown amounts, and of the amounts in words."""
    known, unknown, amounts = [], [], []
    for row in rows:
        bar, end = row["bar"], 0.0
        edges = {"py": row["middle"] - THICK / 2, "py2": row["middle"] + THICK / 2}
        for kind, amount in bar.amounts.items():
            long = max(float(amount) * scale, 1.5)
            known.append(edges | {"px": end, "px2": end + long, "fill": FILLS[kind]})
            end += long
        if bar.unknown:
            start = end + (4 if end else 0)
            unknown.append(edges | {"px": start, "px2": start + BLOCK})
            end = start + BLOCK
        amounts.append(_amount(row, end, size))
    return known, unknown, amounts


def _amount(row: dict[str, Any], end: float, size: Size) -> dict[str, Any]:
    """The amount in words, at the end of the bar or under it where the sheet is narrow."""
    bar = row["bar"]
    parts = [figures.money(bar.total)] if bar.amounts else []
    if bar.unknown == 1:
        parts.append(_("1 amount not known") if bar.amounts else _("Not known"))
    elif bar.unknown:
        parts.append(_("%(count)s amounts not known") % {"count": bar.unknown})
    if size.narrow:
        return {"px": 0, "py": row["middle"] + THICK, "text": ", ".join(parts)}
    first = row["middle"] - (len(parts) - 1) * NAME_LINE / 2
    return {"px": end + 8, "py": first, "text": "\n".join(parts)}


def _payers(rows: list[dict[str, Any]], margins: Margins, size: Size) -> list[dict[str, Any]]:
    placed = []
    for row in rows:
        lines = row["label"].count("\n")
        first = row["middle"] - lines * NAME_LINE / 2
        py = row["top"] + 8 if size.narrow else first
        placed.append(
            {"px": 0 if size.narrow else 20 - margins.left, "py": py, "text": row["label"]}
        )
    return placed


def _edges(heads: list[dict[str, Any]], margins: Margins, size: Size) -> alt.Chart:
    rows = [
        {"px": -margins.left, "px2": margins.plot(size) + margins.right, "py": head["edge"]}
        for head in heads[1:]
    ]
    return layer("edge", rows).mark_rule(color=ink.LINE).encode(x=across(), x2="px2", y=down())


def _bars(rows: list[dict[str, Any]]) -> list[alt.Chart]:
    if not rows:
        return []
    bars = layer("cost", rows).mark_rect(stroke=ink.INK, strokeWidth=1)
    fill = alt.Fill("fill:N", scale=None)
    return [bars.encode(x=across(), x2="px2", y=down(), y2="py2", fill=fill)]


def _blocks(rows: list[dict[str, Any]]) -> list[alt.Chart]:
    if not rows:
        return []
    blocks = layer("not_known", rows).mark_rect(
        fill=ink.HATCH, stroke=ink.SOFT, strokeWidth=1.5, strokeDash=[3, 2]
    )
    return [blocks.encode(x=across(), x2="px2", y=down(), y2="py2")]


def _key(bars: Sequence[Bar]) -> list[Item]:
    used = {kind for bar in bars for kind in bar.amounts}
    items = [
        Item(says=_("Kind not known") if kind == "unknown" else says, fill=FILLS[kind])
        for kind, says in wording.options("cost-kind")
        if kind in used
    ]
    if any(bar.unknown for bar in bars):
        items.append(Item(says=_("Amount not known"), fill=ink.HATCH, stroke=ink.SOFT, dash=True))
    return items

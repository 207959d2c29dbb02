"""Money by stage and payer; an amount nobody reported is shown as not known, never as nothing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish import figures, wording
from seedbed.publish.charts import costs_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.costs_picture import KINDS, Bar


def costs(
    lines: Rows,
    *,
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw cost lines as bars, one a payer within each stage.

    Shapes: lines have ``stage`` (None when not known), ``payer`` (empty when not known), ``kind``
    (running, implementing, piloting, unknown), ``amount`` (None when not known), perhaps
    ``statement`` and ``price_year``.
    Units: pounds in the prices of each line's own year; nothing is adjusted or filled in.
    Raises: InputError if there is no line.
    Source: our own design; the three kinds as in the cost ledger of a study.
    """
    rows = listed(lines, what="cost lines", needs=("stage", "payer", "kind", "amount"))
    bars = _bars(rows)
    return made(
        lambda size: costs_picture.picture(bars, size, simulated),
        title=title,
        description=description or _described(rows),
        columns=(_("Stage"), _("Payer"), _("Kind"), _("Amount"), _("Prices of"), _("For")),
        rows=[_line(row) for row in sorted(rows, key=_stage_order)],
        numeric={3, 4},
        simulated=simulated,
        cache=cache,
    )


def _stage_order(row: Mapping[str, Any]) -> int:
    order = [stage for stage, _said in wording.options("stage")]
    return order.index(row["stage"]) if row["stage"] in order else len(order)


def _stage(row: Mapping[str, Any]) -> str:
    return wording.said("stage", row["stage"]) if row["stage"] else _("Stage not known")


def _bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Lines added up by stage and payer, stages in their order, payers as they come."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=_stage_order):
        stage = _stage(row)
        payer = row["payer"] or _("Payer not known")
        groups.setdefault((stage, payer), []).append(row)
    return [
        Bar(
            stage=stage,
            payer=payer,
            amounts={
                kind: _sum(known)
                for kind in KINDS
                if (known := [row for row in group if _is_known(row) and row["kind"] == kind])
            },
            unknown=sum(not _is_known(row) for row in group),
        )
        for (stage, payer), group in groups.items()
    ]


def _is_known(row: Mapping[str, Any]) -> bool:
    return row["amount"] is not None


def _sum(rows: Sequence[Mapping[str, Any]]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


def _line(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        _stage(row),
        row["payer"] or _("Payer not known"),
        wording.said("cost-kind", row["kind"]),
        figures.money(row["amount"]) if _is_known(row) else _("Not known"),
        str(row.get("price_year") or _("Not known")),
        row.get("statement", ""),
    )


def _described(rows: Sequence[Mapping[str, Any]]) -> str:
    """How many lines, how many of unknown amount, and what the known ones add up to."""
    known = [row for row in rows if _is_known(row)]
    counts = {"lines": len(rows), "unknown": len(rows) - len(known)}
    text: str = _("%(lines)s cost lines, %(unknown)s of unknown amount.") % counts
    if not known:
        return text
    total: str = _(
        "Known amounts add up to %(total)s, each in the prices of its own year; "
        "nothing is adjusted."
    ) % {"total": figures.money(_sum(known))}
    return f"{text} {total}"

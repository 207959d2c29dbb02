"""How a change in per cent moves with the year it is counted from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish.charts import baselines_picture
from seedbed.publish.charts.baselines_picture import signed
from seedbed.publish.charts.chart import Chart, Rows, listed, made


def baselines(
    rows: Rows,
    *,
    published: Rows = (),
    until: str,
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw the change to one end year as counted from each year before it.

    Shapes: rows have ``year``, ``change_percent`` (None where the year has no value), perhaps
    ``chosen`` (true for one) and ``comparison_percent`` (the same for the comparison areas);
    published have ``says`` and ``change_percent``. ``until`` names the end, such as "2017".
    Units: per cent of the value in the baseline year.
    Raises: InputError if no year has a change to draw.
    Source: our own design.
    """
    years = sorted(
        listed(rows, what="baseline years", needs=("year", "change_percent")),
        key=lambda row: row["year"],
    )
    numbers = listed(
        published, what="published numbers", needs=("says", "change_percent"), may_be_empty=True
    )
    drawn = [row for row in years if row["change_percent"] is not None]
    listed(drawn, what="baseline years with a value", needs=())
    return made(
        lambda size: baselines_picture.picture(years, numbers, size, until, simulated),
        title=title,
        description=description or _described(drawn, numbers, until),
        columns=(_("Counted from"), _("Change"), _("Comparison areas"), _("Note")),
        rows=[_line(row) for row in years]
        + [("", signed(row["change_percent"]), "", row["says"]) for row in numbers],
        numeric={1, 2},
        simulated=simulated,
        cache=cache,
    )


def _line(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        str(row["year"]),
        _change(row["change_percent"]),
        _change(row.get("comparison_percent")) if "comparison_percent" in row else "",
        _("Chosen baseline") if row.get("chosen") else "",
    )


def _change(value: float | None) -> str:
    return _("Not known") if value is None else signed(value)


def _described(drawn: list[Mapping[str, Any]], numbers: list[Mapping[str, Any]], until: str) -> str:
    """The range of the changes, how many are falls, and what was published."""
    changes = [row["change_percent"] for row in drawn]
    text: str = _(
        "Change up to %(until)s as counted from each of %(count)s baseline years: from %(low)s to "
        "%(high)s; a fall from %(falls)s of them. "
    ) % {
        "until": until,
        "count": len(changes),
        "low": signed(min(changes)),
        "high": signed(max(changes)),
        "falls": sum(change < 0 for change in changes),
    }
    said = "; ".join(f"{row['says']}: {signed(row['change_percent'])}" for row in numbers)
    return (text + (_("Published: %(numbers)s.") % {"numbers": said} if said else "")).strip()

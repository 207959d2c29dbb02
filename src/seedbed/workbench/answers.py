"""Pictures of answers, where a question has one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from seedbed.methods.effects.series import series_of
from seedbed.publish import charts
from seedbed.publish.charts import Chart
from seedbed.publish.look.kept import picture
from seedbed.publish.look.pictures import money_picture
from seedbed.record.measures.frames import readings_frame
from seedbed.record.measures.selectors import indicators
from seedbed.record.timeline.selectors import conditions
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from polars import DataFrame

    from seedbed.record.runs.models import Run


def chart_of(by: Asker, run: Run) -> Chart | None:
    """The picture of an answer that still stands; None where it has none."""
    if not run.result["table"]:
        return None
    draw = _PICTURES.get(run.question)
    return draw(by, run) if draw is not None else None


def _matrix(by: Asker, run: Run) -> Chart:
    """Cases against conditions. The columns of the answer are named by its conditions."""
    rows = run.result["table"]
    kinds = {row.name: row.kind for row in conditions(by, run.study)}
    columns = [name for name in rows[0] if name in kinds]
    cells = [
        {"case": row["case"], "condition": name, "state": _state(row[name])}
        for row in rows
        for name in columns
    ]
    return picture(
        charts.matrix,
        [{"id": row["case"], "name": row["case"]} for row in rows],
        [{"id": name, "name": name, "kind": kinds[name]} for name in columns],
        cells,
        title=_("Conditions and outcome, case by case"),
        simulated=run.study.is_simulated,
    )


def _state(score: float | None) -> str:
    if score is None:
        return "not-known"
    if score == 0.5:
        return "partly"
    return "present" if score > 0.5 else "absent"


def _series(by: Asker, run: Run) -> Chart | None:
    """What was compared, year by year: the same means over each year that the answer took."""
    given, rows = run.parameters, run.result["table"]
    compared = [row["area"] for row in rows if row["role"] == "comparison"]
    indicator = indicators(by, run.study).get(key=given["indicator"])
    frame = readings_frame(by, run.study, indicator=indicator.key, areas=[given["area"], *compared])
    points = _yearly(frame)
    own = [point for point in points if point["area"] == given["area"]]
    if all(point["value"] is None for point in own):
        return None
    baseline = next((p for p in own if p["at"].year == int(given["from"])), None)
    return picture(
        charts.series,
        own,
        comparison=[point for point in points if point["area"] != given["area"]],
        baseline=baseline["at"] if baseline and baseline["value"] is not None else None,
        unit=indicator.unit,
        title=_("%(indicator)s in %(area)s and the areas it is compared with")
        % {"indicator": indicator.name, "area": given["area"]},
        simulated=run.study.is_simulated,
    )


def _yearly(frame: DataFrame) -> list[dict[str, Any]]:
    """One point an area and year: the mean of its periods if all are known, else the mark."""
    held = series_of(frame)
    last: dict[tuple[str, int], tuple[date, str]] = {}
    for row in frame.sort("ends").iter_rows(named=True):
        last[row["area"], row["ends"].year] = row["ends"], row["mark"] or ""
    return [
        {"area": area, "at": ends, "value": held.mean(area, year).value, "mark": mark}
        for (area, year), (ends, mark) in last.items()
    ]


def _costs(by: Asker, run: Run) -> Chart | None:
    """Money by stage and payer."""
    title = _("What was spent, by stage and payer")
    return money_picture(run.result, title=title, simulated=run.study.is_simulated)


_PICTURES: dict[str, Any] = {
    "conditions-outcome": _matrix,
    "before-after": _series,
    "cost-consequence": _costs,
}

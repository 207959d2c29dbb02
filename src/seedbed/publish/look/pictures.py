"""The pictures of the pages, drawn from plain values and kept.

Frozen bodies hold dates as ISO text; the workbench may hand in dates. Both are understood.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from seedbed.methods.effects.checked import Checked
from seedbed.publish.baseline import Check, Counted
from seedbed.publish.charts import Chart, baselines, costs, curve, lanes, series
from seedbed.publish.figures import day, with_unit
from seedbed.publish.look.kept import picture
from seedbed.publish.look.tables import each_word

Row = Mapping[str, Any]


def lanes_picture(
    events: Iterable[Row], *, title: str, today: date, simulated: bool = False
) -> Chart | None:
    """Swim-lanes of event rows, one lane a name in ``lane``; None where nothing has happened."""
    rows = [
        {
            **row,
            "case": row["lane"],
            "earliest": _day(row["earliest"]),
            "latest": _day(row["latest"]),
        }
        for row in events
    ]
    if not rows:
        return None
    return picture(
        lanes,
        [{"id": name, "name": name} for name in dict.fromkeys(row["case"] for row in rows)],
        stage_starts(rows),
        rows,
        today=today,
        today_says=_("As at %(day)s") % {"day": day(today)},
        title=title,
        simulated=simulated,
    )


def stage_starts(events: Iterable[Row]) -> list[dict[str, Any]]:
    """Where each stage of each case starts: at the first event recorded in it, as far as dated."""
    found: list[dict[str, Any]] = []
    now: dict[str, str] = {}
    for row in sorted(events, key=lambda row: (row["earliest"], row["latest"])):
        if row["stage"] and now.get(row["case"]) != row["stage"]:
            now[row["case"]] = row["stage"]
            names = ("case", "stage", "earliest", "latest")
            found.append({name: row[name] for name in names})
    return found


def money_picture(money: Row | None, *, title: str, simulated: bool = False) -> Chart | None:
    """Costs by stage and payer, from an answered cost-consequence question."""
    cells = money["table"] if money else []
    lines = [line for cell in cells for line in _lines(cell)]
    if not any(line["amount"] is not None for line in lines):
        return None
    return picture(costs, lines, title=title, simulated=simulated)


def _lines(cell: Row) -> Iterable[dict[str, Any]]:
    """A cell of the cost table as lines: its known total, and one for each amount not known."""
    unknown = "not known"
    line = {
        "stage": None if cell["stage"] == unknown else cell["stage"],
        "payer": "" if cell["payer"] == unknown else cell["payer"],
        "kind": "unknown" if cell["kind"] == unknown else cell["kind"],
        "price_year": "" if cell["price_years"] == unknown else cell["price_years"],
        "statement": ""
        if cell["resources"] == unknown
        else each_word("resource", cell["resources"]),
    }
    if cell["known_total"] is not None:
        yield line | {"amount": cell["known_total"]}
    for _line in range(cell["not_known"]):
        yield line | {"amount": None}


def series_picture(check: Check, counted: Counted, *, simulated: bool = False) -> Chart:
    """The series a claim is about, from the chosen baseline; beside others as an index of 100."""
    own, others = [], []
    for row in check["readings"]:
        point = {
            "area": row["area"],
            "at": _day(row["ends"]),
            "value": None if row["value"] is None else float(row["value"]),
            "mark": row["mark"],
        }
        (own if row["area"] == check["area"] else others).append(point)
    start, end = (
        next(p["at"] for p in own if p["at"].year == year) for year in (counted.start, counted.end)
    )
    name = check["indicator"]["name"]
    title = (
        _("%(indicator)s, %(area)s")
        if not counted.beside
        else _("%(indicator)s, %(area)s and elsewhere: the year to %(start)s is 100")
    )
    return picture(
        series,
        own,
        comparison=others if counted.beside else (),
        notes=_notes(check, end),
        baseline=start,
        indexed=counted.beside,
        unit=check["indicator"]["unit"],
        title=title % {"indicator": name, "area": check["area"], "start": day(start)},
        simulated=simulated,
    )


def _notes(check: Check, end: date) -> list[dict[str, Any]]:
    """The year counted to, and the first thing that happened: which years lie before it."""
    notes = [{"at": end, "says": _("The year counted to")}]
    first = min(check["events"], key=lambda row: row["earliest"], default=None)
    if first is not None:
        says = f"{check['innovation']}: {first['title']}"
        notes.append({"at": _day(first["earliest"]), "says": says})
    return sorted(notes, key=lambda note: note["at"])


def baselines_picture(check: Check, counted: Counted, *, simulated: bool = False) -> Chart:
    """The change up to the chosen year, counted from every year before it."""
    rows = [
        {
            "year": result.before_window,
            "change_percent": result.treated.change_percent,
            "comparison_percent": result.comparison_change_percent,
            "chosen": result.before_window == counted.start,
        }
        for result in counted.every
    ]
    if not counted.beside:
        rows = [{k: v for k, v in row.items() if k != "comparison_percent"} for row in rows]
    published = [
        {
            "says": row["reported_by"] or _("Published"),
            "change_percent": float(row["amount"]),
        }
        for row in check["published"]
    ]
    return picture(
        baselines,
        rows,
        published=published,
        until=str(counted.end),
        title=_("%(indicator)s, %(area)s: change up to %(end)s, by the year it is counted from")
        % {"indicator": check["indicator"]["name"], "area": check["area"], "end": counted.end},
        simulated=simulated,
    )


def _day(when: date | str) -> date:
    return date.fromisoformat(when) if isinstance(when, str) else when


def curve_picture(checked: Checked, *, simulated: bool = False) -> Chart | None:
    """Every defensible choice of a checked claim, in order, with the published figure across."""
    if not checked.curve:
        return None
    claim = checked.claim
    nearest = checked.nearest
    return picture(
        curve,
        [
            {
                "number": choice.number,
                "label": choice.said,
                "way": {"agrees": "same", "reverses": "other"}.get(choice.way, "none"),
                "nearest": choice is nearest,
            }
            for choice in checked.curve
        ],
        published=[
            {
                "number": claim.published,
                "label": _("published: %(number)s") % {"number": with_unit(claim.published, "%")},
            }
        ],
        title=_("Every defensible choice for “%(says)s”") % {"says": claim.says},
        simulated=simulated,
    )

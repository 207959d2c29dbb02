"""Swim-lanes: one lane a case, one axis of time, stages, setbacks, endings, and today."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish import figures, wording
from seedbed.publish.charts import lanes_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.lanes_layout import Case
from seedbed.publish.charts.spells import pieces


def lanes(
    cases: Rows,
    stages: Rows,
    events: Rows,
    *,
    today: date,
    title: str,
    description: str = "",
    today_says: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw the cases as lanes on one axis of time, in the order given.

    Shapes: cases have ``id``, ``name``; stages have ``case``, ``stage`` (None when not known),
    ``earliest`` and ``latest`` (range of its start), perhaps ``ends``; events have ``case``,
    ``title``, ``earliest``, ``latest``, ``direction``. A single case has its events numbered.
    Units: dates; ``today`` is passed, never read from a clock; ``today_says`` is its label,
    such as "as at 24 November 2026".
    Raises: InputError if there is nothing to draw or a row names an unknown case.
    Source: our own design; stages as in ``record.words.Stage``.
    """
    lane_rows = listed(cases, what="cases", needs=("id", "name"))
    stage_rows = listed(
        stages, what="stages", needs=("case", "stage", "earliest", "latest"), may_be_empty=True
    )
    event_rows = listed(
        events,
        what="events",
        needs=("case", "title", "earliest", "latest", "direction"),
        may_be_empty=bool(stage_rows),
    )
    held = [_case(row, stage_rows, event_rows, today) for row in lane_rows]
    _all_placed([*stage_rows, *event_rows], {row["id"] for row in lane_rows})
    label = today_says or _("Today, %(day)s") % {"day": figures.day(today)}
    table = [line for case in held for line in _lines(case)]
    return made(
        lambda size: lanes_picture.picture(held, size, today, label, simulated),
        title=title,
        description=description or _described(held),
        columns=(_("Case"), _("Number"), _("When"), _("What"), _("Kind")),
        rows=table,
        numeric={1},
        simulated=simulated,
        cache=cache,
    )


def _case(
    lane: Mapping[str, Any],
    stages: list[Mapping[str, Any]],
    events: list[Mapping[str, Any]],
    today: date,
) -> Case:
    """One case with what is known of it, in order of time."""
    own_stages = [row for row in stages if row["case"] == lane["id"]]
    own_events = sorted(
        (row for row in events if row["case"] == lane["id"]),
        key=lambda row: (row["earliest"], row["latest"], row["title"]),
    )
    return Case(
        name=lane["name"],
        stages=own_stages,
        events=own_events,
        pieces=pieces(own_stages, own_events, today=today),
    )


def _all_placed(rows: list[Mapping[str, Any]], known: set[str]) -> None:
    for row in rows:
        if row["case"] not in known:
            raise InputError(
                f"A row names the case {row['case']!r}, which has no lane. "
                "Give it a lane, or leave the row out."
            )


def _lines(case: Case) -> list[tuple[str, ...]]:
    """The data table of one case: stages and events together, in order of time."""
    lines: list[tuple[date, tuple[str, ...]]] = [
        (
            row["earliest"],
            (
                case.name,
                "",
                figures.span(row["earliest"], row["latest"]),
                wording.said("stage", row["stage"]) if row["stage"] else _("Stage not known"),
                _("Stage starts"),
            ),
        )
        for row in case.stages
    ]
    for number, row in enumerate(case.events, start=1):
        dated = figures.span(row["earliest"], row["latest"])
        words = (
            case.name,
            str(number),
            dated,
            row["title"],
            wording.said("direction", row["direction"]),
        )
        lines.append((row["earliest"], words))
    return [words for _day, words in sorted(lines, key=lambda line: line[0])]


def _described(cases: list[Case]) -> str:
    """What the lanes show, counted: never more than is drawn."""
    events = [event for case in cases for event in case.events]
    counts = {
        "cases": len(cases),
        "events": len(events),
        "setbacks": sum(event["direction"] == "setback" for event in events),
        "ended": sum(any(e["direction"] == "ended" for e in case.events) for case in cases),
    }
    text: str = _(
        "Lanes on one axis of time. Cases: %(cases)s. Events: %(events)s. "
        "Setbacks: %(setbacks)s. Cases that ended: %(ended)s. "
        "The data table gives each with its date."
    )
    return text % counts

"""A series of readings beside its comparison: gaps stay gaps, the baseline is marked."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish import figures, wording
from seedbed.publish.charts import series_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.series_lines import FEW, Line, indexed_at, lines_of


def series(
    points: Rows,
    *,
    comparison: Rows = (),
    notes: Rows = (),
    baseline: date | None = None,
    indexed: bool = False,
    unit: str,
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw one area's readings over time, with others for comparison.

    Shapes: points and comparison have ``area``, ``at`` (the date a reading stands for, such as the
    last day of its year), ``value`` (None where not known) and perhaps ``mark`` (``suppressed``,
    ``not-available``, ``not-applicable``); notes have ``at``, ``says`` (something that happened).
    Units: ``unit`` in words; with ``indexed``, the value at ``baseline`` is 100.
    Raises: InputError if no value can be drawn, or the baseline has no value to index on.
    Source: our own design; a missing or marked period breaks the line and is labelled.
    """
    own = lines_of(listed(points, what="points", needs=("area", "at", "value")))
    others = lines_of(
        listed(comparison, what="comparison", needs=("area", "at", "value"), may_be_empty=True)
    )
    told = listed(notes, what="notes", needs=("at", "says"), may_be_empty=True)
    if not any(point.value is not None for line in own for point in line.points):
        raise InputError(
            "Expected at least one reading with a value; all are missing or marked. "
            "Show the marks in words instead of an empty chart."
        )
    left_out: list[str] = []
    if indexed:
        own, others, left_out = _on_one_hundred(own, others, baseline)
    return made(
        lambda size: series_picture.picture(
            own, others, told, baseline, unit, indexed, size, simulated
        ),
        title=title,
        description=description or _described(own, others, unit, indexed, left_out),
        columns=(_("Area"), _("Period to"), _("Index") if indexed else unit, _("Mark")),
        rows=[row for line in (*own, *others) for row in _lines(line, indexed)],
        numeric={2},
        simulated=simulated,
        cache=cache,
    )


def _on_one_hundred(
    own: list[Line], others: list[Line], baseline: date | None
) -> tuple[list[Line], list[Line], list[str]]:
    """Every line as a share of its own baseline; comparison lines without one are left out."""
    if baseline is None or any(line.value_at(baseline) in (None, 0) for line in own):
        areas = ", ".join(line.area for line in own)
        raise InputError(
            f"Expected a value other than zero at the baseline {baseline} for {areas}, to call it "
            "100. Choose a baseline that has one, or draw the series as counted."
        )
    usable = [line for line in others if line.value_at(baseline) not in (None, 0)]
    left_out = [line.area for line in others if line not in usable]
    return (
        [indexed_at(line, baseline) for line in own],
        [indexed_at(line, baseline) for line in usable],
        left_out,
    )


def _lines(line: Line, indexed: bool) -> list[tuple[str, ...]]:
    return [
        (
            line.area,
            figures.day(point.at),
            "" if point.value is None else _number(point.value, indexed),
            wording.said("mark", point.mark) if point.value is None else "",
        )
        for point in line.points
    ]


def _number(value: float, indexed: bool) -> str:
    return figures.number(value, places=0 if indexed else 1)


def _described(
    own: list[Line],
    others: list[Line],
    unit: str,
    indexed: bool,
    left_out: list[str],
) -> str:
    """First and last values of the main line, how many gaps, who it is compared with."""
    parts: list[str] = []
    for line in own:
        parts.append(_first_and_last(line, indexed, unit))
    if others:
        areas = ", ".join(line.area for line in others)
        if len(others) > FEW:
            areas = _("%(count)s other areas") % {"count": len(others)}
        parts.append(_("Compared with %(areas)s.") % {"areas": areas})
    if left_out:
        parts.append(
            _("Left out for want of a baseline value: %(areas)s.") % {"areas": ", ".join(left_out)}
        )
    gaps = sum(point.value is None for line in own for point in line.points)
    if gaps:
        parts.append(_("Periods without a value: %(gaps)s.") % {"gaps": gaps})
    return " ".join(parts)


def _first_and_last(line: Line, indexed: bool, unit: str) -> str:
    known: list[Mapping[str, Any]] = [
        {"value": _number(p.value, indexed), "at": figures.day(p.at)}
        for p in line.points
        if p.value is not None
    ]
    words = {
        "area": line.area,
        "unit": _("index") if indexed else unit,
        "first": known[0]["value"],
        "first_at": known[0]["at"],
        "last": known[-1]["value"],
        "last_at": known[-1]["at"],
    }
    text: str = (
        _(
            "%(area)s (%(unit)s): %(first)s in the period to %(first_at)s, "
            "%(last)s in the period to %(last_at)s."
        )
        % words
    )
    return text

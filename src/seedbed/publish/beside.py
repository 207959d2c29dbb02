"""Official figures there, here, and in the middle of here's statistical neighbours.

Figures of one measure are set side by side for one period only: the last one in which any of these
areas has a figure. What is suppressed or not available then is said, and nothing is filled in.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.formats.statistics import Area, Loaded, kept, store
from seedbed.publish.figures import number, span
from seedbed.publish.wording import said

YEARS_BACK = 5
MOST_PLACES = 1
# "Average number of cases" is made of counts and is none.
SHARED_OUT = re.compile(r"\b(average|mean|median|per|rate)\b", re.IGNORECASE)
Reading = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One measure: there, here now and some years ago, and the middle of the neighbours."""

    factor: str
    measure: str
    unit: str  # empty where the name of the measure says it
    period: str
    there: str
    here: str
    earlier: str
    earlier_period: str
    middle: str
    neighbours: int  # of which there is a figure
    is_count: bool  # of things: a larger area has more of them
    source: str

    @property
    def what(self) -> str:
        """The measure, its unit and its period."""
        return ", ".join(filter(None, [self.measure, self.unit, self.period]))


def authority(data: Path, words: str) -> Area:
    """The authority a visitor picked.

    Raises: InputError where no statistics are loaded, or there is no such authority.
    """
    found = next((a for a in kept.authorities(data) if words in (a.code, a.name)), None)
    if found is None:
        raise InputError(
            _("There is no authority called “%(words)s” in the list.") % {"words": words}
        )
    return found


def where_tried(data: Path, innovation: Mapping[str, Any]) -> Area | None:
    """The official area of the place where it was tried, if it is one in these statistics."""
    if innovation["nation"] != "england":
        return None
    known = store.known_areas(data)
    # A snapshot frozen by an earlier release holds no area: the name of the site stands for it.
    for words in (innovation.get(name) for name in ("area_code", "area", "site")):
        try:
            if words:
                return known.named(words)
        except InputError:
            continue
    return None


def adopters(data: Path, adoptions: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What is recorded of each area that took an innovation up, by its official name."""
    known = store.known_areas(data)
    return {area.name: row for row in adoptions for area in known.called(row["area"])}


def set_beside(
    data: Path, fits: Iterable[Mapping[str, Any]], *, there: Area | None, here: Area
) -> tuple[list[Beside], list[str]]:
    """The figures of every measure that some things to compare name, and those not loaded."""
    around = kept.neighbours_of(data, here.name)
    shown, missing = [], []
    for fit in fits:
        measure = kept.measure_called(data, fit["measure"]) if fit["measure"] else None
        if measure is not None:
            shown.append(_beside(data, fit["factor"], measure, there, here, around))
        elif fit["measure"]:
            missing.append(fit["measure"])
    return shown, missing


def _beside(
    data: Path, factor: str, measure: Loaded, there: Area | None, here: Area, around: Sequence[str]
) -> Beside:
    frame = kept.whole_series(data, measure.measure)
    wanted = [here.name, *around, *([there.name] if there else [])]
    ours = frame.filter(pl.col("area").is_in(wanted))
    last = _last(ours)
    rows = {row["area"]: row for row in _within(ours, last)}
    before = _earlier(ours, here.name, last)
    middle = [row["value"] for name, row in rows.items() if name in around and _has(row)]
    return Beside(
        factor=factor,
        measure=measure.name,
        unit="" if measure.unit.lower() in measure.name.lower() else measure.unit,
        period=span(last["starts"], last["ends"]) if last else "",
        there=_figure(rows.get(there.name))
        if there
        else _("no figure: not an area of these statistics"),
        here=_figure(rows.get(here.name)),
        earlier=_figure(before),
        earlier_period=span(before["starts"], before["ends"]) if before else "",
        middle=_said(median(middle)) if middle else "",
        neighbours=len(middle),
        is_count=measure.scale == "count" and not SHARED_OUT.search(measure.name),
        source=", ".join(filter(None, [measure.source, measure.release])),
    )


def _last(rows: pl.DataFrame) -> Reading | None:
    """The last row with a figure; where none has one, the last row with a mark."""
    told = rows.sort(pl.col("value").is_not_null(), "ends", "starts")
    return None if told.is_empty() else told.row(-1, named=True)


def _within(rows: pl.DataFrame, last: Reading | None) -> list[dict[str, Any]]:
    if last is None:
        return []
    return rows.filter(starts=last["starts"], ends=last["ends"]).to_dicts()


def _earlier(rows: pl.DataFrame, area: str, last: Reading | None) -> Reading | None:
    """The row of the same area some years before, over the same part of the year."""
    if last is None:
        return None
    then = last["ends"].year - YEARS_BACK
    own = rows.filter(pl.col("ends").dt.year() == then, area=area)
    same = own.filter(pl.col("ends").dt.month() == last["ends"].month).to_dicts()
    return same[-1] if same else None


def _has(row: Reading) -> bool:
    return row["value"] is not None


def _figure(row: Reading | None) -> str:
    """A figure, or in words why there is none. A mark is never a zero."""
    if row is None:
        return _("no figure for this period")
    if _has(row):
        return _said(row["value"])
    return _("too low to print") if row["mark"] == "low" else said("mark", row["mark"] or "")


def _said(value: float) -> str:
    return number(value, places=MOST_PLACES)

"""Events of sites as lanes, today or as they were known on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seedbed.publish import charts
from seedbed.publish.charts import Chart
from seedbed.publish.look.kept import picture
from seedbed.publish.look.pictures import stage_starts

if TYPE_CHECKING:
    from seedbed.record.study.models import Site
    from seedbed.record.timeline.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Events as known on a day: those that are in, and those that were learned later."""

    events: tuple[Event, ...]
    later: tuple[Event, ...]

    @property
    def undated(self) -> int:
        """How many of those that are in have no record of when they were learned."""
        return sum(event.learned_on is None for event in self.events)


def known_on(events: Iterable[Event], on: date | None) -> Known:
    """Events as known on a day; all of them if no day is given.

    An event whose learned-on is not recorded counts from the first day it can have happened: it
    cannot have been known before, and leaving it out would hide most of what old studies hold.
    """
    rows = list(events)
    if on is None:
        return Known(events=tuple(rows), later=())
    known = [(event.learned_on or event.earliest) <= on for event in rows]
    return Known(
        events=tuple(e for e, yes in zip(rows, known, strict=True) if yes),
        later=tuple(e for e, yes in zip(rows, known, strict=True) if not yes),
    )


def site_of(event: Event) -> int | None:
    """The site an event belongs to, directly or through its innovation."""
    return event.innovation.site_id if event.innovation is not None else event.site_id


def lanes_of(
    sites: Sequence[Site],
    events: Iterable[Event],
    *,
    title: str,
    today: date,
    today_says: str = "",
    simulated: bool,
) -> Chart | None:
    """One lane a site that has an event, in the order given; None where nothing happened yet."""
    placed = [(site_of(event), event) for event in events]
    with_events = {pk for pk, _ in placed}
    shown = [site for site in sites if site.pk in with_events]
    if not shown:
        return None
    keys = {site.pk: site.key for site in shown}
    rows = [_row(keys[pk], event) for pk, event in placed if pk in keys]
    return picture(
        charts.lanes,
        [{"id": site.key, "name": site.name} for site in shown],
        stage_starts(rows),
        rows,
        title=title,
        today=today,
        today_says=today_says,
        simulated=simulated,
    )


def _row(case: str, event: Event) -> dict[str, Any]:
    return {
        "case": case,
        "title": event.title,
        "earliest": event.earliest,
        "latest": event.latest,
        "direction": event.direction,
        "stage": event.stage,
    }

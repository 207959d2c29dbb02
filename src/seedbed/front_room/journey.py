"""Our journey: where we are on the stages, what to ask, what others did, and what happened here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.errors import NotFound
from seedbed.front_room.journey_said import (
    map_said,
    others_said,
    stage_named,
    standing_said,
)
from seedbed.front_room.page import show
from seedbed.library import stage_model
from seedbed.publish.advice import event_row
from seedbed.publish.journey import Standing, by_reality, names_of, others_at, standing
from seedbed.publish.look.asking import asker_of
from seedbed.publish.look.pictures import lanes_picture
from seedbed.publish.shelf import shelf
from seedbed.publish.wording import options
from seedbed.record.study import selectors
from seedbed.record.timeline.selectors import events_at
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from seedbed.record.study.models import Innovation, Site


@require_safe
def journey(request: HttpRequest) -> HttpResponse:
    """The map for anybody: pick a stage, and read what is known of it."""
    framework = request.GET.get("framework", "")
    wrong = framework and framework not in dict(options("framework"))
    framework = "" if wrong else framework
    page = _stage_page(
        request,
        reverse("front_room:journey"),
        more=f"&framework={framework}" if framework else "",
    )
    if wrong:
        page["problem"] = _("Pick one of the approaches on the list. All are shown until then.")
    page |= {
        "framework": framework,
        "frameworks": options("framework"),
        "own": [
            (site, reverse("front_room:our_journey", args=[site.public_id]))
            for site in _own_sites(asker_of(request))
        ],
        **_others(page["stage"], framework=framework),
    }
    return show(request, "journey.html", page, (_("Our journey"), ""), at="journey")


@require_safe
def our_journey(request: HttpRequest, site: UUID) -> HttpResponse:
    """The same for one site of somebody who has logged in, with its own events and the log."""
    by = asker_of(request)
    row = selectors.site(by, str(site))
    _must_see_events(by, row)
    cases = [case for case in selectors.innovations(by, row.study) if case.site_id == row.pk]
    ours = _standings(by, row, cases)
    address = reverse("front_room:our_journey", args=[row.public_id])
    page = _stage_page(request, address, ours=ours)
    page |= {
        "site": row,
        "study": row.study,
        "ours": [standing_said(one) for one in ours],
        "lane": lanes_picture(
            [event for one in ours for event in one.events],
            title=_("What happened at %(site)s") % {"site": row.name},
            today=timezone.localdate(),
            simulated=row.study.is_simulated,
        ),
        "may_log": by.may("log-event", study=row.study_id, site=row.pk),
        "address": address,
        "cases": cases,
        "directions": options("direction"),
        "streams": options("stream"),
        "stage_options": options("stage"),
        **_others(
            page["stage"], but=frozenset().union(*(names_of(c.name, row.name) for c in cases))
        ),
    }
    trail = ((_("Our journey"), reverse("front_room:journey")), (row.name, ""))
    return show(request, "journey_site.html", page, *trail, at="journey")


def _stage_page(
    request: HttpRequest, address: str, *, more: str = "", ours: Sequence[Standing] = ()
) -> dict[str, Any]:
    """The map and the stage that was picked, or else the one we are at."""
    asked = request.GET.get("stage", "")
    now = next((one.stage for one in ours if one.stage and not one.ending), "")
    stage = stage_named(asked) or stage_named(now)
    known = asked and stage_named(asked) is None
    return {
        "stage": stage,
        "picked": stage is not None and stage.id != now,
        "problem": _("Pick one of the six stages on the map.") if known else "",
        "map": map_said(stage.id if stage else "", address=address, more=more, ours=ours),
        "model": stage_model(),
    }


def _others(
    stage: Any, *, framework: str = "", but: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """What was published of others at a stage: real places, and apart from them simulated ones."""
    if stage is None:
        return {}
    using = settings.SEEDBED_STORE
    advice = by_reality(
        row
        for row in shelf("advice", using=using)
        if framework in ("", row.body["innovation"]["framework"])
    )
    # A register does not say which approach a place follows, so a filter leaves it out.
    registers = by_reality([] if framework else shelf("study", using=using))
    real, invented = (
        others_said(others_at(stage.id, advice=advice[kind], registers=registers[kind], but=but))
        for kind in (False, True)
    )
    return {"real": real, "invented": invented}


def _own_sites(by: Asker) -> list[Site]:
    """The sites that somebody's memberships name."""
    if not by.grants:
        return []
    named = {grant.site for grant in by.grants if grant.site is not None}
    return [
        site
        for study in selectors.studies(by)
        for site in selectors.sites(by, study).filter(pk__in=named)
    ]


def _must_see_events(by: Asker, site: Site) -> None:
    """Answer as if there were no such page for a role that does not see what happened there."""
    at_site = by.sites_for("events")
    if site.study_id not in by.studies_for("events") and not at_site & {site.pk, site.parent_id}:
        raise NotFound(_("There is no such page, or it is not yours to see."))


def _standings(by: Asker, site: Site, cases: Sequence[Innovation]) -> list[Standing]:
    """Where each innovation of a site stands; what names none belongs to the only one, or apart."""
    lanes: dict[int | None, list[Any]] = {case.pk: [] for case in cases}
    only = cases[0].pk if len(cases) == 1 else None
    for event in events_at(by, site):
        lanes.setdefault(event.innovation_id or only, []).append(event)
    names = {case.pk: case.name for case in cases}
    return [
        standing(names.get(pk, site.name), [event_row(e, names.get(pk, site.name)) for e in held])
        for pk, held in lanes.items()
        if pk is not None or held
    ]

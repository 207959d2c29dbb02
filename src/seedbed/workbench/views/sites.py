"""A site: what happened here, when, at what cost, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from seedbed.publish import charts
from seedbed.publish.charts import Chart
from seedbed.publish.figures import day, money
from seedbed.publish.look.asking import asker_of
from seedbed.publish.look.kept import picture
from seedbed.record.claims.selectors import claims_at
from seedbed.record.evidence.selectors import sources_at
from seedbed.record.measures.selectors import benefits, costs, outcomes
from seedbed.record.study import selectors
from seedbed.record.timeline.selectors import adoptions, events_at, scores_of, sustainment
from seedbed.trust.asking import Asker
from seedbed.workbench.lanes import Known, known_on, lanes_of
from seedbed.workbench.page import page, sees, site_steps
from seedbed.workbench.short import beginnings
from seedbed.workbench.views.sources import with_texts

if TYPE_CHECKING:
    from seedbed.record.measures.models import CostLine, Reading
    from seedbed.record.study.models import Site

# What a role may not see is told apart from what is not there.
HIDDEN = (
    ("events", lazy("what happened and what became of it")),
    ("costs", lazy("costs, savings and reported outcomes")),
    ("sources", lazy("sources and the words in them")),
)


@require_safe
def site(request: HttpRequest, site: str) -> HttpResponse:
    """One site."""
    by = asker_of(request)
    row = selectors.site(by, site)
    study = row.study
    on, wrong = _asked_day(request.GET.get("known-on", "").strip())
    known = known_on(events_at(by, row), on)
    steps = site_steps(row)
    context = page(
        request,
        title=row.name,
        study=study,
        above=steps[:-1],
        site=row,
        on=on,
        on_typed=request.GET.get("known-on", "") if wrong else (on.isoformat() if on else ""),
        errors=[(wrong, "#known-on")] if wrong else [],
        known=known,
        lane=_lane(row, known, on),
        may_log=by.may("log-event", study=study.pk, site=row.pk),
        sees_replies=sees(by, study, "replies"),
        sees_events=sees(by, study, "events"),
        hidden=[str(text) for noun, text in HIDDEN if not sees(by, study, noun)],
        **_held(by, row),
    )
    return render(request, "workbench/site.html", context)


def _asked_day(typed: str) -> tuple[date | None, str]:
    """The day to see the site as known on, and what is wrong with what was typed."""
    if not typed:
        return None, ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        return None, _("Write the day as year-month-day, such as 2019-03-31.")


def _lane(site: Site, known: Known, on: date | None) -> Chart | None:
    return lanes_of(
        [site],
        known.events,
        title=_("What happened at %(site)s") % {"site": site.name},
        today=on or timezone.localdate(),
        today_says=_("As known on %(day)s") % {"day": day(on)} if on else "",
        simulated=site.study.is_simulated,
    )


def _held(by: Asker, site: Site) -> dict[str, Any]:
    """What the record holds of a site besides its events."""
    study = site.study
    cases = [case for case in selectors.innovations(by, study) if case.site_id == site.pk]
    own = {"innovation__site": site}
    spent = list(costs(by, study).filter(**own).select_related("same_as"))
    resting = list(claims_at(by, site).prefetch_related(None))
    begin = beginnings(by, study, [claim.text for claim in resting])
    return {
        "cases": cases,
        "teams": selectors.sites(by, study).filter(parent=site).order_by("name"),
        "contexts": selectors.contexts(by, site),
        "scores": scores_of(by, site).order_by("condition__kind", "condition__name", "earliest"),
        "became": list(sustainment(by, study).filter(**own)),
        "adoptions": [row for case in cases for row in adoptions(by, case)],
        "outcomes": outcomes(by, study).filter(**own),
        "costs": [(line, _amount(line.amount)) for line in spent],
        "money": _cost_chart(site, spent),
        "benefits": [
            (line, _amount(line.amount), _amount(line.high))
            for line in benefits(by, study).filter(**own)
        ],
        "sources": with_texts(sources_at(by, site)) if sees(by, study, "sources") else None,
        "readings": _readings(by, site),
        "claims": list(zip(resting, begin, strict=True)),
    }


def _readings(by: Asker, site: Site) -> list[Reading]:
    """Figures counted for this site, for those who may see figures at all."""
    if not sees(by, site.study, "readings"):
        return []
    return list(site.readings.select_related("indicator").order_by("indicator__name", "starts"))


def _amount(amount: Decimal | None) -> str:
    """An amount as people read it; nothing where it is not known."""
    return "" if amount is None else money(amount)


def _cost_chart(site: Site, lines: Iterable[CostLine]) -> Chart | None:
    rows = [
        {
            "stage": line.stage or None,
            "payer": line.payer,
            "kind": line.kind,
            "amount": line.amount,
            "statement": line.statement,
            "price_year": line.price_year,
        }
        # Another figure for money already counted is told below, and never added.
        for line in lines
        if line.same_as_id is None
    ]
    if all(row["amount"] is None for row in rows):
        return None
    return picture(
        charts.costs,
        rows,
        title=_("What was spent at %(site)s, by stage and payer") % {"site": site.name},
        simulated=site.study.is_simulated,
    )

"""The studies somebody may see, and the home of one: what changed, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import options, said
from seedbed.record.circles.selectors import verdicts
from seedbed.record.claims.selectors import claims
from seedbed.record.replies.selectors import replies
from seedbed.record.runs.selectors import latest
from seedbed.record.study import selectors
from seedbed.record.timeline.selectors import events, sustainment
from seedbed.trust.asking import Asker
from seedbed.workbench.lanes import lanes_of, site_of
from seedbed.workbench.page import page, sees
from seedbed.workbench.standing import question_of, standings

if TYPE_CHECKING:
    from seedbed.record.runs.models import Run
    from seedbed.record.study.models import Innovation, Site, Study
    from seedbed.record.timeline.models import Event, Sustainment

NEWEST = 4


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """Studies this person may see."""
    found = list(selectors.studies(asker_of(request)))
    context = page(request, title=_("Your studies"), at="studies", studies=found)
    return render(request, "workbench/studies.html", context)


@require_safe
def study(request: HttpRequest, study: str) -> HttpResponse:
    """The home of a study."""
    by, today = asker_of(request), timezone.localdate()
    row = selectors.study(by, study)
    if not sees(by, row, "sites") and sees(by, row, "safeguards"):
        return redirect("workbench:gate", row.public_id)
    cases = [case for case in selectors.innovations(by, row) if case.site.kind != "team"]
    sites = selectors.sites_in_order(by, row)
    happened = list(events(by, row))
    lanes = lanes_of(
        sites, happened, title=_("What happened at each site"), today=today,
        simulated=row.is_simulated,
    )  # fmt: skip
    context = page(
        request,
        title=row.title,
        study=row,
        at="study",
        lanes=lanes,
        sees_events=sees(by, row, "events"),
        sites=_told(sites, cases, happened, sustainment(by, row)),
        of_study=[event for event in happened if site_of(event) is None],
        not_covered=[said("nation", nation) for nation in row.not_covered],
        waiting=_answers(by, row) if sees(by, row, "runs") else None,
        claims=_by_status(claims(by, row).values_list("status", flat=True)),
        verdicts=list(verdicts(by, row)[:NEWEST]),
        sees_verdicts=sees(by, row, "verdicts"),
        to_answer=_to_answer(by, row),
        has_desk=by.may("open-desk", study=row.pk),
        may_flag=row.kind == "real" and by.may("flag-harm", study=row.pk),
    )
    return render(request, "workbench/study.html", context)


def _told(
    sites: Iterable[Site],
    cases: Iterable[Innovation],
    happened: Iterable[Event],
    register: Iterable[Sustainment],
) -> list[dict[str, Any]]:
    """Each site with its innovations, the last thing known to have happened, what became of it."""
    last = {site_of(event): event for event in happened}
    seen: dict[int, Sustainment] = {}
    for row in sorted(register, key=lambda row: row.as_of or date.min):
        seen[row.innovation_id] = row
    return [
        {
            "site": site,
            "cases": [(c, seen.get(c.pk)) for c in cases if c.site_id == site.pk],
            "last": last.get(site.pk),
        }
        for site in sites
    ]


def _answers(by: Asker, study: Study) -> dict[str, Any]:
    """Answers that may be out of date, the newest ones, and who was not heard."""
    runs = latest(by, study)
    standing = standings(by, study, runs.values())
    newest: dict[str, Run] = {}
    for run in sorted(runs.values(), key=lambda run: run.at, reverse=True):
        newest.setdefault(run.question, run)
    return {
        "count": len(runs),
        "moved": sum(standing[run.pk] != "fresh" for run in runs.values()),
        "newest": [(run, question_of(run)) for run in list(newest.values())[:NEWEST]],
        "not_heard": runs.get("not-heard"),
    }


def _to_answer(by: Asker, study: Study) -> int | None:
    """How many replies wait for whoever may answer them; nothing for others."""
    if not by.may("answer-reply", study=study.pk):
        return None
    return replies(by, study).filter(answer="waiting").count()


def _by_status(words: Iterable[str]) -> list[tuple[str, int]]:
    """How many claims have come how far, in the order of the way."""
    counted = Counter(words)
    return [(word, counted[word]) for word, _said in options("claim-status") if counted[word]]

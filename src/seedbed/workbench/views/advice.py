"""Advice of a study, what of it is published, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.bindings import Ledger
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.snapshot import publish_study
from seedbed.record.outputs import selectors
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.links import sources_of
from seedbed.workbench.page import must_see, page
from seedbed.workbench.short import beginnings

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication
    from seedbed.record.study.models import Study


@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: HttpRequest, study: str) -> HttpResponse:
    """All advice with its state; sent, what is marked for publishing is frozen."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "advice")
    wrong: list[str] = []
    if request.method == "POST":
        if (first := prove_again(request, row)) is not None:
            return first
        try:
            done = publish_study(by=by, study=row, today=timezone.localdate())
            if row.kind == "real" and done:
                messages.success(request, _("What is marked waits for two other people now."))
                return redirect("workbench:release_room", row.public_id)
            messages.success(request, _frozen(len(done)))
            return redirect("workbench:advice", row.public_id)
        except InputError as refusal:
            wrong = str(refusal).splitlines()
    context = page(
        request,
        title=_("Advice"),
        study=row,
        at="advice",
        errors=[(line, "") for line in wrong],
        may_publish=by.may("publish", study=row.pk),
        may_withdraw=by.may("withdraw", study=row.pk),
        may_judge=by.may("judge", study=row.pk),
        **_told(by, row),
    )
    return render(request, "workbench/advice.html", context, status=400 if wrong else 200)


def _frozen(count: int) -> str:
    if not count:
        return _("Nothing new to publish: all that is marked is published in its present version.")
    return ngettext("%(count)s page was published.", "%(count)s pages were published.", count) % {
        "count": count
    }


def _told(by: Asker, study: Study) -> dict[str, Any]:
    """Each piece of advice with the newest snapshot of it, and where its numbers come from."""
    newest: dict[str, Publication] = {}
    for snapshot in selectors.published(using=by.using).filter(study=study, kind="advice"):
        newest.setdefault(snapshot.key, snapshot)
    rows = list(selectors.advice(by, study))
    under = {claim.pk: claim for row in rows for claim in row.claims.all()}
    begin = dict(zip(under, beginnings(by, study, (c.text for c in under.values())), strict=True))
    ledger = Ledger(by, study, [row.summary for row in rows])
    told = [
        {
            "advice": row,
            "summary": ledger.say(row.summary),
            "claims": [(claim, begin[claim.pk]) for claim in row.claims.all()],
            "published": newest.get(row.key),
            "state": _state(row.published, row.version, newest.get(row.key)),
        }
        for row in rows
    ]
    return {"advice": told, "number_sources": sources_of(ledger)}


def _state(marked: str, version: int, snapshot: Publication | None) -> str:
    """Where a piece of advice stands: draft, waiting, published, outdated or withdrawn."""
    if snapshot is None:
        return "waiting" if marked == "yes" else "draft"
    if snapshot.withdrawn_at is not None:
        return "withdrawn"
    return "published" if snapshot.version == version else "outdated"

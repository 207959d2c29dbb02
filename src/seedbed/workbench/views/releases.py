"""Releasing one claim to readers now, and taking back what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.bindings import Ledger
from seedbed.publish.chain import claim_texts, confidence_parts
from seedbed.publish.finding import main_doubt
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.quotations import quotations
from seedbed.publish.release import refuse_release, release_claim
from seedbed.record.claims import selectors
from seedbed.record.outputs.actions import withdraw as take_back
from seedbed.record.outputs.selectors import publication as published_at
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.links import sources_of
from seedbed.workbench.page import page, step
from seedbed.workbench.short import short

if TYPE_CHECKING:
    from seedbed.record.claims.models import Claim
    from seedbed.record.outputs.models import Publication


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, claim: str) -> HttpResponse:
    """What readers will see first, and what stands in the way; sent, the claim is frozen."""
    by = asker_of(request)
    row = selectors.claim(by, claim)
    by.must("publish", study=row.study_id)
    wrong: list[str] = []
    if request.method == "POST":
        if (first := prove_again(request, row.study)) is not None:
            return first
        try:
            out = release_claim(by=by, study=row.study, claim=row, today=timezone.localdate())
            if row.study.kind == "real":
                messages.success(request, _("It waits for two other people now."))
                return redirect("workbench:review", out.public_id)
            messages.success(request, _("Released. Everybody can read it now, under Findings."))
            return redirect("workbench:claim", row.public_id)
        except InputError as refusal:
            wrong = str(refusal).splitlines()
    ledger = Ledger(by, row.study, claim_texts(row))
    text = ledger.say(row.text)
    context = page(
        request,
        title=_("Before you release this claim"),
        study=row.study,
        at="claims",
        above=[
            step(_("Claims"), "claims", row.study.public_id),
            step(short(text), "claim", row.public_id),
        ],
        claim=row,
        text=text,
        doubt=main_doubt({"confidence_parts": confidence_parts(row, ledger)}),
        stops=[] if wrong else _stops(by, row),
        quotations=quotations(by, row.study, row, timezone.localdate()),
        errors=[(line, "") for line in wrong],
        number_sources=sources_of(ledger),
    )
    return render(request, "workbench/release.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, publication: str) -> HttpResponse:
    """The reason that readers are told; sent, the page is marked withdrawn and stays findable."""
    by = asker_of(request)
    found = published_at(publication, using=by.using)
    study = study_of(by, found.study.public_id)
    by.must("withdraw", study=study.pk)
    back = _home(by, found)
    wrong, because = "", request.POST.get("because", "")
    if request.method == "POST":
        if (first := prove_again(request, study)) is not None:
            return first
        try:
            take_back(by=by, publication=found, because=because)
            messages.success(request, _("Withdrawn. Readers see the reason first."))
            return redirect(back)
        except InputError as refusal:
            wrong = str(refusal)
    context = page(
        request,
        title=_("Withdraw what was published"),
        study=study,
        publication=found,
        published_on=timezone.localtime(found.published_at).date(),
        because=because,
        back=back,
        errors=[(wrong, "#because")] if wrong else [],
    )
    return render(request, "workbench/withdraw.html", context, status=400 if wrong else 200)


def _stops(by: Asker, claim: Claim) -> list[str]:
    """What stands in the way of releasing it, line by line."""
    try:
        refuse_release(by, claim.study, claim, timezone.localdate())
    except InputError as refusal:
        return str(refusal).splitlines()
    return []


def _home(by: Asker, found: Publication) -> str:
    """The page of the workbench that a published page was made on."""
    if found.kind == "claim":
        row = selectors.claims(by, found.study).filter(key=found.key).first()
        if row is not None:
            return reverse("workbench:claim", args=[row.public_id])
    return reverse("workbench:advice", args=[found.study.public_id])

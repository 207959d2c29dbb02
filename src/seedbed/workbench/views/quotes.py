"""The quotations under a claim: may each be shown, what was found, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.bindings import Ledger
from seedbed.publish.chain import claim_texts
from seedbed.publish.look.asking import asker_of
from seedbed.publish.quotations import accept, change_words, quotations
from seedbed.record.claims import selectors
from seedbed.record.reading import saw
from seedbed.workbench.page import must_see, page, step
from seedbed.workbench.short import short

if TYPE_CHECKING:
    from seedbed.record.claims.models import Claim
    from seedbed.trust.asking import Asker


@require_http_methods(["GET", "HEAD", "POST"])
def quotes(request: HttpRequest, claim: str) -> HttpResponse:
    """Each passage as it would be shown; sent, a finding is accepted or the words are changed."""
    by = asker_of(request)
    row = selectors.claim(by, claim)
    study, today = row.study, timezone.localdate()
    must_see(by, study, "excerpts")
    wrong, sent = "", request.POST
    if request.method == "POST":
        try:
            messages.success(request, _take(by, row, sent))
            return redirect("workbench:quotes", row.public_id)
        except InputError as refusal:
            wrong = str(refusal)
    found = quotations(by, study, row, today)
    for quoted in found:
        noun = "excerpts" if quoted.checked.kind == "excerpt" else "responses"
        saw(by=by, study=study, noun=noun, row=quoted.support.ref)
    context = page(
        request,
        title=_("May these words be quoted?"),
        study=study,
        at="claims",
        above=[
            step(_("Claims"), "claims", study.public_id),
            step(short(Ledger(by, study, claim_texts(row)).say(row.text)), "claim", row.public_id),
        ],
        claim=row,
        quotations=found,
        may_quote=by.may("quote", study=study.pk),
        typed=sent if wrong else {},
        errors=[(wrong, f"#{sent.get('support', '')}")] if wrong else [],
    )
    return render(request, "workbench/quotes.html", context, status=400 if wrong else 200)


def _take(by: Asker, claim: Claim, sent: dict[str, str]) -> str:
    """Do what was sent, and say what was done."""
    by.must("quote", study=claim.study_id)
    support, today = sent.get("support", ""), timezone.localdate()
    if "words" in sent:
        change_words(
            by=by, study=claim.study, claim=claim, support=support, words=sent["words"],
            today=today,
        )  # fmt: skip
        return _("The words with gaps are kept, and checked again below.")
    accept(
        by=by, study=claim.study, claim=claim, support=support, of=sent.get("of", ""),
        because=sent.get("because", ""), today=today,
    )  # fmt: skip
    return _("It is kept who looked at this, and why the words may stand.")

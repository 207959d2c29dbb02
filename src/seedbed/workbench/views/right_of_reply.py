"""A site and what will be said about it: recording that it was shown, and taking its reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.look.asking import asker_of
from seedbed.record.claims.selectors import claims_at
from seedbed.record.outputs.selectors import advice
from seedbed.record.replies import selectors
from seedbed.record.replies.actions import give_notice
from seedbed.record.replies.actions import reply as keep_reply
from seedbed.record.study.selectors import site as site_of
from seedbed.trust.asking import Asker
from seedbed.workbench.page import must_see, page, site_steps, step
from seedbed.workbench.reply_forms import GiveNotice, SayReply
from seedbed.workbench.short import beginnings
from seedbed.workbench.views.replies import state_of, told_replies

if TYPE_CHECKING:
    from seedbed.record.study.models import Site


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, site: str) -> HttpResponse:
    """The form to record what a site was shown, and what comes of sending it."""
    by = asker_of(request)
    row = site_of(by, site)
    by.must("notify", study=row.study_id)
    held = selectors.notices(by, row.study).filter(site=row).first()
    sent = request.POST if request.method == "POST" else None
    form = GiveNotice(sent, initial=vars(held) if held else None)
    wrong = form.mistakes() if sent is not None else []
    if sent is not None and form.is_valid():
        try:
            give_notice(by=by, site=row, **form.cleaned_data)
            messages.success(request, _("Kept for %(site)s.") % {"site": row.name})
            return redirect("workbench:replies", row.study.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_shown_on")]
    context = page(
        request,
        title=_("What they were shown"),
        study=row.study,
        at="replies",
        above=[step(_("Replies"), "replies", row.study.public_id)],
        site=row,
        held=held,
        form=form,
        errors=wrong,
    )
    return render(request, "workbench/notice.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, site: str) -> HttpResponse:
    """What will be said about a site, until when it may comment, its replies, and a new one."""
    by = asker_of(request)
    row = site_of(by, site)
    must_see(by, row.study, "replies")
    may_reply = by.may("reply", study=row.study_id, site=row.pk)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        by.must("reply", study=row.study_id, site=row.pk)
    form = SayReply(sent, facts=selectors.facts_at(by, row) if may_reply else ())
    wrong = form.mistakes() if sent is not None else []
    if sent is not None and form.is_valid():
        try:
            _keep(by, row, form)
            messages.success(
                request, _("Your reply is kept. The lead of the study reads it before readers do.")
            )
            return redirect("workbench:reply", row.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_says")]
    context = page(
        request,
        title=_("What is said, and your reply"),
        study=row.study,
        at="replies",
        above=site_steps(row),
        site=row,
        form=form if may_reply else None,
        errors=wrong,
        **_told(by, row),
    )
    return render(request, "workbench/reply.html", context, status=400 if wrong else 200)


def _keep(by: Asker, site: Site, form: SayReply) -> None:
    about, ref = form.pointer
    said = form.cleaned_data
    keep_reply(
        by=by, site=site, kind=said["kind"], says=said["says"], role=said["role"],
        received_on=timezone.localdate(), about=about, ref=ref,
    )  # fmt: skip


def _told(by: Asker, site: Site) -> dict[str, Any]:
    """What will be said of a site, how long it may comment, and what it said so far."""
    study = site.study
    held = selectors.notices(by, study).filter(site=site.parent_id or site.pk).first()
    claims = list(claims_at(by, site).prefetch_related(None))
    begin = beginnings(by, study, [claim.text for claim in claims])
    return {
        "notice": held,
        "state": state_of(held, timezone.localdate()),
        "advice": advice(by, study).filter(innovation__site=site),
        "claims": list(zip(claims, begin, strict=True)),
        "replies": told_replies(by, study, selectors.replies(by, study).filter(site=site)),
    }

"""What sites were shown before publishing, what was said in reply, and answering it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import InputError
from seedbed.publish.evidence import tell
from seedbed.publish.look.asking import asker_of
from seedbed.record.claims.selectors import rows_under
from seedbed.record.replies import selectors
from seedbed.record.replies.actions import answer_reply
from seedbed.record.study.selectors import sites_in_order
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.page import must_see, page, step
from seedbed.workbench.reply_forms import AnswerReply

if TYPE_CHECKING:
    from seedbed.record.replies.models import Notice, Reply
    from seedbed.record.study.models import Study

# A page that takes minutes to read through helps nobody: the oldest come first, the rest wait.
AT_ONCE = 30


@require_safe
def replies(request: HttpRequest, study: str) -> HttpResponse:
    """Replies that wait, what each site was shown, and what was answered."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "replies")
    every = list(selectors.replies(by, row))
    waiting = [reply for reply in every if reply.answer == "waiting"]
    done = [reply for reply in reversed(every) if reply.answer != "waiting"]
    context = page(
        request,
        title=_("Replies"),
        study=row,
        at="replies",
        may_answer=by.may("answer-reply", study=row.pk),
        may_notify=by.may("notify", study=row.pk),
        waiting=told_replies(by, row, waiting[:AT_ONCE]),
        more=max(0, len(waiting) - AT_ONCE),
        done=told_replies(by, row, done[:AT_ONCE]),
        sites=_noticed(by, row, timezone.localdate()),
    )
    return render(request, "workbench/replies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reply: str) -> HttpResponse:
    """One reply, and the form to answer it."""
    by = asker_of(request)
    row = selectors.reply(by, reply)
    by.must("answer-reply", study=row.study_id)
    sent = request.POST if request.method == "POST" else None
    form = AnswerReply(sent, initial=_as_it_stands(row))
    wrong = form.mistakes() if sent is not None else []
    if sent is not None and form.is_valid():
        try:
            today = timezone.localdate()
            answer_reply(by=by, reply=row, answered_on=today, **form.cleaned_data)
            messages.success(request, _("The answer is kept."))
            return redirect("workbench:replies", row.study.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_answer_says")]
    context = page(
        request,
        title=_("Answer a reply"),
        study=row.study,
        at="replies",
        above=[step(_("Replies"), "replies", row.study.public_id)],
        reply=told_replies(by, row.study, [row])[0],
        form=form,
        errors=wrong,
    )
    return render(request, "workbench/answer.html", context, status=400 if wrong else 200)


def _as_it_stands(reply: Reply) -> dict[str, str]:
    # Somebody has to decide that a reply is shown; to answer it is the moment to do so.
    shown = "yes" if reply.answer == "waiting" else reply.shown
    return {"shown": shown, "answer": reply.answer, "answer_says": reply.answer_says}


def told_replies(by: Asker, study: Study, rows: Iterable[Reply]) -> list[dict[str, Any]]:
    """Replies with the words of the facts they are about, as far as the asker sees them."""
    held = list(rows)
    facts = rows_under(by, study, {(row.about, row.ref) for row in held if row.about})
    return [
        {
            "reply": row,
            "fact": tell(row.about, found).headline
            if (found := facts.get((row.about, row.ref))) is not None
            else "",
        }
        for row in held
    ]


def _noticed(by: Asker, study: Study, today: date) -> list[dict[str, Any]]:
    """Each site with its notice, and whether what is said of it may go out."""
    held = {notice.site_id: notice for notice in selectors.notices(by, study)}
    return [
        {"site": site, "notice": held.get(site.pk), "state": state_of(held.get(site.pk), today)}
        for site in sites_in_order(by, study)
    ]


def state_of(notice: Notice | None, today: date) -> str:
    """``none``, ``reason``, ``open`` while there is time for comment, or ``over``."""
    if notice is None:
        return "none"
    if notice.embargo_until is None:
        return "reason"
    return "open" if today <= notice.embargo_until else "over"

"""Recording what a panel judged on one decision of a piece of advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import said
from seedbed.record.outputs.actions import record_judgement
from seedbed.record.outputs.selectors import layouts_of, one_advice
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.judging import Judge
from seedbed.workbench.page import page, step

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Advice


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, study: str, advice: str) -> HttpResponse:
    """The form with what was judged before, and what comes of sending it."""
    by = asker_of(request)
    row = study_of(by, study)
    about = one_advice(by, row, advice)
    by.must("judge", study=row.pk)
    sent = request.POST if request.method == "POST" else None
    form = Judge(sent, today=timezone.localdate())
    wrong: list[tuple[str, str]] = []
    if sent is not None:
        try:
            if form.is_valid():
                _keep(by, about, form)
                told = {"decision": said("decision", form.cleaned_data["decision"])}
                messages.success(request, _("The judgement on “%(decision)s” is kept.") % told)
                return redirect("workbench:advice", row.public_id)
            wrong = form.mistakes()
        except InputError as refusal:
            wrong = [(str(refusal), "")]
    context = page(
        request,
        title=_("Record what a panel judged"),
        study=row,
        at="advice",
        above=[step(_("Advice"), "advice", row.public_id)],
        advice=about,
        form=form,
        errors=wrong,
        judged=layouts_of(by, about)["judgements"],
    )
    return render(request, "workbench/judge.html", context, status=400 if wrong else 200)


def _keep(by: Asker, advice: Advice, form: Judge) -> None:
    said_here = form.cleaned_data
    record_judgement(
        by=by,
        advice=advice,
        decision=said_here["decision"],
        on=said_here["on"][0],
        panel=said_here["panel"],
        criteria=form.weighed,
        judgement=said_here["judgement"],
        dissent=said_here["dissent"],
    )

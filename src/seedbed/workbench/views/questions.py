"""Questions that can be put to a study, and putting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.inquiry.ask import ask, question_named
from seedbed.inquiry.questions import QUESTIONS
from seedbed.publish.look.asking import asker_of
from seedbed.record.runs.selectors import latest
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.asking import boxes, given
from seedbed.workbench.page import must_see, page
from seedbed.workbench.standing import Wordings, standings

if TYPE_CHECKING:
    from seedbed.record.runs.models import Run
    from seedbed.record.study.models import Study


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, study: str) -> HttpResponse:
    """Every question with its form; a question that was sent is put, and its answer shown."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "runs")
    sent, wrong = None, ""
    if request.method == "POST":
        sent = request.POST
        try:
            return redirect("workbench:run", _put(by, row, sent).public_id)
        except InputError as refusal:
            wrong = str(refusal)
    return render(
        request,
        "workbench/questions.html",
        page(
            request,
            title=_("Questions"),
            study=row,
            at="questions",
            errors=[(wrong, f"#{sent.get('question', '')}")] if sent is not None else [],
            questions=_told(by, row, sent),
            may_run=by.may("run", study=row.pk),
        ),
        status=400 if wrong else 200,
    )


def _put(by: Asker, study: Study, sent: QueryDict) -> Run:
    question = question_named(sent.get("question", ""))
    return ask(by=by, study=study, question=question, given=given(question, sent))


def _told(by: Asker, study: Study, sent: QueryDict | None) -> list[dict[str, Any]]:
    """Each question with its boxes and the answers there are."""
    runs = latest(by, study)
    standing, asked = standings(by, study, runs.values()), Wordings(by, study)
    return [
        {
            "question": question,
            "boxes": boxes(by, study, question, _own(question.name, sent)),
            "answers": [
                (run, asked.of(run), standing[run.pk])
                for run in runs.values()
                if run.question == question.name
            ],
        }
        for question in QUESTIONS.values()
    ]


def _own(name: str, sent: QueryDict | None) -> QueryDict | None:
    """What was sent, if it was sent for this question."""
    return sent if sent is not None and sent.get("question") == name else None

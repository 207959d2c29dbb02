"""Answers that were computed, and whether they still stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.inquiry.ask import freshness
from seedbed.publish.bindings import split_sentences
from seedbed.publish.look.asking import asker_of
from seedbed.publish.look.tables import readable
from seedbed.publish.putting import PUT_ALL, put_all
from seedbed.record.runs import selectors
from seedbed.record.study.selectors import study as study_of
from seedbed.trust import jobs
from seedbed.workbench.answers import chart_of
from seedbed.workbench.page import must_see, page, sees, step
from seedbed.workbench.standing import Wordings, question_of, standings
from seedbed.workbench.views.jobs import told


@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest, study: str) -> HttpResponse:
    """The newest answer to each question; sent, all are put again, here or by a worker."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "runs")
    if request.method == "POST":
        told(request, put_all(by=by, study=row))
        return redirect("workbench:runs", row.public_id)
    newest = selectors.latest(by, row)
    standing, asked = standings(by, row, newest.values()), Wordings(by, row)
    shown = [
        {
            "run": run,
            "question": question_of(run),
            "told": asked.of(run),
            "standing": standing[run.pk],
        }
        for run in newest.values()
    ]
    context = page(
        request,
        title=_("Runs"),
        study=row,
        at="runs",
        runs=shown,
        moved=sum(item["standing"] != "fresh" for item in shown),
        going_on=jobs.live(by, row.pk, PUT_ALL),
        sees_jobs=sees(by, row, "jobs"),
        may_run=by.may("run", study=row.pk),
    )
    return render(request, "workbench/runs.html", context)


@require_safe
def run(request: HttpRequest, run: str) -> HttpResponse:
    """One answer: in words, with its warnings, its rows and how it was made."""
    by = asker_of(request)
    row = selectors.run(by, run)
    study, question = row.study, question_of(row)
    stands = freshness(study, row, using=by.using)
    head, body = readable(row.result["table"])
    finding, *limits = split_sentences(row.result["text"])
    context: dict[str, Any] = page(
        request,
        title=question.title if question else row.question,
        study=study,
        at="runs",
        above=[step(_("Runs"), "runs", study.public_id)],
        run=row,
        question=question,
        finding=finding,
        limits=" ".join(limits),
        asked_with=Wordings(by, study).of(row),
        standing=stands,
        chart=chart_of(by, row) if stands == "fresh" else None,
        head=head,
        body=body,
        other=[old for old in selectors.runs(by, study).filter(asked=row.asked) if old != row],
        may_run=by.may("run", study=study.pk),
    )
    return render(request, "workbench/run.html", context)

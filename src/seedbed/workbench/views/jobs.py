"""Work in the background of a study: what waits, runs, is done or failed, and trying again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.publish.look.asking import asker_of
from seedbed.publish.putting import PUT_ALL
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.jobs import again, jobs_of
from seedbed.workbench.page import must_see, page, step

if TYPE_CHECKING:
    from seedbed.trust.models import Job

CALLED = {PUT_ALL: lazy("All questions put again")}
STATES = {
    "waiting": lazy("Waiting"),
    "running": lazy("Under way"),
    "done": lazy("Done"),
    "failed": lazy("Failed"),
}
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def jobs(request: HttpRequest, study: str) -> HttpResponse:
    """The newest jobs of a study; sent, one that failed is tried again."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "jobs")
    if request.method == "POST":
        again(by=by, study=row.pk, job=request.POST.get("job", ""))
        messages.success(request, _("It is tried again."))
        return redirect("workbench:jobs", row.public_id)
    shown = [
        (job, CALLED.get(job.name, job.name), STATES[job.status])
        for job in jobs_of(by, row.pk)[:SHOWN]
    ]
    context = page(
        request,
        title=_("Work in the background"),
        study=row,
        at="runs",
        above=[step(_("Runs"), "runs", row.public_id)],
        jobs=shown,
        may_run=by.may("run", study=row.pk),
    )
    return render(request, "workbench/jobs.html", context)


def told(request: HttpRequest, job: Job) -> None:
    """Say how far a job has come that was just asked for."""
    if job.status == "done":
        messages.success(request, _("%(count)s questions were put.") % {"count": len(job.steps)})
    elif job.status == "failed":
        messages.error(request, job.reason)
    else:
        messages.info(
            request, _("This takes longer. It goes on in the background: look again in a while.")
        )

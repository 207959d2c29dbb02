"""Logging what happened at a site, in two minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.publish.figures import span
from seedbed.publish.look.asking import asker_of
from seedbed.record.study import selectors
from seedbed.record.timeline.actions import log_event
from seedbed.trust.asking import Asker
from seedbed.workbench.forms import LogEvent
from seedbed.workbench.page import page, site_steps

if TYPE_CHECKING:
    from seedbed.record.study.models import Site
    from seedbed.record.timeline.models import Event


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, site: str) -> HttpResponse:
    """The form, and what comes of sending it."""
    by = asker_of(request)
    row = selectors.site(by, site)
    by.must("log-event", study=row.study_id, site=row.pk)
    back = _way_back(request, row)
    cases = [c for c in selectors.innovations(by, row.study) if c.site_id == row.pk]
    sent = request.POST if request.method == "POST" else None
    form = LogEvent(sent, innovations=cases, today=timezone.localdate())
    if sent is not None and form.is_valid():
        event = _keep(by, row, form)
        said = {"what": event.title, "when": span(event.earliest, event.latest)}
        messages.success(request, _("“%(what)s” (%(when)s) is now in the lane.") % said)
        return redirect(back)
    context = page(
        request,
        title=_("Log what happened"),
        study=row.study,
        above=site_steps(row),
        site=row,
        back=back,
        form=form,
        errors=form.mistakes() if sent is not None else [],
    )
    return render(request, "workbench/log_event.html", context)


def _way_back(request: HttpRequest, site: Site) -> str:
    """The page of this site that sent somebody here, if it named itself; else the site's own."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("workbench:site", args=[site.public_id])


def _keep(by: Asker, site: Site, form: LogEvent) -> Event:
    said = form.cleaned_data
    earliest, latest = form.dates
    return log_event(
        by=by,
        site=site,
        title=said["title"],
        earliest=earliest,
        latest=latest,
        stream=said["stream"],
        stage=said["stage"],
        direction=said["direction"],
        innovation=form.about,
        note=said["note"],
        learned_on=form.today,
    )

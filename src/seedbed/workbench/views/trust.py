"""The trust desk: who saw what, and what is leaving?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.errors import NotFound
from seedbed.publish.look.asking import asker_of
from seedbed.record.desk import everything_waiting
from seedbed.record.people.overview import consents_counted
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.desk import reads_said, store_said, told
from seedbed.workbench.page import page, trust_places

AT_ONCE = 50


@require_safe
def trust_desk(request: HttpRequest, study: str) -> HttpResponse:
    """What waits, by the clock; then who looked, what people agreed to, the store."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    if not by.may("open-desk", study=row.pk):
        raise NotFound(_("There is no such page, or it is not yours to see."))
    today = timezone.localdate(now)
    waiting = [told(item, row, now) for item in everything_waiting(by, row, today=today)]
    whole = request.GET.get("store") == "whole"
    context = page(
        request,
        title=_("Who saw what, and what is leaving?"),
        study=row,
        at="trust_desk",
        waiting=waiting[:AT_ONCE],
        count=len(waiting),
        more=max(0, len(waiting) - AT_ONCE),
        places=trust_places(by, row),
        overdue=sum(item.overdue for item in waiting),
        reads=reads_said(by, row),
        agreed=consents_counted(by, row, today=today),
        whole=whole,
        store=store_said(using=by.using, data=settings.DATA, now=now, whole=whole)
        if by.may("see-store", study=row.pk)
        else [],
    )
    return render(request, "workbench/trust_desk.html", context)

"""A speaker does not let some words of theirs be used: recording it, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.publish.look.asking import asker_of
from seedbed.record.evidence.selectors import excerpt as excerpt_of
from seedbed.record.people.actions import lift_veto
from seedbed.record.people.actions import veto as keep_veto
from seedbed.workbench.page import page, step


@require_http_methods(["GET", "HEAD", "POST"])
def veto(request: HttpRequest, excerpt: str) -> HttpResponse:
    """The passage, and a button that says whose decision it is."""
    by = asker_of(request)
    row = excerpt_of(by, excerpt)
    study, source = row.study, row.version.source
    by.must("veto", study=study.pk)
    if request.method == "POST":
        if row.vetoed_on is None:
            keep_veto(by=by, excerpt=row, today=timezone.localdate())
            messages.success(request, _("Recorded. These words are not used from now on."))
        else:
            lift_veto(by=by, excerpt=row)
            messages.success(request, _("Recorded. These words may be used again."))
        return redirect("workbench:source", source.public_id)
    context = page(
        request,
        title=_("May these words be used?"),
        study=study,
        at="sources",
        above=[
            step(_("Sources"), "sources", study.public_id),
            step(source.title, "source", source.public_id),
        ],
        row=row,
        source=source,
    )
    return render(request, "workbench/veto.html", context)

"""The release room: what waits for two people, one of them looking at it, and what came out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import InputError, NotFound
from seedbed.publish.html_report import html_report
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.room import ask_for_export, ask_for_report, moved
from seedbed.record.reading import saw
from seedbed.record.releases import actions, selectors
from seedbed.record.releases.frozen import checked_bytes, file_name
from seedbed.record.releases.given import given_out
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.workbench.page import must_be_real, must_see, page, step

if TYPE_CHECKING:
    from seedbed.record.releases.models import Release

TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv",
         "folder": "application/zip"}  # fmt: skip
PLAIN = "text/plain; charset=utf-8"


@require_safe
def release_room(request: HttpRequest, study: str) -> HttpResponse:
    """What waits for me, what I asked for, and what was decided."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "releases")
    must_be_real(row)
    context = page(
        request,
        title=_("Release room"),
        study=row,
        at="release_room",
        for_me=selectors.for_me(by, row).order_by("asked_at"),
        asked=selectors.asked(by, row),
        decided=selectors.releases(by, row).exclude(status="waiting"),
        may_review=by.may("review", study=row.pk),
        may_export=by.may("export", study=row.pk),
    )
    return render(request, "workbench/release_room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for(request: HttpRequest, study: str) -> HttpResponse:
    """Ask that the report or the study folder may leave."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "releases")
    must_be_real(row)
    if request.method != "POST":
        return redirect("workbench:release_room", row.public_id)
    by.must("export", study=row.pk)
    if (first := prove_again(request, row)) is not None:
        return first
    today = timezone.localdate()
    if request.POST.get("what") == "folder":
        asked = ask_for_export(by=by, study=row, today=today)
    else:
        text = html_report(by, row, today)
        asked = ask_for_report(by=by, study=row, form="html", text=text, today=today)
    messages.success(request, _("It waits for two other people now."))
    return redirect("workbench:review", asked.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, release: str) -> HttpResponse:
    """What is frozen, just as it would go out; sent, this person's verdict or a stop."""
    by = asker_of(request)
    row = _one(by, release)
    wrong, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        if (first := prove_again(request, row.study)) is not None:
            return first
        try:
            messages.success(request, _taken(by, row, request.POST.get("verdict", ""), reason))
            return redirect("workbench:review", row.public_id)
        except InputError as refusal:
            wrong = str(refusal)
            row = _one(by, release)
    context = page(
        request,
        title=row.title or row.name,
        study=row.study,
        at="release_room",
        above=[step(_("Release room"), "release_room", row.study.public_id)],
        errors=[(wrong, "#reason")] if wrong else [],
        reason=reason,
        release=row,
        **_standing(by, row),
    )
    return render(request, "workbench/review.html", context, status=400 if wrong else 200)


@require_safe
def frozen_file(request: HttpRequest, release: str) -> HttpResponse:
    """The frozen file as a text or a page with no rights at all, for the frame of its review."""
    by = asker_of(request)
    row = _one(by, release)
    content = checked_bytes(row)
    saw(by=by, study=row.study, noun="releases", row=str(row.public_id))
    if row.form == "html":
        return HttpResponse(content, content_type=TYPES["html"])
    if row.form != "folder":
        return HttpResponse(content, content_type=PLAIN)
    files = json.loads(row.body)
    told = "\n".join(f"===== {name} =====\n{files[name]}" for name in sorted(files))
    return HttpResponse(told, content_type=PLAIN)


@require_safe
def released_file(request: HttpRequest, release: str) -> HttpResponse:
    """The released file, byte for byte."""
    by = asker_of(request)
    row = _one(by, release)
    by.must("export", study=row.study_id)
    if row.is_page:
        raise NotFound(_("This is a page, not a file."))
    if (first := prove_again(request, row.study)) is not None:
        return first
    answer = HttpResponse(given_out(by=by, release=row), content_type=TYPES.get(row.form, PLAIN))
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(row)}"'
    return answer


def _one(by: Asker, public_id: str) -> Release:
    row = selectors.release(by, public_id)
    must_be_real(row.study)
    return row


def _taken(by: Asker, row: Release, verdict: str, reason: str) -> str:
    """Take what was sent, and say what it did."""
    if verdict == "stop":
        actions.stop(by=by, release=row, because=reason)
        return _("Stopped. Nothing of it leaves the study.")
    if (own := selectors.own_verdict(by, row)) is not None and own.verdict == verdict:
        return _("Your verdict is kept already. It counts once.")
    after = actions.review(by=by, release=row, verdict=verdict, reason=reason)
    said = {
        "waiting": _("Your verdict is kept. Somebody else must look as well."),
        "released": _("Both have passed it: it is released."),
        "refused": _("Both have spoken: it is refused. Who asked is told why."),
    }
    return said[after.status]


def _standing(by: Asker, row: Release) -> dict[str, Any]:
    """Where it stands for this person, and what they may do."""
    own = selectors.own_verdict(by, row)
    mine = str(row.asked_by.public_id) == by.name
    may = by.may("review", study=row.study_id)
    waits = row.status == "waiting"
    return {
        "own": own,
        "mine": mine,
        "may_review": may and waits and own is None and not mine,
        "may_stop": waits and (mine or by.may("stop-release", study=row.study_id)),
        "may_take": row.status == "released" and by.may("export", study=row.study_id),
        "verdicts": selectors.verdicts(by, row),
        "moved": [name.replace("_", " ") for name in moved(by, row)] if waits else [],
        "people": len(row.people),
        "altered": _altered(row),
    }


def _altered(row: Release) -> str:
    """What is wrong with what stands here, if it is not what was frozen."""
    try:
        checked_bytes(row)
    except InputError as wrong:
        return str(wrong)
    return ""

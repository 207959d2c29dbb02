"""Somebody asks what is held on them: requests, one request, one thing found, the file."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.errors import InputError
from seedbed.library.law import law
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.subject_file import kind_of, still_open, subject_file
from seedbed.record.study.selectors import study as study_of
from seedbed.record.subject_access import actions, selectors
from seedbed.workbench.access_forms import Hide, LeaveOut, Opinion, Pause, Receive, Resume
from seedbed.workbench.page import must_be_real, must_see, page, step

if TYPE_CHECKING:
    from seedbed.record.subject_access.models import AccessItem, AccessRequest
    from seedbed.trust.asking import Asker


@require_http_methods(["GET", "HEAD", "POST"])
def subject_access(request: HttpRequest, study: str) -> HttpResponse:
    """Who asked, by the clock; and a form to record that somebody asks."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    must_be_real(row)
    must_see(by, row, "access_requests")
    people = selectors.people_asking(by, row)
    form = Receive(request.POST if request.method == "POST" else None, people=people)
    wrong = form.mistakes() if form.is_bound else []
    if form.is_bound and form.is_valid():
        said = form.cleaned_data | {"participant": form.people[form.cleaned_data["participant"]]}
        try:
            made = actions.receive(by=by, study=row, now=now, **said)
            return redirect("workbench:access_request", made.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_received_on")]
    rows = list(selectors.access_requests(by, row))
    today = timezone.localdate(now)
    told = [_told(by, found, today) for found in rows]
    context = page(
        request,
        title=_("Who asked what is held on them?"),
        study=row,
        at="subject_access",
        waiting=sorted((t for t in told if not t["request"].answered_on), key=lambda t: t["due"]),
        answered=[t for t in told if t["request"].answered_on],
        law=law("subject-access-clock"),
        form=form,
        errors=wrong,
    )
    return render(request, "workbench/subject_access.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request(request: HttpRequest, access: str) -> HttpResponse:
    """One request: its clock, the opinion on harm, the search, what was found, and the file."""
    by = asker_of(request)
    row = selectors.access_request(by, access)
    must_be_real(row.study)
    sent = request.POST if request.method == "POST" else None
    doing = sent.get("doing", "") if sent is not None else ""
    forms = {
        "pause": Pause(sent if doing == "pause" else None),
        "resume": Resume(sent if doing == "resume" else None),
        "opinion": Opinion(sent if doing == "opinion" else None),
    }
    wrong: list[tuple[str, str]] = []
    if sent is not None:
        wrong = _do(by, row, doing, forms)
        if not wrong:
            return redirect("workbench:access_request", row.public_id)
    items = list(selectors.items(by, row))
    pauses = list(selectors.pauses(by, row))
    context = page(
        request,
        title=_("A request for what is held"),
        study=row.study,
        at="subject_access",
        above=[step(_("Requests"), "subject_access", row.study.public_id)],
        told=_told(by, row, timezone.localdate()),
        request_row=row,
        pauses=pauses,
        stands=any(p.ends is None for p in pauses),
        searches=[(kind_of(s.place), s) for s in selectors.searches(by, row)],
        items=[(item, kind_of(item.place)) for item in items],
        left=sum(not item.checked_by for item in items),
        laws=[law(id) for id in actions.LAWS],
        forms=forms,
        errors=wrong,
    )
    return render(request, "workbench/access_request.html", context, status=400 if wrong else 200)


def _do(by: Asker, row: AccessRequest, doing: str, forms: dict[str, Any]) -> list[tuple[str, str]]:
    """Do what the form asks; what is wrong with it, if anything."""
    form = forms.get(doing)
    if form is not None and not form.is_valid():
        return form.mistakes()  # type: ignore[no-any-return]
    said = form.cleaned_data if form is not None else {}
    try:
        if doing == "pause":
            actions.pause(by=by, request=row, **said)
        elif doing == "resume":
            actions.resume(by=by, request=row, **said)
        elif doing == "opinion":
            actions.give_opinion(by=by, request=row, **said)
        else:
            actions.gather(by=by, request=row, now=timezone.now())
    except InputError as refusal:
        return [(str(refusal), "")]
    return []


@require_http_methods(["GET", "HEAD", "POST"])
def access_item(request: HttpRequest, item: str) -> HttpResponse:
    """One thing that was found: its words, what is hidden in them, and who looked at it."""
    by = asker_of(request)
    row = selectors.access_item(by, item)
    must_be_real(row.study)
    sent = request.POST if request.method == "POST" else None
    doing = sent.get("doing", "") if sent is not None else ""
    hide = Hide(sent if doing == "hide" else None)
    whole = LeaveOut(sent if doing == "leave" else None)
    wrong: list[tuple[str, str]] = []
    if sent is not None:
        wrong = _do_item(by, row, doing, hide, whole, sent.get("which", ""))
        if not wrong:
            on = doing in ("looked", "agree")
            at = ("access_request", row.request.public_id) if on else ("access_item", row.public_id)
            return redirect(f"workbench:{at[0]}", at[1])
    hidden = list(selectors.redactions(by, row))
    context = page(
        request,
        title=kind_of(row.place),
        study=row.study,
        at="subject_access",
        above=[
            step(_("Requests"), "subject_access", row.study.public_id),
            step(_("One request"), "access_request", row.request.public_id),
        ],
        item=row,
        parts=_parts(row.body, [(r.start, r.end) for r in hidden]),
        hidden=[(r, row.body[r.start : r.end]) for r in hidden],
        mine=row.redacted_by == by.name or any(r.chosen_by == by.name for r in hidden),
        openly=still_open(selectors.items(by, row.request).defer(None).prefetch_related(
            "redactions"
        )),
        law=law("subject-access-withheld"),
        hide=hide,
        whole=whole,
        errors=wrong,
    )  # fmt: skip
    return render(request, "workbench/access_item.html", context, status=400 if wrong else 200)


def _do_item(
    by: Asker, row: AccessItem, doing: str, hide: Hide, whole: LeaveOut, which: str
) -> list[tuple[str, str]]:
    for form in (hide, whole):
        if form.is_bound and not form.is_valid():
            return form.mistakes()
    try:
        if doing == "hide":
            actions.hide(by=by, item=row, **hide.cleaned_data)
        elif doing == "leave":
            actions.leave_out(by=by, item=row, **whole.cleaned_data)
        elif doing == "show":
            actions.show(by=by, redaction=selectors.redaction(by, which))
        elif doing == "looked":
            actions.looked_through(by=by, item=row)
        else:
            actions.check(by=by, item=row, agree=doing == "agree")
    except InputError as refusal:
        return [(str(refusal), "")]
    return []


@require_POST
def access_file(request: HttpRequest, access: str) -> HttpResponse:
    """The file to give out. Whoever takes it shows again who they are."""
    by = asker_of(request)
    row = selectors.access_request(by, access)
    must_be_real(row.study)
    if (first := prove_again(request, row.study)) is not None:
        return first
    try:
        content = subject_file(by, row, on=timezone.localdate())
    except InputError as refusal:
        messages.error(request, str(refusal))
        return redirect("workbench:access_request", row.public_id)
    answer = HttpResponse(content, content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="what-is-held.html"'
    return answer


def _told(by: Asker, row: AccessRequest, today: Any) -> dict[str, Any]:
    due = selectors.due(by, row, today=today)
    overdue = row.answered_on is None and due < today
    named = {p.key: p.pseudonym for p in selectors.people_asking(by, row.study)}
    return {"request": row, "due": due, "overdue": overdue,
            "person": named.get(row.participant, row.participant)}  # fmt: skip


def _parts(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in stretches, each with whether it is hidden."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return [
        (text[a:b], any(start <= a and b <= end for start, end in spans))
        for a, b in pairwise(edges)
    ]

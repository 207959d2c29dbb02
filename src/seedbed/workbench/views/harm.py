"""Harm that was disclosed: flagging it, and the queue of the safeguarding lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import InputError
from seedbed.library.law import law
from seedbed.publish.look.asking import asker_of
from seedbed.record.evidence import selectors as evidence
from seedbed.record.harm import selectors
from seedbed.record.harm.actions import decide_flag, raise_flag, see_flag
from seedbed.record.reading import saw
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.harm_forms import DecideFlag, FlagSource, FlagTold
from seedbed.workbench.page import Step, must_be_real, must_see, page, step
from seedbed.workbench.passages import marked

if TYPE_CHECKING:
    from seedbed.record.evidence.models import Source
    from seedbed.record.study.models import Study

LAWS = ("sharing-without-consent", "duty-or-power")


@require_http_methods(["GET", "HEAD", "POST"])
def flag_told(request: HttpRequest, study: str) -> HttpResponse:
    """Flag harm that was told outside any text."""
    row = study_of(asker_of(request), study)
    form = FlagTold(request.POST if request.method == "POST" else None)
    return _flagged(request, row, form, back=_at("study", row))


@require_http_methods(["GET", "HEAD", "POST"])
def flag_source(request: HttpRequest, source: str) -> HttpResponse:
    """Flag harm that was disclosed in a source."""
    by = asker_of(request)
    row = evidence.source(by, source)
    must_be_real(row.study)
    text = evidence.versions(by, row).first()
    excerpts = list(text.excerpts.order_by("start", "end")) if text else []
    words = text.text if text else ""
    form = FlagSource(
        request.POST if request.method == "POST" else None,
        text=words, passages=marked(words, excerpts, []).passages,
    )  # fmt: skip
    if excerpts:
        saw(by=by, study=row.study, noun="excerpts", row=row.key, rows=len(excerpts))
    return _flagged(
        request, row.study, form, back=_at("source", row), source=row, version=text,
        above=[step(_("Sources"), "sources", row.study.public_id), (row.title, _at("source", row))],
    )  # fmt: skip


def _flagged(
    request: HttpRequest,
    study: Study,
    form: FlagTold,
    *,
    back: str,
    source: Source | None = None,
    version: Any = None,
    above: list[Step] | None = None,
) -> HttpResponse:
    by = asker_of(request)
    must_be_real(study)
    by.must("flag-harm", study=study.pk)
    if form.is_bound and form.is_valid():
        span = form.span if isinstance(form, FlagSource) else None
        raise_flag(
            by=by, study=study, concern=form.cleaned_data["concern"], now=timezone.now(),
            source=source, version=version if span else None, span=span,
        )  # fmt: skip
        messages.success(request, _("The safeguarding lead of the study has it now."))
        return redirect(back)
    context = page(
        request,
        title=_("Flag that harm was disclosed"),
        study=study,
        at="sources" if source else "",
        above=above or (),
        form=form,
        back=back,
        source=source,
        mine=selectors.raised_by(by, study),
        errors=form.mistakes() if form.is_bound else [],
    )
    return render(
        request, "workbench/flag_harm.html", context, status=400 if form.is_bound else 200
    )


@require_safe
def harm(request: HttpRequest, study: str) -> HttpResponse:
    """The flags of a study, in the order of their clocks; those decided come last."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    must_be_real(row)
    must_see(by, row, "flags")
    rows = list(selectors.flags(by, row))
    waiting = [r for r in rows if r.state != "decided"]
    context = page(
        request,
        title=_("What harm was disclosed, and what was done?"),
        study=row,
        at="harm",
        overdue=[r for r in waiting if r.due < now],
        waiting=[r for r in waiting if r.due >= now],
        decided=[r for r in reversed(rows) if r.state == "decided"],
    )
    return render(request, "workbench/harm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, flag: str) -> HttpResponse:
    """One flag with its passage, what was decided, and the form to decide."""
    by, now = asker_of(request), timezone.now()
    row = selectors.flag(by, flag)
    must_be_real(row.study)
    form = DecideFlag(request.POST if request.method == "POST" else None)
    wrong = form.mistakes() if form.is_bound else []
    if form.is_bound and form.is_valid():
        try:
            decide_flag(by=by, flag=row, now=now, **form.cleaned_data)
            messages.success(request, _("The decision is kept."))
            return redirect("workbench:harm", row.study.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_done")]
    told = selectors.read(by, row)
    if not form.is_bound and by.may("decide-flag", study=row.study_id):
        see_flag(by=by, flag=row, now=now)
    context = page(
        request,
        title=row.what,
        study=row.study,
        at="harm",
        above=[step(_("Flags"), "harm", row.study.public_id)],
        told=told,
        flag=row,
        overdue=row.state != "decided" and row.due < now,
        decisions=selectors.decisions(by, row),
        laws=[law(id) for id in LAWS],
        form=form,
        errors=wrong,
    )
    return render(request, "workbench/harm_flag.html", context, status=400 if wrong else 200)


def _at(name: str, row: Any) -> str:
    return reverse(f"workbench:{name}", args=[row.public_id])

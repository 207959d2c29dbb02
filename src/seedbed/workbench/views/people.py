"""Who took part, what each agreed to, and recording what somebody said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import InputError
from seedbed.library import consent_rule
from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import options
from seedbed.record.people import selectors
from seedbed.record.people.actions import record_consent
from seedbed.record.study.selectors import study as study_of
from seedbed.record.withdrawals.selectors import withdrawals
from seedbed.workbench.consenting import Said, table_of
from seedbed.workbench.page import must_see, page, step


@require_safe
def people(request: HttpRequest, study: str) -> HttpResponse:
    """Everybody who took part, with their latest word on each use."""
    by, today = asker_of(request), timezone.localdate()
    row = study_of(by, study)
    must_see(by, row, "participants")
    rows = table_of(
        selectors.participants(by, row), selectors.consents(by, row),
        selectors.withdrawn(by, row, today), today,
    )  # fmt: skip
    context = page(
        request,
        title=_("Who took part, and what did they agree to?"),
        study=row,
        at="people",
        rows=rows,
        uses=[text for _word, text in options("use")],
        lacking=selectors.shortfalls(by, row),
        withdrawals=withdrawals(by, row),
        may_record=by.may("record-consent", study=row.pk),
        may_withdraw=by.may("withdraw-person", study=row.pk),
    )
    return render(request, "workbench/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, participant: str) -> HttpResponse:
    """Recording what one person said to one use; earlier words stay as they were."""
    by, today = asker_of(request), timezone.localdate()
    person = selectors.participant(by, participant)
    study = person.study
    by.must("record-consent", study=study.pk)
    form = Said(request.POST if request.method == "POST" else None, initial={"on": today})
    wrong = ""
    if form.is_bound and form.is_valid():
        try:
            record_consent(by=by, participant=person, today=today, **form.noted)
            messages.success(request, _("That is recorded. Earlier words stay as they were."))
            return redirect("workbench:people", study.public_id)
        except InputError as refusal:
            wrong = str(refusal)
    nation = person.site.nation
    rules = [consent_rule(nation, band) for band in ("under-16", "16-17")]
    context = page(
        request,
        title=_("What did %(name)s say?") % {"name": person.pseudonym},
        study=study,
        at="people",
        above=[step(_("People"), "people", study.public_id)],
        person=person,
        form=form,
        rules=[rule for rule in rules if rule] if person.role == "young-person" else [],
        errors=[(wrong, "")] if wrong else [],
    )
    return render(request, "workbench/consent.html", context, status=400 if form.is_bound else 200)

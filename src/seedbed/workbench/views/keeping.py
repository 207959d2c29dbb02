"""How long it is kept: what falls due, the rules, and legal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.destroying import decide_to_destroy
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.record.gate.selectors import safeguards
from seedbed.record.keeping import actions, selectors
from seedbed.record.keeping.due import falling_due, without_a_rule
from seedbed.record.study.selectors import study as study_of
from seedbed.record.subject_access.selectors import people_asking
from seedbed.workbench.keeping_forms import Decide, Lift, Rule, SetHold
from seedbed.workbench.page import must_be_real, must_see, page, step

if TYPE_CHECKING:
    from seedbed.record.study.models import Study
    from seedbed.trust.asking import Asker

AT_ONCE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest, study: str) -> HttpResponse:
    """What has fallen due first, then the rules, then holds; with a form for each."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    must_be_real(row)
    must_see(by, row, "keeping_rules")
    queue = falling_due(by, row, today=timezone.localdate(now))
    people = list(people_asking(by, row))
    sent = request.POST if request.method == "POST" else None
    doing = sent.get("doing", "") if sent is not None else ""
    forms: dict[str, Any] = {
        "decide": Decide(sent if doing == "decide" else None, queue=queue),
        "rule": Rule(sent if doing == "rule" else None),
        "hold": SetHold(sent if doing == "hold" else None, people=people),
    }
    wrong: list[tuple[str, str]] = []
    if sent is not None:
        if doing == "decide" and (first := prove_again(request, row)) is not None:
            return first
        wrong = _do(by, row, doing, forms)
        if not wrong:
            messages.success(request, _("That is recorded."))
            return redirect("workbench:keeping", row.public_id)
    context = page(
        request,
        title=_("What has been kept long enough?"),
        study=row,
        at="keeping",
        queue=queue[:AT_ONCE],
        more=max(0, len(queue) - AT_ONCE),
        rules=selectors.keeping_rules(by, row),
        no_rule=without_a_rule(by, row),
        holds=[(hold, _whom(hold.participant, people)) for hold in selectors.holds(by, row)],
        kept=safeguards(by, row).first(),
        forms=forms,
        errors=wrong,
    )
    return render(request, "workbench/keeping.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, hold: str) -> HttpResponse:
    """Lift a hold, by another person than who set it."""
    by, now = asker_of(request), timezone.now()
    row = selectors.hold(by, hold)
    must_be_real(row.study)
    form = Lift(request.POST if request.method == "POST" else None)
    wrong = form.mistakes() if form.is_bound else []
    if form.is_bound and form.is_valid():
        try:
            actions.lift_hold(by=by, hold=row, now=now, **form.cleaned_data)
            messages.success(request, _("The hold is lifted."))
            return redirect("workbench:keeping", row.study.public_id)
        except InputError as refusal:
            wrong = [(str(refusal), "#id_because")]
    context = page(
        request,
        title=_("Lift a legal hold"),
        study=row.study,
        at="keeping",
        above=[step(_("Keeping"), "keeping", row.study.public_id)],
        hold=row,
        mine=row.set_by == by.name,
        form=form,
        errors=wrong,
    )
    return render(request, "workbench/lift_hold.html", context, status=400 if wrong else 200)


def _do(by: Asker, study: Study, doing: str, forms: dict[str, Any]) -> list[tuple[str, str]]:
    """Do what a form asks; what is wrong with it, if anything."""
    form = forms.get(doing)
    if form is None:
        return [(_("Choose what to do."), "")]
    if not form.is_valid():
        return form.mistakes()  # type: ignore[no-any-return]
    said = dict(form.cleaned_data)
    try:
        if doing == "rule":
            actions.set_rule(by=by, study=study, **said)
        elif doing == "hold":
            person = form.people.get(said.pop("participant"))
            actions.set_hold(by=by, study=study, participant=person, now=timezone.now(), **said)
        else:
            _decide(by, study, said)
    except InputError as refusal:
        return [(str(refusal), "")]
    return []


def _decide(by: Asker, study: Study, said: dict[str, Any]) -> None:
    material, ref = said["thing"].split(" ", 1)
    own = {"by": by, "study": study, "material": material, "ref": ref, "now": timezone.now()}
    if said["decision"] == "destroy":
        decide_to_destroy(**own, because=said["because"])
    else:
        actions.decide_keeping(
            **own, decision=said["decision"], because=said["because"], until=said["until"]
        )


def _whom(key: str, people: list[Any]) -> str:
    return next((row.pseudonym for row in people if row.key == key), key)

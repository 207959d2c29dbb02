"""Withdrawing a person, and what a withdrawal reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.withdrawing import preview, withdraw_person
from seedbed.publish.wording import options, said
from seedbed.record.claims.selectors import claims
from seedbed.record.outputs.selectors import published
from seedbed.record.people.selectors import participant as participant_of
from seedbed.record.withdrawals import selectors
from seedbed.record.withdrawals.actions import sweep
from seedbed.trust.asking import Asker
from seedbed.workbench.page import page, step

if TYPE_CHECKING:
    from seedbed.record.study.models import Study


class Asked(forms.Form):
    """What the person asks for."""

    scope = forms.ChoiceField(
        label=lazy("What do they ask for?"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose what they ask for.")},
    )
    sure = forms.BooleanField(
        label=lazy("I have read what this reaches. Erasing cannot be undone."),
        error_messages={"required": lazy("Read what it reaches, and say so.")},
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["scope"].choices = options("withdrawal-scope")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, participant: str) -> HttpResponse:
    """What a withdrawal of this person reaches; sent, it is done as one act."""
    by = asker_of(request)
    person = participant_of(by, participant)
    study = person.study
    by.must("withdraw-person", study=study.pk)
    if request.method == "POST" and (first := prove_again(request, study)) is not None:
        return first
    form = Asked(request.POST if request.method == "POST" else None)
    wrong = ""
    if form.is_bound and form.is_valid():
        try:
            row = withdraw_person(
                by=by, study=study, participant=person, scope=form.cleaned_data["scope"],
                today=timezone.localdate(),
            )  # fmt: skip
            messages.success(request, _("Done. This is what it reached."))
            return redirect("workbench:withdrawal", row.public_id)
        except InputError as refusal:
            wrong = str(refusal)
    context = page(
        request,
        title=_("Withdraw %(name)s") % {"name": person.pseudonym},
        study=study,
        at="people",
        above=[step(_("People"), "people", study.public_id)],
        person=person,
        form=form,
        reached=told(by, study, preview(by, study, person)),
        errors=[(wrong, "")] if wrong else [],
    )
    status = 400 if form.is_bound else 200
    return render(request, "workbench/withdraw_person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, withdrawal: str) -> HttpResponse:
    """What one withdrawal reached, what was published already, and what is left to do."""
    by = asker_of(request)
    row = selectors.withdrawal(by, withdrawal)
    study = row.study
    if request.method == "POST":
        done = sweep(by=by, withdrawal=row)
        say = messages.success if done else messages.warning
        say(request, _("Swept.") if done else _("Somebody reads or writes just now. Try again."))
        return redirect("workbench:withdrawal", row.public_id)
    pages = published(using=by.using).filter(public_id__in=row.reached.get("publications", ()))
    context = page(
        request,
        title=_("What the withdrawal of %(person)s reached") % {"person": row.participant},
        study=study,
        at="people",
        above=[step(_("People"), "people", study.public_id)],
        row=row,
        reached=told(by, study, row.reached),
        pages=pages.defer("body"),
        may_sweep=by.may("withdraw-person", study=study.pk),
    )
    return render(request, "workbench/withdrawal.html", context)


def told(by: Asker, study: Study, reached: dict[str, Any]) -> list[tuple[str, list[str], bool]]:
    """What was reached, noun by noun, in the order one reads them: ids, or what a claim says."""
    says = dict(claims(by, study).values_list("key", "text")) if reached.get("claims") else {}
    return [
        (
            said("reached", noun),
            [says.get(key, key) if noun == "claims" else key for key in sorted(reached[noun])],
            noun == "claims",
        )
        for noun, _text in options("reached")
        if reached.get(noun)
    ]

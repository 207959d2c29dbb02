"""The gate of a study of real people: what keeps it shut, and settling it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.publish.look.asking import asker_of, second_factor_shown
from seedbed.publish.wording import options
from seedbed.record.gate import lock, selectors
from seedbed.record.gate.actions import LONGEST_HOURS, add_consent_text, settle
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.page import must_see, page


class Grounds(forms.Form):
    """On what ground the study holds what it holds, and for how long."""

    lawful_basis = forms.ChoiceField(label=lazy("Lawful basis (UK GDPR, article 6)"))
    special_condition = forms.ChoiceField(
        label=lazy("Condition for special categories of data (article 9)")
    )
    offences = forms.ChoiceField(label=lazy("Will it hold data on offences (article 10)?"))
    policy = forms.CharField(
        label=lazy("Where the policy document is"), required=False, max_length=400,
        help_text=lazy("Needed for safeguarding and for substantial public interest."),
    )  # fmt: skip
    retention = forms.CharField(
        label=lazy("How long the material is kept, and what happens then"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(
        label=lazy("When that is looked at next"),
        widget=forms.DateInput(format="%Y-%m-%d"),
        help_text=lazy("For example 2030-06-30"),
    )
    harm_hours = forms.IntegerField(
        label=lazy("Within how many hours a flag of harm must be decided"),
        min_value=1, max_value=LONGEST_HOURS, required=False,
        help_text=lazy("A day, if you say nothing else."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, vocabulary in (
            ("lawful_basis", "lawful-basis"),
            ("special_condition", "special-condition"),
            ("offences", "yes-no"),
        ):
            self.fields[name].choices = [("", _("Choose one")), *options(vocabulary)]


class Words(forms.Form):
    """The words of a consent."""

    use = forms.ChoiceField(label=lazy("What people consent to"))
    text = forms.CharField(
        label=lazy("The words they are shown"), widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["use"].choices = options("use")


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, study: str) -> HttpResponse:
    """What is missing first; then what is settled, and the forms to settle it."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "safeguards")
    if request.method == "POST":
        by.must("keep-gate", study=row.pk)
    held = selectors.safeguards(by, row).first()
    sent = request.POST if request.method == "POST" else None
    settling = sent is not None and "use" not in sent
    now = {name: getattr(held, name) for name in Grounds.base_fields} if held else {}
    grounds = Grounds(sent if settling else None, initial=now)
    words = Words(sent if sent is not None and not settling else None)
    if settling and grounds.is_valid():
        settle(by=by, study=row, **grounds.cleaned_data)
        messages.success(request, _("That is recorded."))
        return redirect("workbench:gate", row.public_id)
    if sent is not None and not settling and words.is_valid():
        added = add_consent_text(by=by, study=row, since=timezone.localdate(), **words.cleaned_data)
        said = {"version": added.version}
        messages.success(request, _("These words are kept as version %(version)s.") % said)
        return redirect("workbench:gate", row.public_id)
    context = page(
        request,
        title=_("The gate of this study"),
        study=row,
        at="gate",
        missing=lock.missing(row, using=by.using, today=timezone.localdate()),
        grounds=grounds,
        words=words,
        held=held,
        texts=selectors.consent_texts(by, row),
        may_settle=by.may("keep-gate", study=row.pk),
        proven=second_factor_shown(request),
        may_flag=row.kind == "real" and by.may("flag-harm", study=row.pk),
    )
    return render(request, "workbench/gate.html", context, status=400 if sent is not None else 200)

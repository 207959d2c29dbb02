"""Recording what a panel judged: a form in which nobody is named."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.wording import options
from seedbed.workbench.dates import DatedForm, PartDate

LONGEST = 20_000


class Judge(DatedForm):
    """Which decision, on which day, who judged by role, what they weighed, who dissented."""

    decision = forms.ChoiceField(
        error_messages={"required": lazy("Choose the decision that was judged.")}
    )
    on = PartDate()
    panel = forms.CharField(
        max_length=LONGEST,
        error_messages={"required": lazy("Say who judged, by role and never by name.")},
    )
    criteria = forms.CharField(required=False, max_length=LONGEST)
    judgement = forms.CharField(
        max_length=LONGEST, error_messages={"required": lazy("Say what the panel judged.")}
    )
    dissent = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["decision"].choices = options("decision")

    def clean_on(self) -> tuple[date, date]:
        """The day itself: a panel that met knows when, and not in the future."""
        first, last = self.cleaned_data["on"]
        if first != last:
            raise forms.ValidationError(
                _("Give the day as well: a panel met on one day."), code="day"
            )
        if first > self.today:
            raise forms.ValidationError(_("This day has not come yet."), code="year")
        return first, last

    @property
    def weighed(self) -> list[str]:
        """What they weighed, one a line."""
        return [line.strip() for line in self.cleaned_data["criteria"].splitlines() if line.strip()]

"""Logging what happened: a form that can be filled in two minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.wording import options
from seedbed.workbench.dates import DatedForm, PartDate

if TYPE_CHECKING:
    from seedbed.record.study.models import Innovation


class LogEvent(DatedForm):
    """What happened, when as far as it is known, and which way it went."""

    title = forms.CharField(
        max_length=400,
        error_messages={
            "required": lazy("Say in a few words what happened."),
            "max_length": lazy("Say it in at most 400 characters; the rest can go into the note."),
        },
    )
    when = PartDate()
    until = PartDate(required=False)
    direction = forms.ChoiceField(
        initial="forward", error_messages={"required": lazy("Say which way it went.")}
    )
    stream = forms.ChoiceField(
        error_messages={"required": lazy("Choose what it was mainly about.")}
    )
    stage = forms.ChoiceField(required=False)
    innovation = forms.ChoiceField(required=False)
    note = forms.CharField(required=False, max_length=20_000)

    def __init__(self, data: Any = None, *, innovations: Sequence[Innovation], today: date) -> None:
        super().__init__(data)
        self.innovations = {row.key: row for row in innovations}
        self.today = today
        for name in ("direction", "stream"):
            self.fields[name].choices = options(name)
        self.fields["stage"].choices = [("", _("Not known")), *options("stage")]
        self.fields["innovation"].choices = [
            ("", _("The site as a whole")),
            *((row.key, row.name) for row in innovations),
        ]

    def clean(self) -> dict[str, Any]:
        """The two dates together: in order, and not in the future."""
        said = super().clean() or {}
        when, until = said.get("when"), said.get("until")
        if when and when[0] > self.today:
            self.add_error(
                "when", forms.ValidationError(_("This day has not come yet."), code="year")
            )
        if when and until and until[1] < when[0]:
            self.add_error(
                "until",
                forms.ValidationError(
                    _("The latest it can have happened comes before the earliest."), code="year"
                ),
            )
        return said

    @property
    def dates(self) -> tuple[date, date]:
        """The first and the last day it can have happened."""
        when, until = self.cleaned_data["when"], self.cleaned_data["until"]
        return when[0], (until or when)[1]

    @property
    def about(self) -> Innovation | None:
        """The innovation it is about: the one chosen, or the only one there is."""
        chosen = self.cleaned_data["innovation"]
        if len(self.innovations) == 1:
            return next(iter(self.innovations.values()))
        return self.innovations.get(chosen)

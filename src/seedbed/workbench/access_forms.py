"""Forms for somebody who asks what is held on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.wording import options
from seedbed.workbench.reply_forms import NamedMistakes

if TYPE_CHECKING:
    from seedbed.record.people.models import Participant


def _a_day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _text(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}), **more,
    )  # fmt: skip


class Receive(NamedMistakes):
    """Who asks, since when, and what for."""

    participant = forms.ChoiceField(label=lazy("About whom"))
    asked_by = forms.ChoiceField(label=lazy("Who asks"), widget=forms.RadioSelect)
    received_on = _a_day(lazy("The day it came in"))
    scope = _text(lazy("What they ask for"), lazy("Empty: everything."), required=False)

    def __init__(self, data: Any = None, *, people: Iterable[Participant]) -> None:
        super().__init__(data)
        self.people = {row.key: row for row in people}
        named = [(key, row.pseudonym) for key, row in self.people.items()]
        self.fields["participant"].choices = [("", _("Choose one")), *named]
        self.fields["asked_by"].choices = options("asked-by")


class Pause(NamedMistakes):
    """What is not clear, and since when the clock stands."""

    unclear = forms.ChoiceField(label=lazy("What is not clear"), widget=forms.RadioSelect)
    on = _a_day(lazy("Since"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["unclear"].choices = options("unclear")


class Resume(NamedMistakes):
    """When the clock runs on."""

    on = _a_day(lazy("It is clear since"))


class Opinion(NamedMistakes):
    """What somebody qualified says on serious harm."""

    opinion = forms.ChoiceField(label=lazy("The opinion"), widget=forms.RadioSelect)
    opinion_by = forms.CharField(
        label=lazy("Who gave it, by their role"), max_length=400,
        help_text=lazy("For example: a consultant social worker. No name is needed."),
    )  # fmt: skip
    says = _text(lazy("What it rests on"))
    on = _a_day(lazy("Given on"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["opinion"].choices = options("harm-opinion")[1:]


class Hide(NamedMistakes):
    """Words that are hidden everywhere they stand in one text."""

    words = _text(lazy("Words to hide, copied from the text"), strip=False)
    exemption = forms.ChoiceField(label=lazy("Ground"))
    because = _text(lazy("Why, in this case"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["exemption"].choices = [("", _("Choose one")), *options("exemption")]


class LeaveOut(NamedMistakes):
    """A whole thing that is left out, and why."""

    exemption = forms.ChoiceField(label=lazy("Ground"), required=False)
    because = _text(lazy("Why, in this case"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="whole")
        self.fields["exemption"].choices = [("", _("Give it out")), *options("exemption")]

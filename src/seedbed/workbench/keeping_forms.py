"""Forms for keeping: a rule, a decision, a hold, and lifting it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.wording import options
from seedbed.workbench.reply_forms import NamedMistakes, day_field

if TYPE_CHECKING:
    from seedbed.record.keeping.due import Due
    from seedbed.record.people.models import Participant


def _why(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class Rule(NamedMistakes):
    """How long a kind of material is kept."""

    material = forms.ChoiceField(label=lazy("What is kept"))
    months = forms.IntegerField(
        label=lazy("For how many months"), min_value=1, help_text=lazy("Ten years are 120.")
    )
    from_day = day_field(
        lazy("Counted from this day"), lazy("Empty: from the day each thing was collected.")
    )
    says = forms.CharField(
        label=lazy("Who says so"), max_length=400,
        help_text=lazy("The funder, the university, a law. Say where it can be read."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="rule")
        self.fields["material"].choices = [("", _("Choose one")), *options("material")]


class Decide(NamedMistakes):
    """What is done with one thing whose day has come."""

    thing = forms.ChoiceField(label=lazy("Of what"))
    decision = forms.ChoiceField(label=lazy("What is decided"), widget=forms.RadioSelect)
    until = day_field(lazy("Kept until"), lazy("If it is kept until another day."))
    because = _why(lazy("Why"))

    def __init__(self, data: Any = None, *, queue: Iterable[Due]) -> None:
        super().__init__(data, prefix="decide")
        names = [(f"{due.thing.material} {due.thing.ref}", due.thing.what) for due in queue]
        self.fields["thing"].choices = [("", _("Choose one")), *names]
        self.fields["decision"].choices = options("keeping")


class SetHold(NamedMistakes):
    """A hold on a person or on the study."""

    participant = forms.ChoiceField(label=lazy("Whom it holds"), required=False)
    because = _why(lazy("Why"))

    def __init__(self, data: Any = None, *, people: Iterable[Participant]) -> None:
        super().__init__(data, prefix="hold")
        self.people = {row.key: row for row in people}
        named = [(key, row.pseudonym) for key, row in self.people.items()]
        self.fields["participant"].choices = [("", _("The whole study")), *named]


class Lift(NamedMistakes):
    """Why a hold may be lifted."""

    because = _why(lazy("Why it may be lifted"))

"""What people agreed to, as a table says it, and the form to record what somebody said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.figures import day
from seedbed.publish.wording import options, said

if TYPE_CHECKING:
    from seedbed.record.people.models import Consent, Participant

VOCABULARIES = {
    "use": "use", "given": "yes-no", "given_by": "given-by", "age_band": "age-band",
    "assent": "assent", "capacity": "capacity",
}  # fmt: skip
EXAMPLE = lazy("For example 2026-11-24")


class Said(forms.Form):
    """What one person said to one use, and how that consent came about."""

    use = forms.ChoiceField(label=lazy("What were they asked?"))
    given = forms.ChoiceField(label=lazy("What did they say?"))
    on = forms.DateField(
        label=lazy("On which day?"), help_text=EXAMPLE, widget=forms.DateInput(format="%Y-%m-%d")
    )
    given_by = forms.ChoiceField(label=lazy("Who said it?"))
    age_band = forms.ChoiceField(
        label=lazy("How old are they, roughly?"),
        help_text=lazy("Only for a young person. No age and no birthday is kept."),
    )
    assent = forms.ChoiceField(
        label=lazy("Where somebody else consented: what did they say themself?"),
        help_text=lazy("Their own no stands above the other person's yes."),
    )
    capacity = forms.ChoiceField(label=lazy("Were they judged able to decide this?"))
    capacity_by = forms.CharField(
        label=lazy("Who judged it?"), required=False, max_length=400,
        help_text=lazy("A role, never a name."),
    )  # fmt: skip
    capacity_on = forms.DateField(label=lazy("When?"), required=False, help_text=EXAMPLE)
    capacity_because = forms.CharField(
        label=lazy("What does the judgement rest on?"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    recheck_on = forms.DateField(
        label=lazy("When is it to be judged again?"), required=False, help_text=EXAMPLE
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, vocabulary in VOCABULARIES.items():
            self.fields[name].choices = options(vocabulary)

    @property
    def noted(self) -> dict[str, Any]:
        """What was said, with line ends as the study folder writes them."""
        held = dict(self.cleaned_data)
        held["capacity_because"] = held["capacity_because"].replace("\r\n", "\n").strip()
        return held


def table_of(
    people: Iterable[Participant], consents: Iterable[Consent], gone: frozenset[int], today: date
) -> list[dict[str, Any]]:
    """Each person with their latest word on each use, in the order of the uses."""
    latest: dict[tuple[int, str], Consent] = {}
    for row in consents:
        if row.valid_from <= today:
            latest[row.participant_id, row.use] = row
    uses = [use for use, _shown in options("use")]
    return [
        {
            "person": person,
            "gone": person.pk in gone,
            "words": [_word(latest.get((person.pk, use)), today) for use in uses],
        }
        for person in people
    ]


def _word(row: Consent | None, today: date) -> dict[str, Any]:
    """One cell: yes or no, since when, and by whom where that was not the person themself."""
    if row is None:
        return {"yes": False, "text": _("not asked"), "by": ""}
    if row.withdrawn_on is not None and row.withdrawn_on <= today:
        text = _("withdrawn %(day)s") % {"day": day(row.withdrawn_on)}
        return {"yes": False, "text": text, "by": ""}
    yes = row.is_yes(today)
    text = _("yes, since %(day)s") if yes else _("no, since %(day)s")
    other = row.given_by in ("parent-or-carer", "legal-authority")
    return {
        "yes": yes,
        "text": text % {"day": day(row.valid_from)},
        "by": said("given-by", row.given_by) if other else "",
    }

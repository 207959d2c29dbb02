"""Forms of the right of reply: what a site was shown, what it says, what it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.evidence import tell
from seedbed.publish.wording import options, said
from seedbed.record.replies.actions import LINE, TEXT

# What each kind of reply is for, in the words of whoever writes it.
KINDS = [
    ("comment", lazy("A comment: readers should know this as well")),
    ("dispute", lazy("A dispute: we see it otherwise")),
    ("correction", lazy("A correction: this is wrong, and we say what is right")),
]


class NamedMistakes(forms.Form):
    """A form that can name its mistakes, each with the place where it is mended."""

    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake with the address of its field."""
        return [
            (f"{self[name].label}: {message}", f"#{self[name].id_for_label or self[name].auto_id}")
            for name, messages in self.errors.items()
            for message in messages
        ]


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that may stay open."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class GiveNotice(NamedMistakes):
    """When a site was shown what will be said, or why it was not."""

    shown_on = day_field(lazy("Shown to them on"))
    embargo_until = day_field(
        lazy("Last day for comment"),
        lazy("Nothing about them can be published until this day is over."),
    )
    how = forms.CharField(
        label=lazy("How, and to whom"),
        help_text=lazy("By role, without names. Readers are not shown this."),
        max_length=LINE,
        required=False,
    )
    not_shown_because = forms.CharField(
        label=lazy("Or: why it was not shown to them first"),
        help_text=lazy("Readers are shown this. Leave it empty if you gave the days above."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SayReply(NamedMistakes):
    """What a site says of a fact, or in general."""

    fact = forms.ChoiceField(label=lazy("What is it about?"), required=False)
    kind = forms.ChoiceField(
        label=lazy("What kind of reply is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose one.")},
    )
    says = forms.CharField(
        label=lazy("What do you want readers to know?"),
        help_text=lazy("It is kept as you write it. Please write no names of people."),
        error_messages={"required": lazy("Write what readers should know.")},
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    role = forms.CharField(
        label=lazy("In which role do you write?"),
        help_text=lazy("For example: site lead. It stands beside your words. No name, please."),
        error_messages={"required": lazy("Say in which role you write.")},
        max_length=150,
    )

    def __init__(self, data: Any = None, *, facts: Iterable[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["fact"].choices = [("", _("What is said of us in general")), *_grouped(facts)]
        self.fields["kind"].choices = KINDS

    @property
    def pointer(self) -> tuple[str, str]:
        """The kind and id of the fact that was chosen; twice nothing for a reply in general."""
        kind, _colon, ref = self.cleaned_data["fact"].partition(":")
        return kind, ref


class AnswerReply(NamedMistakes):
    """Whether a reply is shown, and what it is answered."""

    shown = forms.ChoiceField(
        label=lazy("May readers see it?"),
        help_text=lazy(
            "Not if it names a person, or could identify a child. Say so in the answer."
        ),
        widget=forms.RadioSelect,
        choices=[("yes", lazy("Yes, beside the fact")), ("no", lazy("No"))],
    )
    answer = forms.ChoiceField(
        label=lazy("What came of it?"),
        help_text=lazy("Corrected changes nothing by itself: correct the study folder first."),
    )
    answer_says = forms.CharField(
        label=lazy("Your answer"),
        help_text=lazy("It stands beside their words. Leave it empty only while they wait."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        self.fields["answer"].choices = options("reply-answer")


def _grouped(facts: Iterable[tuple[str, Any]]) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """Facts to choose from, under the words of their kind."""
    return [
        (said("support-kind", kind), [(f"{kind}:{row.key}", _label(kind, row)) for _k, row in rows])
        for kind, rows in groupby(facts, key=lambda fact: fact[0])
    ]


def _label(kind: str, row: Any) -> str:
    told = tell(kind, row)
    text = Truncator(told.headline).chars(90)
    return _("%(fact)s (%(when)s)") % {"fact": text, "when": told.when} if told.when else text

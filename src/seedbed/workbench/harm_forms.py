"""Forms for harm that was disclosed: to flag it, and to decide of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.wording import options
from seedbed.record.harm.actions import LONGEST
from seedbed.workbench.reply_forms import NamedMistakes, day_field

if TYPE_CHECKING:
    from seedbed.workbench.passages import Passage


def _text(label: Any, help_text: Any = "", *, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}), **more,
    )  # fmt: skip


class FlagTold(NamedMistakes):
    """Harm told outside any text."""

    concern = _text(
        lazy("What was disclosed, and why you flag it"),
        lazy(
            "Say what is needed to act, and where it can be asked further. The researchers of "
            "the study do not see it."
        ),
    )


class FlagSource(FlagTold):
    """Harm disclosed in a source: in one of its passages, in words copied from it, or all of it."""

    passage = forms.ChoiceField(label=lazy("Where"), widget=forms.RadioSelect, initial="whole")
    words = _text(
        lazy("The words, copied from the text"), lazy("Only if you chose other words."), rows=3,
        required=False,
    )  # fmt: skip
    field_order = ("passage", "words", "concern")

    def __init__(self, data: Any = None, *, text: str, passages: Sequence[Passage]) -> None:
        super().__init__(data)
        self.text = text
        self.spans = {str(p.number): (p.excerpt.start, p.excerpt.end) for p in passages}
        marked = [
            (str(p.number), f"{p.number}. “{Truncator(p.words).words(10)}”") for p in passages
        ]
        words = [("words", _("Other words of the text"))] if text else []
        self.fields["passage"].choices = [("whole", _("The source as a whole")), *marked, *words]
        if not text:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        """Where the copied words stand: in one place and no more."""
        said = super().clean() or {}
        if said.get("passage") != "words":
            return said
        words = said.get("words", "").replace("\r\n", "\n").strip()
        found = self.text.count(words) if words else 0
        if found != 1:
            self.add_error(
                "words",
                _("Copy the words as they stand in the text.") if not words
                else _("These words are not in the text. Copy them as they stand there.")
                if not found
                else _("These words stand there more than once. Copy some more of them."),
            )  # fmt: skip
        else:
            start = self.text.index(words)
            self.spans["words"] = (start, start + len(words))
        return said

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the passage starts and ends; nothing for the whole source."""
        return self.spans.get(self.cleaned_data["passage"])


class DecideFlag(NamedMistakes):
    """What is done about a flag, on what ground, and whether the person was told."""

    outcome = forms.ChoiceField(label=lazy("What came of it"), widget=forms.RadioSelect)
    done = _text(
        lazy("What was done, when, and with whom"),
        lazy("Or why there is no further step. Consent is not needed where a child is at risk."),
    )
    ground = forms.ChoiceField(label=lazy("To share it is"), widget=forms.RadioSelect)
    told = forms.ChoiceField(label=lazy("Was the person told?"), widget=forms.RadioSelect)
    told_because = _text(
        lazy("If not, why"), lazy("For example: to tell them now would put them in danger."),
        rows=3, required=False,
    )  # fmt: skip
    review_on = day_field(
        lazy("When this is looked at again"), lazy("Needed if they are not told yet.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, vocabulary in (
            ("outcome", "harm-outcome"),
            ("ground", "sharing-ground"),
            ("told", "told"),
        ):
            self.fields[name].choices = options(vocabulary)

"""Flag and HarmDecision: what was disclosed, and what was decided. Never part of the research."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as lazy

from seedbed.record import words as w
from seedbed.record.base import line_field, one_of, sealed_text, word_field
from seedbed.record.beside import BesideRow, key_field, who_field

WHAT = {
    "passage": lazy("Harm disclosed in a passage"),
    "source": lazy("Harm disclosed in a source"),
    "told": lazy("Harm disclosed outside any text"),
}


class Flag(BesideRow):
    """Harm that somebody disclosed: in a passage, in a whole source, or outside any text."""

    noun = "flags"

    source = key_field()
    version = key_field()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    participant = key_field()
    concern = sealed_text()
    state = word_field(default="raised")
    raised_by = who_field()
    raised_at = models.DateTimeField()
    due = models.DateTimeField()
    seen_by = who_field()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")
        constraints = [
            one_of("state", w.HarmState),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | (Q(start__lt=F("end")) & ~Q(version="")),
                name="flag_passage_or_none",
            ),
            models.CheckConstraint(
                condition=Q(state="raised", seen_at__isnull=True)
                | (~Q(state="raised") & Q(seen_at__isnull=False)),
                name="flag_seen_before_decided",
            ),
        ]

    @property
    def what(self) -> str:
        """One line on it that holds none of its words."""
        kind = "passage" if self.end is not None else "source" if self.source else "told"
        return str(WHAT[kind])


class HarmDecision(BesideRow):
    """What the safeguarding lead decided of a flag. A later decision stands beside the earlier."""

    noun = "harm_decisions"

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="decisions")
    outcome = word_field()
    done = sealed_text()
    ground = word_field()
    law = line_field()
    told = word_field()
    told_because = sealed_text()
    review_on = models.DateField(null=True, blank=True)
    decided_by = who_field()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = [
            one_of("outcome", w.HarmOutcome),
            one_of("ground", w.SharingGround),
            one_of("told", w.Told),
        ]

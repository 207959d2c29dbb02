"""KeepingRule, KeepingDecision and Hold: how long, what was decided, and what may not go."""

from django.db import models
from django.db.models import F, Q

from seedbed.record import words as w
from seedbed.record.base import line_field, one_of, sealed_text, word_field
from seedbed.record.beside import BesideRow, key_field, who_field


class KeepingRule(BesideRow):
    """How long one kind of material is kept, counted from when, and who says so."""

    noun = "keeping_rules"

    material = word_field()
    months = models.PositiveIntegerField()
    counts_from = word_field()
    from_day = models.DateField(null=True, blank=True)
    says = line_field()

    class Meta:
        ordering = ("material",)
        constraints = [
            one_of("material", w.Material),
            one_of("counts_from", w.CountsFrom),
            models.UniqueConstraint(fields=["study", "material"], name="keeping_rule_once"),
            models.CheckConstraint(
                condition=Q(counts_from="a-day", from_day__isnull=False)
                | Q(counts_from="collected", from_day__isnull=True),
                name="keeping_rule_has_its_day",
            ),
        ]


class KeepingDecision(BesideRow):
    """What was decided of one thing whose day had come. The latest counts."""

    noun = "keeping_decisions"

    material = word_field()
    ref = key_field()
    decision = word_field()
    because = sealed_text()
    until = models.DateField(null=True, blank=True)
    decided_by = who_field()
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = [
            one_of("material", w.Material),
            one_of("decision", w.KeepingWord),
            models.CheckConstraint(
                condition=Q(decision="keep", until__isnull=False)
                | (~Q(decision="keep") & Q(until__isnull=True)),
                name="keeping_until_a_day",
            ),
        ]


class Hold(BesideRow):
    """A legal hold on a study, or on one person: while it stands, nothing of it is destroyed."""

    noun = "holds"

    participant = key_field()  # empty: the whole study
    because = sealed_text()
    set_by = who_field()
    set_at = models.DateTimeField()
    lifted_by = who_field()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = sealed_text()

    class Meta:
        ordering = ("-set_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by="", lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_because="")),
                name="hold_lifted_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(lifted_by=F("set_by")), name="hold_lifted_by_another"
            ),
            models.UniqueConstraint(
                fields=["study", "participant"],
                condition=Q(lifted_at__isnull=True),
                name="hold_once_at_a_time",
            ),
        ]

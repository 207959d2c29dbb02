"""Event, Adoption, Condition, Score, Sustainment."""

from django.db import models
from django.db.models import Q

from seedbed.record import words as w
from seedbed.record.base import (
    Fact,
    StudyRow,
    in_order,
    line_field,
    one_of,
    ref_to,
    text_field,
    with_teams,
    word_field,
)


class Event(Fact):
    """Something that happened. When it happened and when we learned it are two dates."""

    noun = "events"
    site_paths = with_teams("site", "innovation__site")

    site = ref_to("Site", null=True, related_name="events")
    innovation = ref_to("Innovation", null=True, related_name="events")
    title = line_field()
    earliest = models.DateField()
    latest = models.DateField()
    learned_on = models.DateField(null=True, blank=True)
    stream = word_field()
    stage = word_field(blank=True, default="")
    direction = word_field(default="forward")

    class Meta(Fact.Meta):
        ordering = ("earliest", "latest", "key")
        constraints = [
            *Fact.Meta.constraints,
            in_order("earliest", "latest"),
            one_of("stream", w.Stream),
            one_of("stage", w.Stage, blank=True),
            one_of("direction", w.Direction),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(Fact):
    """An area that took an innovation up, and from whom it learned."""

    noun = "adoptions"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="adoptions")
    area = line_field()
    role = line_field()
    earliest = models.DateField()
    latest = models.DateField()
    what_is_dated = line_field()
    learned_from = line_field()

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, in_order("earliest", "latest")]


class Condition(StudyRow):
    """A state of the setting that cases are compared on, or the outcome of the comparison."""

    noun = "conditions"

    name = line_field()
    kind = word_field()
    label = word_field(blank=True, default="")
    definition = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("kind", w.ConditionKind),
            one_of("label", w.Label, blank=True),
        ]

    def __str__(self) -> str:
        return self.name


class Score(Fact):
    """How far a condition held at a case. Empty raw value and membership: not known."""

    noun = "scores"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="scores")
    condition = ref_to("Condition", related_name="scores")
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    raw = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    membership = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    reason = text_field()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            in_order("earliest", "latest"),
            models.CheckConstraint(
                condition=Q(membership__isnull=True) | Q(membership__gte=0, membership__lte=1),
                name="membership_between_0_and_1",
            ),
        ]


class Sustainment(Fact):
    """What had become of an innovation at a date."""

    noun = "sustainment"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="sustainment")
    as_of = models.DateField(null=True, blank=True)
    delivered = word_field()
    core_kept = word_field(default="unknown")
    scale = word_field(default="unknown")
    funder = word_field(default="unknown")
    benefits_kept = word_field(default="unknown")
    adapted = word_field(default="unknown")
    absorbed = word_field(default="unknown")
    ended = word_field(default="unknown")
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            *(
                one_of(field, w.Known)
                for field in ("delivered", "core_kept", "benefits_kept", "adapted", "absorbed")
            ),
            one_of("scale", w.Scale),
            one_of("funder", w.Funder),
            one_of("ended", w.Ended),
        ]

"""Advice, its three verdicts, and what was published."""

import uuid
from typing import ClassVar

from django.db import models

from seedbed.record import words as w
from seedbed.record.base import (
    KeptJSON,
    StudyRow,
    line_field,
    one_of,
    ref_to,
    text_field,
    with_teams,
    word_field,
)


class Advice(StudyRow):
    """What a commissioner is told about one innovation."""

    noun = "advice"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="advice")
    version = models.PositiveIntegerField(default=1)
    on = models.DateField()
    title = line_field()
    summary = text_field()
    local_need = models.JSONField(default=list)
    costs = models.JSONField(default=list)
    after_grant = models.JSONField(default=list)
    rights = models.JSONField(default=list)
    not_known = models.JSONField(default=list)
    claims = models.ManyToManyField("record.Claim", related_name="advice")
    made_because = text_field()
    published = word_field(default="no")

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("published", w.YesNo),
            models.UniqueConstraint(fields=["innovation", "version"], name="advice_version"),
        ]

    def __str__(self) -> str:
        return self.title


class AdviceVerdict(StudyRow):
    """Take up, scale, spread: three verdicts, never one."""

    noun = "advice_verdicts"
    site_paths = with_teams("advice__innovation__site")

    advice = ref_to("Advice", related_name="verdicts")
    about = word_field()
    word = word_field()
    sentence = text_field()
    conditions = models.JSONField(default=list)
    confidence = word_field()
    change_our_mind = text_field()
    claims = models.ManyToManyField("record.Claim", related_name="+")

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("about", w.AdviceAbout),
            one_of("word", w.AdviceWord),
            one_of("confidence", w.Confidence),
            models.UniqueConstraint(fields=["advice", "about"], name="advice_verdict_once"),
        ]


class _AdvicePart(StudyRow):
    """A row of the layout of one decision: it belongs to one piece of advice."""

    site_paths = with_teams("advice__innovation__site")

    class Meta(StudyRow.Meta):
        abstract = True


class Requirement(_AdvicePart):
    """What must be in place, at which stage, for which goal."""

    noun = "requirements"

    advice = ref_to("Advice", related_name="requirements")
    stage = word_field()
    weight = word_field()
    goal = word_field()
    text = text_field()
    lead_months = models.PositiveIntegerField(null=True, blank=True)
    why = text_field()
    claims = models.ManyToManyField("record.Claim", related_name="+")

    class Meta(_AdvicePart.Meta):
        constraints = [
            *_AdvicePart.Meta.constraints,
            one_of("stage", w.Stage),
            one_of("weight", w.Weight),
            one_of("goal", w.Goal),
        ]


class Fit(_AdvicePart):
    """One thing to hold there beside here before taking an innovation up."""

    noun = "fits"

    advice = ref_to("Advice", related_name="fits")
    place = models.PositiveIntegerField(default=1)
    factor = line_field()
    there = text_field()
    ask = line_field()
    matters = word_field()
    why = text_field()
    change = text_field()
    measure = line_field()
    claims = models.ManyToManyField("record.Claim", related_name="+")

    class Meta(_AdvicePart.Meta):
        ordering = ("place", "key")
        constraints = [*_AdvicePart.Meta.constraints, one_of("matters", w.Known)]


class Part(_AdvicePart):
    """A part of an innovation: must it stay, or may it change?"""

    noun = "parts"

    advice = ref_to("Advice", related_name="parts")
    name = line_field()
    kind = word_field()
    why = text_field()
    changed = text_field()

    class Meta(_AdvicePart.Meta):
        constraints = [*_AdvicePart.Meta.constraints, one_of("kind", w.PartKind)]


class Sign(_AdvicePart):
    """An early sign that an innovation goes off course."""

    noun = "signs"

    advice = ref_to("Advice", related_name="signs")
    stage = word_field()
    sign = text_field()
    measure = text_field()
    others = text_field()

    class Meta(_AdvicePart.Meta):
        constraints = [*_AdvicePart.Meta.constraints, one_of("stage", w.Stage)]


class Judgement(_AdvicePart):
    """What a panel judged on one decision, apart from the evidence."""

    noun = "judgements"

    advice = ref_to("Advice", related_name="judgements")
    decision = word_field()
    on = models.DateField()
    panel = text_field()
    criteria = models.JSONField(default=list)
    judgement = text_field()
    dissent = text_field()

    class Meta(_AdvicePart.Meta):
        constraints = [
            *_AdvicePart.Meta.constraints,
            one_of("decision", w.Decision),
            models.UniqueConstraint(
                fields=["advice", "decision", "on"], name="judgement_once_a_day"
            ),
        ]


class Rendering(StudyRow):
    """Words for one kind of reader, of one version of a claim or of advice."""

    noun = "renderings"
    site_paths = with_teams("advice__innovation__site", "claim__innovations__site", "claim__sites")

    claim = ref_to("Claim", null=True, related_name="renderings")
    advice = ref_to("Advice", null=True, related_name="renderings")
    of_version = models.PositiveIntegerField(default=1)
    audience = word_field()
    text = text_field()
    written_by = line_field()
    checked_by = line_field()
    checked_on = models.DateField(null=True, blank=True)

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("audience", w.Audience),
            models.UniqueConstraint(fields=["claim", "audience"], name="rendering_of_claim_once"),
            models.UniqueConstraint(fields=["advice", "audience"], name="rendering_of_advice_once"),
            models.CheckConstraint(
                condition=models.Q(claim__isnull=True) ^ models.Q(advice__isnull=True),
                name="rendering_of_one_thing",
            ),
        ]


class Publication(models.Model):
    """A frozen snapshot: all an anonymous reader is shown, as it was on the day.

    ``body`` holds the words, the bound numbers, the released evidence and the pictures. It is not
    changed afterwards; what happens later shows as a badge beside it.
    """

    noun: ClassVar[str] = "publications"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=400)
    body = KeptJSON()
    revisions = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("kind", "key", "-version")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["advice", "claim", "study"]),
                name="publication_kind_word",
            ),
            models.UniqueConstraint(
                fields=["study", "kind", "key", "version"], name="publication_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return self.title

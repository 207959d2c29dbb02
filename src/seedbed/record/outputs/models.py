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
    needs_first = models.JSONField(default=list)
    costs = models.JSONField(default=list)
    fits_where = models.JSONField(default=list)
    rights = models.JSONField(default=list)
    not_known = models.JSONField(default=list)
    claims = models.ManyToManyField("record.Claim", related_name="advice")
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

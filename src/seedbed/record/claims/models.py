"""Claim, its earlier wordings, and what bears on it."""

from django.db import models

from seedbed.record import words as w
from seedbed.record.base import StudyRow, one_of, ref_to, text_field, with_teams, word_field

CONFIDENCE_PARTS = ("limitations", "coherence", "adequacy", "relevance")


class Claim(StudyRow):
    """The unit of value: what is held, where, how sure, and what would change it."""

    noun = "claims"
    site_paths = with_teams("sites", "innovations__site")

    version = models.PositiveIntegerField(default=1)
    on = models.DateField()
    text = models.TextField()
    type = word_field()
    status = word_field()
    label = word_field(blank=True, default="")
    stages = models.JSONField(default=list)
    innovations = models.ManyToManyField("record.Innovation", related_name="claims")
    sites = models.ManyToManyField("record.Site", related_name="claims")
    holds_where = text_field()
    not_where = text_field()
    mechanism = text_field()
    rivals = models.JSONField(default=list)
    change_our_mind = text_field()
    confidence = word_field()
    limitations = word_field()
    limitations_why = text_field()
    coherence = word_field()
    coherence_why = text_field()
    adequacy = word_field()
    adequacy_why = text_field()
    relevance = word_field()
    relevance_why = text_field()
    made_because = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("type", w.ClaimType),
            one_of("status", w.ClaimStatus),
            one_of("label", w.Label, blank=True),
            one_of("confidence", w.Confidence),
            *(one_of(part, w.Concern) for part in CONFIDENCE_PARTS),
        ]


class ClaimVersion(StudyRow):
    """An earlier wording of a claim, kept as it was."""

    noun = "claim_versions"
    site_paths = with_teams("claim__sites", "claim__innovations__site")

    claim = ref_to("Claim", related_name="earlier")
    number = models.PositiveIntegerField()
    on = models.DateField()
    text = models.TextField()
    status = word_field()
    why_changed = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("status", w.ClaimStatus),
            models.UniqueConstraint(fields=["claim", "number"], name="claim_version_number"),
        ]


class Support(StudyRow):
    """What bears on a claim: a row of the study, or a run by its question."""

    noun = "supports"
    site_paths = with_teams("claim__sites", "claim__innovations__site")

    claim = ref_to("Claim", related_name="supports")
    relation = word_field()
    kind = word_field()
    ref = models.CharField(max_length=300)
    says_what = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("relation", w.Relation),
            one_of("kind", w.SupportKind),
            models.UniqueConstraint(
                fields=["claim", "relation", "kind", "ref"], name="support_once"
            ),
        ]

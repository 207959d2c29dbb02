"""AccessRequest and what it needs: pauses of its clock, the search, the draft, the redactions."""

from django.db import models
from django.db.models import F, Q

from seedbed.record import words as w
from seedbed.record.base import (
    in_order,
    line_field,
    one_of,
    sealed_line,
    sealed_text,
    word_field,
)
from seedbed.record.beside import BesideRow, key_field, who_field


class AccessRequest(BesideRow):
    """Somebody who took part asks what is held on them."""

    noun = "access_requests"

    participant = key_field()
    asked_by = word_field()
    scope = sealed_text()
    received_on = models.DateField()
    law = line_field()
    made_by = who_field()
    made_at = models.DateTimeField()
    opinion = word_field(default="waiting")
    opinion_by = sealed_line()
    opinion_on = models.DateField(null=True, blank=True)
    opinion_says = sealed_text()
    gathered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("received_on", "pk")
        constraints = [
            one_of("asked_by", w.AskedBy),
            one_of("opinion", w.HarmOpinion),
            models.CheckConstraint(
                condition=Q(opinion="waiting", opinion_on__isnull=True)
                | (~Q(opinion="waiting") & Q(opinion_on__isnull=False) & ~Q(opinion_by="")),
                name="access_opinion_has_an_author",
            ),
        ]


class AccessPause(BesideRow):
    """Days on which the clock of a request stands, while something is being made clear."""

    noun = "access_pauses"

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="pauses")
    unclear = word_field()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("starts", "pk")
        constraints = [
            one_of("unclear", w.Unclear),
            in_order("starts", "ends"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(ends__isnull=True), name="access_one_open_pause"
            ),
        ]


class AccessSearch(BesideRow):
    """One table that was searched, and how much was found in it."""

    noun = "access_searches"

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="searches")
    place = word_field()
    found = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class AccessItem(BesideRow):
    """One thing that was found: its words as they stood when they were gathered."""

    noun = "access_items"

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    place = word_field()
    title = sealed_line()
    body = sealed_text()
    digest = models.CharField(max_length=64)  # of the body: redactions count from its first letter
    left_out = word_field(blank=True, default="")
    left_out_because = sealed_text()
    redacted_by = who_field()
    checked_by = who_field()

    class Meta:
        ordering = ("number",)
        constraints = [
            one_of("left_out", w.Exemption, blank=True),
            models.UniqueConstraint(fields=["request", "number"], name="access_item_number"),
            # One person chooses what is hidden, another looks at it.
            models.CheckConstraint(
                condition=Q(checked_by="") | (~Q(redacted_by="") & ~Q(checked_by=F("redacted_by"))),
                name="access_item_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(left_out="") | ~Q(left_out_because=""), name="access_left_out_why"
            ),
        ]


class Redaction(BesideRow):
    """Words of an item that are hidden, with the reason."""

    noun = "redactions"

    item = models.ForeignKey(AccessItem, on_delete=models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exemption = word_field()
    because = sealed_text()
    chosen_by = who_field()
    checked_by = who_field()

    class Meta:
        ordering = ("start", "end")
        constraints = [
            one_of("exemption", w.Exemption),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="redaction_has_words"),
            models.CheckConstraint(
                condition=~Q(chosen_by="") & ~Q(checked_by=F("chosen_by")),
                name="redaction_checked_by_another",
            ),
        ]

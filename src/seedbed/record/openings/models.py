"""An opening: who, of what, why, until when; and who has taken note of it."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from seedbed.record.base import KeptJSON


class Opening(models.Model):
    """A time-limited right to nouns of one study, given by nobody and told to its leads."""

    noun: ClassVar[str] = "openings"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="openings")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="openings"
    )
    nouns = KeptJSON(default=list)
    # Kept here and nowhere else: it may name somebody.
    reason = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_at__lt=models.F("ends_at")), name="opening_ends"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="opening_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"

    def lives(self, now: datetime) -> bool:
        """Say whether it gives anything at a moment."""
        return self.ended_at is None and self.opened_at <= now < self.ends_at


class Acknowledgement(models.Model):
    """Somebody who answers for a study has taken note of an opening."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="acknowledgements")
    who = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "who"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.who} {self.at:%Y-%m-%d}"

"""Attachment: an original file of a source. Its bytes lie sealed in the data folder."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from seedbed.record.base import sealed_line, with_teams, word_field
from seedbed.record.looking import identifies


@identifies("name")
class Attachment(models.Model):
    """A recording, scan or document a source was made from. What was destroyed leaves a trace.

    The trace says that there was a file, of what kind, when it came and when it went. Its name, its
    key and its bytes are gone.
    """

    noun: ClassVar[str] = "attachments"
    site_paths: ClassVar[tuple[str, ...]] = with_teams("source__site")

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(
        "record.Source", on_delete=models.SET_NULL, null=True, related_name="attachments"
    )
    file = models.OneToOneField("trust.KeptFile", on_delete=models.PROTECT, related_name="+")
    name = sealed_line()
    kind = word_field()
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("added_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(source__isnull=False) & ~Q(name="")) | Q(destroyed_at__isnull=False),
                name="attachment_of_a_source_until_destroyed",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(name=""),
                name="attachment_destroyed_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

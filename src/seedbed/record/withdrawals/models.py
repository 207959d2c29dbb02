"""Withdrawal: what somebody asked for, and what it reached. It holds ids and counts, no words."""

import uuid
from typing import ClassVar

from django.db import models

from seedbed.record import words as w
from seedbed.record.base import KeptJSON, one_of, word_field


class Withdrawal(models.Model):
    """One act of withdrawing a person.

    The person and all that was reached are named by their keys: the row stands when the study is
    loaded anew, and the words it tells of are not in it.
    """

    noun: ClassVar[str] = "withdrawals"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="withdrawals")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.CharField(max_length=80)
    scope = word_field()
    on = models.DateField()
    at = models.DateTimeField()
    done_by = models.CharField(max_length=80)
    # Keys by noun; public ids where a row has no key.
    reached = KeptJSON(default=dict)
    # What an erasure emptied: noun, key, field, and a keyed digest of what stood there.
    erased = KeptJSON(default=list)
    # When the file of the store was swept of what an erasure left behind in it.
    swept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [one_of("scope", w.WithdrawalScope)]

    def __str__(self) -> str:
        return f"{self.participant} {self.on}"

"""Decisions on findings about a passage, and the words with gaps that are shown in its place.

Both name the passage by its kind and id, so that they outlive a reload of the study folder; both
say which words they are of, so that they end where the words change.
"""

import hashlib
from typing import ClassVar

from django.db import models

from seedbed.record.base import sealed_text, word_field


def digest(*parts: str) -> str:
    """What a decision or a wording is of, so that it ends where that changes."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


class _OfPassage(models.Model):
    """What is kept of one passage of a study: an excerpt or an answer."""

    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    kind = word_field()
    ref = models.CharField(max_length=80)
    of = models.CharField(max_length=64)  # a digest of what it is about
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["excerpt", "response"]), name="%(class)s_kind_word"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class QuoteDecision(_OfPassage):
    """Somebody looked at one finding and says why the words may stand. It is never changed."""

    noun: ClassVar[str] = "quote_decisions"

    finding = word_field()
    because = sealed_text()

    class Meta(_OfPassage.Meta):
        ordering = ("at", "pk")
        constraints = [
            *_OfPassage.Meta.constraints,
            models.UniqueConstraint(
                fields=["study", "kind", "ref", "of"], name="quote_decision_once"
            ),
        ]


class QuoteWording(_OfPassage):
    """The words of a passage as they are shown: the speaker's, with marked gaps."""

    noun: ClassVar[str] = "quote_wordings"

    words = sealed_text()

    class Meta(_OfPassage.Meta):
        ordering = ("ref",)
        constraints = [
            *_OfPassage.Meta.constraints,
            models.UniqueConstraint(fields=["study", "kind", "ref"], name="quote_wording_once"),
        ]

"""Safeguards of a study, and the texts that people consent to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from seedbed.record import words as w
from seedbed.record.base import line_field, one_of, text_field, word_field

# A day, where a study says nothing else; and never longer than a week.
HARM_HOURS, LONGEST_HOURS = 24, 168


class Safeguards(models.Model):
    """On what ground a study holds what it holds, and for how long. One row a study."""

    noun: ClassVar[str] = "safeguards"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.OneToOneField(
        "record.Study", on_delete=models.CASCADE, related_name="safeguards"
    )
    lawful_basis = word_field(blank=True, default="")
    special_condition = word_field(blank=True, default="")
    offences = word_field(default="no")
    policy = line_field()
    retention = text_field()
    review_on = models.DateField(null=True, blank=True)
    # Within how many hours a flag of harm must be decided.
    harm_hours = models.PositiveIntegerField(default=HARM_HOURS)

    class Meta:
        constraints = [
            one_of("lawful_basis", w.LawfulBasis, blank=True),
            one_of("special_condition", w.SpecialCondition, blank=True),
            one_of("offences", w.YesNo),
            models.CheckConstraint(
                condition=Q(harm_hours__gte=1, harm_hours__lte=LONGEST_HOURS),
                name="safeguards_harm_hours_some",
            ),
        ]

    def __str__(self) -> str:
        return self.lawful_basis


class ConsentText(models.Model):
    """The words of one version of a consent. A version that was used is never edited."""

    noun: ClassVar[str] = "consent_texts"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey(
        "record.Study", on_delete=models.CASCADE, related_name="consent_texts"
    )
    use = word_field()
    version = models.PositiveIntegerField(default=1)
    language = word_field(default="en-gb")
    text = models.TextField()
    since = models.DateField()

    class Meta:
        ordering = ("use", "-version", "language")
        constraints = [
            one_of("use", w.Use),
            models.UniqueConstraint(
                fields=["study", "use", "version", "language"], name="consent_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.version}"

"""Run: a question, what it was asked of, and what came back."""

import uuid
from typing import ClassVar

from django.db import models

from seedbed.record.base import KeptJSON


class Run(models.Model):
    """One computation by the system over a study.

    ``digest`` is over the frames the question read; ``revisions`` are the counters of the nouns
    they came from. Equal revisions mean fresh; otherwise the digest decides.
    """

    noun: ClassVar[str] = "runs"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="runs")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    # The question and its parameters in one canonical line: how claims and sentences name it.
    asked = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    revisions = models.JSONField(default=dict)
    method_version = models.CharField(max_length=40)
    seed = models.BigIntegerField(null=True, blank=True)
    result = KeptJSON(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ("question", "asked")
        constraints = [
            # The same question over the same frames by the same method is the same run.
            models.UniqueConstraint(
                fields=["study", "asked", "digest", "method_version"], name="run_once"
            )
        ]

    def __str__(self) -> str:
        return self.asked

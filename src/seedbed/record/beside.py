"""Rows that stand beside the study folder: kept here, never loaded and never exported.

They name what they are about by its name in the study folder and not by a reference: what they
tell must outlast what it was about, and a load writes the rows of a folder anew.
"""

import uuid
from typing import ClassVar

from django.db import models


class BesideRow(models.Model):
    """A row of a study that belongs to no table of its folder."""

    noun: ClassVar[str]
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.public_id)


def key_field() -> models.CharField:
    """The name in the study folder of a row that is pointed at; empty where there is none."""
    return models.CharField(max_length=80, blank=True, default="")


def who_field() -> models.CharField:
    """Who did something, by the name the audit has for them."""
    return models.CharField(max_length=80, blank=True, default="")

"""Study, Site, Innovation, Context, and the revision counters of a study's nouns."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from seedbed.record import words as w
from seedbed.record.base import (
    Fact,
    in_order,
    line_field,
    one_of,
    ref_to,
    text_field,
    with_teams,
    word_field,
)


class Study(models.Model):
    """One study: everything else belongs to it."""

    noun: ClassVar[str] = "studies"
    site_paths: ClassVar[tuple[str, ...]] = ()

    key = models.CharField(max_length=80, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=400)
    kind = word_field()
    as_at = models.DateField()
    summary = text_field()
    limits = text_field()
    correct = text_field()
    first = models.JSONField(default=list)
    not_covered = models.JSONField(default=list)

    class Meta:
        ordering = ("key",)
        constraints = [one_of("kind", w.StudyKind)]

    def __str__(self) -> str:
        return self.title

    @property
    def is_simulated(self) -> bool:
        """Simulated studies are marked on every page."""
        return self.kind == "simulated"


class Revision(models.Model):
    """How often a noun of a study was written. Equal revisions mean nothing moved."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="revisions")
    noun = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "noun"], name="revision_per_noun")]

    def __str__(self) -> str:
        return f"{self.noun} {self.number}"


class Site(Fact):
    """An organisation, a network or a team."""

    noun = "sites"
    site_paths = ("pk", "parent")

    name = line_field()
    nation = word_field()
    kind = word_field()
    parent = ref_to("Site", null=True, related_name="teams")
    area = line_field()
    area_code = line_field()
    summary = text_field()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            one_of("nation", w.Nation),
            one_of("kind", w.SiteKind),
            models.CheckConstraint(
                condition=~Q(kind="team") | Q(parent__isnull=False), name="team_has_a_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Innovation(Fact):
    """One innovation at one site: the case."""

    noun = "innovations"
    site_paths = with_teams("site")

    site = ref_to("Site", related_name="innovations")
    name = line_field()
    framework = word_field()
    unit = word_field()
    change = word_field()
    standing = word_field(default="case")
    outside_home = word_field(default="unknown")
    described_on = models.DateField(null=True, blank=True)
    description = text_field()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            one_of("framework", w.Framework),
            one_of("unit", w.Unit),
            one_of("change", w.Change),
            one_of("standing", w.Standing),
            one_of("outside_home", w.Known),
        ]

    def __str__(self) -> str:
        return self.name


class Context(Fact):
    """A dated attribute of a site's setting."""

    noun = "contexts"
    site_paths = with_teams("site")

    site = ref_to("Site", related_name="contexts")
    attribute = line_field()
    value = line_field()
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, in_order("earliest", "latest")]

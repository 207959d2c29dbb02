"""Indicators and readings, and three ledgers kept apart: outcomes, experience, money."""

from django.db import models
from django.db.models import Q

from seedbed.record import words as w
from seedbed.record.base import (
    Fact,
    StudyRow,
    in_order,
    line_field,
    one_of,
    ref_to,
    sealed_text,
    text_field,
    with_teams,
    word_field,
)
from seedbed.record.looking import identifies


def amount_field() -> models.DecimalField:
    """A number as it was stated, or nothing."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)


class Indicator(StudyRow):
    """What is measured, in what unit."""

    noun = "indicators"

    name = line_field()
    unit = line_field()
    kind = word_field(default="count")
    better = word_field()
    definition = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("kind", w.MeasureKind),
            one_of("better", w.Better),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(Fact):
    """One value for one area and period, or the mark in its place. Zero is a value."""

    noun = "readings"
    site_paths = with_teams("site")

    indicator = ref_to("Indicator", related_name="readings")
    site = ref_to("Site", null=True, related_name="readings")
    area = line_field()
    area_code = line_field()
    starts = models.DateField()
    ends = models.DateField()
    value = amount_field()
    mark = word_field(blank=True, default="")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            in_order("starts", "ends"),
            one_of("mark", w.Mark),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(mark=""), name="reading_is_value_or_mark"
            ),
            # Two sources that disagree are both kept: the source is part of what makes it one.
            models.UniqueConstraint(
                fields=["study", "indicator", "area", "starts", "ends", "address"],
                name="reading_once_per_source",
            ),
        ]


class OutcomeLine(Fact):
    """A reported outcome. A null result is a result."""

    noun = "outcomes"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="outcomes")
    statement = text_field()
    whose = line_field()
    measure = line_field()
    baseline = line_field()
    comparison = line_field()
    moved = word_field()
    amount = amount_field()
    unit = line_field()
    low = amount_field()
    high = amount_field()
    design = word_field()
    reported_by = line_field()
    disputed_by = line_field()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            one_of("moved", w.Moved),
            one_of("design", w.Design),
        ]


class CostLine(Fact):
    """Money or time spent. The payer may be unknown, and then it says so."""

    noun = "costs"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="costs")
    statement = line_field()
    stage = word_field(blank=True, default="")
    payer = line_field()
    kind = word_field()
    resource = word_field()
    amount = amount_field()
    same_as = ref_to("CostLine", null=True, related_name="other_figures")
    currency = models.CharField(max_length=3, default="GBP")
    price_year = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            in_order("starts", "ends"),
            one_of("stage", w.Stage, blank=True),
            one_of("kind", w.CostKind),
            one_of("resource", w.Resource),
        ]


class BenefitLine(Fact):
    """Money that somebody reports as saved or avoided."""

    noun = "benefits"
    site_paths = with_teams("innovation__site")

    innovation = ref_to("Innovation", related_name="benefits")
    statement = line_field()
    gainer = line_field()
    cashable = word_field()
    amount = amount_field()
    high = amount_field()
    currency = models.CharField(max_length=3, default="GBP")
    price_year = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            in_order("starts", "ends"),
            one_of("cashable", w.Cashable),
        ]


class Instrument(StudyRow):
    """A set of questions put to people."""

    noun = "instruments"

    name = line_field()
    owner = line_field()
    licence = line_field()
    low = models.IntegerField()
    high = models.IntegerField()

    class Meta(StudyRow.Meta):
        constraints = [*StudyRow.Meta.constraints, in_order("low", "high")]


class Item(StudyRow):
    """One question of an instrument."""

    noun = "items"

    instrument = ref_to("Instrument", related_name="items")
    wording = line_field()


@identifies("words", "value", "note")
class Response(Fact):
    """One answer, as a number or in the person's own words."""

    noun = "responses"
    site_paths = with_teams("site")

    item = ref_to("Item", related_name="responses")
    site = ref_to("Site", related_name="responses")
    participant = ref_to("Participant", null=True, related_name="responses")
    wave = models.PositiveIntegerField()
    on = models.DateField()
    value = models.IntegerField(null=True, blank=True)
    words = sealed_text()
    note = sealed_text()

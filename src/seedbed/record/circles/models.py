"""Circle, Organisation, Session, Verdict."""

from django.db import models

from seedbed.record import words as w
from seedbed.record.base import Fact, StudyRow, line_field, one_of, ref_to, text_field, word_field


class Circle(StudyRow):
    """A group of places that tests claims against its own contexts."""

    noun = "circles"

    name = line_field()
    overseas = word_field()
    about = text_field()

    class Meta(StudyRow.Meta):
        constraints = [*StudyRow.Meta.constraints, one_of("overseas", w.YesNo)]

    def __str__(self) -> str:
        return self.name


class Organisation(StudyRow):
    """A member of a circle."""

    noun = "organisations"

    circle = ref_to("Circle", related_name="organisations")
    name = line_field()
    nation = word_field()
    about = text_field()

    class Meta(StudyRow.Meta):
        constraints = [*StudyRow.Meta.constraints, one_of("nation", w.Nation)]

    def __str__(self) -> str:
        return self.name


class Session(StudyRow):
    """One meeting of a circle."""

    noun = "sessions"

    circle = ref_to("Circle", related_name="sessions")
    on = models.DateField()
    prompt = text_field()


class Verdict(Fact):
    """What an organisation said of one version of a claim."""

    noun = "verdicts"

    session = ref_to("Session", related_name="verdicts")
    organisation = ref_to("Organisation", related_name="verdicts")
    claim = ref_to("Claim", related_name="verdicts")
    claim_version = models.PositiveIntegerField()
    verdict = word_field()
    reason = text_field()
    context = text_field()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            one_of("verdict", w.VerdictWord),
            models.UniqueConstraint(
                fields=["session", "organisation", "claim", "claim_version"],
                name="verdict_once_per_version",
            ),
        ]

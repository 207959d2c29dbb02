"""Participant, Consent, Membership. No real name is held anywhere in the record."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models

from seedbed.record import words as w
from seedbed.record.base import (
    StudyRow,
    in_order,
    one_of,
    ref_to,
    sealed_line,
    sealed_text,
    word_field,
)
from seedbed.record.looking import aside, identifies
from seedbed.trust.roles import ROLES


@identifies("pseudonym", "agency", "groups")
class Participant(StudyRow):
    """A person who took part, by pseudonym only."""

    noun = "participants"

    site = ref_to("Site", related_name="participants")
    pseudonym = sealed_line()
    role = word_field()
    agency = sealed_line()
    groups = sealed_line()

    class Meta(StudyRow.Meta):
        constraints = [*StudyRow.Meta.constraints, one_of("role", w.Role)]

    def __str__(self) -> str:
        return self.pseudonym


@identifies("given", "capacity_by", "capacity_because")
class Consent(StudyRow):
    """What one person agreed to, for one use."""

    noun = "consents"

    participant = ref_to("Participant", related_name="consents")
    use = word_field()
    version = models.PositiveIntegerField(default=1)
    given = word_field()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    given_by = word_field(default="not-said")
    age_band = word_field(default="not-said")
    assent = word_field(default="not-asked")
    capacity = word_field(default="not-judged")
    capacity_by = sealed_line()
    capacity_on = models.DateField(null=True, blank=True)
    capacity_because = sealed_text()
    recheck_on = models.DateField(null=True, blank=True)

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("use", w.Use),
            one_of("given", w.YesNo),
            one_of("given_by", w.GivenBy),
            one_of("age_band", w.AgeBand),
            one_of("assent", w.Assent),
            one_of("capacity", w.Capacity),
            in_order("valid_from", "valid_to"),
        ]

    @aside()
    def is_yes(self, on: date) -> bool:
        """Say whether this word, begun, is a yes on a day."""
        return (
            self.given == "yes"
            and (self.valid_to is None or on <= self.valid_to)
            and (self.withdrawn_on is None or on < self.withdrawn_on)
            and self.assent != "no"
            and not (self.given_by == "themself" and self.capacity == "not-able")
        )


class Membership(models.Model):
    """A person's role in a study, perhaps at one site, perhaps until a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="members")
    site = models.ForeignKey(
        "record.Site", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = word_field()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(ROLES)), name="membership_role_word"
            ),
            # Two rules, because an empty site is unlike every other empty site to SQLite.
            models.UniqueConstraint(
                fields=["user", "study", "site", "role"], name="membership_once_at_site"
            ),
            models.UniqueConstraint(
                fields=["user", "study", "role"],
                condition=models.Q(site__isnull=True),
                name="membership_once_in_study",
            ),
        ]

    def __str__(self) -> str:
        return self.role

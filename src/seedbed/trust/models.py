"""People who log in, and the audit chain."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac


class User(AbstractUser):
    """A person who logs in. Names of people in the data never come near this table."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Demo accounts carry a printed password, so a server with one stays on loopback.
    is_demo = models.BooleanField(default=False)
    # Raised to end every session of this person: each session carries a hash made with it.
    epoch = models.PositiveIntegerField(default=0)

    class Meta(AbstractUser.Meta):
        db_table = "trust_user"

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this person's."""
        return salted_hmac(
            "seedbed.trust.models.User", f"{self.password} {self.epoch}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """No session made with an earlier secret is taken."""
        return []


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an event is added, so the chain cannot fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"


class AuditEvent(models.Model):
    """One act: actor, action, noun, id and the names of fields. Never a value, never free text."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    row = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=1)
    fields = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="audit_chain_does_not_fork")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.noun}"

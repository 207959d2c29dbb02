"""People who log in, the audit chain, and the keys of what lies sealed."""

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


class Job(models.Model):
    """Work to be done apart from who asked for it. Its arguments are ids, never words.

    Whoever does it holds it by a token until a moment, the lease. A job that is to be done once
    keeps its key for ever; of any other, one at a time waits or runs under a key.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    once = models.BooleanField(default=False)
    arguments = models.JSONField(default=dict)
    study = models.BigIntegerField(null=True, blank=True)  # opaque here
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=8, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    held_by = models.CharField(max_length=80, blank=True, default="")
    held_until = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(default=list)  # names of the steps behind it
    of = models.PositiveIntegerField(default=0)  # how many there are, 0 where not known
    reason = models.CharField(max_length=500, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = [models.Index(fields=["status", "not_before"], name="job_next")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("waiting", "running", "done", "failed")),
                name="job_status_word",
            ),
            models.CheckConstraint(
                condition=Q(status="running", held_until__isnull=False) & ~Q(held_by="")
                | ~Q(status="running") & Q(held_by="", held_until__isnull=True),
                name="job_held_while_running",
            ),
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=Q(once=True) | Q(status__in=("waiting", "running")),
                name="job_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class StoreKey(models.Model):
    """Which key of the store everything here is sealed under, by its fingerprint. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    fingerprint = models.CharField(max_length=16)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_store_key")]

    def __str__(self) -> str:
        return self.fingerprint


class StudyKey(models.Model):
    """The data key of one study, wrapped by the store's. Without it nothing sealed for it opens."""

    # Drawn by chance: it stands in front of what is sealed in a column, to find the key again.
    name = models.CharField(max_length=16, unique=True)
    study = models.UUIDField(unique=True)
    wrapped = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wrapped="") ^ Q(destroyed_at__isnull=True),
                name="study_key_there_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptFile(models.Model):
    """A sealed file in the data folder, and its own key, wrapped by its study's."""

    name = models.CharField(max_length=32, unique=True)
    study = models.UUIDField()
    wrapped = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveBigIntegerField()
    # Of the sealed bytes, which tell nothing: a digest of the plain ones would name the file.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wrapped="") ^ Q(destroyed_at__isnull=True),
                name="kept_file_there_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return self.name

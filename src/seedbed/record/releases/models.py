"""A release, and what two people who did not ask for it said of it."""

import json
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from seedbed.record.base import line_field, sealed_text, word_field

# What becomes a page of the front room when it is released; the others are files.
PAGES = ("advice", "claim", "study")
FILES = ("report", "export", "table")
# How the frozen content is written: a page's body, a text as it stands, or a folder of texts.
FORMS = ("page", "html", "json", "text", "csv", "folder")
STATES = ("waiting", "released", "refused", "stopped")
# How many people pass a release. The triggers of guard.py count to the same number.
PEOPLE = 2


class Release(models.Model):
    """What would go out, exactly as it would: frozen when it was asked for, until it is decided.

    A refused one stays refused: a new try is a new release. ``people`` are the participants whose
    words are in it, by key. The database itself refuses any change of what was frozen, and any
    release that two other people have not passed (see ``guard``).
    """

    noun: ClassVar[str] = "releases"
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = word_field()
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    form = word_field()
    title = line_field()
    # Not sealed: the database itself holds what is published against it.
    body = models.TextField()
    # Of the bytes that go out.
    sha256 = models.CharField(max_length=64)
    people = models.JSONField(default=list)
    revisions = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    status = word_field(default="waiting")
    decided_at = models.DateTimeField(null=True, blank=True)
    stopped_because = sealed_text()
    # Of the page that is left where words were erased from it after it had been released.
    left_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=(*PAGES, *FILES)), name="release_kind_word"
            ),
            models.CheckConstraint(condition=Q(form__in=FORMS), name="release_form_word"),
            models.CheckConstraint(condition=Q(status__in=STATES), name="release_status_word"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="release_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="stopped") | ~Q(stopped_because=""),
                name="release_stopped_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["study", "kind", "key"],
                condition=Q(status="waiting"),
                name="release_waits_once",
            ),
            models.UniqueConstraint(
                fields=["study", "kind", "key", "version"],
                condition=Q(status="released"),
                name="release_once_per_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in a terminal, such as ``report/html/2``."""
        return f"{self.kind}/{self.key}/{self.version}"

    @property
    def is_page(self) -> bool:
        """Say whether it becomes a page of the front room."""
        return self.kind in PAGES

    @property
    def page(self) -> Any:
        """The frozen body of a page, or the files of a folder by their names."""
        return json.loads(self.body)


class Review(models.Model):
    """One person's verdict on a release. It is never changed.

    ``author`` repeats who asked, so that the database can hold it against who reviews; ``place``
    is first or second, so that there is never a third.
    """

    noun: ClassVar[str] = "reviews"
    site_paths: ClassVar[tuple[str, ...]] = ()

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="reviews")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    verdict = word_field()
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ("place",)
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=("pass", "refuse")), name="review_verdict_word"
            ),
            models.CheckConstraint(condition=~Q(by=F("author")), name="review_not_by_the_author"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=PEOPLE), name="review_place"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refuse") | ~Q(reason=""), name="review_refusal_says_why"
            ),
            models.UniqueConstraint(fields=["release", "by"], name="review_once_a_person"),
            models.UniqueConstraint(fields=["release", "place"], name="review_once_a_place"),
        ]

    def __str__(self) -> str:
        return self.verdict

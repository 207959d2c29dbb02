"""What every row of the record shares, and the helpers its constraints are made with."""

import json
import uuid
from typing import ClassVar, get_args

from django.db import models
from django.db.models import F, Q

from seedbed.record import words as w
from seedbed.trust.sealed_fields import SealedLine, SealedText

# Public ids are made from study and row name, so an address survives a reload of the folder.
NAMESPACE = uuid.UUID("6f0c2e0a-5d0b-4b53-9c53-2f1f7a1c5eed")


def public_id_of(study: str, key: str) -> uuid.UUID:
    """The public id of a row, the same in every copy of the study."""
    return uuid.uuid5(NAMESPACE, f"{study}/{key}")


def one_of(field: str, vocabulary: object, *, blank: bool = False) -> models.CheckConstraint:
    """A field holds a word of its vocabulary, whoever writes it."""
    allowed = Q(**{f"{field}__in": list(get_args(vocabulary))})
    if blank:
        allowed |= Q(**{f"{field}": ""})
    return models.CheckConstraint(condition=allowed, name=f"%(class)s_{field}_word")


def in_order(first: str, last: str) -> models.CheckConstraint:
    """The first of two dates does not come after the last."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=f"%(class)s_{first}_{last}_order",
    )


def word_field(**options: object) -> models.CharField:
    """A field for a word of a closed vocabulary."""
    return models.CharField(max_length=24, **options)


def line_field(**options: object) -> models.CharField:
    """A field for one line of text."""
    return models.CharField(max_length=400, blank=True, default="", **options)


def text_field() -> models.TextField:
    """A field for running text."""
    return models.TextField(blank=True, default="")


def sealed_line(**options: object) -> SealedLine:
    """A field for a line that could tell who somebody is."""
    return SealedLine(max_length=400, blank=True, default="", **options)


def sealed_text() -> SealedText:
    """A field for running text that could tell who somebody is."""
    return SealedText(blank=True, default="")


class KeptJSON(models.TextField):
    """Values kept as JSON text, in the order they came: the columns of a table have one.

    A database's own JSON type may put the names in another order.
    """

    def from_db_value(self, value: str | None, *_: object) -> object:
        """Text from the database as values."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: object) -> str | None:
        """Values as text for the database."""
        return None if value is None else json.dumps(value, ensure_ascii=False)


def with_teams(*paths: str) -> tuple[str, ...]:
    """Paths from a row to its site, and to the site that a team belongs to."""
    return (*paths, *(f"{path}__parent" for path in paths))


class StudyRow(models.Model):
    """A row of a study: its name in the study folder, and its public id."""

    # The table of the study folder and of the access rules.
    noun: ClassVar[str]
    # How a row is reached from a site, for those who see only their own site. Empty: not at all.
    site_paths: ClassVar[tuple[str, ...]] = ()

    study = models.ForeignKey("record.Study", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="%(class)s_key_in_study")
        ]

    def __str__(self) -> str:
        return self.key


class Fact(StudyRow):
    """A row that says how we know it. Value and provenance are apart: both may be unknown."""

    status = word_field()
    address = line_field()
    note = text_field()
    who = line_field()
    recorded_on = models.DateField(null=True, blank=True)

    class Meta(StudyRow.Meta):
        abstract = True
        constraints = [*StudyRow.Meta.constraints, one_of("status", w.Status)]


def ref_to(to: str, *, null: bool = False, related_name: str = "+") -> models.ForeignKey:
    """A reference inside one study: a row that is pointed at is not deleted alone."""
    return models.ForeignKey(
        f"record.{to}", on_delete=models.RESTRICT, null=null, blank=null, related_name=related_name
    )

"""Source, SourceVersion, Code, Excerpt, Coding."""

from django.db import models
from django.db.models import F, Q

from seedbed.record import words as w
from seedbed.record.base import (
    Fact,
    StudyRow,
    line_field,
    one_of,
    ref_to,
    sealed_line,
    sealed_text,
    text_field,
    with_teams,
    word_field,
)
from seedbed.record.looking import aside, identifies, look_at


@identifies("title", "address", "note")
class Source(Fact):
    """A document, transcript, note or page that evidence comes from."""

    noun = "sources"
    site_paths = with_teams("site")

    site = ref_to("Site", null=True, related_name="sources")
    kind = word_field()
    title = sealed_line()
    note = sealed_text()
    on = models.DateField(null=True, blank=True)
    wave = models.PositiveIntegerField(null=True, blank=True)
    participant = ref_to("Participant", null=True, related_name="sources")
    cleared = word_field(default="no")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            one_of("kind", w.SourceKind),
            one_of("cleared", w.YesNo),
        ]

    def __str__(self) -> str:
        return self.title


@identifies("text")
class SourceVersion(StudyRow):
    """One text of a source. It is never edited: a corrected text is another version.

    Only an erasure alters it: marks take the place of what is erased, one a code point, so that
    what others said is still found where it was.
    """

    noun = "source_versions"
    site_paths = with_teams("source__site")

    source = ref_to("Source", related_name="versions")
    number = models.PositiveIntegerField(default=1)
    file = sealed_line()
    text = sealed_text()
    sha256 = sealed_line()  # of the words, so it would tell whoever has them
    erased_on = models.DateField(null=True, blank=True)

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            models.UniqueConstraint(fields=["source", "number"], name="source_version_number"),
        ]


class Code(StudyRow):
    """A code and what it means."""

    noun = "codebook"

    name = line_field()
    parent = ref_to("Code", null=True, related_name="children")
    definition = text_field()
    follows = line_field()

    def __str__(self) -> str:
        return self.name


class Excerpt(StudyRow):
    """A passage: code points ``start`` to ``end`` of one text version."""

    noun = "excerpts"
    site_paths = with_teams("version__source__site")

    version = ref_to("SourceVersion", related_name="excerpts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = ref_to("Participant", null=True, related_name="excerpts")
    vetoed_on = models.DateField(null=True, blank=True)

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start__gte=0) & Q(start__lt=F("end")), name="excerpt_start_before_end"
            ),
        ]

    @property
    def words(self) -> str:
        """The passage itself: looked at for itself, and not as the whole text it stands in."""
        look_at(self)
        with aside():
            return self.version.text[self.start : self.end]


@identifies("memo")
class Coding(StudyRow):
    """A code given to an excerpt by somebody."""

    noun = "codings"
    site_paths = with_teams("excerpt__version__source__site")

    excerpt = ref_to("Excerpt", related_name="codings")
    code = ref_to("Code", related_name="codings")
    coder = line_field()
    label = word_field(blank=True, default="")
    stage = word_field(blank=True, default="")
    memo = sealed_text()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("label", w.Label, blank=True),
            one_of("stage", w.Stage, blank=True),
            models.UniqueConstraint(fields=["excerpt", "code", "coder"], name="coding_once"),
        ]

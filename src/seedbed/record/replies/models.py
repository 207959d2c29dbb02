"""Notices and replies: the right of whoever a fact is about to see it first, and to answer."""

from django.db import models
from django.db.models import Q

from seedbed.record import words as w
from seedbed.record.base import (
    StudyRow,
    in_order,
    line_field,
    one_of,
    ref_to,
    sealed_line,
    sealed_text,
    text_field,
    with_teams,
    word_field,
)


class Notice(StudyRow):
    """What was shown to a site before anything about it was published."""

    noun = "notices"
    site_paths = with_teams("site")

    site = ref_to("Site", related_name="notices")
    shown_on = models.DateField(null=True, blank=True)
    embargo_until = models.DateField(null=True, blank=True)
    how = line_field()
    not_shown_because = text_field()

    class Meta(StudyRow.Meta):
        constraints = [
            *StudyRow.Meta.constraints,
            in_order("shown_on", "embargo_until"),
            models.UniqueConstraint(fields=["site"], name="notice_once_a_site"),
            models.CheckConstraint(
                condition=(
                    Q(shown_on__isnull=False, embargo_until__isnull=False, not_shown_because="")
                    | (
                        Q(shown_on__isnull=True, embargo_until__isnull=True)
                        & ~Q(not_shown_because="")
                    )
                ),
                name="notice_shown_or_why_not",
            ),
        ]


class Reply(StudyRow):
    """What a site or organisation says of what is said about it, and what was answered."""

    noun = "replies"
    site_paths = with_teams("site")

    site = ref_to("Site", null=True, related_name="replies")
    kind = word_field()
    about = word_field(blank=True, default="")
    ref = line_field()
    says = sealed_text()
    from_whom = sealed_line()
    received_on = models.DateField()
    shown = word_field(default="no")
    answer = word_field(default="waiting")
    answered_on = models.DateField(null=True, blank=True)
    answer_says = sealed_text()

    class Meta(StudyRow.Meta):
        ordering = ("received_on", "key")
        constraints = [
            *StudyRow.Meta.constraints,
            one_of("kind", w.ReplyKind),
            one_of("about", w.SupportKind, blank=True),
            one_of("shown", w.YesNo),
            one_of("answer", w.ReplyAnswer),
        ]

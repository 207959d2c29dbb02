"""Reads of the release room. Until both have spoken, nobody is told what another said, or whether.

There is no selector of reviews as such: a verdict is read through its release and only as far as
the one who asks may know it.
"""

from datetime import date

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.releases.models import PEOPLE, Release, Review
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker


def releases(by: Asker, study: Study) -> QuerySet[Release]:
    """All that was ever asked for, the newest first, without what is in it."""
    rows = theirs(by, Release).filter(study=study)
    return rows.select_related("study", "asked_by").defer("body")


def release(by: Asker, public_id: str) -> Release:
    """One release, with what is frozen in it."""
    return one(by, Release, "study", "asked_by", public_id=public_id)


def release_named(by: Asker, study: Study, name: str) -> Release | None:
    """The release of a name, such as ``report/html/2``: what went out of it, else the last try."""
    kind, _, rest = name.partition("/")
    key, _, version = rest.rpartition("/")
    rows = theirs(by, Release).filter(study=study, kind=kind, key=key)
    rows = rows.filter(version=int(version)) if version.isdecimal() else rows.none()
    return rows.filter(status="released").first() or rows.first()


def asked(by: Asker, study: Study) -> QuerySet[Release]:
    """What this person asked for, waiting or decided."""
    return releases(by, study).filter(asked_by__public_id=by.name) if _is_person(by) else _none(by)


def for_me(by: Asker, study: Study) -> QuerySet[Release]:
    """What waits for this person's verdict: they may review, did not ask, and have not spoken."""
    if not _is_person(by) or not by.may("review", study=study.pk):
        return _none(by)
    mine = Review.objects.using(by.using).filter(by__public_id=by.name).values("release")
    waits = releases(by, study).filter(status="waiting")
    return waits.exclude(asked_by__public_id=by.name).exclude(pk__in=mine)


def owners(by: Asker, release: Release) -> str:
    """Who must act on it now: ``reviewers`` while it waits, nobody once it is decided."""
    return "reviewers" if one(by, Release, pk=release.pk).status == "waiting" else "nobody"


def own_verdict(by: Asker, release: Release) -> Review | None:
    """What this person said of it."""
    row = one(by, Release, pk=release.pk)
    return row.reviews.filter(by__public_id=by.name).first() if _is_person(by) else None


def verdicts(by: Asker, release: Release) -> list[Review]:
    """What was said: all of it once both have spoken, until then only one's own."""
    row = one(by, Release, pk=release.pk)
    said = list(row.reviews.select_related("by"))
    if len(said) == PEOPLE:
        return said
    return [review for review in said if str(review.by.public_id) == by.name]


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """What waits for this person's verdict, the oldest first. There is no clock on it."""
    return [
        Waiting(kind="releases", what=row.title, since=row.asked_at, public_id=row.public_id)
        for row in for_me(by, study).order_by("asked_at")
    ]


def with_words_of(by: Asker, study: Study, participant: str) -> list[Release]:
    """Releases in which words of a participant are, by the participant's key, in every state."""
    return [row for row in releases(by, study) if participant in row.people]


def _is_person(by: Asker) -> bool:
    return not by.is_system and by.name != "nobody"


def _none(by: Asker) -> QuerySet[Release]:
    return Release.objects.using(by.using).none()

"""Reads of sources and of what was coded in them."""

from datetime import date, datetime, time

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from seedbed.record.access import one, theirs
from seedbed.record.evidence.models import Coding, Excerpt, Source, SourceVersion
from seedbed.record.study.models import Site, Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker


def sources(by: Asker, study: Study) -> QuerySet[Source]:
    """Sources of a study, newest first, with how much was coded in each."""
    rows = theirs(by, Source).filter(study=study).select_related("site", "participant")
    return rows.annotate(passages=Count("versions__excerpts", distinct=True)).order_by(
        "site__name", "on", "key"
    )


def sources_at(by: Asker, site: Site) -> QuerySet[Source]:
    """Sources of one site."""
    return sources(by, site.study).filter(site=site)


def source(by: Asker, public_id: str) -> Source:
    """One source."""
    return one(by, Source, public_id=public_id)


def versions(by: Asker, source: Source) -> QuerySet[SourceVersion]:
    """Texts of a source, newest first."""
    return theirs(by, SourceVersion).filter(source=source).order_by("-number")


def excerpt(by: Asker, public_id: str) -> Excerpt:
    """One passage, with the text it stands in."""
    return one(by, Excerpt, "study", "version__source", "speaker", public_id=public_id)


def codings_in(by: Asker, version: SourceVersion) -> QuerySet[Coding]:
    """What was coded in a text, in reading order."""
    rows = theirs(by, Coding).filter(excerpt__version=version)
    return rows.select_related("excerpt", "code").order_by("excerpt__start", "code__name")


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Texts in which nobody has looked yet for what tells who somebody is, told as one."""
    rows = theirs(by, Source).filter(study=study, cleared="no", versions__isnull=False)
    held = rows.aggregate(texts=Count("pk", distinct=True), oldest=Min("recorded_on"))
    if not held["texts"]:
        return []
    since = datetime.combine(held["oldest"] or study.as_at, time())
    said = ngettext(
        "%(many)s text is to be cleared of what tells who somebody is.",
        "%(many)s texts are to be cleared of what tells who somebody is.",
        held["texts"],
    ) % {"many": held["texts"]}
    return [Waiting(kind="sources", what=said, since=timezone.make_aware(since))]

"""Reads of what sites were shown before publishing, and of what was said in reply."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed.record.access import one, theirs
from seedbed.record.claims.selectors import ALONG, POINTS_AT
from seedbed.record.models import TABLES
from seedbed.record.replies.models import Notice, Reply
from seedbed.record.study.models import Site, Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker

# Kinds of rows that say something of a site. Figures of an area come by the hundred: a reply to
# them is one reply in general.
OF_A_SITE = (
    "sustainment", "outcome", "event", "cost", "benefit", "score", "adoption", "context",
)  # fmt: skip


def notices(by: Asker, study: Study) -> QuerySet[Notice]:
    """What each site was shown before anything about it was published, or why it was not."""
    return theirs(by, Notice).filter(study=study).select_related("site").order_by("site__name")


def replies(by: Asker, study: Study) -> QuerySet[Reply]:
    """Replies to what a study says, oldest first."""
    rows = theirs(by, Reply).filter(study=study).select_related("site")
    return rows.order_by("received_on", "key")


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Replies that nobody has answered, for whoever may answer them."""
    if not by.may("answer-reply", study=study.pk):
        return []
    return [
        Waiting(
            kind="replies",
            what=_("A reply from %(site)s waits for an answer.") % {"site": row.site.name}
            if row.site
            else _("A reply waits for an answer."),
            since=timezone.make_aware(datetime.combine(row.received_on, time())),
            public_id=row.public_id,
        )
        for row in replies(by, study).filter(answer="waiting")
    ]


def reply(by: Asker, public_id: str) -> Reply:
    """One reply by its public id."""
    return one(by, Reply, public_id=public_id)


def facts_at(by: Asker, site: Site) -> list[tuple[str, Any]]:
    """What the record says of a site, each row with its kind: what one may reply to."""
    found: list[tuple[str, Any]] = []
    for kind in OF_A_SITE:
        noun = POINTS_AT[kind]
        at = Q(pk__in=[])
        for path in TABLES[noun].site_paths:
            # Teams have a page of their own.
            at |= Q() if path.endswith("parent") else Q(**{path: site.pk})
        rows = theirs(by, TABLES[noun]).filter(at, study=site.study_id)
        found += [(kind, row) for row in rows.select_related(*ALONG[noun])]
    return found


def shown_replies(study_pk: int, *, using: str) -> QuerySet[Reply]:
    """Replies that anybody may read beside the fact, oldest first. No one is asked who."""
    rows = Reply.objects.using(using).filter(study=study_pk, shown="yes")
    return rows.select_related("site__parent").order_by("received_on", "key")


def shown_corrections(study_pks: list[int], *, using: str) -> QuerySet[Reply]:
    """Disputes and corrections that anybody may read, newest first."""
    rows = Reply.objects.using(using).filter(
        study__in=study_pks, shown="yes", kind__in=("dispute", "correction")
    )
    return rows.select_related("study", "site").order_by("-received_on", "-key")

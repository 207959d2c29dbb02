"""Who is a member of a study, for who may change that; and memberships that end soon."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed.errors import NotFound
from seedbed.record.people.models import Membership
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker

SOON = timedelta(days=30)


def members(by: Asker, study: Study) -> QuerySet[Membership]:
    """Every membership of a study, those that ended as well; none to who may not change them."""
    rows = Membership.objects.using(by.using).filter(study=study).select_related("user", "site")
    if not by.may("add-member", study=study.pk):
        return rows.none()
    return rows.order_by("user__username", "role", "pk")


def member(by: Asker, study: Study, public_id: str | UUID) -> Membership:
    """One membership of a study."""
    row = members(by, study).filter(public_id=public_id).select_related("study").first()
    if row is None:
        raise NotFound("There is no such member, or it is not yours to see.")
    return row


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Memberships of a study of real people that end within thirty days."""
    if study.kind != "real":
        return []
    ending = members(by, study).filter(Q(until__gte=today) & Q(until__lte=today + SOON))
    return [
        Waiting(
            kind="memberships",
            what=_("%(who)s is a member until %(day)s") % {"who": row.user, "day": row.until},
            since=_at(row.until - SOON),
            due=_at(row.until + timedelta(days=1)),
            public_id=row.public_id,
        )
        for row in ending
        if row.until is not None
    ]


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

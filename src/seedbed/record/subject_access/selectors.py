"""Reads of requests for what is held on somebody."""

from datetime import UTC, date, datetime, time

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seedbed.record.access import one, theirs
from seedbed.record.people.models import Participant
from seedbed.record.reading import saw
from seedbed.record.study.models import Study
from seedbed.record.subject_access.clock import due_on
from seedbed.record.subject_access.models import (
    AccessItem,
    AccessPause,
    AccessRequest,
    AccessSearch,
    Redaction,
)
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker


def access_requests(by: Asker, study: Study) -> QuerySet[AccessRequest]:
    """Requests of a study, the oldest first."""
    return theirs(by, AccessRequest).filter(study=study)


def access_request(by: Asker, public_id: str) -> AccessRequest:
    """One request."""
    return one(by, AccessRequest, "study", public_id=public_id)


def access_item(by: Asker, public_id: str) -> AccessItem:
    """One thing that was found, to be looked at. The read is noted."""
    row = one(by, AccessItem, "request", "study", public_id=public_id)
    saw(by=by, study=row.study, noun="access_items", row=str(row.public_id))
    return row


def items(by: Asker, request: AccessRequest) -> QuerySet[AccessItem]:
    """What was found for a request, without its words."""
    return theirs(by, AccessItem).filter(request=request).defer("body")


def redactions(by: Asker, item: AccessItem) -> QuerySet[Redaction]:
    """What is hidden in an item."""
    return theirs(by, Redaction).filter(item=item)


def redaction(by: Asker, public_id: str) -> Redaction:
    """One of them."""
    return one(by, Redaction, "item", "study", public_id=public_id)


def searches(by: Asker, request: AccessRequest) -> QuerySet[AccessSearch]:
    """What was searched, and how much was found."""
    return theirs(by, AccessSearch).filter(request=request)


def pauses(by: Asker, request: AccessRequest) -> QuerySet[AccessPause]:
    """When its clock stood."""
    return theirs(by, AccessPause).filter(request=request)


def due(by: Asker, request: AccessRequest, *, today: date) -> date:
    """The day by which it is answered."""
    stood = pauses(by, request).values_list("starts", "ends")
    return due_on(request.received_on, stood, today=today)


def people_asking(by: Asker, study: Study) -> QuerySet[Participant]:
    """Who may be asked about: everybody in the study whom the asker sees."""
    return theirs(by, Participant).filter(study=study).order_by("pseudonym")


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Requests that are not answered, with their clocks."""
    return [
        Waiting(
            kind="access_requests",
            what=_("Somebody asked what is held on them"),
            since=_evening(row.received_on),
            due=_evening(due(by, row, today=today)),
            public_id=row.public_id,
        )
        for row in access_requests(by, study).filter(answered_on__isnull=True)
    ]


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=UTC)

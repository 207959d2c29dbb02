"""What waits in a study, gathered from every part that has something waiting."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed.record.evidence import selectors as evidence
from seedbed.record.harm import selectors as harm
from seedbed.record.keeping import due as keeping
from seedbed.record.members import selectors as members
from seedbed.record.openings import selectors as openings
from seedbed.record.people import selectors as people
from seedbed.record.releases import selectors as releases
from seedbed.record.replies import selectors as replies
from seedbed.record.study.models import Study
from seedbed.record.subject_access import selectors as subject_access
from seedbed.record.waiting import Waiting
from seedbed.record.withdrawals import selectors as withdrawals
from seedbed.trust.asking import Asker
from seedbed.trust.data_folder import data_folder
from seedbed.trust.keeping.backup import last_backup
from seedbed.trust.keeping.doctor import BACKUP_EVERY


def everything_waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """All that waits and is this asker's to know, in the order of the clock and of nothing else.

    What is due comes first, the longest overdue before the rest; what has no clock follows, the
    oldest before the rest. Nothing is weighed: a clock does not know what is grave.
    """
    found = [item for part in PARTS for item in part(by, study, today=today)]
    return sorted(found, key=lambda item: (item.due is None, item.due or item.since, item.since))


def store_waiting(by: Asker, study: Study, *, today: date) -> Iterator[Waiting]:
    """The backup of the store, where real people's words have gone without one for too long."""
    if study.kind != "real" or not by.may("see-store", study=study.pk):
        return
    last = last_backup(data_folder())
    if last is None:
        began = timezone.make_aware(datetime.combine(study.as_at, time()))
        yield Waiting(
            kind="store", what=_("No backup of this store is known."), since=began, due=began
        )
    elif last[0] + BACKUP_EVERY < timezone.now():
        yield Waiting(
            kind="store", what=_("The last backup that was proved is more than a week old."),
            since=last[0], due=last[0] + BACKUP_EVERY,
        )  # fmt: skip


# Each gives what an asker may know of, and nothing to those whom it does not concern.
PARTS: tuple[Callable[..., "list[Waiting] | Iterator[Waiting]"], ...] = (
    harm.waiting,
    subject_access.waiting,
    withdrawals.waiting,
    releases.waiting,
    openings.waiting,
    members.waiting,
    keeping.waiting,
    people.waiting,
    evidence.waiting,
    replies.waiting,
    store_waiting,
)

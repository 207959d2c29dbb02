"""Reads of the original files of sources: their rows. The bytes come by ``actions.open``."""

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.attachments.models import Attachment
from seedbed.record.evidence.models import Source
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker
from seedbed.trust.models import User


def attachments(by: Asker, study: Study) -> QuerySet[Attachment]:
    """Every original file of a study, and the traces of destroyed ones, oldest first."""
    return theirs(by, Attachment).filter(study=study).select_related("source", "file")


def attachments_of(by: Asker, source: Source) -> QuerySet[Attachment]:
    """The original files of one source that are there."""
    return attachments(by, source.study).filter(source=source, destroyed_at=None)


def files_of(by: Asker, source: Source) -> list[tuple[Attachment, str]]:
    """The original files of one source, each with the user name of who added it."""
    rows = list(attachments_of(by, source))
    people = {row.added_by for row in rows if not row.added_by.startswith("system:")}
    known = User.objects.using(by.using).filter(public_id__in=people) if people else ()
    names = {str(user.public_id): user.get_username() for user in known}
    return [(row, names.get(row.added_by, row.added_by)) for row in rows]


def attachment(by: Asker, public_id: str) -> Attachment:
    """One original file."""
    return one(by, Attachment, "study", "source", "file", public_id=public_id)

"""Reads of the original files of sources: their rows. The bytes come by ``actions.open``."""

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.attachments.models import Attachment
from seedbed.record.evidence.models import Source
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def attachments(by: Asker, study: Study) -> QuerySet[Attachment]:
    """Every original file of a study, and the traces of destroyed ones, oldest first."""
    return theirs(by, Attachment).filter(study=study).select_related("source", "file")


def attachments_of(by: Asker, source: Source) -> QuerySet[Attachment]:
    """The original files of one source that are there."""
    return attachments(by, source.study).filter(source=source, destroyed_at=None)


def attachment(by: Asker, public_id: str) -> Attachment:
    """One original file."""
    return one(by, Attachment, "study", "source", "file", public_id=public_id)

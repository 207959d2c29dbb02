"""Keeping, opening and destroying the original files of a source."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.conf import settings

from seedbed.record.access import one
from seedbed.record.attachments.models import Attachment
from seedbed.record.attachments.names import cleaned, kind_of
from seedbed.record.evidence.models import Source
from seedbed.record.gate.lock import refuse_shut
from seedbed.record.keeping.selectors import refuse_held, refuse_held_source
from seedbed.record.reading import saw
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust import kept_files, study_keys
from seedbed.trust.asking import Asker

NOUN = Attachment.noun


def add(*, by: Asker, source: Source, name: str, content: Iterable[bytes]) -> Attachment:
    """Keep an original file of a source, sealed. Its content comes in pieces and is not looked at.

    Raises: InputError where its name has an ending that is not kept, where it is too large, or
    where the gate of the study is shut.
    """
    study = source.study
    by.must("attach", study=study.pk)
    now = datetime.now(UTC)
    refuse_shut(study, using=by.using, today=now.date())
    name = cleaned(name)
    file = kept_files.write(
        content, study=study.public_id, at_most=settings.SEEDBED_ATTACHMENT_BYTES, using=by.using
    )
    row = Attachment(
        study=study, source=source, name=name, kind=kind_of(name), added_by=by.name, added_at=now
    )
    try:
        with act(by=by, action="attach", study=study, noun=NOUN, row=str(row.public_id),
                 fields=["name", "kind", "file"]):  # fmt: skip
            file.save(using=by.using, force_insert=True)
            row.file = file
            row.save(using=by.using, force_insert=True)
    except BaseException:
        kept_files.take_away(file)
        raise
    return row


def open(*, by: Asker, attachment: Attachment) -> Iterator[bytes]:
    """What an original file holds, in pieces. That it was opened stands in the audit first.

    Raises: DestroyedKey where it was destroyed; BrokenSeal where it is missing or was altered.
    """
    one(by, Attachment, pk=attachment.pk)
    content = kept_files.opened(attachment.file, using=by.using)
    saw(by=by, study=attachment.study, noun=NOUN, row=str(attachment.public_id))
    return content


def destroy(*, by: Asker, attachment: Attachment) -> None:
    """Destroy an original file: its bytes, its key and its name. A trace of it stays."""
    by.must("destroy-attachment", study=attachment.study_id)
    if attachment.destroyed_at is not None:
        return
    if attachment.source is not None:
        refuse_held_source(by, attachment.source)
    with act(by=by, action="destroy", study=attachment.study, noun=NOUN,
             row=str(attachment.public_id), fields=["name", "file"]):  # fmt: skip
        kept_files.destroy(attachment.file, using=by.using)
        attachment.name, attachment.destroyed_at = "", datetime.now(UTC)
        attachment.save(using=by.using, update_fields=["name", "destroyed_at"])


def erase_study_key(*, by: Asker, study: Study) -> None:
    """Destroy the key of a study: nothing that was sealed for it opens again, here or in copies."""
    by.must("destroy-study-key", study=study.pk)
    refuse_held(by, study)
    with act(by=by, action="destroy-key", study=study, noun="studies", row=study.key):
        study_keys.destroy(study.public_id, using=by.using)

"""Destroying what has fallen due: the decision and the act together, or neither.

People, original files and flags are destroyed at once, each by the one act that knows all it
reaches. For the other kinds the decision is kept, and the thing stays in the queue until whoever
decided has done what the page tells them: nothing here pretends to be gone.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.access import one
from seedbed.record.attachments.actions import destroy as destroy_attachment
from seedbed.record.attachments.models import Attachment
from seedbed.record.harm.actions import blank_flag
from seedbed.record.harm.models import Flag
from seedbed.record.keeping.actions import decide_keeping, note_destroyed
from seedbed.record.keeping.models import KeepingDecision
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, system


def decide_to_destroy(
    *, by: Asker, study: Study, material: str, ref: str, because: str, now: datetime
) -> KeepingDecision:
    """Decide to destroy one thing, and do it where one act does it whole.

    Raises: InputError while a legal hold stands; ActionDenied without the right to the act.
    """
    with transaction.atomic(using=by.using):
        row = decide_keeping(
            by=by, study=study, material=material, ref=ref, decision="destroy", because=because,
            now=now,
        )  # fmt: skip
        if (act := DESTROYED_AT_ONCE.get(material)) is not None:
            act(by, study, ref, now)
            note_destroyed(by=by, decision=row, now=now)
    return row


def _person(by: Asker, study: Study, ref: str, now: datetime) -> None:
    person = one(by, Participant, study=study, key=ref)
    withdraw_person(by=by, study=study, participant=person, scope="erase", today=now.date())


def _file(by: Asker, study: Study, ref: str, now: datetime) -> None:
    # Whoever decides of keeping need not see the file to have it destroyed.
    reader = system("keeping", using=by.using)
    destroy_attachment(by=by, attachment=one(reader, Attachment, study=study, public_id=ref))


def _flag(by: Asker, study: Study, ref: str, now: datetime) -> None:
    reader = system("keeping", using=by.using)
    blank_flag(by=by, flag=one(reader, Flag, study=study, public_id=ref))


DESTROYED_AT_ONCE: dict[str, Callable[[Asker, Study, str, datetime], None]] = {
    "participants": _person,
    "attachments": _file,
    "flags": _flag,
}

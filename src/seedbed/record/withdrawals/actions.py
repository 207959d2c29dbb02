"""Withdrawing a person: the consents, the words if that was asked for, the row that tells."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args

from django.apps import apps

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.attachments.actions import destroy
from seedbed.record.attachments.models import Attachment
from seedbed.record.base import public_id_of
from seedbed.record.keeping.selectors import refuse_held
from seedbed.record.models import TABLES
from seedbed.record.people.models import Consent, Participant
from seedbed.record.withdrawals.erasing import erase, traces_of
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.record.withdrawals.reach import Reach
from seedbed.record.withdrawals.releasing import forget_decided, stop_waiting
from seedbed.record.writing import act
from seedbed.trust.asking import Asker, system
from seedbed.trust.erasing import leave_nothing

# What a withdrawal touches: their revisions move, so that answers over them are looked at anew.
MOVED = (
    "participants", "consents", "sources", "source_versions", "excerpts", "codings", "responses",
    "supports", "claims", "publications",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Beyond the record's own rows: what the floors above found, by their ids."""

    reached: Mapping[str, Any]
    pages: Mapping[int, Any]


def refuse_withdrawal(*, by: Asker, participant: Participant, scope: str) -> None:
    """Refuse what may not be: another's business, an unknown scope, erasing what is held.

    Raises: ActionDenied; InputError.
    """
    by.must("withdraw-person", study=participant.study_id)
    if scope not in get_args(w.WithdrawalScope):
        allowed = " or ".join(get_args(w.WithdrawalScope))
        raise InputError(f"Say what the person asks for: {allowed}; this is {scope!r}.")
    if scope == "erase":
        refuse_held(by, participant.study, participant)


def withdraw(*, by: Asker, reach: Reach, scope: str, today: date, touched: Touched) -> Withdrawal:
    """Mark all a person agreed to as withdrawn; erase their words if that is what they ask for.

    It belongs into the one act of :func:`seedbed.publish.withdrawing.withdraw_person`, which looks
    up what is reached and puts the questions anew.
    """
    person = reach.person
    refuse_withdrawal(by=by, participant=person, scope=scope)
    row = Withdrawal(
        study=person.study, participant=person.key, scope=scope, on=today, done_by=by.name,
        at=datetime.now(UTC),
    )  # fmt: skip
    # What follows in the release room is part of this act, whoever may do it there.
    room, traces = system("withdrawal", using=by.using), traces_of(by, reach)
    moves = set(MOVED) if scope == "stop" else {*MOVED, *TABLES}
    with act(
        by=by, action=f"withdraw-person-{scope}", study=person.study, noun="withdrawals",
        row=str(row.public_id), rows=sum(map(len, reach.keys().values())),
        fields=["withdrawn_on", *(["text", "words", "memo"] if scope == "erase" else [])],
        moves=moves,
    ):  # fmt: skip
        reached = {**reach.keys(), **touched.reached}
        reached["consents"] = _mark_consents(by, person, today)
        reached["releases"] = stop_waiting(room, reach, traces)
        if scope == "erase":
            reached["attachments"] = _destroy_files(by, reach)
            erased = erase(by, reach, today, touched.pages)
            pages = {key for noun, key, *_ in erased.places if noun == "publications"}
            forget_decided(room, reach, traces, pages)
            row.erased = erased.places
            reached["emptied"] = len(erased.places)
        row.reached = reached
        row.save(using=by.using, force_insert=True)
    return row


def note_runs(*, by: Asker, withdrawal: Withdrawal, again: list[str], not_again: list[str]) -> None:
    """Keep which answers were computed anew, and which could not be."""
    withdrawal.reached |= {"runs": again, "runs_left": not_again}
    with act(
        by=by, action="withdraw-person-runs", study=withdrawal.study, noun="withdrawals",
        row=str(withdrawal.public_id), rows=len(again), fields=["reached"],
    ):  # fmt: skip
        withdrawal.save(using=by.using, update_fields=["reached"])


def sweep(*, by: Asker, withdrawal: Withdrawal) -> bool:
    """Leave nothing of what was erased in the files of the store, once the act has ended.

    Says whether it could: while somebody else reads or writes, the log of the store is not emptied.
    """
    by.must("withdraw-person", study=withdrawal.study_id)
    if withdrawal.scope != "erase":
        return True
    nouns = {noun for noun, *_ in withdrawal.erased}
    tables = apps.get_app_config("record").get_models()
    written = [table for table in tables if getattr(table, "noun", "") in nouns]
    if not leave_nothing(*written, using=by.using, whole=True):
        return False
    with act(
        by=by, action="sweep", study=withdrawal.study, noun="withdrawals",
        row=str(withdrawal.public_id), fields=["swept_at"],
    ):  # fmt: skip
        withdrawal.swept_at = datetime.now(UTC)
        withdrawal.save(using=by.using, update_fields=["swept_at"])
    return True


def _mark_consents(by: Asker, person: Participant, today: date) -> list[str]:
    """Mark every consent that still counts; who gave none to take part gets a no, so marked."""
    held = Consent.objects.using(by.using).filter(participant=person)
    if not held.filter(use="take-part").exists():
        key = f"cn-{uuid.uuid4().hex[:10]}"
        Consent.objects.using(by.using).create(
            study=person.study, key=key, public_id=public_id_of(person.study.key, key),
            participant=person, use="take-part", given="no", valid_from=today,
        )  # fmt: skip
    left = held.filter(withdrawn_on__isnull=True)
    keys = sorted(left.values_list("key", flat=True))
    left.update(withdrawn_on=today)
    return keys


def _destroy_files(by: Asker, reach: Reach) -> list[str]:
    """Destroy the original files of sources that are theirs: part of what was asked for."""
    rows = Attachment.objects.using(by.using).filter(
        source__in=[source.pk for source in reach.sources], destroyed_at=None
    )
    gone = list(rows.select_related("file", "study"))
    for row in gone:
        destroy(by=system("withdrawal", using=by.using), attachment=row)
    return sorted(str(row.public_id) for row in gone)

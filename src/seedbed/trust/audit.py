"""The audit chain: each event carries the digest of the one before it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connections

from seedbed.trust.asking import Asker
from seedbed.trust.models import AuditEvent, AuditHead


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one event says, before it has its place in the chain."""

    action: str
    noun: str
    row: str = ""
    rows: int = 1
    fields: tuple[str, ...] = ()


def note(
    *,
    by: Asker,
    action: str,
    noun: str,
    row: str = "",
    rows: int = 1,
    fields: list[str] | None = None,
) -> AuditEvent:
    """Add one event to the chain, inside the transaction of the act it tells of.

    A bulk action is one event with a count. Field names only: a value in the audit would keep what
    an erasure must remove.
    """
    said = Note(action=action, noun=noun, row=row, rows=rows, fields=tuple(fields or ()))
    return note_all(by=by, notes=[said])[0]


def note_all(*, by: Asker, notes: Sequence[Note]) -> list[AuditEvent]:
    """Add several events to the chain at once, one after the other."""
    if not connections[by.using].in_atomic_block:
        raise RuntimeError("An audit event belongs to the transaction of its act.")
    heads = AuditHead.objects.using(by.using)
    heads.get_or_create(id=1)
    head = heads.select_for_update().get(id=1)
    now, events = datetime.now(UTC).replace(microsecond=0), []
    for said in notes:
        event = AuditEvent(
            sequence=head.sequence + 1,
            at=now,
            actor=by.name,
            action=said.action,
            noun=said.noun,
            row=said.row,
            rows=said.rows,
            fields=sorted(said.fields),
            previous=head.digest,
        )
        event.digest = digest_of(event)
        head.sequence, head.digest = event.sequence, event.digest
        events.append(event)
    AuditEvent.objects.using(by.using).bulk_create(events)
    heads.filter(id=1).update(sequence=head.sequence, digest=head.digest)
    return events


def digest_of(event: AuditEvent) -> str:
    """SHA-256 over everything an event says, and the digest before it."""
    said = [
        event.sequence,
        event.at.isoformat(),
        event.actor,
        event.action,
        event.noun,
        event.row,
        event.rows,
        event.fields,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def first_break(*, using: str) -> int | None:
    """Walk the chain and give the sequence number where it first does not hold, or None."""
    before, expected = "0" * 64, 1
    for event in AuditEvent.objects.using(using).order_by("sequence").iterator():
        if (
            event.sequence != expected
            or event.previous != before
            or event.digest != digest_of(event)
        ):
            return expected
        before, expected = event.digest, expected + 1
    last = expected - 1
    head = AuditHead.objects.using(using).filter(id=1).first()
    if head is None:
        return expected if last else None
    if (head.sequence, head.digest) == (last, before):
        return None
    # What was cut off is missing after the last event; what was added stands after the head's.
    return min(head.sequence, last) + 1

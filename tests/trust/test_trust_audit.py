"""The audit chain: whatever is done to it behind our back is found, and where."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.trust import append_only
from seedbed.trust.asking import system
from seedbed.trust.audit import digest_of, first_break, note
from seedbed.trust.models import AuditEvent, AuditHead

HERE = "default"
BY = system("test", using=HERE)


def write(events: int) -> None:
    for number in range(events):
        note(by=BY, action="log-event", noun="events", row=f"ev-{number}", fields=["title", "site"])


def rewritten(event: AuditEvent, **changed: Any) -> None:
    """Put an event back in other words, past every model and action."""
    AuditEvent.objects.filter(pk=event.pk).update(**changed)


@pytest.mark.django_db
def test_a_chain_that_nobody_touched_holds() -> None:
    assert first_break(using=HERE) is None
    write(5)
    assert first_break(using=HERE) is None
    head = AuditHead.objects.get()
    assert (head.sequence, head.digest) == (5, AuditEvent.objects.get(sequence=5).digest)


@pytest.mark.django_db
def test_an_event_says_names_of_fields_in_order_and_never_a_value() -> None:
    event = note(by=BY, action="load", noun="studies", row="tiny", rows=7, fields=["title", "key"])
    kept = AuditEvent.objects.get(sequence=event.sequence)
    assert (kept.actor, kept.action, kept.noun, kept.row, kept.rows, kept.fields) == (
        "system:test", "load", "studies", "tiny", 7, ["key", "title"],
    )  # fmt: skip
    assert kept.at.microsecond == 0


@pytest.mark.django_db
def test_the_digest_is_the_same_in_years_to_come() -> None:
    """A chain written today is read by later versions, so its bytes are pinned here."""
    event = AuditEvent(
        sequence=1, at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC), actor="system:test", action="load",
        noun="studies", row="tiny", rows=7, fields=["key", "title"], previous="0" * 64,
    )  # fmt: skip
    said = (
        '[1,"2026-03-01T12:00:00+00:00","system:test","load","studies","tiny",7,'
        '["key","title"],"' + "0" * 64 + '"]'
    )
    assert digest_of(event) == hashlib.sha256(said.encode()).hexdigest()
    event.save(force_insert=True)
    assert digest_of(AuditEvent.objects.get()) == digest_of(event)


@pytest.mark.django_db
def test_an_event_taken_out_and_the_rest_written_anew_leaves_a_gap_in_the_numbers() -> None:
    """Every digest and the head are made to fit: only the numbers still tell of it."""
    write(4)
    with append_only.TRIGGERS.lifted(connection):
        AuditEvent.objects.filter(sequence=2).delete()
        before = AuditEvent.objects.get(sequence=1).digest
        for event in AuditEvent.objects.filter(sequence__gt=2).order_by("sequence"):
            event.previous = before
            before = digest_of(event)
            rewritten(event, previous=event.previous, digest=before)
        AuditHead.objects.update(sequence=3, digest=before)
        assert first_break(using=HERE) == 2


@dataclass(frozen=True)
class Tampering:
    """Something done to a chain of events, and the number at which it must be found."""

    name: str
    does: Callable[[list[AuditEvent], int, int], int]


def _edit(field: str, make: Callable[[Any], Any]) -> Tampering:
    def does(events: list[AuditEvent], first: int, last: int) -> int:
        event = events[first]
        rewritten(event, **{field: make(getattr(event, field))})
        return event.sequence

    return Tampering(f"edit of {field}", does)


def _delete(events: list[AuditEvent], first: int, last: int) -> int:
    AuditEvent.objects.filter(pk=events[first].pk).delete()
    return events[first].sequence


def _truncate(events: list[AuditEvent], first: int, last: int) -> int:
    AuditEvent.objects.filter(sequence__gte=events[first].sequence).delete()
    return events[first].sequence


def _reorder(events: list[AuditEvent], first: int, last: int) -> int:
    one, two = events[first], events[last]
    AuditEvent.objects.filter(pk__in=[one.pk, two.pk]).delete()
    one.sequence, two.sequence = two.sequence, one.sequence
    AuditEvent.objects.bulk_create([one, two])
    return two.sequence


def _insert(events: list[AuditEvent], first: int, last: int) -> int:
    """A forged event in the middle, those after it moved up by one."""
    place = events[first].sequence
    AuditEvent.objects.filter(sequence__gte=place).delete()
    forged = AuditEvent(
        sequence=place, at=events[first].at, actor="somebody", action="load", noun="studies",
        previous=hashlib.sha256(b"forged").hexdigest(),
    )  # fmt: skip
    forged.digest = digest_of(forged)
    for event in events[first:]:
        event.sequence += 1
    AuditEvent.objects.bulk_create([forged, *events[first:]])
    return place


def _append(events: list[AuditEvent], first: int, last: int) -> int:
    """A forged event at the end, right in itself: only the head gives it away."""
    end = events[-1]
    forged = AuditEvent(
        sequence=end.sequence + 1, at=end.at, actor="somebody", action="load", noun="studies",
        previous=end.digest,
    )  # fmt: skip
    forged.digest = digest_of(forged)
    forged.save(force_insert=True)
    return forged.sequence


def _head(**changed: Any) -> Tampering:
    def does(events: list[AuditEvent], first: int, last: int) -> int:
        AuditHead.objects.update(**changed)
        return len(events) + 1

    return Tampering(f"head: {', '.join(changed)}", does)


def _no_head(events: list[AuditEvent], first: int, last: int) -> int:
    AuditHead.objects.all().delete()
    return len(events) + 1


OTHER = hashlib.sha256(b"other").hexdigest()
TAMPERINGS = [
    _edit("at", lambda at: at + timedelta(seconds=1)),
    _edit("actor", lambda actor: actor + "x"),
    _edit("action", lambda action: "withdraw"),
    _edit("noun", lambda noun: "claims"),
    _edit("row", lambda row: row + "0"),
    _edit("rows", lambda rows: rows + 1),
    _edit("fields", lambda fields: [*fields, "note"]),
    _edit("fields", lambda fields: fields[::-1]),
    _edit("previous", lambda previous: OTHER),
    _edit("digest", lambda digest: OTHER),
    Tampering("delete", _delete),
    Tampering("truncate", _truncate),
    Tampering("reorder", _reorder),
    Tampering("insert", _insert),
    Tampering("append", _append),
    _head(digest=OTHER),
    _head(sequence=999),
    Tampering("no head", _no_head),
]


@pytest.mark.django_db
@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda t: t.name)
@given(data=st.data())
@settings(max_examples=15)
def test_any_tampering_is_found_and_located(tampering: Tampering, data: st.DataObject) -> None:
    with transaction.atomic():
        write(data.draw(st.integers(2, 6), label="events"))
        events = list(AuditEvent.objects.all())
        first = data.draw(st.integers(0, len(events) - 2), label="first")
        last = data.draw(st.integers(first + 1, len(events) - 1), label="last")
        if tampering.does is not _reorder:
            first = data.draw(st.integers(0, len(events) - 1), label="anywhere")
        # Whoever holds the file can take the triggers away.
        with append_only.TRIGGERS.lifted(connection):
            place = tampering.does(events, first, last)
        assert first_break(using=HERE) == place
        transaction.set_rollback(True)


REPLACE = (
    'INSERT OR REPLACE INTO trust_auditevent (sequence, at, actor, action, noun, "row", "rows", '
    'fields, previous, digest) SELECT {}, at, \'x\', action, noun, "row", "rows", fields, {}, '
    "digest FROM trust_auditevent"
)
REFUSED = {
    "update": "UPDATE trust_auditevent SET actor = 'x' WHERE sequence = 1",
    "delete": "DELETE FROM trust_auditevent WHERE sequence = 2",
    "empty": "DELETE FROM trust_auditevent",
    # Either thing that must be there once would let SQLite take away the event that has it.
    "replace by its number": f"{REPLACE.format('sequence', 'digest')} WHERE sequence = 1",
    "replace by the one before": f"{REPLACE.format('sequence + 9', 'previous')} WHERE sequence = 1",
    "truncate": "TRUNCATE trust_auditevent CASCADE",
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", REFUSED)
def test_the_database_itself_refuses_to_alter_what_was_noted(how: str) -> None:
    if how.startswith({"postgresql": "replace"}.get(connection.vendor, "truncate")):
        return  # each database knows one of these two
    write(2)
    before = list(AuditEvent.objects.values())
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        connection.cursor().execute(REFUSED[how])
    assert list(AuditEvent.objects.values()) == before
    assert append_only.TRIGGERS.stand(connection)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_fork_and_a_second_head() -> None:
    write(2)
    first = AuditEvent.objects.get(sequence=1)
    fork = AuditEvent(
        sequence=3, at=first.at, actor="x", action="load", noun="studies", previous=first.previous
    )
    fork.digest = digest_of(fork)
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditHead.objects.create(id=2)
    assert first_break(using=HERE) is None


@pytest.mark.django_db(transaction=True)
def test_a_note_outside_the_transaction_of_its_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction of its act"):
        note(by=BY, action="load", noun="studies")
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_note_goes_with_its_act() -> None:
    def an_act_that_fails() -> None:
        with transaction.atomic():
            write(3)
            raise LookupError

    with pytest.raises(LookupError):
        an_act_that_fails()
    assert not AuditEvent.objects.exists()
    with transaction.atomic():
        write(1)
    assert first_break(using=HERE) is None


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain() -> None:
    def one_writer(number: int) -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    write(1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(one_writer, range(4)))
    assert [e.sequence for e in AuditEvent.objects.all()] == list(range(1, 21))
    assert first_break(using=HERE) is None


def test_a_clock_that_jumps_back_does_not_change_the_order(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events are told by their number; the moment is only what the clock said."""
    days = ("2026-10-25T01:30", "2026-10-25T00:30", "2020-01-01T00:00")
    moments = [f"{day}:00+00:00" for day in days]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.fromisoformat(moments[len(seen)])

    seen: list[str] = []
    monkeypatch.setattr("seedbed.trust.audit.datetime", Clock)
    for name in ("first", "second", "third"):
        with transaction.atomic():
            note(by=system("test", using="default"), action=name, noun="store")
        seen.append(name)
    assert list(AuditEvent.objects.values_list("action", flat=True)) == seen
    assert [event.at.isoformat() for event in AuditEvent.objects.all()] == moments
    assert first_break(using="default") is None

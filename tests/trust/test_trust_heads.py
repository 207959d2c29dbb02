"""Signed heads: a chain written anew from end to end is still found out."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from seedbed.errors import InputError
from seedbed.trust import append_only
from seedbed.trust.asking import system
from seedbed.trust.audit import digest_of, note
from seedbed.trust.heads import keep_head, last_signed, read_head, sign, signed_head, verify
from seedbed.trust.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db
HERE = "default"
BY = system("test", using=HERE)
SECRET = b"s" * 32


def write(events: int) -> None:
    for number in range(events):
        note(by=BY, action="log-event", noun="events", row=f"ev-{number}")


def written_anew(actor: str) -> None:
    """Everything an attacker with the store can do: the whole chain and its head, made to fit."""
    with append_only.TRIGGERS.lifted(connection):
        events = list(AuditEvent.objects.order_by("sequence"))
        AuditEvent.objects.all().delete()
        before = "0" * 64
        for event in events:
            event.actor, event.previous = actor, before
            event.digest = before = digest_of(event)
        AuditEvent.objects.bulk_create(events)
        AuditHead.objects.update(digest=before)


def test_a_chain_that_grew_agrees_with_every_head_taken_on_the_way() -> None:
    heads = [signed_head(secret=SECRET, using=HERE)]
    for _ in range(3):
        write(2)
        heads.append(signed_head(secret=SECRET, using=HERE))
    found = verify(heads, using=HERE)
    assert found.holds
    assert found.events == 6
    assert "6 events" in found.text()


def test_a_chain_written_anew_holds_in_itself_and_not_against_a_head() -> None:
    write(4)
    head = signed_head(secret=SECRET, using=HERE)
    written_anew("system:somebody-else")
    assert verify(using=HERE).holds  # that is what the head is for
    found = verify([head], using=HERE)
    assert not found.holds
    assert found.broken_at is None
    assert "written anew" in found.text()


def test_a_chain_cut_off_with_its_head_is_found_against_a_head() -> None:
    write(4)
    head = signed_head(secret=SECRET, using=HERE)
    with append_only.TRIGGERS.lifted(connection):
        AuditEvent.objects.filter(sequence__gt=2).delete()
    last = AuditEvent.objects.get(sequence=2)
    AuditHead.objects.update(sequence=2, digest=last.digest)
    assert verify(using=HERE).holds
    assert "ends before" in verify([head], using=HERE).text()


def test_a_break_is_located() -> None:
    write(4)
    with append_only.TRIGGERS.lifted(connection):
        AuditEvent.objects.filter(sequence=3).update(actor="x")
    found = verify(using=HERE)
    assert found.broken_at == 3
    assert "event 3" in found.text()


@pytest.mark.parametrize(
    "change", [{"sequence": 1}, {"digest": "0" * 64}, {"at": "2020-01-01"}, {"signature": "zz"}]
)
def test_a_head_that_was_altered_does_not_count(change: dict) -> None:
    write(2)
    head = replace(signed_head(secret=SECRET, using=HERE), **change)
    assert "signature" in verify([head], using=HERE).text()


def test_a_head_comes_back_from_its_file(tmp_path: Path) -> None:
    write(1)
    head = signed_head(secret=SECRET, using=HERE)
    (tmp_path / "head.json").write_text(head.text())
    assert read_head(tmp_path / "head.json") == head
    no_number = json.dumps({**json.loads(head.text()), "sequence": "many"})
    for text in ("", "{}", "[]", '{"sequence": "x"}', no_number):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(InputError, match=r"bad\.json is not a signed head"):
            read_head(tmp_path / "bad.json")
    with pytest.raises(InputError, match="not a signed head"):
        read_head(tmp_path / "absent.json")


def test_the_head_of_a_day_is_kept_once(tmp_path: Path) -> None:
    write(2)
    day = date(2026, 11, 24)
    kept = keep_head(tmp_path / "heads", day, by=BY, secret=SECRET)
    assert kept.name == "2026-11-24.json"
    held = kept.read_text()
    write(2)
    assert keep_head(tmp_path / "heads", day, by=BY, secret=SECRET) == kept
    assert kept.read_text() == held
    assert read_head(kept).sequence == 3, "the chain tells that it was signed"
    assert last_signed(using=HERE) is not None
    assert verify([read_head(kept)], using=HERE).holds
    assert [path.name for path in (tmp_path / "heads").iterdir()] == [kept.name]


def test_each_store_signs_with_a_key_of_its_own() -> None:
    mine, again = signed_head(secret=SECRET, using=HERE), signed_head(secret=SECRET, using=HERE)
    assert mine.signer == again.signer
    assert signed_head(secret=b"another store's secret of bytes.", using=HERE).signer != mine.signer


def test_when_a_head_was_signed_last_is_told_by_the_chain() -> None:
    write(1)
    assert last_signed(using=HERE) is None
    days = []
    for day in (1, 2):
        sign(by=BY, secret=SECRET)
        days.append(datetime(2026, 1, day, tzinfo=UTC))
        with append_only.TRIGGERS.lifted(connection):
            last = AuditEvent.objects.latest("sequence")
            AuditEvent.objects.filter(pk=last.pk).update(at=days[-1])
        write(1)
    assert last_signed(using=HERE) == days[-1]

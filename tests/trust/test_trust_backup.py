"""A backup of a store that is in use: proved each time, or not made. On every kind of database."""

import inspect
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from seedbed.errors import InputError, SeedbedError
from seedbed.trust import keys
from seedbed.trust.asking import system
from seedbed.trust.audit import first_break
from seedbed.trust.keeping import backup as kept
from seedbed.trust.keeping import copies, postgres, restore
from seedbed.trust.keeping.contents import lay_out
from seedbed.trust.keeping.manifest import FILE, SEALED, BrokenBackup, Manifest, read_manifest
from seedbed.trust.keeping.state import State, state_of
from seedbed.trust.models import AuditEvent, User

HERE = "default"
WORDS = "four plain words here"
BY = system("test", using=HERE)
AT = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
ENCRYPTED = keys.is_encrypted(settings.DATA)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def beside_allowed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests allow the stores that are there when they begin; the trial opens another."""
    case = inspect.getclosurevars(BaseDatabaseWrapper.ensure_connection).nonlocals["cls"]
    monkeypatch.setattr(case, "databases", {*case.databases, f"{HERE}-beside"})


@pytest.fixture(autouse=True)
def no_trace() -> Iterator[None]:
    (settings.DATA / kept.LAST).unlink(missing_ok=True)
    yield
    (settings.DATA / kept.LAST).unlink(missing_ok=True)
    assert not list(settings.DATA.glob(".unfinished-*"))


def made(place: Path, **how: Any) -> kept.Made:
    return kept.make_backup(place, data=settings.DATA, by=BY, at=AT, **how)


def key() -> bytes:
    return keys.key_of(settings.DATA) if ENCRYPTED else b""


def test_what_comes_back_is_what_was_there(tmp_path: Path) -> None:
    User.objects.using(HERE).create(username="robin")
    done = made(tmp_path / "backups")
    assert done.folder.name == "seedbed-2026-11-24T101500Z"
    manifest = read_manifest(done.folder, key=key())
    assert manifest == done.manifest
    assert manifest.kind == copies.kind_of(HERE)
    assert manifest.state == state_of(connection)
    assert manifest.state.rows["trust_user"] == 1
    assert manifest.state.migrations["trust"] >= "0003"
    lay_out(manifest, done.folder, tmp_path / "to")
    with copies.placed(tmp_path / "to", using=HERE) as alias:
        assert User.objects.using(alias).get().username == "robin"
        assert first_break(using=alias) is None
        assert alias in connections
    assert alias not in connections


def test_the_audit_tells_of_a_backup_and_the_backup_holds_that(tmp_path: Path) -> None:
    done = made(tmp_path / "backups")
    event = AuditEvent.objects.using(HERE).get()
    assert (event.action, event.noun, event.actor) == ("backup", "store", "system:test")
    assert done.manifest.state.audit_digest == event.digest


def test_a_backup_is_for_its_owner_only_and_says_whether_it_is_encrypted(tmp_path: Path) -> None:
    done = made(tmp_path / "backups")
    assert done.folder.stat().st_mode & 0o077 == 0
    for path in done.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name
    assert not (done.folder / keys.KEY_FILE).exists()
    assert ("It is not encrypted: whoever holds it" in done.text()) is not ENCRYPTED
    assert ("encrypted with the key of the store" in done.text()) is ENCRYPTED
    if ENCRYPTED:
        held = b"".join(path.read_bytes() for path in done.folder.iterdir())
        assert b"SQLite format 3" not in held
        assert key().hex().encode() not in held


@pytest.mark.skipif(ENCRYPTED, reason="its backups are encrypted by themselves")
def test_a_sealed_backup_opens_with_its_passphrase(tmp_path: Path) -> None:
    done = made(tmp_path / "backups", passphrase=WORDS)
    assert "sealed with your passphrase" in done.text()
    assert all(path.name.endswith(SEALED) for path in done.folder.iterdir())
    manifest = read_manifest(done.folder, passphrase=WORDS)
    lay_out(manifest, done.folder, tmp_path / "to", passphrase=WORDS)
    with copies.placed(tmp_path / "to", using=HERE) as alias:
        restore.agrees(manifest, using=alias)


def test_a_backup_that_cannot_be_made_like_this_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="inside the data folder"):
        made(settings.DATA / "backups")
    with pytest.raises(InputError, match="encrypted, and so are" if ENCRYPTED else "12 characters"):
        made(tmp_path / "backups", passphrase="short")
    assert not (tmp_path / "backups").exists()
    assert not AuditEvent.objects.using(HERE).exists()


def test_the_same_moment_is_not_written_over(tmp_path: Path) -> None:
    first = made(tmp_path / "backups")
    before = (first.folder / FILE).read_bytes()
    with pytest.raises(InputError, match="nothing is written over"):
        made(tmp_path / "backups")
    assert (first.folder / FILE).read_bytes() == before


def test_the_last_backup_is_remembered(tmp_path: Path) -> None:
    assert kept.last_backup(settings.DATA) is None
    done = made(tmp_path / "backups")
    assert kept.last_backup(settings.DATA) == (AT, str(done.folder))
    assert (settings.DATA / kept.LAST).stat().st_mode & 0o777 == 0o600
    for text in ("", "[]", "{}", '{"made_at": "yesterday", "folder": ""}'):
        (settings.DATA / kept.LAST).write_text(text)
        assert kept.last_backup(settings.DATA) is None


def test_a_backup_that_does_not_hold_is_taken_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row that is in the store and not in the copy, or the other way round, is enough."""
    counted = copies.state_of

    def one_more(connection: Any) -> State:
        state = counted(connection)
        state.rows["trust_user"] += 1
        return state

    for module in (copies, postgres):
        monkeypatch.setattr(module, "state_of", one_more)
    with pytest.raises(kept.NotKept, match="trust_user holds 0 rows and should hold 1"):
        made(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert kept.last_backup(settings.DATA) is None


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), DatabaseError("full")])
def test_a_backup_that_fails_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failed(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(kept, "write", failed)
    with pytest.raises(kept.NotKept, match=r"(No space left|full).* Nothing was left behind"):
        made(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("busy", [2, 99])
def test_a_backup_waits_for_its_turn_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: int
) -> None:
    """Another process writes without a pause: the wait comes to nothing, and is begun again."""
    asked: list[int] = []
    note = kept.note

    def told(**words: Any) -> Any:
        asked.append(1)
        if len(asked) <= busy:
            raise OperationalError("database is locked")
        return note(**words)

    monkeypatch.setattr(kept, "note", told)
    if busy < kept.TURNS:
        assert made(tmp_path / "backups").folder.exists()
        assert len(asked) == busy + 1
    else:
        with pytest.raises(kept.NotKept, match=r"locked.* Nothing was left behind"):
            made(tmp_path / "backups")
        assert len(asked) == kept.TURNS


def test_writes_that_are_not_yet_committed_are_not_in_the_copy(tmp_path: Path) -> None:
    other = connections.create_connection(HERE)
    (tmp_path / "work").mkdir()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("DELETE FROM django_migrations")
            state = copies.copy_store(tmp_path / "work", using=HERE)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert state == state_of(connection)
    assert state.rows["django_migrations"] > 10


def test_what_is_committed_while_the_copy_is_made_waits_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are counted before and the pages copied after, and yet both are of one moment."""
    module, name = (
        (postgres, "_run") if connection.vendor == "postgresql" else (copies, "copy_pages")
    )
    copied = getattr(module, name)

    def with_a_write_before(*given: Any) -> None:
        User.objects.using(HERE).create(username=uuid4().hex)
        copied(*given)

    monkeypatch.setattr(module, name, with_a_write_before)
    done = made(tmp_path / "backups")
    assert done.manifest.state.rows["trust_user"] == 0
    assert User.objects.using(HERE).exists()


def test_a_restored_store_ends_every_session_and_tells_its_audit() -> None:
    Session.objects.using(HERE).create(session_key="a" * 32, session_data="", expire_date=AT)
    restore.settle(BY)
    assert not Session.objects.using(HERE).exists()
    assert AuditEvent.objects.using(HERE).get().action == "restore"
    assert first_break(using=HERE) is None


def manifest_with(**migrations: str) -> Manifest:
    state = State(rows={}, audit_sequence=0, audit_digest="", migrations=migrations)
    return Manifest(seedbed="0.1.0", made_at="", kind="embedded", state=state, files={})


def test_a_store_that_went_through_unknown_migrations_is_refused() -> None:
    restore.refuse_newer(manifest_with(trust="0001_initial", gone_app="0009_whatever"))
    with pytest.raises(InputError, match="trust 9999_next_year, which this one does not know"):
        restore.refuse_newer(manifest_with(trust="9999_next_year"))


def test_what_differs_is_told() -> None:
    with pytest.raises(BrokenBackup, match=r"is not what was backed up\. Table"):
        restore.agrees(manifest_with(), using=HERE)
    assert restore.waiting(using=HERE) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks after its pages")
def test_a_damaged_store_gives_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are copied as they are; the trial of the copy finds what is wrong with them."""
    copied = copies.copy_pages

    def damaged(source: Any, target: Path) -> None:
        copied(source, target)
        held = bytearray(target.read_bytes())
        for page in range(len(held) // 4096 // 2, len(held) // 4096):
            held[page * 4096 + 100 : page * 4096 + 2000] = bytes(1900)
        target.write_bytes(held)

    monkeypatch.setattr(copies, "copy_pages", damaged)
    with pytest.raises(kept.NotKept):
        made(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.skipif(connection.vendor != "sqlite" or ENCRYPTED, reason="opens the file past Django")
def test_a_plain_backup_opens_without_seedbed(tmp_path: Path) -> None:
    done = made(tmp_path / "backups")
    assert [path.name for path in sorted(done.folder.iterdir())] == [
        "manifest.json", "secret-key", "seedbed.sqlite3",
    ]  # fmt: skip
    file = sqlite3.connect(done.folder / "seedbed.sqlite3")
    try:
        assert file.execute("SELECT count(*) FROM trust_auditevent").fetchone() == (1,)
    finally:
        file.close()
    assert json.loads((done.folder / FILE).read_text())["state"]["rows"]["trust_auditevent"] == 1


on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")


@on_postgres
def test_the_database_of_the_trial_is_gone_afterwards(tmp_path: Path) -> None:
    made(tmp_path / "backups")
    name = postgres.beside(connection.settings_dict["NAME"])
    assert not postgres._exists(name, HERE)


@on_postgres
def test_a_dump_opens_without_seedbed(tmp_path: Path) -> None:
    done = made(tmp_path / "backups")
    listed = subprocess.run(["pg_restore", "--list", done.folder / "seedbed.dump"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert "trust_auditevent" in listed.stdout
    assert "audit_not_changed" in listed.stdout


@on_postgres
def test_a_missing_program_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SeedbedError, match=r"pg_dump is not on this machine.*postgresql-client"):
        made(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


@on_postgres
def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "none.dump").write_text("no dump")
    with pytest.raises(SeedbedError, match=r"pg_restore did not succeed: .*archive"):
        postgres.restore(tmp_path / "none.dump", connection)


@on_postgres
def test_an_account_that_may_not_make_databases_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: Any) -> None:
        raise DatabaseError("permission denied to create database")

    monkeypatch.setattr(postgres, "_manage", refused)
    with pytest.raises(SeedbedError, match="ALTER ROLE"):
        made(tmp_path / "backups")


@on_postgres
def test_a_long_name_is_cut_as_postgresql_cuts_it() -> None:
    assert len(postgres.beside("a" * 63)) == 63
    assert postgres.beside("seedbed") == "seedbed_unfinished"

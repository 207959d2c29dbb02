"""A store of an older Seedbed is brought up to date and says so; one of a newer is left alone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from seedbed.trust.asking import system
from seedbed.trust.keeping import current
from seedbed.trust.keeping.current import StoreIsNewer, bring_up_to_date, refuse_newer_store
from seedbed.trust.keeping.doctor import store_findings
from seedbed.trust.models import AuditEvent, User

BY = system("update", using="default")


def migrate(*words: str) -> None:
    call_command("migrate", *words, verbosity=0, skip_checks=True)


@pytest.fixture
def put_back(transactional_db: None) -> Iterator[None]:
    """All migrations applied again afterwards, and no cache table made twice."""
    yield
    migrate()


@pytest.mark.usefixtures("put_back")
def test_a_store_in_use_is_brought_up_to_date_and_the_audit_tells_of_it() -> None:
    User.objects.create(username="here-before")
    migrate("trust", "0004_keys")
    assert bring_up_to_date(BY) == 1
    assert list(User.objects.values_list("username", flat=True)) == ["here-before"]
    event = AuditEvent.objects.get()
    assert (event.action, event.noun, event.rows, event.actor) == (
        "migrate", "store", 1, "system:update",
    )  # fmt: skip
    assert "seedbed_cache" in connection.introspection.table_names()
    assert bring_up_to_date(BY) == 0


@pytest.mark.slow
@pytest.mark.usefixtures("put_back")
def test_a_new_store_is_made_without_a_word() -> None:
    for app in ("record", "trust"):
        migrate(app, "zero")
    assert bring_up_to_date(BY) == 0
    assert AuditEvent.objects.count() == 0
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_store_that_went_through_what_is_one_migration_now_is_up_to_date() -> None:
    recorder = MigrationRecorder(connection)
    loader = MigrationLoader(connection)
    together = [(key, m.replaces) for key, m in loader.disk_migrations.items() if m.replaces]
    assert together
    for (app, name), replaced in together:
        recorder.record_unapplied(app, name)
        for old in replaced:
            recorder.record_applied(*old)
    assert bring_up_to_date(BY) == 0
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_store_of_a_newer_seedbed_is_refused_and_left_as_it_is() -> None:
    refuse_newer_store(using="default")
    MigrationRecorder(connection).record_applied("record", "9999_later")
    with pytest.raises(StoreIsNewer, match="newer Seedbed: it went through record 9999_later") as e:
        bring_up_to_date(BY)
    assert e.value.exit_code == 2
    found = {finding.about: finding for finding in store_findings(using="default")}
    assert not found["migrations"].well
    assert "Install the newer Seedbed" in found["migrations"].do


@pytest.mark.django_db
def test_who_comes_second_finds_it_done(monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([3, 0])
    monkeypatch.setattr(current, "_due", lambda using: next(left))
    monkeypatch.setattr(current, "call_command", pytest.fail)
    assert bring_up_to_date(BY) == 0


def test_one_process_at_a_time(tmp_path: Path) -> None:
    came: list[str] = []

    def second() -> None:
        with current._held(tmp_path / "turn"):
            came.append("second")

    other = threading.Thread(target=second)
    with current._held(tmp_path / "turn"):
        other.start()
        other.join(0.3)
        came.append("first")
    other.join()
    assert came == ["first", "second"]


def test_where_no_file_can_be_held_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "fcntl", None)
    with current._held(tmp_path / "turn"), current._held(tmp_path / "turn"):
        assert (tmp_path / "turn").exists()

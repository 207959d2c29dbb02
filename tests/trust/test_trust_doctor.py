"""The doctor: each thing that can be wrong is made wrong, and told with what to do."""

import json
import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from seedbed.cli.findings import all_findings
from seedbed.formats.statistics.readable import unreadable
from seedbed.record.people.guarded import real_studies, without_second_factor
from seedbed.record.people.models import Membership
from seedbed.record.releases import guard
from seedbed.record.study.models import Study
from seedbed.trust import append_only, keys
from seedbed.trust.asking import system
from seedbed.trust.keeping import doctor
from seedbed.trust.keeping.backup import LAST
from seedbed.trust.keeping.doctor import Finding, folder_findings, store_findings
from seedbed.trust.models import AuditHead, User

HERE = "default"
BY = system("test", using=HERE)
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    for finding in findings:
        assert finding.well or finding.do, f"{finding.about} does not say what to do"
    return {finding.about: finding for finding in findings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with nothing wrong in it."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "secret-key").write_text("secret")
    (data / "secret-key").chmod(0o600)
    remember(data, NOW)
    return data


def remember(data: Path, moment: datetime) -> None:
    (data / LAST).write_text(json.dumps({"made_at": moment.isoformat(), "folder": "far/away"}))


def looked(data: Path, studies: int = 1) -> dict[str, Finding]:
    return by_name(folder_findings(data, now=NOW, studies=studies))


@pytest.mark.django_db
def test_a_store_with_nothing_wrong() -> None:
    found = by_name(store_findings(using=HERE))
    assert sorted(found) == ["audit", "migrations", "store", "triggers"]
    assert all(finding.well for finding in found.values())


@pytest.mark.django_db
def test_a_broken_audit_and_missing_triggers() -> None:
    AuditHead.objects.using(HERE).update_or_create(id=1, defaults={"sequence": 7})
    append_only.TRIGGERS.lift(connection)
    found = by_name(store_findings(using=HERE))
    assert "broken at event 1" in found["audit"].says
    assert found["audit"].well is found["triggers"].well is False
    assert "no longer refuses" in found["triggers"].says


@pytest.mark.django_db
def test_migrations_that_wait() -> None:
    [(app, last)] = MigrationLoader(connection).graph.leaf_nodes("trust")
    MigrationRecorder(connection).record_unapplied(app, last)
    found = by_name(store_findings(using=HERE))
    assert f"trust {last}" in found["migrations"].says
    assert "audit" not in found, "what needs the tables as they should be is not asked"


@pytest.mark.django_db
def test_a_damaged_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "damage", lambda using: [f"page {n}" for n in range(9)])
    [found] = store_findings(using=HERE)
    assert found.says == "The store is damaged: page 0 page 1 page 2"
    assert "restore the last backup" in found.do


def fake(name: Path, fault: Exception | None = None) -> dict[str, Any]:
    def opened() -> None:
        if fault:
            raise fault

    return {HERE: SimpleNamespace(vendor="sqlite", settings_dict={"NAME": name},
                                  ensure_connection=opened)}  # fmt: skip


def test_a_folder_without_a_store_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "connections", fake(tmp_path / "none"))
    [found] = store_findings(using=HERE)
    assert "There is no store" in found.says
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_does_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").touch()
    monkeypatch.setattr(doctor, "connections", fake(tmp_path / "store", keys.WrongKey("No key.")))
    [found] = store_findings(using=HERE)
    assert found.says == "The store does not open. No key."


def test_a_folder_with_nothing_wrong(folder: Path) -> None:
    found = looked(folder)
    assert sorted(found) == ["backup", "key", "modes", "room"]
    assert all(finding.well for finding in found.values())
    assert "24 November 2026, in far/away" in found["backup"].says


@pytest.mark.parametrize("name", ["", "secret-key", keys.KEY_FILE])
def test_what_others_can_open(folder: Path, name: str) -> None:
    path = folder / name
    if not path.exists():
        path.write_text("key")
    path.chmod(0o755)
    found = looked(folder)["modes"]
    assert found.well is False
    assert path.name in found.says


def test_the_key_of_an_encrypted_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEEDBED_KEY_FILE", raising=False)
    keys.begin(folder)
    assert "beside the store" in looked(folder)["key"].says
    apart = folder.parent / "apart"
    (folder / keys.KEY_FILE).rename(apart)
    assert "cannot be read" in looked(folder)["key"].says
    monkeypatch.setenv("SEEDBED_KEY_FILE", str(apart))
    assert looked(folder)["key"].well
    apart.chmod(0o644)
    assert "read by others" in looked(folder)["key"].says


def test_a_passphrase_lies_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.begin(folder, passphrase="four plain words here")
    monkeypatch.setenv("SEEDBED_PASSPHRASE", "four plain words here")
    assert looked(folder)["key"].well


def test_a_disk_that_fills_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = doctor.ROOM_AT_LEAST
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert looked(folder)["room"].well
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free - 1))
    assert "500 MB are wanted" in looked(folder)["room"].says


def test_a_large_store_wants_more_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "seedbed.sqlite3").open("wb") as file:
        file.truncate(1024**3)  # nothing is written: the file is said to be this large
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2 * 1024**3))
    assert "3072 MB are wanted" in looked(folder)["room"].says


def test_a_backup_is_due_after_seven_days(folder: Path) -> None:
    remember(folder, NOW - timedelta(days=7))
    assert looked(folder)["backup"].well
    remember(folder, NOW - timedelta(days=7, seconds=1))
    assert looked(folder)["backup"].well is False
    (folder / LAST).unlink()
    assert looked(folder)["backup"].says == "No backup of this store is known."
    assert looked(folder, studies=0)["backup"].well


def test_statistics_that_cannot_be_read(tmp_path: Path) -> None:
    import polars as pl

    assert unreadable(tmp_path) == []
    lookups = tmp_path / "statistics" / "lookups"
    lookups.mkdir(parents=True)
    for path in (lookups / "whole.parquet", tmp_path / "statistics" / "cut.parquet"):
        pl.DataFrame({"a": range(1000)}).write_parquet(path)
    assert unreadable(tmp_path) == []
    path.write_bytes(path.read_bytes()[:-40])
    assert unreadable(tmp_path) == ["cut.parquet"]


def real_study(**who: Any) -> Study:
    study = Study.objects.create(key="real-one", title="A study", kind="real", as_at=TODAY)
    for name, until in who.items():
        user = User.objects.create(username=name)
        Membership.objects.create(user=user, study=study, role="researcher", until=until)
    return study


@pytest.mark.django_db
def test_members_of_a_real_study_without_a_second_factor() -> None:
    assert real_studies(BY) == []
    real_study(bare=None, coded=None, keyed=None, only_recovery=TODAY, left=date(2026, 11, 23))
    for name, kind in (("coded", "totp"), ("keyed", "webauthn"), ("only_recovery",
                                                                  "recovery_codes")):  # fmt: skip
        Authenticator.objects.create(user=User.objects.get(username=name), type=kind, data={})
    User.objects.create(username="no-member")
    off = User.objects.create(username="off", is_active=False)
    Membership.objects.create(user=off, study=Study.objects.get(), role="lead")
    assert real_studies(BY) == ["real-one"]
    assert without_second_factor(BY, today=TODAY) == ["bare", "only_recovery"]
    found = by_name(all_findings(today=TODAY))
    assert found["second-factor"].says.endswith(": bare, only_recovery.")
    with_key = os.environ.get("SEEDBED_TEST_DB") in ("encrypted", "sealed")
    assert found["encryption"].well is with_key


@pytest.mark.django_db
def test_a_release_room_without_its_triggers() -> None:
    assert by_name(all_findings(today=TODAY))["release-room"].well
    with guard.TRIGGERS.lifted(connection):
        found = by_name(all_findings(today=TODAY))["release-room"]
    assert not found.well
    assert "no longer keeps the rule of two" in found.says


@pytest.mark.django_db
def test_demo_accounts_belong_on_this_machine_and_apart_from_real_studies(
    settings: Any,
) -> None:
    User.objects.create(username="demo", is_demo=True)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert by_name(all_findings(today=TODAY))["demo"].well
    settings.ALLOWED_HOSTS = ["127.0.0.1", "seedbed.example.org"]
    assert "beyond this machine" in by_name(all_findings(today=TODAY))["demo"].says
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    real_study()
    assert "study of kind real" in by_name(all_findings(today=TODAY))["demo"].says


@pytest.mark.django_db
def test_the_page_ends_with_the_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    base = "PostgreSQL 1" if connection.vendor == "postgresql" else "SQLite 3."
    assert base in all_findings(today=TODAY)[-1].says
    ill = Finding(about="store", well=False, says="It does not open.", do="Mend it.")
    monkeypatch.setattr("seedbed.cli.findings.store_findings", lambda using: [ill])
    found = by_name(all_findings(today=TODAY))
    assert "does not open" in found["versions"].says
    assert "second-factor" not in found

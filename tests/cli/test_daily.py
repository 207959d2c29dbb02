"""What a worker does daily: the audit's head signed, and a backup where a place is named."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from seedbed.cli import daily
from seedbed.record.people.again import asker_again
from seedbed.trust.heads import read_head, verify
from seedbed.trust.keeping import backup
from seedbed.trust.models import Job
from seedbed.trust.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of the test's own, and no place for backups."""
    monkeypatch.setattr(daily, "settings", SimpleNamespace(DATA=tmp_path))
    monkeypatch.delenv(daily.PLACE, raising=False)
    monkeypatch.delenv(daily.WORDS, raising=False)
    return tmp_path


def work() -> dict[str, Job]:
    names = daily.daily()
    Worker(using="default", who=asker_again, daily=names).run(until_idle=True)
    return {job.name: job for job in Job.objects.all()}


def test_the_head_is_signed_and_no_backup_made_where_no_place_is_named(own_folder: Path) -> None:
    found = work()
    assert {name: job.status for name, job in found.items()} == {"sign-head": "done"}
    [kept] = (own_folder / "heads").iterdir()
    assert kept.stem == found["sign-head"].key
    assert verify([read_head(kept)], using="default").holds


def test_a_backup_is_made_once_where_a_place_is_named(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[dict[str, Any]] = []

    def make(place: Path, **how: Any) -> None:
        made.append({"place": place, **how})
        backup._remember(own_folder, place / "b", datetime.now(UTC))

    monkeypatch.setattr(daily, "make_backup", make)
    monkeypatch.setenv(daily.PLACE, str(own_folder.parent / "kept"))
    job = work()["back-up"]
    assert job.status == "done"
    assert [m["place"] for m in made] == [(own_folder.parent / "kept").resolve()]
    assert made[0]["by"].name == "system:daily"
    # Whoever made it was killed before they could say so: it is not made again.
    Job.objects.filter(pk=job.pk).update(status="waiting", once=False)
    work()
    assert len(made) == 1


def test_a_real_study_in_an_open_store_is_not_backed_up_in_the_clear(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(daily.PLACE, str(own_folder.parent / "kept"))
    monkeypatch.setattr(daily, "real_studies", lambda by: ["a-study"])
    monkeypatch.setattr(daily, "kind_of", lambda using: "embedded")
    job = work()["back-up"]
    assert job.status == "failed"
    assert daily.WORDS in job.reason


def test_a_place_that_is_no_longer_named_is_asked_for(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "daily", lambda: ["back-up"])
    job = work()["back-up"]
    assert job.status == "failed"
    assert daily.PLACE in job.reason

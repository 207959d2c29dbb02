"""What a terminal lets out of a study of real people is in the audit first, as on a page."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from typer.testing import CliRunner

from seedbed.cli.main import app
from seedbed.publish.snapshot import run_study
from seedbed.record.looking import looking
from seedbed.record.models import TABLES, Release
from seedbed.trust.models import AuditEvent, User
from tests.real import BY, turn_real

pytestmark = pytest.mark.django_db
LEAD = "the-lead"
WORDS = "They came every week"


@pytest.fixture
def real(tiny, monkeypatch):
    study = turn_real(monkeypatch, tiny)
    run_study(BY, study)
    return study


def read_nouns() -> set[str]:
    actor = str(User.objects.get(username=LEAD).public_id)
    events = AuditEvent.objects.filter(action="read", actor=actor)
    return set(events.values_list("noun", flat=True))


def seedbed(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def full(**_):
    raise DatabaseError("database or disk is full")


@pytest.mark.parametrize("form", ["json", "html"])
def test_a_report_tells_the_audit_whose_words_it_holds(real, form: str) -> None:
    printed = seedbed("report", real.key, "--format", form, "--by", LEAD)
    assert WORDS not in printed  # it waits for two people
    assert {"sources", "participants", "excerpts"} & read_nouns()


def test_an_export_tells_the_audit_of_all_that_it_holds(real) -> None:
    seedbed("export", real.key, "--by", LEAD)
    marked = {noun for noun, model in TABLES.items() if getattr(model, "identifying", ())}
    assert marked <= read_nouns()


def test_nothing_is_frozen_where_the_audit_cannot_be_written(real, monkeypatch) -> None:
    monkeypatch.setattr("seedbed.record.reading.audit.note_all", full)
    with pytest.raises(DatabaseError):
        CliRunner().invoke(app, ["export", real.key, "--by", LEAD], catch_exceptions=False)
    assert not Release.objects.exists()


def test_a_folder_of_other_studies_is_written_and_nobody_is_told(tiny, tmp_path: Path) -> None:
    seedbed("export", tiny.key, str(tmp_path / "out"))
    assert WORDS in (tmp_path / "out" / "sources" / "robin-2.txt").read_text(encoding="utf-8")
    assert not AuditEvent.objects.filter(action__startswith="read").exists()


def test_answers_hold_no_words_of_anybody(real) -> None:
    with looking() as looks:
        printed = seedbed("run", real.key)
    assert WORDS not in printed
    assert looks.rows == {}

"""What a terminal or a file shows of real people is in the audit first, as on a page."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from typer.testing import CliRunner

from seedbed.cli.main import app
from seedbed.publish.snapshot import run_study
from seedbed.record.looking import looking
from seedbed.record.models import TABLES
from seedbed.trust.models import AuditEvent
from tests.real import BY, turn_real

pytestmark = pytest.mark.django_db
WORDS = "They came every week"


@pytest.fixture
def real(tiny, monkeypatch):
    run_study(BY, tiny)
    return turn_real(monkeypatch, tiny)


def read_nouns() -> set[str]:
    events = AuditEvent.objects.filter(action="read", actor="system:command-line")
    return set(events.values_list("noun", flat=True))


def seedbed(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("form", ["json", "html"])
def test_a_report_tells_the_audit_whose_words_it_prints(real, tmp_path: Path, form: str) -> None:
    seedbed("report", real.key, "--format", form, "--to", str(tmp_path / "report"))
    assert "Interview with Robin" in (tmp_path / "report").read_text(encoding="utf-8")
    assert {"sources", "participants"} & read_nouns()


def test_an_export_tells_the_audit_of_all_that_it_writes(real, tmp_path: Path) -> None:
    seedbed("export", real.key, str(tmp_path / "out"))
    assert WORDS in (tmp_path / "out" / "sources" / "robin-2.txt").read_text(encoding="utf-8")
    marked = {noun for noun, model in TABLES.items() if getattr(model, "identifying", ())}
    assert read_nouns() == marked


def test_an_export_writes_no_file_where_the_audit_cannot_be_written(
    real, tmp_path: Path, monkeypatch
) -> None:
    def full(**_):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("seedbed.record.reading.audit.note_all", full)
    with pytest.raises(DatabaseError):
        CliRunner().invoke(app, ["export", real.key, str(tmp_path / "out")], catch_exceptions=False)
    assert not (tmp_path / "out").exists()


def test_answers_hold_no_words_of_anybody(real) -> None:
    with looking() as looks:
        printed = seedbed("run", real.key)
    assert WORDS not in printed
    assert looks.rows == {}

"""Original files on the page of their source: sealed as they come, taken out with a trace."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.record.models import Attachment
from seedbed.trust import kept_files, study_keys
from seedbed.trust.models import AuditEvent
from seedbed.workbench import files
from tests.real import enter_proven, turn_real
from tests.web.workbench_pages import at, enter, html, row, words

pytestmark = pytest.mark.django_db
SOURCE = ("sources", "src-robin")
TALK = b"This is Robin, on the twelfth of May." * 9_000  # more than one piece


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(kept_files, "data_folder", lambda: tmp_path)
    study_keys.forget()
    return tmp_path


def send(client: Client, name: str = "Robin’s talk.mp3", content: bytes = TALK):
    return client.post(at("attach", SOURCE), {"file": SimpleUploadedFile(name, content)})


def given(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_added_listed_taken_out_and_destroyed(
    tiny, own_folder, django_capture_on_commit_callbacks
):
    lead = enter(tiny, "lead")
    assert "At most 200 MB" in words(html(lead, at("attach", SOURCE)))
    assert send(lead).status_code == 302
    kept = Attachment.objects.get()
    page = words(html(lead, at("source", SOURCE)))
    assert "Robin’s talk.mp3" in page
    assert "Added by lead-" in page
    answer = lead.get(at("download", kept))
    assert given(answer) == TALK
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Robin")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [p for p in own_folder.rglob("*") if p.is_file() and b"Robin" in p.read_bytes()]
    assert "nobody can bring it back" in words(html(lead, at("destroy_file", kept)))
    with django_capture_on_commit_callbacks(execute=True):
        assert lead.post(at("destroy_file", kept)).status_code == 302
    assert "None is kept here" in words(html(lead, at("source", SOURCE)))
    assert not [p for p in own_folder.rglob("*") if p.is_file()]
    assert lead.get(at("download", kept)).status_code == 400


def test_while_it_comes_in_nothing_of_it_lies_in_clear(tiny, monkeypatch):
    """What the disk is given, piece by piece, and under which name."""
    written, made = [], []
    real = files.TemporaryFile

    def told(**where):
        made.append(where)
        held = real(**where)
        write = held.write
        held_by = type("Told", (), {
            "write": lambda _, piece: (written.append(piece), write(piece)),
            "__getattr__": lambda _, name: getattr(held, name),
        })()  # fmt: skip
        return held_by

    monkeypatch.setattr(files, "TemporaryFile", told)
    assert send(enter(tiny, "researcher")).status_code == 302
    assert made == [{"dir": settings.DATA}]
    assert len(written) > 1
    assert not [piece for piece in written if b"Robin" in piece]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("talk.exe", b"x", "A file that ends in .exe is not kept here"),
     ("talk.mp3", b"x" * 200_000, "larger than 0 MB")],
)  # fmt: skip
def test_what_is_not_kept_is_told_and_leaves_nothing(
    tiny, own_folder, monkeypatch, name, content, said
):
    monkeypatch.setattr(settings, "SEEDBED_ATTACHMENT_BYTES", 100_000)
    answer = send(enter(tiny, "lead"), name, content)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not [p for p in own_folder.rglob("*") if p.is_file()]


def test_a_form_without_a_file_says_so(tiny):
    answer = enter(tiny, "lead").post(at("attach", SOURCE), {})
    assert answer.status_code == 400
    assert "Choose a file." in answer.content.decode()


def test_the_token_is_asked_for_and_of_strangers_nothing_is_taken(tiny, monkeypatch):
    assert send(enter(tiny, "lead", strict=True)).status_code == 403
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    seen = []
    monkeypatch.setattr(files, "seal", lambda *_, **__: seen.append(1))
    assert send(Client()).status_code == 302  # to the log-in
    assert not seen
    assert not Attachment.objects.exists()


def test_who_may_not_add_or_destroy_is_refused(tiny):
    assert send(enter(tiny, "lead")).status_code == 302
    kept = Attachment.objects.get()
    researcher = enter(tiny, "researcher")
    assert at("destroy_file", kept) not in html(researcher, at("source", SOURCE))
    assert researcher.post(at("destroy_file", kept)).status_code == 403
    assert send(enter(tiny, "data-protection")).status_code == 404
    assert Attachment.objects.get().destroyed_at is None


def test_in_a_study_of_real_people_who_takes_it_out_shows_who_they_are(tiny, monkeypatch):
    study = turn_real(monkeypatch, tiny)
    lead = enter_proven(study, "lead")
    assert send(lead).status_code == 302
    kept = Attachment.objects.get()
    assert given(lead.get(at("download", kept))) == TALK
    reads = AuditEvent.objects.filter(action="read", noun="attachments")
    assert reads.filter(row__endswith=str(kept.public_id)).count() == 1
    session = lead.session
    session["account_authentication_methods"] = [
        record | {"at": 0} for record in session["account_authentication_methods"]
    ]
    session.save()
    assert lead.get(at("download", kept)).status_code == 302
    assert lead.post(at("destroy_file", kept)).status_code == 302
    kept.refresh_from_db()
    assert kept.destroyed_at is None
    assert row(*SOURCE).attachments.count() == 1


def test_who_breaks_off_leaves_nothing():
    handler = files.Sealing(None, at_most=10)
    handler.new_file("file", "talk.mp3", "audio/mpeg", None)
    handler.upload_interrupted()
    assert handler._held.closed

"""Original files of a source: names made safe, kept by who may, opened with a trace, destroyed."""

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import ActionDenied, InputError, NotFound
from seedbed.formats.study_folder import export_folder, load_folder
from seedbed.record.attachments import actions, names
from seedbed.record.attachments.models import Attachment
from seedbed.record.attachments.selectors import attachment, attachments, attachments_of
from seedbed.record.evidence.models import Source
from seedbed.record.models import Study
from seedbed.trust import kept_files, study_keys
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.models import AuditEvent, KeptFile, StudyKey
from tests.real import TODAY, open_real

SYSTEM = system("test", using="default")
WORDS = b"This is Robin, on the twelfth of May."


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_files, "data_folder", lambda: tmp_path / "data")
    study_keys.forget()
    return tmp_path / "data"


def member(study: Study, role: str) -> Asker:
    return Asker(name="a-person", using="default", grants=(Grant(role=role, study=study.pk),))


def added(study: Study, name: str = "Robin, second talk.mp3", by: Asker = SYSTEM) -> Attachment:
    source = Source.objects.filter(study=study).order_by("key").first()
    return actions.add(by=by, source=source, name=name, content=[WORDS])


def read(row: Attachment, by: Asker = SYSTEM) -> bytes:
    return b"".join(actions.open(by=by, attachment=row))


@pytest.mark.django_db
def test_a_file_is_kept_and_comes_out_again(tiny: Study) -> None:
    row = added(tiny, by=member(tiny, "researcher"))
    assert (row.name, row.kind, row.file.size) == ("Robin, second talk.mp3", "mp3", len(WORDS))
    assert row.added_by == "a-person"
    assert str(row) == str(row.public_id)
    assert read(row) == WORDS
    reader = member(tiny, "researcher")
    assert list(attachments(reader, tiny)) == list(attachments_of(reader, row.source)) == [row]
    assert attachment(reader, str(row.public_id)) == row
    event = AuditEvent.objects.get(action="attach")
    assert (event.noun, event.row) == ("attachments", str(row.public_id))
    assert "Robin" not in repr(list(AuditEvent.objects.values()))


@pytest.mark.django_db
def test_only_who_may_adds_opens_and_destroys(tiny: Study) -> None:
    row = added(tiny)
    reader, researcher = member(tiny, "reader"), member(tiny, "researcher")
    with pytest.raises(ActionDenied, match="add original files"):
        added(tiny, by=reader)
    with pytest.raises(NotFound):
        read(row, by=reader)
    assert read(row, by=researcher) == WORDS
    with pytest.raises(ActionDenied, match="destroy original files"):
        actions.destroy(by=researcher, attachment=row)
    with pytest.raises(ActionDenied, match="destroy the key"):
        actions.erase_study_key(by=researcher, study=tiny)


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_file_leaves_a_trace_without_its_name(tiny_path: Path) -> None:
    tiny = load_folder(tiny_path, by=SYSTEM)
    row, other = added(tiny), added(tiny)
    path = kept_files.place(row.file)
    actions.destroy(by=member(tiny, "lead"), attachment=row)
    actions.destroy(by=SYSTEM, attachment=row)  # a second time is nothing
    assert AuditEvent.objects.filter(action="destroy").count() == 1
    row.refresh_from_db()
    assert (row.name, row.kind, row.file.wrapped) == ("", "mp3", "")
    assert not path.exists()
    with pytest.raises(study_keys.DestroyedKey):
        read(row)
    assert list(attachments_of(SYSTEM, row.source)) == [other]
    assert set(attachments(SYSTEM, tiny)) == {row, other}


@pytest.mark.django_db
def test_with_the_key_of_its_study_every_file_is_gone(tiny: Study) -> None:
    row = added(tiny)
    actions.erase_study_key(by=member(tiny, "lead"), study=tiny)
    assert StudyKey.objects.get(study=tiny.public_id).destroyed_at
    with pytest.raises(study_keys.DestroyedKey):
        read(row)
    with pytest.raises(study_keys.DestroyedKey):
        added(tiny)


@pytest.mark.django_db
def test_a_file_whose_row_is_not_stored_is_taken_away_again(
    tiny: Study, monkeypatch: pytest.MonkeyPatch, own_folder: Path
) -> None:
    def full(**_: Any) -> None:
        raise IntegrityError("the disk is full")

    monkeypatch.setattr("seedbed.record.writing.audit.note", full)
    with pytest.raises(IntegrityError), transaction.atomic():
        added(tiny)
    assert not [path for path in own_folder.rglob("*") if path.is_file()]
    assert not KeptFile.objects.exists()


@pytest.mark.django_db
def test_a_file_of_a_real_study_is_opened_with_a_trace_and_kept_only_behind_the_gate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    study = open_real(monkeypatch, tmp_path)
    row = added(study)
    assert not AuditEvent.objects.filter(action="read", noun="attachments").exists()
    read(row)
    seen = AuditEvent.objects.get(action="read", noun="attachments")
    assert seen.row.endswith(str(row.public_id))
    study.safeguards.delete()
    with pytest.raises(InputError, match="gate is shut"):
        added(Study.objects.get())
    assert TODAY


@pytest.mark.django_db
def test_a_source_with_files_does_not_vanish_with_a_new_folder(
    edit_tiny: Callable[..., Study], tiny_path: Path
) -> None:
    lines = (tiny_path / "sources.csv").read_text().splitlines(keepends=True)
    more = lines[-1].replace(lines[-1].split(",")[0], "src-zz-found-later")
    edit_tiny(("sources.csv", lines[-1], lines[-1] + more))
    source = Source.objects.get(key="src-zz-found-later")
    row = actions.add(by=SYSTEM, source=source, name="a.pdf", content=[WORDS])
    with pytest.raises(InputError, match="no longer has the source src-zz-found-later"):
        edit_tiny()
    row.refresh_from_db()
    assert row.source == source
    actions.destroy(by=SYSTEM, attachment=row)
    edit_tiny()
    row.refresh_from_db()
    assert row.source is None


@pytest.mark.django_db
def test_original_files_never_leave_with_the_study_folder(tiny: Study, tmp_path: Path) -> None:
    export_folder(tiny, tmp_path / "before", by=SYSTEM)
    added(tiny, "never-leaves.pdf")
    export_folder(tiny, tmp_path / "after", by=SYSTEM)
    held = {
        name: {p.relative_to(tmp_path / name): p.read_bytes()
               for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("before", "after")
    }  # fmt: skip
    assert held["before"] == held["after"]
    shutil.rmtree(tmp_path / "after")


GIVEN = st.text(max_size=300) | st.text("./\\:\u202e\u200f\x00\x1b\u0301 a", max_size=40)


@given(GIVEN, st.sampled_from([*names.KINDS, "EXE", "mp3.exe", ""]))
def test_a_name_is_safe_whatever_was_given_and_stays_as_it_is(given: str, ending: str) -> None:
    try:
        name = names.cleaned(f"{given}.{ending}")
    except InputError:
        return
    assert names.kind_of(name) in names.KINDS
    assert not set(name) & set('/\\<>:"|?*')
    assert not [mark for mark in name if unicodedata.category(mark).startswith("C")]
    assert "\u202e" not in name
    assert not name.startswith((".", " "))
    assert not name.rpartition(".")[0].endswith((".", " "))
    assert 0 < len(name) <= names.LONGEST + 6
    assert unicodedata.is_normalized("NFC", name)
    assert names.cleaned(name) == name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Tape 1.WAV", "Tape 1.wav"),
        ("gpj\u202efdp.docx", "gpjfdp.docx"),
        (" .pdf", "file.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"),
        ("Cyfweliad â Siân.docx", "Cyfweliad â Siân.docx"),
    ],
)
def test_names_as_they_come(given: str, kept: str) -> None:
    assert names.cleaned(given) == kept


@pytest.mark.parametrize("given", ["", "tape", "run.exe", "page.html", "x.svg", "a.mp3/", "a.pdf."])
def test_what_is_not_on_the_list_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="Kept are: csv"):
        names.cleaned(given)

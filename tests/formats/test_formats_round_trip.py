"""Out and in again: for any valid folder, the export of the load of an export is that export."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

import seedbed
from seedbed.errors import ActionDenied, InputError
from seedbed.formats.folder import Folder, read_folder
from seedbed.formats.study_folder import export_folder, exported_files, load_folder
from seedbed.record.models import Study
from seedbed.samples.six_sites import build
from seedbed.trust.asking import nobody, system
from tests.formats.made_folders import MadeFolder, folders, write

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
MANY = settings.default.max_examples // 4  # each is a study loaded twice


@contextmanager
def a_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as home:
        yield Path(home)


def put(path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content.encode("utf-8"))
    return path


def said(folder: Folder) -> dict[str, Any]:
    """What a folder says, whatever the order of its rows and of what a row only lists."""
    listed = ("innovations", "sites", "claims")
    rows = {
        table: {
            row.id: {
                name: sorted(value) if name in listed else value
                for name, value in row.model_dump().items()
            }
            for row in found
        }
        for table, found in folder.tables.items()
    }
    return {"study": folder.study.model_dump(), "rows": rows, "texts": folder.texts}


def out_in_out(path: Path) -> dict[str, str]:
    """Load a folder, export it, load that, and give the export that both must be."""
    first = exported_files(load_folder(path, by=SYSTEM), by=SYSTEM)
    with a_folder() as again:
        put(again, first)
        assert said(read_folder(again)) == said(read_folder(path)), "nothing lost, nothing changed"
        second = exported_files(load_folder(again, by=SYSTEM, replace=True), by=SYSTEM)
    assert second == first
    return first


def test_the_tiny_study_comes_out_as_it_went_in(tiny_path: Path) -> None:
    files = out_in_out(tiny_path)
    assert {"study.toml", "claims.toml", "circles.toml", "outputs/advice.toml", ".gitignore",
            "datapackage.json", "sites.csv", "sources/robin-2.txt"} <= set(files)  # fmt: skip


@given(made=folders())
@settings(max_examples=MANY, suppress_health_check=[HealthCheck.too_slow])
def test_any_folder_comes_out_as_it_went_in(made: MadeFolder) -> None:
    with a_folder() as home, transaction.atomic():
        out_in_out(write(home / "made", *made))
        transaction.set_rollback(True)


@given(one=folders(), other=folders())
@settings(max_examples=MANY // 2, suppress_health_check=[HealthCheck.too_slow])
def test_one_folder_replaces_another_wholly(one: MadeFolder, other: MadeFolder) -> None:
    """Whatever stood there before, what stands there after is what the folder says."""
    with a_folder() as home, transaction.atomic():
        before = write(home / "before", *_with_nothing_to_lose(one, other))
        after = write(home / "after", *_with_texts_of_its_own(other))
        load_folder(after, by=SYSTEM)
        fresh = exported_files(Study.objects.get(), by=SYSTEM)
        Study.objects.all().delete()
        load_folder(before, by=SYSTEM)
        replaced = exported_files(load_folder(after, by=SYSTEM, replace=True), by=SYSTEM)
        assert replaced == fresh
        transaction.set_rollback(True)


def _with_nothing_to_lose(made: MadeFolder, other: MadeFolder) -> MadeFolder:
    """A reply, withdrawal or veto that the other folder lacks would be refused; tried elsewhere."""
    head, tables, texts = made
    answers = {row["id"]: row["answer"] for row in other[1]["replies"]}
    kept = [
        row
        for row in tables["replies"]
        if row["id"] in answers and (row["answer"] == "waiting" or answers[row["id"]] != "waiting")
    ]
    consents = [row | {"withdrawn_on": None} for row in tables["consents"]]
    excerpts = [row | {"vetoed_on": None} for row in tables["excerpts"]]
    return head, tables | {"replies": kept, "consents": consents, "excerpts": excerpts}, texts


def _with_texts_of_its_own(made: MadeFolder) -> MadeFolder:
    """A text version is never edited, so the other folder's texts are other versions."""
    head, tables, texts = made
    for version in tables["source_versions"]:
        version["id"] += ".b"
    for excerpt in tables["excerpts"]:
        excerpt["version"] += ".b"
    return head, tables, texts


def test_the_real_study_comes_out_as_it_went_in() -> None:
    out_in_out(Path(seedbed.__file__).parent / "samples" / "innovation_programme" / "folder")


def test_the_simulated_study_comes_out_as_it_went_in(tmp_path: Path) -> None:
    build(tmp_path / "six-sites")
    out_in_out(tmp_path / "six-sites")


def test_an_export_is_written_whole_to_a_new_place(tiny: Study, tmp_path: Path) -> None:
    target = tmp_path / "new" / "place"
    export_folder(tiny, target, by=SYSTEM)
    written = {
        str(file.relative_to(target)): file.read_bytes().decode("utf-8")
        for file in target.rglob("*")
        if file.is_file()
    }
    assert written == exported_files(tiny, by=SYSTEM)
    assert not any("\r" in text for text in written.values())
    for name, text in written.items():
        if name.endswith(".csv"):
            ids = [line.split(",")[0] for line in text.splitlines()[1:] if ",simulated" in line]
            assert ids == sorted(ids), name


def test_an_export_never_covers_what_lies_there(tiny: Study, tmp_path: Path) -> None:
    for target in (tmp_path / "full", tmp_path / "file"):
        if target.name == "full":
            target.mkdir()
            (target / "mine.txt").write_text("mine")
        else:
            target.write_text("mine")
        with pytest.raises(InputError, match=f"{target.name} is there already"):
            export_folder(tiny, target, by=SYSTEM)
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "full"], "nothing left beside"


def test_an_export_that_fails_leaves_nothing(
    tiny: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Path, *args: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_bytes", broken)
    with pytest.raises(OSError, match="disk is full"):
        export_folder(tiny, tmp_path / "new", by=SYSTEM)
    assert not list(tmp_path.iterdir())


def test_an_export_tells_git_what_to_leave_out(tiny: Study) -> None:
    ignored = exported_files(tiny, by=SYSTEM)[".gitignore"].splitlines()
    assert ignored == ["sources/", "participants.csv", "consents.csv", "responses.csv"]


def test_who_may_not_export_gets_nothing(tiny: Study, tmp_path: Path) -> None:
    with pytest.raises(ActionDenied):
        export_folder(tiny, tmp_path / "new", by=nobody(using="default"))
    assert not list(tmp_path.iterdir())

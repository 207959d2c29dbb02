"""What cannot be loaded: every mistake named with its place and its remedy, and nothing stored."""

import os
import shutil
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps

from seedbed.errors import InputError
from seedbed.formats.folder import read_folder
from seedbed.formats.problems import SHOWN, FolderError, Problem
from seedbed.formats.study_folder import load_folder
from seedbed.trust.asking import system
from tests.formats.mistakes import ADVICE, CLAIMS, MISTAKES, Mistake

NOBODY_ID = 65534


@pytest.fixture
def folder(tiny_path: Path, tmp_path: Path) -> Path:
    """A copy of the tiny folder that a test may spoil."""
    return Path(shutil.copytree(tiny_path, tmp_path / "tiny"))


def change(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert before in text, f"{before!r} is not in {file}"
    path.write_bytes(text.replace(before, after, 1).encode("utf-8"))


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(FolderError) as refused:
        read_folder(folder)
    assert isinstance(refused.value, InputError)
    assert refused.value.exit_code == 2
    assert "nothing was stored" in str(refused.value)
    return list(refused.value.problems)


def is_named(mistake: Mistake, problems: list[Problem]) -> bool:
    return any(
        (p.file, p.row, p.column) == mistake.place
        and (p.value == mistake.value or not mistake.value)
        and mistake.says in p.says
        for p in problems
    )


def test_the_tiny_folder_itself_is_right(folder: Path) -> None:
    assert read_folder(folder).study.id == "tiny-study"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_named_with_its_place_and_its_remedy(folder: Path, mistake: Mistake) -> None:
    change(folder, mistake.file, mistake.before, mistake.after)
    problems = problems_of(folder)
    assert is_named(mistake, problems), "\n".join(map(str, problems))


# Each in a file of its own, so that one does not hide another.
TEN = {
    "day first": "events.csv", "a thousands sign": "costs.csv", "more than all": "scores.csv",
    "nothing where something must be": "sites.csv", "an id twice in a table": "codebook.csv",
    "a whole number too large": "responses.csv", "a value and a mark": "readings.csv",
    "a verdict on a version nobody kept": "verdicts.csv", "evidence that is not there": CLAIMS,
    "a reference twice in a list": ADVICE,
}  # fmt: skip


@pytest.mark.django_db
def test_ten_mistakes_are_told_at_once_and_nothing_is_stored(folder: Path) -> None:
    before = {model: model._default_manager.count() for model in apps.get_models()}
    planted = [mistake for mistake in MISTAKES if mistake.name in TEN]
    assert len(planted) == len(TEN) == 10
    for mistake in planted:
        change(folder, mistake.file, mistake.before, mistake.after)
    with pytest.raises(FolderError) as refused:
        load_folder(folder, by=system("test", using="default"))
    problems = list(refused.value.problems)
    for mistake in planted:
        assert is_named(mistake, problems), mistake.name
        assert any(mistake.place[0] in line and mistake.says in line
                   for line in str(refused.value).splitlines()), mistake.name  # fmt: skip
    assert {m: m._default_manager.count() for m in apps.get_models()} == before


@pytest.mark.parametrize(
    "name",
    [
        "a day that is none",
        "nothing where something must be",
        "an empty text in place of one",
        "a column that is none",
        "not TOML",
        "a truth value",
        "a framework unheard of",
    ],
)
def test_one_mistake_is_told_once_although_other_rows_name_what_it_spoils(
    folder: Path, name: str
) -> None:
    mistake = next(mistake for mistake in MISTAKES if mistake.name == name)
    change(folder, mistake.file, mistake.before, mistake.after)
    assert len(problems_of(folder)) == 1


def test_a_long_list_of_mistakes_says_how_many_more(folder: Path) -> None:
    lines = [f"code-{n},Name,code-gone,Words" for n in range(SHOWN + 7)]
    text = "id,name,parent,definition\n" + "\n".join(lines)
    (folder / "codebook.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FolderError) as refused:
        read_folder(folder)
    said = str(refused.value).splitlines()
    count = len(refused.value.problems)
    assert count >= SHOWN + 7
    assert said[0] == f"{count} things to mend; nothing was stored."
    assert said[-1] == f"... and {count - SHOWN} more."
    assert len(said) == SHOWN + 2


# Folders that are none, and files that are not plain.


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for name in ("gone", "file"):
        [problem] = problems_of(tmp_path / name)
        assert problem.file == str(tmp_path / name)
        assert "Name the folder that holds study.toml" in problem.says


def test_a_folder_without_a_study_says_what_begins_one(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path)
    assert (problem.file, problem.says[:12]) == ("study.toml", "is not there")


@contextmanager
def an_ordinary_account() -> Iterator[None]:
    """Somebody who is not root, for root may read everything."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY_ID)
    try:
        yield
    finally:
        os.seteuid(os.getuid())


@pytest.fixture
def in_the_open(tiny_path: Path) -> Iterator[Path]:
    """A copy of the tiny folder at a place where an ordinary account may come."""
    with tempfile.TemporaryDirectory(prefix="seedbed-open-") as home:
        Path(home).chmod(0o755)
        folder = Path(shutil.copytree(tiny_path, Path(home) / "tiny"))
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["not at all", "names only"])
def test_a_folder_that_may_not_be_read_is_refused(in_the_open: Path, mode: int) -> None:
    in_the_open.chmod(mode)
    with an_ordinary_account():
        [problem] = problems_of(in_the_open)
    assert "is not a folder that can be read" in problem.says


def test_a_file_that_may_not_be_read_is_named(in_the_open: Path) -> None:
    (in_the_open / "conditions.csv").chmod(0o000)
    with an_ordinary_account():
        [problem] = problems_of(in_the_open)
    assert (problem.file, problem.says) == ("conditions.csv", "cannot be read (Permission denied).")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "broken link"])
@pytest.mark.parametrize("name", ["study.toml", "conditions.csv", "circles.toml"])
def test_a_table_that_is_no_plain_file_is_named(folder: Path, name: str, kind: str) -> None:
    (folder / name).unlink()
    match kind:
        case "folder":
            (folder / name).mkdir()
        case "pipe":
            os.mkfifo(folder / name)
        case "device":
            (folder / name).symlink_to("/dev/zero")
        case "broken link":
            (folder / name).symlink_to("nowhere")
    [problem] = [p for p in problems_of(folder) if p.file == name]
    assert "is not a plain file" in problem.says or "leads out of the folder" in problem.says


@pytest.mark.parametrize("name", ["study.toml", "sites.csv", CLAIMS, ADVICE])
def test_a_table_that_lies_elsewhere_is_not_followed(
    folder: Path, tmp_path: Path, name: str
) -> None:
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert any(p.file == name and "leads out of the folder" in p.says for p in problems_of(folder))


@pytest.mark.parametrize("whole", [False, True], ids=["one text", "all of sources"])
def test_a_text_that_lies_elsewhere_is_not_followed(
    folder: Path, tmp_path: Path, whole: bool
) -> None:
    moved = folder / "sources" if whole else folder / "sources" / "ash.txt"
    moved.rename(tmp_path / "elsewhere")
    moved.symlink_to(tmp_path / "elsewhere")
    found = [p for p in problems_of(folder) if "leads out of the folder" in p.says]
    assert "ash.txt" in [p.value for p in found]
    assert {(p.file, p.column) for p in found} == {("source_versions.csv", "file")}


def test_a_link_inside_the_folder_may_be_followed(folder: Path) -> None:
    (folder / "sites.csv").rename(folder / "sites.txt")
    (folder / "sites.csv").symlink_to("sites.txt")
    assert len(read_folder(folder).tables["sites"]) == 3


@pytest.mark.parametrize(
    "name", ["event.csv", "Events.csv", "events.CSV", "claim.toml", "outputs/advise.toml",
             "output/advice.toml", "tables/events.csv"],
)  # fmt: skip
def test_a_table_with_the_wrong_name_is_not_passed_over(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("id\n")
    [problem] = problems_of(folder)
    assert problem.file == name
    assert "is not a table of a study folder" in problem.says


@pytest.mark.parametrize(
    "name", ["README.md", ".gitignore", "datapackage.json", "notes.txt", ".git/config.toml"]
)
def test_what_is_not_a_table_may_lie_beside(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("anything")
    assert read_folder(folder).study.id == "tiny-study"


# Large things: refused before they are read, in bounded memory.


def _stream(path: Path, head: bytes, megabytes: int) -> None:
    with path.open("wb") as file:
        file.write(head)
        for _ in range(megabytes):
            file.write(b"x" * 1_000_000)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("codebook.csv", b"id,name,parent,definition\ncode-big,Name,,"),
        ("claims.toml", b'[[claims]]\nid = "'),
        ("sources/ash.txt", b"Once "),
        ("study.toml", b'id = "'),
    ],
)
def test_a_cell_of_200_mb_is_refused_without_being_read(
    folder: Path, name: str, head: bytes
) -> None:
    _stream(folder / name, head, 200)
    tracemalloc.start()
    try:
        problems = problems_of(folder)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert any(p.file == name and "is 200 MB" in p.says for p in problems)
    assert most < 50_000_000


def test_a_cell_of_200_mb_of_nothing_is_refused_too(folder: Path) -> None:
    """A sparse file takes no room on the disk and all of it in memory."""
    with (folder / "codebook.csv").open("ab") as file:
        file.truncate(200_000_000)
    assert any("is 200 MB" in p.says for p in problems_of(folder))


def test_a_cell_of_some_megabytes_is_sent_to_sources(folder: Path) -> None:
    _stream(folder / "codebook.csv", b"id,name,parent,definition\ncode-big,Name,,", 3)
    assert any(
        (p.file, p.row) == ("codebook.csv", "line 2") and "Put long texts in sources/" in p.says
        for p in problems_of(folder)
    )


def test_a_text_longer_than_a_column_holds_is_refused(folder: Path) -> None:
    change(folder, "codebook.csv", "A worker or leader goes.", "x" * 20_001)
    [problem] = problems_of(folder)
    assert problem.says == "is longer than 20000 characters."
    assert len(str(problem)) < 200, "the value is cut short"

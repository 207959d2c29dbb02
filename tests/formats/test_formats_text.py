"""Text as other programs write it: understood where that is safe, else refused with a remedy."""

import shutil
from pathlib import Path

import pytest

from seedbed.formats.folder import Folder, read_folder
from seedbed.formats.problems import FolderError, Problem
from seedbed.formats.study_folder import exported_files, load_folder
from seedbed.record.evidence.models import Excerpt
from seedbed.trust.asking import system

SYSTEM = system("test", using="default")
BOM = b"\xef\xbb\xbf"
WELSH = "Llanfairpwllgwyngyll: dŵr, tŷ, ôl, ïâ. Dw i’n hapus 🙂👩‍👩‍👧‍👦 yma.\nAil linell.\n"


@pytest.fixture
def folder(tiny_path: Path, tmp_path: Path) -> Path:
    """A copy of the tiny folder that a test may rewrite."""
    return Path(shutil.copytree(tiny_path, tmp_path / "tiny"))


def same(one: Folder, other: Folder) -> bool:
    return (one.study, one.tables, one.texts) == (other.study, other.tables, other.texts)


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(FolderError) as refused:
        read_folder(folder)
    return list(refused.value.problems)


@pytest.mark.parametrize("mark", [b"", BOM, BOM + BOM], ids=["no mark", "mark", "mark twice"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_byte_order_marks_and_line_ends_make_no_difference(
    folder: Path, tiny_path: Path, mark: bytes, ends: bytes
) -> None:
    for file in folder.rglob("*.*"):
        file.write_bytes(mark + file.read_bytes().replace(b"\n", ends))
    assert same(read_folder(folder), read_folder(tiny_path))


def test_quotes_and_line_ends_inside_a_cell_are_kept(folder: Path) -> None:
    text = 'id,name,parent,definition\r\nc-1,"Say ""yes"", then",,"First line\r\nsecond"\r\n'
    for name in ("codebook.csv", "codings.csv"):
        (folder / name).unlink()
    (folder / "codebook.csv").write_bytes(text.encode())
    [code] = read_folder(folder).tables["codebook"]
    assert (code.name, code.definition) == ('Say "yes", then', "First line\nsecond")


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_line_ends_of_word_processors_stay_in_their_cell(folder: Path, end: str) -> None:
    (folder / "codings.csv").unlink()
    text = f"id,name,parent,definition\nc-1,Name,,one{end}two\nc-2,Name,,x\n"
    (folder / "codebook.csv").write_bytes(text.encode())
    first, second = read_folder(folder).tables["codebook"]
    assert first.definition == f"one{end}two"
    assert second.id == "c-2"


def test_rows_that_are_wholly_empty_are_passed_over(folder: Path, tiny_path: Path) -> None:
    with (folder / "sites.csv").open("ab") as file:
        file.write(b"\n,,,,,,,,,,,,\n\n")
    assert same(read_folder(folder), read_folder(tiny_path))


def test_semicolons_are_refused_with_the_remedy(folder: Path) -> None:
    text = (folder / "sites.csv").read_text(encoding="utf-8").replace(",", ";")
    (folder / "sites.csv").write_text(text, encoding="utf-8")
    [problem] = [p for p in problems_of(folder) if p.file == "sites.csv"]
    assert problem.row == "line 1"
    assert "separates cells by semicolons. Save it with commas (in Excel:" in problem.says


@pytest.mark.parametrize("coding", ["utf-16", "latin-1", "cp1252"])
def test_other_encodings_are_refused_with_the_remedy(folder: Path, coding: str) -> None:
    text = (folder / "sites.csv").read_text(encoding="utf-8").replace("Four", "Café")
    (folder / "sites.csv").write_bytes(text.encode(coding))
    [problem] = [p for p in problems_of(folder) if p.file == "sites.csv"]
    if coding == "utf-16":
        assert "UTF-8" in problem.says
    else:
        assert (problem.row, problem.says) == (
            "line 4", "is not UTF-8 here. Save the file as UTF-8 (in Excel: CSV UTF-8).",
        )  # fmt: skip


@pytest.mark.parametrize("name", ["sites.csv", "claims.toml", "study.toml", "sources/ash.txt"])
def test_a_nul_byte_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b"\x00")
    assert any(p.file == name and "NUL byte" in p.says for p in problems_of(folder))


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("", "", "is empty; its first line names the columns"),
        ("id,name,parent,definition\nc-1,Name,,\"open", "line 2", "cannot be read as CSV"),
        ("id,name,parent,definition\nc-1,Name,,one,two", "line 2", "has 5 cells; the first line"),
        ("id,name,parent,definition\nc-1,Name", "line 2", "has 2 cells; the first line names 4"),
        ("id\tname\tdefinition\nc-1\tx\ty", "line 1", "is not a column of this table"),
    ],
)  # fmt: skip
def test_what_is_not_a_table_is_named(folder: Path, text: str, row: str, says: str) -> None:
    (folder / "codebook.csv").write_text(text, encoding="utf-8")
    assert any(
        (p.file, p.row) == ("codebook.csv", row) and says in p.says for p in problems_of(folder)
    )


def test_a_table_without_rows_is_no_mistake(folder: Path) -> None:
    (folder / "adoptions.csv").write_text("id,innovation,area,role,earliest,latest,status\n")
    change = (folder / "claims.toml").read_text(encoding="utf-8")
    kept = change.replace('kind = "adoption"', 'kind = "event"').replace("ad-northmere", "ev-study")
    (folder / "claims.toml").write_text(kept, encoding="utf-8")
    assert read_folder(folder).tables["adoptions"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["tŷ", "’n hapus", "🙂", "👩‍👩‍👧‍👦", "yma.\nAil"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_passage_counts_code_points_whatever_the_alphabet(
    folder: Path, words: str, ends: str
) -> None:
    """One for each code point: not bytes, not half pairs, and one for a line end of any kind."""
    start = WELSH.index(words)
    (folder / "sources" / "ash.txt").write_bytes(BOM + WELSH.replace("\n", ends).encode())
    lines = (folder / "excerpts.csv").read_text(encoding="utf-8").splitlines()
    new = [
        f"ex-ash-same,sv-ash,{start},{start + len(words)},p-ash," if "ex-ash" in line else line
        for line in lines
    ]
    (folder / "excerpts.csv").write_text("\n".join(new) + "\n", encoding="utf-8")
    study = load_folder(folder, by=SYSTEM)
    assert Excerpt.objects.get(key="ex-ash-same").words == words
    assert exported_files(study, by=SYSTEM)["sources/ash.txt"] == WELSH


@pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False)])
def test_a_passage_ends_within_its_text(folder: Path, extra: int, fits: bool) -> None:
    (folder / "sources" / "ash.txt").write_text(WELSH, encoding="utf-8")
    end = len(WELSH) + extra
    lines = (folder / "excerpts.csv").read_text(encoding="utf-8").splitlines()
    new = [f"ex-ash-same,sv-ash,0,{end},p-ash," if "ex-ash" in line else line for line in lines]
    (folder / "excerpts.csv").write_text("\n".join(new) + "\n", encoding="utf-8")
    if fits:
        assert read_folder(folder).study.id == "tiny-study"
    else:
        [problem] = problems_of(folder)
        assert (problem.column, problem.value) == ("end", str(end))
        assert f"which has {len(WELSH)} characters" in problem.says


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5)])
def test_a_passage_has_a_length(folder: Path, start: int, end: int) -> None:
    lines = (folder / "excerpts.csv").read_text(encoding="utf-8").splitlines()
    new = [f"ex-ash-same,sv-ash,{start},{end},p-ash," if "ex-ash" in x else x for x in lines]
    (folder / "excerpts.csv").write_text("\n".join(new) + "\n", encoding="utf-8")
    [problem] = problems_of(folder)
    assert (problem.file, problem.row, problem.column) == ("excerpts.csv", "line 2", "start")

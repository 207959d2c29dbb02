"""``datapackage.json`` as an independent reader sees it: the frictionless library, off line."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from frictionless import Package, Report

import seedbed
from seedbed.formats.folder import read_folder
from seedbed.formats.models import columns_of
from seedbed.formats.rows import CSV_ROWS
from seedbed.formats.study_folder import export_folder, load_folder
from seedbed.samples.six_sites import build
from seedbed.trust.asking import system

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
INNOVATION_PROGRAMME = Path(seedbed.__file__).parent / "samples" / "innovation_programme" / "folder"


@pytest.fixture(autouse=True)
def off_line(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Nothing may be asked of the network, not even the address of a host."""
    asked: list[Any] = []

    def refuse(*words: Any, **more: Any) -> NoReturn:
        asked.append(words)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield asked
    assert asked == []


def exported(folder: Path, target: Path) -> Path:
    export_folder(load_folder(folder, by=SYSTEM), target, by=SYSTEM)
    return target


def checked(folder: Path) -> Report:
    return Package(str(folder / "datapackage.json")).validate()


def said(report: Report) -> str:
    return "\n".join(map(str, report.flatten(["type", "message"])))


@pytest.fixture
def tiny_out(tiny_path: Path, tmp_path: Path) -> Path:
    """The tiny study, exported."""
    return exported(tiny_path, tmp_path / "tiny")


@pytest.fixture
def six_sites(tmp_path: Path) -> Path:
    """The simulated study, as its generator writes it."""
    build(tmp_path / "six-sites")
    return tmp_path / "six-sites"


def described(folder: Path) -> dict[str, Any]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def test_the_tiny_study_is_a_valid_package(tiny_out: Path) -> None:
    report = checked(tiny_out)
    assert report.valid, said(report)
    tables = read_folder(tiny_out).tables
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    assert rows == {m.table: len(tables[m.table]) for m in CSV_ROWS}, "every table, every row"


def test_a_package_describes_every_column_in_its_order(tiny_out: Path) -> None:
    for model in CSV_ROWS:
        fields = described(tiny_out)[model.table]["schema"]["fields"]
        assert [field["name"] for field in fields] == columns_of(model)


def test_the_real_study_is_a_valid_package(tmp_path: Path) -> None:
    report = checked(exported(INNOVATION_PROGRAMME, tmp_path / "out"))
    assert report.valid, said(report)


def test_the_simulated_study_is_a_valid_package_before_and_after(
    six_sites: Path, tmp_path: Path
) -> None:
    for folder in (six_sites, exported(six_sites, tmp_path / "out")):
        report = checked(folder)
        assert report.valid, said(report)


# What the description must make a stranger's tool notice, with the name frictionless has for it.
SPOILED = [
    ("innovations.csv", "i-strathlorn,s-strathlorn", "i-strathlorn,s-gone", "foreign-key"),
    ("codebook.csv", "code-trust,Trust,", "code-trust,Trust,code-gone", "foreign-key"),
    ("codebook.csv", "code-money,", "code-trust,", "primary-key"),
    ("events.csv", "2021-06-14,2021-06-14", "14/06/2021,2021-06-14", "type-error"),
    ("costs.csv", ",240000,", ",a lot,", "type-error"),
    ("sites.csv", ",network,", ",net,", "constraint-error"),
    ("sites.csv", ",network,", ",,", "constraint-error"),
    ("sites.csv", "id,name", "id,title", "incorrect-label"),
]


@pytest.mark.parametrize(("name", "before", "after", "error"), SPOILED)
def test_the_description_says_enough_to_find_a_mistake(
    tiny_out: Path, name: str, before: str, after: str, error: str
) -> None:
    text = (tiny_out / name).read_text(encoding="utf-8")
    assert before in text
    (tiny_out / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    report = checked(tiny_out)
    assert error in [found for [found] in report.flatten(["type"])], said(report)


def test_a_description_holds_no_time_and_no_place(tiny_out: Path, tmp_path: Path) -> None:
    """The same study gives the same bytes, wherever and whenever it is written."""
    text = (tiny_out / "datapackage.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert not {"created", "hash", "bytes"} & set(json.loads(text))
    for resource in described(tiny_out).values():
        assert not {"created", "hash", "bytes", "stats"} & set(resource)
        assert resource["path"] == f"{resource['name']}.csv"


def test_a_table_that_is_not_there_is_not_described(tiny_path: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_path, tmp_path / "less"))
    (folder / "contexts.csv").unlink()
    text = (folder / "claims.toml").read_text(encoding="utf-8")
    other = text.replace('kind = "context"', 'kind = "event"').replace("cx-school", "ev-study")
    (folder / "claims.toml").write_text(other, encoding="utf-8")
    replies = folder / "outputs" / "replies.toml"
    text = replies.read_text(encoding="utf-8")
    other = text.replace('about = "context"', 'about = "event"').replace("cx-director", "ev-study")
    replies.write_text(other, encoding="utf-8")
    out = exported(folder, tmp_path / "out")
    assert "contexts" not in described(out)
    assert checked(out).valid

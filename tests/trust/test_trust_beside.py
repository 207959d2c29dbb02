"""A folder that is built beside: whole under its name, or not there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.trust.keeping.beside import UNFINISHED, built, scratch


def left(parent: Path) -> list[str]:
    return [path.name for path in parent.iterdir()]


def test_the_folder_takes_its_name_when_the_block_ends_well(tmp_path: Path) -> None:
    with built(tmp_path / "deep" / "made") as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").write_text("x")
        assert folder.stat().st_mode & 0o077 == 0
        assert not (tmp_path / "deep" / "made").exists()
    assert (tmp_path / "deep" / "made" / "inner" / "file").read_text() == "x"
    assert left(tmp_path / "deep") == ["made"]


def test_nothing_stays_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), built(tmp_path / "made") as folder:
        [(folder / "same").mkdir() for _ in "two"]
    assert left(tmp_path) == []


@pytest.mark.parametrize("there", ["file", "link", "full"])
def test_nothing_is_written_over(there: str, tmp_path: Path) -> None:
    target = tmp_path / "made"
    if there == "file":
        target.write_text("mine")
    elif there == "link":
        target.symlink_to(tmp_path / "elsewhere")
    else:
        target.mkdir()
        (target / "mine").write_text("mine")
    with pytest.raises(InputError, match="does not exist yet"), built(target):
        raise AssertionError
    assert left(tmp_path) == ["made"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    with built(tmp_path / "made") as folder:
        (folder / "file").write_text("x")
    assert left(tmp_path / "made") == ["file"]


def test_what_came_to_lie_there_meanwhile_stays(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not empty"), built(tmp_path / "made"):
        (tmp_path / "made" / "mine").mkdir(parents=True)
    assert left(tmp_path) == ["made"]
    assert left(tmp_path / "made") == ["mine"]


def test_what_a_dead_process_left_goes_and_what_others_build_stays(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    here = f"{UNFINISHED}{socket.gethostname()}-"
    gone = tmp_path / f"{here}{dead.pid}-abcdefgh"
    others = [
        tmp_path / f"{here}{os.getpid()}-abcdefgh",  # alive
        tmp_path / f"{here}1-abcdefgh",  # alive, and somebody else's
        tmp_path / f"{here}odd",
        tmp_path / f"{UNFINISHED}another.machine-{dead.pid}-abcdefgh",
    ]
    for path in (gone, *others):
        path.mkdir()
    with scratch(tmp_path):
        assert not gone.exists()
    assert sorted(left(tmp_path)) == sorted(path.name for path in others)


def test_a_process_of_another_account_counts_as_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / f"{UNFINISHED}{socket.gethostname()}-77-abcdefgh"
    theirs.mkdir()

    def not_ours(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_ours)
    with scratch(tmp_path):
        assert theirs.exists()

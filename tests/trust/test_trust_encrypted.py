"""An encrypted store as a file: nothing to read in it, and a clear word where it does not open."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.trust import keys

CANARY = "Two towns, one question"


def seedbed(data: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "seedbed", *words], capture_output=True, text=True, timeout=120,
        env=own | {"SEEDBED_DATA": str(data), "COLUMNS": "200"} | env,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, tiny_path: Path) -> Path:
    """A data folder whose encrypted store holds the tiny study."""
    data = tmp_path_factory.mktemp("sealed")
    keys.begin(data)
    loaded = seedbed(data, "load", str(tiny_path))
    assert loaded.returncode == 0, loaded.stderr
    return data


def test_no_word_of_the_study_can_be_read_in_the_files(sealed: Path, tiny_path: Path) -> None:
    words = [CANARY, "Ambleford", "starting again", "CREATE TABLE", "SQLite format 3"]
    assert "starting again" in (tiny_path / "sources" / "robin-2.txt").read_text()
    held = [p for p in sealed.iterdir() if p.name.startswith("seedbed.sqlite3")]
    assert held
    for path in held:
        content = path.read_bytes()
        assert not [word for word in words if word.encode() in content], path.name


def test_the_study_comes_out_again_with_the_key(sealed: Path, tmp_path: Path) -> None:
    out = seedbed(sealed, "export", "tiny-study", str(tmp_path / "out"))
    assert out.returncode == 0, out.stderr
    assert CANARY in (tmp_path / "out" / "study.toml").read_text()


def test_with_another_key_nothing_opens_and_nothing_changes(sealed: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(sealed, tmp_path / "copy"))
    before = (copy / "seedbed.sqlite3").read_bytes()
    for name in (keys.KEY_FILE, keys.MARK):
        (copy / name).unlink()
    (copy / "seedbed.sqlite3").rename(tmp_path / "aside")
    keys.begin(copy)  # a good key, of another store
    (tmp_path / "aside").rename(copy / "seedbed.sqlite3")
    refused = seedbed(copy, "export", "tiny-study", str(tmp_path / "none"))
    assert refused.returncode == keys.WrongKey.exit_code
    assert "does not open with this key" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (copy / "seedbed.sqlite3").read_bytes() == before
    assert not (tmp_path / "none").exists()

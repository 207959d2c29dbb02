"""An encrypted store as a file: nothing to read in it, and a clear word where it does not open."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from seedbed.trust import keys, right_key
from seedbed.trust.encrypted.base import DatabaseWrapper

CANARY = "Two towns, one question"


def seedbed(
    data: Path, *words: str, typed: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "seedbed", *words], capture_output=True, text=True, timeout=120,
        input=typed,
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


def test_a_damaged_page_is_found_and_named(sealed: Path, tmp_path: Path) -> None:
    whole = seedbed(sealed, "store", "check")
    assert whole.returncode == 0, whole.stderr
    assert "The store is whole" in whole.stdout
    copy = Path(shutil.copytree(sealed, tmp_path / "copy"))
    path = copy / "seedbed.sqlite3"
    held = bytearray(path.read_bytes())
    page = len(held) // 4096 * 4 // 5  # far behind the pages that tell of the tables
    held[page * 4096 + 100] ^= 1
    path.write_bytes(bytes(held))
    found = seedbed(copy, "store", "check")
    assert found.returncode == 6
    assert f"page {page + 1}" in found.stderr
    assert "Restore a backup" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_damaged_first_page_is_not_taken_for_a_wrong_key(sealed: Path, tmp_path: Path) -> None:
    """The key is known by its fingerprint: what does not open with it is damaged, or foreign."""
    copy = Path(shutil.copytree(sealed, tmp_path / "copy"))
    path = copy / "seedbed.sqlite3"
    held = bytearray(path.read_bytes())
    held[100] ^= 1
    path.write_bytes(bytes(held))
    for left in copy.glob("seedbed.sqlite3-*"):
        left.unlink()
    damaged = seedbed(copy, "store", "check")
    assert damaged.returncode == keys.WrongKey.exit_code
    assert "although it is the key that store.toml names: the file is damaged" in damaged.stderr
    (copy / keys.KEY_FILE).write_text("00" * keys.BYTES + "\n")
    wrong = seedbed(copy, "store", "check")
    assert "Check the key file" in wrong.stderr
    assert "damaged" not in wrong.stderr


def test_an_encrypted_store_is_begun_once_and_by_a_new_folder(tmp_path: Path) -> None:
    begun = seedbed(tmp_path / "new", "store", "begin")
    assert begun.returncode == 0, begun.stderr
    assert "SEEDBED_KEY_FILE" in begun.stdout
    again = seedbed(tmp_path / "new", "store", "begin")
    assert again.returncode == 2
    assert "data folder of its own" in again.stderr


def test_the_audit_is_verified_against_a_head_kept_elsewhere(sealed: Path, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    assert seedbed(sealed, "audit", "head", "--to", str(head)).returncode == 0
    held = seedbed(sealed, "audit", "verify", str(head))
    assert held.returncode == 0, held.stderr
    assert "The audit holds" in held.stdout
    said = json.loads(head.read_text())
    head.write_text(json.dumps(said | {"sequence": said["sequence"] + 1}))
    refused = seedbed(sealed, "audit", "verify", str(head))
    assert refused.returncode == 6
    assert "signature" in refused.stderr


def test_a_busy_store_is_not_told_as_a_wrong_key(db: None, tmp_path: Path) -> None:
    """Whoever holds all of it says nothing of the key."""
    given = connections["default"].settings_dict
    options = {"key": lambda: b"k" * 32, "timeout": 0}
    settings = given | {"NAME": tmp_path / "store", "OPTIONS": options}
    settings.pop(right_key.TOLD, None)  # this one is on no server
    first, second = (DatabaseWrapper(settings, "beside") for _ in range(2))
    try:
        with first.cursor() as cursor:
            cursor.execute("CREATE TABLE held (word)")
            cursor.execute("BEGIN EXCLUSIVE")
            with pytest.raises(OperationalError, match="locked"):
                second.ensure_connection()
            cursor.execute("COMMIT")
        second.ensure_connection()
    finally:
        first.close()
        second.close()

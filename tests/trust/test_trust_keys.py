"""The key of an encrypted store: made once, kept from others, and told when it is not the one."""

import os
import stat
from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.trust import keys

WORDS = "four plain words here"


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEEDBED_KEY_FILE", raising=False)
    monkeypatch.delenv("SEEDBED_PASSPHRASE", raising=False)


def test_a_key_file_is_readable_by_its_owner_only_and_gives_the_key_back(tmp_path: Path) -> None:
    assert not keys.is_encrypted(tmp_path)
    key = keys.begin(tmp_path)
    assert keys.is_encrypted(tmp_path)
    assert len(key) == 32
    assert keys.key_of(tmp_path) == key
    assert stat.S_IMODE((tmp_path / keys.KEY_FILE).stat().st_mode) == 0o600
    assert keys.keeping(tmp_path).by == "key-file"


def test_the_mark_in_the_folder_holds_no_secret(tmp_path: Path) -> None:
    key = keys.begin(tmp_path)
    assert key.hex() not in (tmp_path / keys.MARK).read_text()


def test_two_stores_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert keys.begin(tmp_path / "a") != keys.begin(tmp_path / "b")


def test_a_passphrase_opens_the_store_and_another_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keys.begin(tmp_path, passphrase=WORDS)
    assert not (tmp_path / keys.KEY_FILE).exists()
    with pytest.raises(keys.WrongKey, match="SEEDBED_PASSPHRASE"):
        keys.key_of(tmp_path)
    monkeypatch.setenv("SEEDBED_PASSPHRASE", WORDS)
    assert keys.key_of(tmp_path) == key
    monkeypatch.setenv("SEEDBED_PASSPHRASE", WORDS + "s")
    with pytest.raises(keys.WrongKey, match="the passphrase"):
        keys.key_of(tmp_path)


def test_a_short_passphrase_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 12 characters"):
        keys.begin(tmp_path, passphrase="short")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [keys.MARK, "seedbed.sqlite3"])
def test_a_store_is_not_begun_over_another(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(InputError, match="data folder of its own"):
        keys.begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("held", "says"), [("not hexadecimal", "does not hold the key"), ("00" * 32, "this key")]
)
def test_another_key_file_is_told_before_the_store_is_touched(
    tmp_path: Path, held: str, says: str
) -> None:
    keys.begin(tmp_path)
    (tmp_path / keys.KEY_FILE).write_text(held)
    with pytest.raises(keys.WrongKey, match=says):
        keys.key_of(tmp_path)


def test_a_key_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch) -> None:
    key = keys.begin(tmp_path)
    kept = tmp_path / "elsewhere.key"
    (tmp_path / keys.KEY_FILE).rename(kept)
    with pytest.raises(keys.WrongKey, match=r"store\.key cannot be read"):
        keys.key_of(tmp_path)
    monkeypatch.setenv("SEEDBED_KEY_FILE", str(kept))
    assert keys.key_of(tmp_path) == key


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keys.begin(tmp_path)
    (tmp_path / keys.KEY_FILE).chmod(0o640)
    with pytest.raises(keys.WrongKey, match="chmod 600"):
        keys.key_of(tmp_path)


def test_keys_for_two_purposes_differ_and_stay_the_same() -> None:
    key = bytes(32)
    assert keys.sub_key(key, "a") != keys.sub_key(key, "b")
    # Sealed today, opened in years to come: the bytes are pinned.
    assert keys.sub_key(key, "a").hex() == keys.sub_key(bytes(32), "a").hex()
    assert keys.fingerprint(key) == keys.sub_key(key, "fingerprint").hex()[:16]

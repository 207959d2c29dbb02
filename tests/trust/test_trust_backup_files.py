"""A backup on the disk: whatever is altered, cut short, left out or put in another's place is told.

No database here: what a backup holds is bytes, whichever store they are of.
"""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedbed.errors import InputError, SeedbedError
from seedbed.trust import keys
from seedbed.trust.keeping import contents, sealed_file
from seedbed.trust.keeping.manifest import (
    FILE,
    SEALED,
    BrokenBackup,
    Manifest,
    read_manifest,
    this_version,
)
from seedbed.trust.keeping.state import State
from seedbed.trust.keys import WrongKey
from seedbed.trust.sealing import BrokenSeal

WORDS = "four plain words here"
STATE = State(
    rows={"record_study": 1}, audit_sequence=1, audit_digest="a" * 64, migrations={"trust": "0001"}
)
STORE = b"pages of a store " * 40
TABLE = "statistics/lookups/areas (2024).parquet"
Change = Callable[[bytes], bytes]


def backup(folder: Path, *, words: str = "", key: bytes = b"", **said: object) -> Path:
    """A backup as ``make_backup`` writes it, of a store that is no store."""
    source, made = folder / "source", folder / "made"
    made.mkdir(parents=True)
    contents.write(source / "seedbed.sqlite3", [STORE])
    contents.write(source / TABLE, [b"PAR1"])
    salt = sealed_file.new_salt()
    files = {
        name: contents.put(source / name, made, name, passphrase=words, salt=salt)
        for name in ("seedbed.sqlite3", TABLE)
    }
    manifest = Manifest(
        **{"seedbed": this_version(), "made_at": "2026-11-24T10:00:00+00:00", "kind": "embedded",
           "state": STATE, "files": files} | said
    )  # fmt: skip
    contents.write(source / FILE, [manifest.text(key).encode()])
    contents.put(source / FILE, made, FILE, passphrase=words, salt=salt)
    return made


def restored(made: Path, to: Path, *, words: str = "", key: bytes = b"") -> bytes:
    manifest = read_manifest(made, key=key, passphrase=words)
    contents.lay_out(manifest, made, to, passphrase=words)
    return (to / "seedbed.sqlite3").read_bytes()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup(tmp_path_factory.mktemp("sealed"), words=WORDS)


@pytest.mark.parametrize(("name", "words"), [("plain", ""), ("sealed", WORDS)])
def test_what_went_in_comes_out_for_its_owner_only(
    name: str, words: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made = request.getfixturevalue(name)
    assert restored(made, tmp_path / "to", words=words) == STORE
    assert (tmp_path / "to" / TABLE).read_bytes() == b"PAR1"
    for path in [*made.rglob("*"), *(tmp_path / "to").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0 or path.is_dir(), path


def test_nothing_can_be_read_in_a_sealed_backup(sealed: Path) -> None:
    for path in (path for path in sealed.rglob("*") if path.is_file()):
        assert path.name.endswith(SEALED)
        for word in (b"pages of a store", b"record_study", b"PAR1"):
            assert word not in path.read_bytes()


FILES = st.sampled_from([FILE, "seedbed.sqlite3", TABLE])


@given(name=FILES, at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@example(name=FILE, at=0.0, bit=0)
def test_a_sealed_backup_with_one_bit_altered_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, name: str, at: float, bit: int
) -> None:
    def flipped(held: bytes) -> bytes:
        place = int(at * len(held))
        return held[:place] + bytes([held[place] ^ 1 << bit]) + held[place + 1 :]

    refused(sealed, f"{name}{SEALED}", flipped, tmp_path_factory.mktemp("flip"), words=WORDS)


@given(name=FILES, at=st.floats(0, 1, exclude_max=True))
@example(name="seedbed.sqlite3", at=0.0)
def test_a_sealed_backup_cut_short_anywhere_is_refused(
    sealed: Path, tmp_path_factory: pytest.TempPathFactory, name: str, at: float
) -> None:
    def cut(held: bytes) -> bytes:
        return held[: int(at * len(held))]

    refused(sealed, f"{name}{SEALED}", cut, tmp_path_factory.mktemp("cut"), words=WORDS)


@given(name=FILES, at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_plain_backup_with_one_bit_altered_is_refused(
    plain: Path, tmp_path_factory: pytest.TempPathFactory, name: str, at: float, bit: int
) -> None:
    def flipped(held: bytes) -> bytes:
        place = int(at * len(held))
        return held[:place] + bytes([held[place] ^ 1 << bit]) + held[place + 1 :]

    refused(plain, name, flipped, tmp_path_factory.mktemp("flip"))


def refused(made: Path, name: str, change: Change, folder: Path, *, words: str = "") -> None:
    copy = Path(shutil.copytree(made, folder / "copy"))
    (copy / name).write_bytes(change((copy / name).read_bytes()))
    with pytest.raises((WrongKey, BrokenSeal, BrokenBackup, InputError)) as told:
        restored(copy, folder / "to", words=words)
    assert len(str(told.value)) > 40
    shutil.rmtree(folder)


@given(pieces=st.lists(st.binary(max_size=20), max_size=4))
def test_pieces_come_out_of_a_seal_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    whole = b"".join(pieces)
    path = tmp_path_factory.getbasetemp() / "pieces.sealed"
    with path.open("wb") as file:
        sealed_file.seal(iter([whole]), file, passphrase=WORDS, salt=bytes(16), name="a")
    assert b"".join(sealed_file.opened(path, passphrase=WORDS, name="a")) == whole


def large(tmp_path: Path) -> tuple[Path, int]:
    """Three pieces sealed, and where the first begins."""
    path = tmp_path / "large.sealed"
    pieces = [bytes([n]) * sealed_file.PIECE for n in (1, 2)] + [b"end"]
    with path.open("wb") as file:
        sealed_file.seal(pieces, file, passphrase=WORDS, salt=bytes(16), name="large")
    return path, len(sealed_file.FORM) + sealed_file.SALT + sealed_file.NAMED + sealed_file.PREFIX


def test_pieces_cannot_change_places_be_left_out_or_be_cut_off_at_an_edge(tmp_path: Path) -> None:
    path, start = large(tmp_path)
    held = path.read_bytes()
    size = sealed_file.PIECE + sealed_file.TAG
    head, first, second, rest = (
        held[:start], held[start:start + size], held[start + size:start + 2 * size],
        held[start + 2 * size:],
    )  # fmt: skip
    assert sum(map(len, sealed_file.opened(path, passphrase=WORDS, name="large"))) == 2**21 + 3
    for wrong in (
        head + second + first + rest, head + first + rest, head + first + second, head + first,
        head, held + b"x", held + rest, head + rest,
    ):  # fmt: skip
        path.write_bytes(wrong)
        with pytest.raises(BrokenSeal, match="altered or cut short"):
            list(sealed_file.opened(path, passphrase=WORDS, name="large"))


def test_a_sealed_file_opens_under_its_own_name_only(tmp_path: Path) -> None:
    path, _ = large(tmp_path)
    with pytest.raises(BrokenSeal):
        list(sealed_file.opened(path, passphrase=WORDS, name="small"))


def test_the_form_of_a_seal_is_pinned() -> None:
    """Sealed today, opened in years to come."""
    written = io.BytesIO()
    sealed_file.seal([], written, passphrase=WORDS, salt=bytes(16), name="a")
    head = written.getvalue()[:28]
    assert head.hex() == "73626631" + "00" * 16 + keys.fingerprint(keys.derived(WORDS, bytes(16)))


def test_another_passphrase_is_told_from_an_altered_file(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="does not open with this passphrase"):
        restored(sealed, tmp_path, words=WORDS + "s")


def test_a_plain_backup_in_the_place_of_a_sealed_one_is_told(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="somebody put another in its place"):
        restored(plain, tmp_path, words=WORDS)


def test_a_file_of_another_backup_with_the_same_passphrase_is_told(
    sealed: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(sealed, tmp_path / "copy"))
    other = tmp_path / "other"
    contents.write(other, [b"another store"])
    (copy / f"seedbed.sqlite3{SEALED}").unlink()
    contents.put(other, copy, "seedbed.sqlite3", passphrase=WORDS, salt=bytes(16))
    with pytest.raises(BrokenBackup, match=r"seedbed\.sqlite3 of the backup was altered"):
        restored(copy, tmp_path / "to", words=WORDS)


def test_a_missing_file_is_named(plain: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(plain, tmp_path / "copy"))
    (copy / TABLE).unlink()
    with pytest.raises(BrokenBackup, match=r"areas \(2024\)\.parquet of the backup is missing"):
        restored(copy, tmp_path / "to")


@pytest.mark.parametrize("there", ["nothing", "empty", "not text"])
def test_what_is_no_backup_is_told(there: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    if there != "nothing":
        folder.mkdir()
    if there == "not text":
        (folder / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is not a backup"):
        read_manifest(folder)


@pytest.mark.parametrize("text", ["[]", "{}", '{"form": 1}', '{"form": 1, "seedbed": 3}', "null"])
def test_a_manifest_that_is_none_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BrokenBackup, match="altered or cut short"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("said", [{"form": 2}, {"seedbed": "999.0"}])
def test_a_backup_of_a_newer_seedbed_is_told_from_an_altered_one(
    said: dict[str, object], tmp_path: Path
) -> None:
    made = backup(tmp_path, **said)
    held = json.loads((made / FILE).read_text())
    (made / FILE).write_text(json.dumps(held | {"a word of next year": 1}))
    with pytest.raises(InputError, match="or a newer one"):
        read_manifest(made)


@pytest.mark.parametrize(
    "name",
    ["../outside", "/etc/passwd", "store.key", "statistics/../../x.parquet", "a.toml",
     "statistics/.hidden.parquet", "statistics/a/b.parquet", "statistics\\a.parquet"],
)  # fmt: skip
def test_no_other_file_is_taken_out_of_a_backup(name: str, tmp_path: Path) -> None:
    made = backup(tmp_path, files={name: "0" * 64})
    with pytest.raises(BrokenBackup):
        restored(made, tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_an_unheard_of_kind_of_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenBackup):
        read_manifest(backup(tmp_path, kind="papyrus"))


def test_nobody_without_the_key_writes_a_manifest_for_an_encrypted_store(tmp_path: Path) -> None:
    key = bytes(range(32))
    made = backup(tmp_path / "with", key=key)
    assert restored(made, tmp_path / "to", key=key) == STORE
    forged = backup(tmp_path / "without")
    with pytest.raises(BrokenBackup, match="another store than the key"):
        read_manifest(forged, key=key)


def test_the_key_of_a_backup_is_the_key_of_its_store(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert contents.key_for(plain) == b""
    monkeypatch.delenv("SEEDBED_KEY_FILE", raising=False)
    key = keys.begin(tmp_path)
    assert contents.key_for(tmp_path) == key
    for text in ("key = [", "", 'key = "passphrase"\nsalt = "zz"\nfingerprint = ""'):
        (tmp_path / keys.MARK).write_text(text)
        monkeypatch.setenv("SEEDBED_PASSPHRASE", WORDS)
        with pytest.raises(BrokenBackup, match=r"store\.toml"):
            contents.key_for(tmp_path)


def test_what_goes_along_holds_no_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    keys.begin(data)
    for name in ("secret-key", "statistics/a.parquet", "statistics/lookups/b.parquet",
                 "statistics/.loading-1/c.parquet", "report/d.json", "cache/e"):  # fmt: skip
        contents.write(data / name, [b"x"])
    held = contents.carried(tmp_path / "work", data, "encrypted")
    assert sorted(held) == ["seedbed.sqlite3", "statistics/a.parquet",
                            "statistics/lookups/b.parquet", "store.toml"]  # fmt: skip
    (data / "store.toml").unlink()
    assert "secret-key" in contents.carried(tmp_path / "work", data, "embedded")
    assert "seedbed.dump" in contents.carried(tmp_path / "work", data, "postgresql")


def test_two_states_say_where_they_differ() -> None:
    other = State(rows={"record_site": 2}, audit_sequence=2, audit_digest="b", migrations={})
    said = STATE.differences(other)
    assert STATE.differences(STATE) == []
    assert "Table record_site holds 2 rows and should hold nothing." in said
    assert "Table record_study holds nothing and should hold 1 rows." in said
    assert any("ends at event 2" in line for line in said)
    assert any("migrations" in line for line in said)


def test_every_refusal_has_its_code() -> None:
    for kind, code in ((InputError, 2), (WrongKey, 5), (BrokenSeal, 5), (BrokenBackup, 6)):
        assert issubclass(kind, SeedbedError)
        assert kind.exit_code == code

"""A store on a server opens only to the data folder that holds its key, and is begun only empty."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections

from seedbed.trust import keys, right_key
from seedbed.trust.key_change import FINISHED
from seedbed.trust.models import StoreKey
from tests import postgres
from tests.trust.test_trust_encrypted import seedbed
from tests.trust.test_trust_rekey import KILLED, python

EVENTS = "SELECT count(*), max(digest) FROM trust_auditevent"


@pytest.fixture(scope="module")
def server() -> str:
    try:
        return os.environ.get("SEEDBED_DATABASE") or postgres.start()
    except postgres.PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def database(server: str) -> Iterator[Callable[[str], str]]:
    """An empty database of a name on the server."""
    host = urlsplit(server).query.removeprefix("host=")
    made: list[str] = []

    def create(name: str) -> str:
        subprocess.run(["createdb", "-h", host, "-U", postgres.ACCOUNT, name], check=True)
        made.append(name)
        return urlsplit(server)._replace(path=f"/{name}").geturl()

    yield create
    for name in made:
        subprocess.run(["dropdb", "-h", host, "-U", postgres.ACCOUNT, name], check=True)


def asked(address: str, query: str) -> str:
    host = urlsplit(address).query.removeprefix("host=")
    words = ["psql", "-h", host, "-U", postgres.ACCOUNT, "-At", "-c", query]
    return subprocess.run(
        [*words, urlsplit(address).path.lstrip("/")], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_sealed_store_is_refused_without_its_key_before_anything_is_written(
    database: Callable[[str], str], tmp_path: Path, tiny_path: Path
) -> None:
    address = database("guarded_store")
    own, bare, other = (tmp_path / name for name in ("own", "bare", "other"))
    begun = seedbed(own, "store", "begin", SEEDBED_DATABASE=address)
    assert begun.returncode == 0, begun.stderr
    assert "sealed from now on before it reaches the server" in begun.stdout
    loaded = seedbed(own, "load", str(tiny_path), SEEDBED_DATABASE=address)
    assert loaded.returncode == 0, loaded.stderr
    # What the server holds is sealed, and the store knows its key.
    assert asked(address, "SELECT DISTINCT left(text, 4) FROM record_sourceversion") == "sb1:"
    known = asked(address, "SELECT fingerprint FROM trust_storekey")
    assert known == keys.keeping(own).fingerprint
    before = asked(address, EVENTS)

    other.mkdir()
    keys.begin(other)
    for folder, reason in ((bare, "that this data folder does not hold"), (other, "another key")):
        refused = seedbed(folder, "load", str(tiny_path), "--replace", SEEDBED_DATABASE=address)
        assert refused.returncode == keys.WrongKey.exit_code
        assert reason in refused.stderr
        assert "Traceback" not in refused.stderr
    assert asked(address, EVENTS) == before
    assert seedbed(own, "store", "check", SEEDBED_DATABASE=address).returncode == 0


@pytest.mark.slow
def test_the_door_of_a_server_refuses_to_start_without_the_key(
    database: Callable[[str], str], tmp_path: Path
) -> None:
    address = database("guarded_door")
    assert seedbed(tmp_path / "own", "store", "begin", SEEDBED_DATABASE=address).returncode == 0
    made = seedbed(tmp_path / "own", "store", "check", SEEDBED_DATABASE=address)
    assert made.returncode == 0, made.stderr
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    for folder, code in (("own", 0), ("bare", 1)):
        done = subprocess.run(
            [sys.executable, "-c", "import seedbed.project.wsgi"], capture_output=True, text=True,
            env=own | {"SEEDBED_DATA": str(tmp_path / folder), "SEEDBED_DATABASE": address},
            check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert ("does not hold" in done.stderr) == bool(code)


@pytest.mark.slow
def test_a_store_on_a_server_begins_with_a_key_only_while_it_is_empty(
    database: Callable[[str], str], tmp_path: Path, tiny_path: Path
) -> None:
    address = database("begun_plain")
    assert seedbed(tmp_path / "plain", "load", str(tiny_path),
                   SEEDBED_DATABASE=address).returncode == 0  # fmt: skip
    late = seedbed(tmp_path / "late", "store", "begin", SEEDBED_DATABASE=address)
    assert late.returncode == 2
    assert "would stay unsealed" in late.stderr
    assert not (tmp_path / "late" / keys.MARK).exists()
    # A folder that got its key elsewhere is refused as well: the words there are plain.
    (tmp_path / "late" / "secret-key").unlink(missing_ok=True)
    shutil.rmtree(tmp_path / "late")
    assert seedbed(tmp_path / "late", "store", "begin").returncode == 0
    refused = seedbed(tmp_path / "late", "store", "check", SEEDBED_DATABASE=address)
    assert refused.returncode == keys.WrongKey.exit_code
    assert "was begun without one" in refused.stderr
    assert asked(address, "SELECT count(*) FROM trust_storekey") == "0"
    assert seedbed(tmp_path / "plain", "store", "check",
                   SEEDBED_DATABASE=address).returncode == 0  # fmt: skip


@pytest.mark.slow
def test_a_store_on_a_server_gets_another_key_even_where_that_was_killed(
    database: Callable[[str], str], tmp_path: Path, tiny_path: Path
) -> None:
    address, data = database("rekeyed_store"), tmp_path / "own"
    assert seedbed(data, "store", "begin", SEEDBED_DATABASE=address).returncode == 0
    loaded = seedbed(data, "load", str(tiny_path), SEEDBED_DATABASE=address)
    assert loaded.returncode == 0, loaded.stderr
    wrapped = "SELECT wrapped FROM trust_studykey"
    before, was = keys.key_of(data), asked(address, wrapped)
    for step, said in (("swap", FINISHED), ("finish", FINISHED)):
        killed = python(data, KILLED, step, "store", "rekey", SEEDBED_DATABASE=address)
        assert killed.returncode == -9, killed.stderr
        found = seedbed(data, "store", "check", SEEDBED_DATABASE=address)
        assert found.returncode == 0, found.stderr
        assert said in found.stderr
        assert keys.keys_in(data / keys.KEY_FILE) == [keys.key_of(data)]
        assert keys.key_of(data) != before
        assert asked(address, wrapped) != was
    out = seedbed(data, "export", "tiny-study", str(tmp_path / "out"), SEEDBED_DATABASE=address)
    assert out.returncode == 0, out.stderr
    name = "sources/robin-2.txt"
    assert (tmp_path / "out" / name).read_bytes() == (tiny_path / name).read_bytes()


@pytest.mark.django_db
def test_a_sealed_store_knows_its_key_once(tiny: object, monkeypatch: pytest.MonkeyPatch) -> None:
    StoreKey.objects.all().delete()
    settings = connections["default"].settings_dict
    monkeypatch.setitem(settings, right_key.TOLD, False)
    right_key.know(using="default")
    assert not StoreKey.objects.exists()  # what is not sealed by value needs none
    monkeypatch.setitem(settings, right_key.TOLD, True)
    plain = right_key._plain_column(connection)
    if plain:  # the words of this test's store are plain
        with pytest.raises(keys.WrongKey, match=plain):
            right_key.know(using="default")
    monkeypatch.setattr(right_key, "_plain_column", lambda _: "")
    right_key.know(using="default")
    right_key.know(using="default")
    assert StoreKey.objects.get().fingerprint == keys.fingerprint(right_key.signing_secret())


@pytest.mark.django_db
def test_a_connection_is_held_against_the_key(
    tiny: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Server:
        """A connection to a server that tells which key its store knows."""

        settings_dict = {right_key.TOLD: True}
        closed = 0

        def close(self) -> None:
            self.closed += 1

    asked_of = Server()
    own = keys.fingerprint(right_key.signing_secret())
    for kept in ("", own):
        monkeypatch.setattr(right_key, "_kept", lambda _, kept=kept: kept)
        right_key._held_against(None, asked_of)
    assert not asked_of.closed
    monkeypatch.setattr(right_key, "_kept", lambda _: "0" * 16)
    for encrypted, reason in ((True, "another key"), (False, "does not hold")):
        monkeypatch.setattr(right_key, "is_encrypted", lambda _, said=encrypted: said)
        with pytest.raises(keys.WrongKey, match=reason):
            right_key._held_against(None, asked_of)
    assert asked_of.closed == 2

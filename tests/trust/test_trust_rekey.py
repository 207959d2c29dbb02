"""A store gets another key: all of it opens with the new, and a kill leaves one that opens it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from seedbed.errors import SeedbedError
from seedbed.trust import key_change, keys, right_key
from seedbed.trust.encrypted.base import DatabaseWrapper
from tests.trust.test_trust_encrypted import seedbed

# A store with something under every seal that hangs on the store's key.
SEALED = """
import django; django.setup()
from uuid import UUID
from allauth.mfa.models import Authenticator
from seedbed.trust import second_factor, study_keys
from seedbed.trust.models import User
study_keys.key_of_study(UUID(int=1), using="default")
study_keys.destroy(UUID(int=2), using="default")
user = User.objects.create_user("somebody")
for kind, data in (("totp", {"secret": second_factor.sealed("the secret")}),
                   ("recovery_codes", {"seed": second_factor.sealed("the seed"), "used_mask": 0}),
                   ("webauthn", {"credential": {}})):
    Authenticator.objects.create(user=user, type=kind, data=data)
"""
OPENED = """
import django; django.setup()
from uuid import UUID
from allauth.mfa.models import Authenticator
from seedbed.trust import second_factor, study_keys
data = {row.type: row.data for row in Authenticator.objects.all()}
assert second_factor.opened(data["totp"]["secret"]) == "the secret"
assert second_factor.opened(data["recovery_codes"]["seed"]) == "the seed"
print(study_keys.key_of_study(UUID(int=1), using="default").key.hex())
"""
# Dead at one step of the change, as no process can prevent.
KILLED = """
import os, signal, sys
from seedbed.trust import key_change
setattr(key_change, sys.argv.pop(1), lambda *_: os.kill(os.getpid(), signal.SIGKILL))
from seedbed.cli.main import app
app(sys.argv[1:], standalone_mode=False)
"""


def python(data: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    own |= {"SEEDBED_DATA": str(data), "DJANGO_SETTINGS_MODULE": "seedbed.project.settings"} | env
    return subprocess.run(
        [sys.executable, "-c", *words], env=own, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("rekeyed")
    keys.begin(data)
    assert seedbed(data, "store", "check").returncode == 0
    done = python(data, SEALED)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def test_all_that_is_sealed_opens_with_the_new_key_and_not_with_the_old(
    db: None, store: Path, tmp_path: Path
) -> None:
    before = keys.key_of(store)
    key_of_study = python(store, OPENED).stdout
    head = tmp_path / "head.json"
    assert seedbed(store, "audit", "head", "--to", str(head)).returncode == 0
    done = seedbed(store, "store", "rekey")
    assert done.returncode == 0, done.stderr
    assert "1 keys of studies, 2 second factors" in done.stdout
    assert "Backups made before this open with the old key alone" in done.stdout
    after = keys.key_of(store)
    assert after != before
    assert keys.keys_in(key_change.old_key_file(store, before)) == [before]
    assert keys.keys_in(store / keys.KEY_FILE) == [after]
    assert not list(store.glob("*.next*"))
    assert python(store, OPENED).stdout == key_of_study != ""
    verified = seedbed(store, "audit", "verify", str(head))
    assert verified.returncode == 0, verified.stderr
    options = connections["default"].settings_dict | {
        "NAME": store / "seedbed.sqlite3", "OPTIONS": {"key": lambda: before},
    }  # fmt: skip
    with pytest.raises(keys.WrongKey):
        DatabaseWrapper(options, "beside").ensure_connection()


def test_a_passphrase_takes_the_place_of_a_key_file_and_a_key_file_of_it(store: Path) -> None:
    words = "four plain words here"
    done = seedbed(store, "store", "rekey", "--passphrase", typed=f"{words}\n{words}\n")
    assert done.returncode == 0, done.stderr
    assert keys.keeping(store).by == "passphrase"
    assert not (store / keys.KEY_FILE).exists()
    again = seedbed(store, "store", "rekey", SEEDBED_PASSPHRASE=words)
    assert again.returncode == 0, again.stderr
    assert keys.keeping(store).by == "key-file"
    assert seedbed(store, "store", "check").returncode == 0


def test_a_store_that_somebody_has_open_is_left_as_it_is(db: None, store: Path) -> None:
    key = keys.key_of(store)
    options = connections["default"].settings_dict | {
        "NAME": store / "seedbed.sqlite3", "OPTIONS": {"key": lambda: key},
    }  # fmt: skip
    options.pop(right_key.TOLD, None)  # this one is on no server
    other = DatabaseWrapper(options, "beside")
    other.ensure_connection()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trust_auditevent")
            refused = seedbed(store, "store", "rekey")
    finally:
        other.close()
    assert refused.returncode == 5
    assert "Another process has the store open" in refused.stderr
    assert keys.key_of(store) == key
    assert not list(store.glob("*.next*"))
    assert keys.keys_in(store / keys.KEY_FILE) == [key]


@pytest.mark.parametrize(
    ("step", "said"), [("swap", key_change.UNDONE), ("finish", key_change.FINISHED)]
)
def test_a_change_that_was_killed_is_undone_or_finished_by_the_next_command(
    store: Path, step: str, said: str
) -> None:
    before = keys.key_of(store)
    held = python(store, OPENED).stdout
    assert python(store, KILLED, step, "store", "rekey").returncode == -9
    assert len(keys.keys_in(store / keys.KEY_FILE)) == 2
    found = seedbed(store, "store", "check")
    assert found.returncode == 0, found.stderr
    assert said in found.stderr
    assert (keys.key_of(store) == before) == (step == "swap")
    assert len(keys.keys_in(store / keys.KEY_FILE)) == 1
    assert not list(store.glob("*.next*"))
    assert python(store, OPENED).stdout == held
    assert said not in seedbed(store, "store", "check").stderr


def test_one_process_at_a_time_changes_a_key(store: Path) -> None:
    with key_change.alone(store):
        refused = seedbed(store, "store", "rekey")
    assert refused.returncode == 5
    assert "is being changed" in refused.stderr


def test_a_store_without_a_key_has_none_to_change(tmp_path: Path) -> None:
    refused = seedbed(tmp_path, "store", "rekey")
    assert refused.returncode == 2
    assert "seedbed store begin" in refused.stderr


def test_a_key_file_that_cannot_be_written_is_told(store: Path, monkeypatch) -> None:
    monkeypatch.setattr("os.open", lambda *_: (_ for _ in ()).throw(OSError(13, "not yours")))
    with pytest.raises(SeedbedError, match="not yours"):
        key_change._write(store / keys.KEY_FILE, [b"k"])

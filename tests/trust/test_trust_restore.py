"""Back up, restore, look: in a terminal, as a keeper of a store does it, on every kind of store."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from seedbed.trust import keys
from tests import conftest

WORDS = "four plain words here"
KINDS = ["postgresql"] if conftest.ON_POSTGRES else ["embedded", "encrypted"]
# On PostgreSQL the suite runs only what asks for the database.
pytestmark = pytest.mark.django_db


class Home:
    """A data folder with the tiny study, and how to run Seedbed on it."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder, self.data = kind, folder, folder / "data"
        own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
        self.env = own | {"SEEDBED_DATA": str(self.data), "COLUMNS": "200"}
        if kind == "encrypted":
            self.data.mkdir(mode=0o700)
            keys.begin(self.data)
            (self.data / keys.KEY_FILE).rename(folder / "store.key")
            self.env["SEEDBED_KEY_FILE"] = str(folder / "store.key")
        if kind == "postgresql":
            self.env["SEEDBED_DATABASE"] = address("one")
            database("createdb", "one")

    def run(self, *words: str, code: int = 0, **env: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "seedbed", *words], capture_output=True, text=True,
            timeout=300, env=self.env | env, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def back_up(self, to: Path, *words: str, **env: str) -> Path:
        self.run("backup", str(to), *words, **env)
        [made] = to.iterdir()
        return made

    def new(self, name: str) -> dict[str, str]:
        """The environment in which a restored store is used."""
        env = {"SEEDBED_DATA": str(self.folder / name)}
        return env | ({"SEEDBED_DATABASE": address(name)} if self.kind == "postgresql" else {})

    def restore(self, made: Path, name: str, code: int = 0, **env: str) -> str:
        env = self.new(name) | env
        return self.run("restore", str(made), "--to", str(self.folder / name), code=code, **env)


def address(name: str) -> str:
    served = urlsplit(os.environ["SEEDBED_DATABASE"])
    return served._replace(path=f"/{name}").geturl()


def database(program: str, *words: str) -> None:
    served = urlsplit(os.environ["SEEDBED_DATABASE"])
    host = served.query.removeprefix("host=")
    subprocess.run([program, "-h", host, "-U", "postgres", *words], check=True)


@pytest.fixture(scope="module", params=KINDS)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tiny_path: Path
) -> Iterator[Home]:
    there = Home(request.param, tmp_path_factory.mktemp(request.param))
    there.run("load", str(tiny_path))
    yield there
    if there.kind == "postgresql":
        database("dropdb", "--force", "one")


@pytest.fixture(scope="module")
def made(home: Home) -> Path:
    return home.back_up(home.folder / "backups")


def exported(home: Home, to: Path, **env: str) -> dict[str, bytes]:
    home.run("export", "tiny-study", str(to), **env)
    return {str(path.relative_to(to)): path.read_bytes() for path in to.rglob("*")
            if path.is_file()}  # fmt: skip


def test_the_study_is_the_same_after_a_restore(home: Home, made: Path, tmp_path: Path) -> None:
    said = home.restore(made, "same")
    assert "The audit holds: 3 events" in said  # load, backup, restore
    assert "log in anew" in said
    there = home.new("same")
    assert exported(home, tmp_path / "a") == exported(home, tmp_path / "b", **there)
    assert "The audit holds" in home.run("audit", "verify", **there)
    assert (home.folder / "same").stat().st_mode & 0o777 == 0o700
    assert not (home.folder / "same" / keys.KEY_FILE).exists()
    assert not (home.folder / "same" / "seedbed.dump").exists()


def test_the_restored_store_can_be_kept_in_its_turn(home: Home, made: Path, tmp_path: Path) -> None:
    home.restore(made, "again")
    home.run("backup", str(tmp_path / "backups"), **home.new("again"))
    looked = json.loads(home.run("doctor", "--format", "json", **home.new("again")))
    assert looked["well"] is True, looked
    assert {finding["about"] for finding in looked["findings"]} >= {"store", "audit", "backup"}


def test_nothing_is_restored_over_a_store(home: Home, made: Path) -> None:
    home.restore(made, "first")
    before = sorted((p.name, p.read_bytes()) for p in (home.folder / "first").glob("*.*"))
    assert "written over" in home.restore(made, "first", code=2)
    if home.kind == "postgresql":
        said = home.run("restore", str(made), "--to", str(home.folder / "elsewhere"), code=2,
                        SEEDBED_DATABASE=address("first"))  # fmt: skip
        assert "The database first holds tables" in said
        assert not (home.folder / "elsewhere").exists()
    assert before == sorted((p.name, p.read_bytes()) for p in (home.folder / "first").glob("*.*"))


def test_what_is_altered_or_cut_short_is_refused(home: Home, made: Path, tmp_path: Path) -> None:
    [store] = made.glob("seedbed.*")
    for name, change, code in (
        (store.name, lambda held: held[:-1], 6),
        (store.name, lambda held: held[:5000] + b"!" + held[5001:], 6),
        ("manifest.json", lambda held: held.replace(b'"record_study": 1', b'"record_study": 2'), 6),
    ):
        copy = Path(shutil.copytree(made, tmp_path / "copy", dirs_exist_ok=True))
        (copy / name).write_bytes(change((made / name).read_bytes()))
        assert "altered or cut short" in home.restore(copy, "none", code=code)
        assert not (home.folder / "none").exists()
    assert not list(home.folder.glob(".unfinished-*"))


def test_another_kind_of_database_is_refused(home: Home, made: Path) -> None:
    other = "" if home.kind == "postgresql" else "postgresql://somebody@nowhere.invalid/x"
    said = home.restore(made, "none", code=2, SEEDBED_DATABASE=other)
    assert "the same kind of database" in said
    assert not (home.folder / "none").exists()


def test_another_key_is_refused(home: Home, made: Path, tmp_path: Path) -> None:
    if home.kind != "encrypted":
        return
    keys.begin(tmp_path)
    wrong = str(tmp_path / keys.KEY_FILE)
    said = home.restore(made, "none", code=5, SEEDBED_KEY_FILE=wrong)
    assert "does not open with this key" in said
    assert "cannot be read" in home.restore(made, "none", code=5, SEEDBED_KEY_FILE="")
    assert not (home.folder / "none").exists()
    assert "Leave the passphrase out" in home.run(
        "backup", str(tmp_path / "b"), "--passphrase", code=2, SEEDBED_BACKUP_PASSPHRASE=WORDS
    )


def test_a_sealed_backup_is_restored_with_its_passphrase(home: Home, tmp_path: Path) -> None:
    if home.kind == "encrypted":
        return
    given = {"SEEDBED_BACKUP_PASSPHRASE": WORDS}
    sealed = home.back_up(tmp_path / "sealed", "--passphrase", **given)
    assert all(path.name.endswith(".sealed") for path in sealed.iterdir())
    home.restore(sealed, "unsealed", **given)
    home.run("report", "tiny-study", **home.new("unsealed"))
    home.restore(sealed, "none", code=5, SEEDBED_BACKUP_PASSPHRASE="four other words here")
    assert not (home.folder / "none").exists()


OLDER = """
import django; django.setup()
import sys
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from seedbed.trust.asking import system
from seedbed.trust.keeping.backup import make_backup
call_command("migrate", "trust", "0002_append_only", verbosity=0)
make_backup(Path(sys.argv[1]), data=settings.DATA, by=system("old", using="default"))
"""


def test_a_backup_of_an_older_version_is_brought_up_to_date(home: Home, tmp_path: Path) -> None:
    old = Home(home.kind, tmp_path) if home.kind != "postgresql" else home
    env = old.env | {"DJANGO_SETTINGS_MODULE": "seedbed.project.settings"}
    if home.kind == "postgresql":
        database("createdb", "older")
        env |= {"SEEDBED_DATABASE": address("older"), "SEEDBED_DATA": str(tmp_path / "older")}
    subprocess.run([sys.executable, "-c", OLDER, str(tmp_path / "b")], env=env, check=True)
    [made] = (tmp_path / "b").iterdir()
    said = old.restore(made, "newer")
    assert "made by an older Seedbed" in said
    assert "migrations brought the new store up to date" in said
    assert "Every migration was applied" in old.run("doctor", **old.new("newer"))


def test_a_store_with_a_real_study_leaves_the_house_sealed_only(home: Home, tmp_path: Path) -> None:
    mark = (
        "import django; django.setup(); from seedbed.record.study.models import Study; "
        "print(Study.objects.update(kind={!r}))"
    )
    env = home.env | {"DJANGO_SETTINGS_MODULE": "seedbed.project.settings"}
    # In this order: the store itself refuses that what is real becomes anything else.
    for kind, code in (("simulated", 0), ("real", 0 if home.kind == "encrypted" else 2)):
        subprocess.run([sys.executable, "-c", mark.format(kind)], env=env, check=True)
        said = home.run("backup", str(tmp_path / kind), code=code)
        assert ("add --passphrase" in said) is (code == 2)

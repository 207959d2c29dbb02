"""Backups while others write, and backups and restores killed half-way."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from seedbed.trust import keys
from seedbed.trust.keeping.contents import lay_out
from seedbed.trust.keeping.manifest import read_manifest
from tests.tiny import tiny_folder

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 4
AT_LEAST = 2_000  # rows that another process writes while a backup is made
COUNT = """
import django; django.setup()
from seedbed.trust.audit import first_break
from seedbed.trust.models import AuditEvent, User
print(first_break(using="default"), User.objects.count(),
      AuditEvent.objects.filter(noun="accounts").count())
"""
# Everything but the audit, to which a backup adds that it was begun.
WORDS = """
import django; django.setup()
import hashlib
from django.db import connection
with connection.cursor() as cursor:
    for name in connection.introspection.table_names(cursor):
        if name not in ("trust_auditevent", "trust_audithead"):
            cursor.execute(f"SELECT * FROM {name}")
            held = repr(sorted(map(repr, cursor.fetchall())))
            print(name, hashlib.sha256(held.encode()).hexdigest())
"""


class Home:
    """A data folder, and processes that work on it."""

    def __init__(self, folder: Path, *, encrypted: bool) -> None:
        self.folder, self.data = folder, folder / "data"
        own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
        self.env = own | {
            "SEEDBED_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "seedbed.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]), "COLUMNS": "200",
        }  # fmt: skip
        self.data.mkdir(mode=0o700)
        self.key = b""
        if encrypted:
            self.key = keys.begin(self.data)
            (self.data / keys.KEY_FILE).rename(folder / "store.key")
            self.env["SEEDBED_KEY_FILE"] = str(folder / "store.key")
        self.seedbed("load", str(tiny_folder(folder / "study")))

    def python(self, *words: str, data: Path | None = None) -> str:
        env = self.env | ({"SEEDBED_DATA": str(data)} if data else {})
        done = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True,
                              timeout=300, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def seedbed(self, *words: str, data: Path | None = None) -> str:
        return self.python("-m", "seedbed", *words, data=data)

    def kept(self, data: Path | None = None) -> str:
        return self.python("-c", WORDS, data=data)

    def stopped_at(self, step: int, folder: Path, *words: str) -> str:
        """Run until a step, and kill it as no process can prevent; or run to the end."""
        command = [sys.executable, "-m", "tests.faults.keep_until", str(folder), str(step)]
        with subprocess.Popen([*command, *words], env=self.env, stdout=subprocess.PIPE,
                              text=True) as process:  # fmt: skip
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line.strip())
                if line.startswith("here"):
                    process.send_signal(signal.SIGKILL)
        assert lines, "it ended without a word"
        return lines[-1]


def moments(steps: int) -> list[int]:
    """The first step, the last, and some between, the same ones every time."""
    assert steps > MOMENTS, "too few steps to be killed between"
    return [1, steps, *Random(steps).sample(range(2, steps), MOMENTS - 2)]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "encrypted"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"), encrypted=request.param)


@pytest.fixture
def writer(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes all the time."""
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.write_on"], env=home.env,
                               stdout=subprocess.PIPE, text=True)  # fmt: skip
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_backup_made_while_another_writes_is_of_one_moment(
    home: Home, writer: subprocess.Popen[str], tmp_path: Path
) -> None:
    """Each account is written with its event: a copy between the two would have one more."""
    assert writer.stdout is not None
    while int(writer.stdout.readline()) < AT_LEAST // 2:
        pass
    home.seedbed("backup", str(tmp_path / "b"))
    between = int(writer.stdout.readline())
    while between < AT_LEAST:
        between = int(writer.stdout.readline())
    assert writer.poll() is None, "the writer was stopped by the backup"
    [made] = (tmp_path / "b").iterdir()
    home.seedbed("restore", str(made), "--to", str(tmp_path / "new"))
    broken, accounts, events = home.python("-c", COUNT, data=tmp_path / "new").split()
    assert broken == "None"
    assert accounts == events
    assert int(accounts) >= AT_LEAST // 2


def whole(made: Path, home: Home, to: Path) -> None:
    manifest = read_manifest(made, key=home.key)
    lay_out(manifest, made, to)


def test_a_killed_backup_leaves_none_or_a_whole_one_and_the_store_as_it_was(
    home: Home, tmp_path: Path
) -> None:
    before = home.kept()
    said = home.stopped_at(0, home.folder, "backup", str(home.folder / "first"))
    steps = int(said.removeprefix("done "))
    place = home.folder / "backups"
    for moment in moments(steps):
        assert home.stopped_at(moment, home.folder, "backup", str(place)) == "here", moment
        for made in place.glob("seedbed-*"):
            whole(made, home, tmp_path / f"laid-{moment}")
            shutil.rmtree(made)
        assert home.kept() == before, f"killed before step {moment} of {steps}"
    home.seedbed("backup", str(place))
    for parent in (place, home.data):
        assert list(parent.glob(".unfinished-*")) == [], "the next backup takes away what was left"
    assert "The audit holds" in home.seedbed("audit", "verify")


def test_a_killed_restore_leaves_nothing_or_a_whole_store(home: Home, tmp_path: Path) -> None:
    home.seedbed("backup", str(tmp_path / "b"))
    [made] = (tmp_path / "b").iterdir()
    before = home.kept()
    held = {path.name: path.read_bytes() for path in made.iterdir()}
    place = tmp_path / "stores"
    said = home.stopped_at(0, place, "restore", str(made), "--to", str(place / "first"))
    steps = int(said.removeprefix("done "))
    for moment in moments(steps):
        to = place / f"killed-{moment}"
        assert home.stopped_at(moment, place, "restore", str(made), "--to", str(to)) == "here"
        if to.exists():
            assert home.kept(to) == before, f"killed before step {moment} of {steps}"
        assert held == {path.name: path.read_bytes() for path in made.iterdir()}
    home.seedbed("restore", str(made), "--to", str(place / "last"))
    assert home.kept(place / "last") == before
    assert "The audit holds" in home.seedbed("store", "check", data=place / "last")
    assert list(place.glob(".unfinished-*")) == []

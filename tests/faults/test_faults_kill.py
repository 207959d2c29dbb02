"""Killed while it loads: nothing stored, the database whole, and the next load works."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.tiny import tiny_folder

pytestmark = pytest.mark.faults

ROOT = Path(__file__).resolve().parents[2]
EVENTS = 20_000
MOMENTS = 4
ASK_THE_CHAIN = (
    "import django; django.setup(); from seedbed.trust.audit import first_break; "
    "print(first_break(using='default'))"
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny study with twenty thousand more events."""
    folder = tiny_folder(tmp_path_factory.mktemp("large") / "study")
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        for number in range(EVENTS):
            file.write(
                f"ev-many-{number},s-ambleford,,A panel met,2021-05-01,2021-05-02,,practice,,"
                f"forward,simulated,,,,\n"
            )
    return folder


class Store:
    """A data folder with a database of its own, and processes that work on it."""

    def __init__(self, data: Path, *, like: "Store | None" = None) -> None:
        self.data = data
        self.environment = {
            name: value for name, value in os.environ.items() if name != "SEEDBED_DATABASE"
        } | {
            "SEEDBED_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "seedbed.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        if like is None:
            self.run("-m", "django", "migrate", "--verbosity=0", "--skip-checks")
        else:
            shutil.copytree(like.data, data)

    def run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=self.environment, check=True,
                              capture_output=True, text=True)  # fmt: skip
        return done.stdout.strip()

    def load_and_kill(self, folder: Path, before_write: int) -> str:
        """Start a load, wait until it stands still, and kill it as no process can prevent."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.load_until", str(folder), str(before_write)],
            env=self.environment, stdout=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            said = process.stdout.readline().strip()
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        return said

    def load(self, folder: Path) -> int:
        """Load to the end; how many statements wrote. It is killed only when all is stored."""
        said = self.load_and_kill(folder, 0)
        assert said.startswith("done "), said
        return int(said.removeprefix("done "))

    def rows(self) -> dict[str, int]:
        """How many rows each of our tables holds, read past Django from a sound database."""
        file = sqlite3.connect(self.data / "seedbed.sqlite3")
        try:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
            names = [
                name
                for (name,) in file.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '[rt]*_*'"
                )
            ]
            return {name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                    for name in names}  # fmt: skip
        finally:
            file.close()

    def chain_holds(self) -> bool:
        return self.run("-c", ASK_THE_CHAIN) == "None"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds nothing yet."""
    return Store(tmp_path_factory.mktemp("stores") / "fresh")


@pytest.fixture(scope="module")
def whole(large: Path, fresh: Store) -> tuple[Store, int]:
    """A store that holds the large study, and how many statements wrote it."""
    store = Store(fresh.data.with_name("whole"), like=fresh)
    return store, store.load(large)


def moments(writes: int) -> list[int]:
    """The first write, the last, and some between, the same ones every time."""
    return [1, writes, *Random(writes).sample(range(2, writes), MOMENTS - 2)]


@pytest.mark.slow
def test_a_killed_first_load_leaves_nothing_and_the_next_one_works(
    large: Path, fresh: Store, whole: tuple[Store, int], tmp_path: Path
) -> None:
    store, (_, writes) = Store(tmp_path / "data", like=fresh), whole
    empty = store.rows()
    assert "record_event" in empty
    assert not any(count for name, count in empty.items() if name.startswith("record_"))
    assert writes > 50, "too few statements to be killed between"
    for moment in moments(writes):
        assert store.load_and_kill(large, moment) == "here"
        assert store.rows() == empty, f"killed before write {moment} of {writes}"
    store.load(large)
    assert store.rows()["record_event"] > EVENTS
    assert store.rows()["trust_auditevent"] == 1
    assert store.chain_holds()


def test_a_killed_replacement_leaves_what_was_there(
    whole: tuple[Store, int], tmp_path: Path, tiny_path: Path
) -> None:
    """Twenty thousand rows are on their way out when it is killed; all of them stay."""
    first, store = (Store(tmp_path / name, like=whole[0]) for name in ("first", "data"))
    before = _words(store)
    for moment in moments(first.load(tiny_path)):
        assert store.load_and_kill(tiny_path, moment) == "here"
        assert _words(store) == before, f"killed before write {moment}"
    assert store.chain_holds()
    store.load(tiny_path)
    assert 0 < store.rows()["record_event"] < EVENTS
    assert store.rows()["trust_auditevent"] == 2
    assert store.chain_holds()


def _words(store: Store) -> list[Any]:
    counts = store.rows()
    file = sqlite3.connect(store.data / "seedbed.sqlite3")
    try:
        return [
            counts,
            *(file.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
              for name in ("record_event", "record_reading", "record_revision", "trust_audithead")),
        ]  # fmt: skip
    finally:
        file.close()

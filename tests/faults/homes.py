"""A data folder on each kind of store, and processes that work on it and are killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from seedbed.trust import keys
from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["embedded", "encrypted", "postgresql"]
POINTS = 10
_served: list[str] = []


def _postgres(name: str) -> str:
    if not _served:
        try:
            _served.append(os.environ.get("SEEDBED_DATABASE") or postgres.start())
        except postgres.PostgresMissing as missing:
            pytest.skip(str(missing))
    parts = urlsplit(_served[0])
    host = parts.query.removeprefix("host=")
    subprocess.run(["createdb", "-h", host, "-U", postgres.ACCOUNT, name], check=True)
    return parts._replace(path=f"/{name}").geturl()


class Home:
    """One store of a kind."""

    made = 0

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder, self.data = kind, folder, folder / "data"
        self.data.mkdir(parents=True, mode=0o700)
        own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
        self.env = own | {
            "SEEDBED_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "seedbed.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]), "COLUMNS": "200",
        }  # fmt: skip
        if kind == "encrypted":
            keys.begin(self.data)
            (self.data / keys.KEY_FILE).rename(folder / "store.key")
            self.env["SEEDBED_KEY_FILE"] = str(folder / "store.key")
        if kind == "postgresql":
            Home.made += 1
            self.env["SEEDBED_DATABASE"] = _postgres(f"home_{os.getpid()}_{Home.made}")

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen([sys.executable, *words], env=self.env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip

    def python(self, code: str) -> str:
        """What some lines of Python print; Django is set up."""
        return self._ended("-c", "import django; django.setup()\n" + code)

    def seedbed(self, *words: str) -> str:
        return self._ended("-m", "seedbed", *words)

    def _ended(self, *words: str) -> str:
        process = self.begin(*words)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, out + err
        return out.strip()

    def stopped_at(self, write: int, *words: str) -> str:
        """Run until a write, and kill it as no process can prevent; or run to the end."""
        command = [sys.executable, "-m", "tests.faults.write_until", str(write), *words]
        with subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE,
                              text=True) as process:  # fmt: skip
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line.strip())
                if line.startswith("here"):
                    process.send_signal(signal.SIGKILL)
        assert lines, "it ended without a word"
        return lines[-1]

    def writes(self, *words: str) -> int:
        """How many writes a command makes that is not stopped."""
        return int(self.stopped_at(0, *words).removeprefix("done "))

    def is_whole(self) -> None:
        assert "The store is whole" in self.seedbed("store", "check")
        assert "The audit holds" in self.seedbed("audit", "verify")


def points(writes: int) -> list[int]:
    """Ten writes to be killed before: the first, the last, and some between, always the same."""
    assert writes > POINTS, "too few writes to be killed between"
    return [1, writes, *Random(writes).sample(range(2, writes), POINTS - 2)]

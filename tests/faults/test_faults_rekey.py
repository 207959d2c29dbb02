"""A change of key killed at points between its first step and its last."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from seedbed.trust import keys
from tests.faults.homes import Home
from tests.tiny import tiny_folder

pytestmark = [pytest.mark.faults, pytest.mark.slow]
MOMENTS = 12


def stopped_at(home: Home, step: int) -> str:
    command = [sys.executable, "-m", "tests.faults.keep_until", str(home.folder), str(step)]
    with subprocess.Popen([*command, "store", "rekey"], env=home.env, text=True,
                          stdout=subprocess.PIPE) as process:  # fmt: skip
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if line.startswith("here"):
                process.send_signal(signal.SIGKILL)
    return lines[-1]


def test_whenever_it_is_killed_the_key_that_the_folder_names_opens_the_store(
    tmp_path: Path,
) -> None:
    home = Home("encrypted", tmp_path / "home")
    home.seedbed("load", str(tiny_folder(tmp_path / "tiny")))
    kept = Path(shutil.copytree(home.folder, tmp_path / "kept"))
    steps = int(stopped_at(home, 0).removeprefix("done "))
    for step in sorted({*Random(steps).sample(range(1, steps), MOMENTS), *range(steps - 6, steps)}):
        shutil.rmtree(home.folder)
        shutil.copytree(kept, home.folder)
        assert stopped_at(home, step) == "here"
        home.is_whole()
        assert "Two towns" in home.python(
            "from seedbed.record.study.models import Study; print(Study.objects.get().title)"
        )
        assert len(keys.keys_in(home.folder / "store.key")) == 1
        assert not list(home.data.glob("*.next*"))

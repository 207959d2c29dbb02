"""A demo, made and served in a process of its own: what a stranger gets from one command."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where a demo is served, and the password it printed."""

    data: Path
    port: int
    password: str

    def at(self, path: str) -> str:
        """The whole address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


def environment(data: Path) -> dict[str, str]:
    """The environment of a stranger: nothing of Seedbed but the data folder."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    return env | {"SEEDBED_DATA": str(data), "COLUMNS": "200"}


def made_demo(shared: Path) -> Path:
    """The data folder of a demo that nobody changes: made once for every process of a run."""
    made, ready = shared / "made-demo", shared / "made-demo.ready"
    with (shared / "made-demo.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not ready.exists():
            subprocess.run(
                [sys.executable, "-m", "seedbed", "demo", "--no-serve"],
                env=environment(made), check=True, capture_output=True,
            )  # fmt: skip
            ready.touch()
    return made


@contextmanager
def serve_demo(data: Path, made: Path) -> Iterator[Served]:
    """Run ``seedbed demo`` over a copy of a made one until the block ends."""
    shutil.copytree(made, data)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = data.parent / "demo.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-u", "-m", "seedbed", "demo", "--port", str(port)],
            stdout=said, stderr=said, env=environment(data),
        )  # fmt: skip
    try:
        _wait(port, server, log)
        found = re.search(r"password\s+(\S+)", log.read_text())
        assert found, log.read_text()
        yield Served(data=data, port=port, password=found.group(1))
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the demo did not answer: {log.read_text()}")

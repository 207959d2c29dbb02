"""The demo, whole, in a process of its own and an empty data folder."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


def _env(data: Path) -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    return env | {"SEEDBED_DATA": str(data), "COLUMNS": "200"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, str]]:
    """A demo that is being served: its data folder, port and printed password."""
    data, port = tmp_path_factory.mktemp("demo") / "data", _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "seedbed", "demo", "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_env(data),
    )  # fmt: skip
    try:
        yield data, port, _password(server, port)
    finally:
        server.terminate()
        server.wait(20)


def _password(server: subprocess.Popen[str], port: int) -> str:
    assert server.stdout is not None
    password = ""
    for line in server.stdout:
        found = re.search(r"password\s+(\S+)", line)
        password = found.group(1) if found else password
        if "Ctrl-C" in line:
            break
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
            return password
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("the demo did not answer")


def test_the_front_page_answers_with_its_policy(served: tuple[Path, int, str]) -> None:
    _, port, _ = served
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
        assert page.status == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "Hertfordshire" in page.read().decode()


def test_static_files_are_served(served: tuple[Path, int, str]) -> None:
    _, port, _ = served
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode()
    for address in re.findall(r'href="(/static/[^"]+\.css)"', page):
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}{address}").status == 200


def test_both_reports_are_written(served: tuple[Path, int, str]) -> None:
    data, _, _ = served
    for study in ("innovation-programme", "six-sites"):
        assert json.loads((data / "report" / f"{study}.json").read_text())["claims"]
        html = (data / "report" / f"{study}.html").read_text()
        assert "<svg" in html
        # Self-contained: nothing is fetched from anywhere.
        assert not re.search(r'(?:src|href)="(?!#|data:|http)[^"]+\.(?:css|js|png|svg)"', html)


def test_a_demo_is_not_served_beyond_loopback(served: tuple[Path, int, str]) -> None:
    data, _, _ = served
    done = subprocess.run(
        [sys.executable, "-m", "seedbed", "serve", "--host", "0.0.0.0", "--port", "0"],
        capture_output=True, text=True, env=_env(data), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "demo accounts" in done.stderr


def test_a_demo_made_again_keeps_what_is_there(served: tuple[Path, int, str]) -> None:
    data, _, password = served
    done = subprocess.run(
        [sys.executable, "-m", "seedbed", "demo", "--no-serve"],
        capture_output=True, text=True, env=_env(data), timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "kept as it was" in done.stdout
    assert "0 pages published" in done.stdout
    assert password


def test_the_password_is_random_and_not_short(served: tuple[Path, int, str]) -> None:
    assert len(served[2]) >= 12

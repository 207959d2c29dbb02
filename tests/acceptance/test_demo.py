"""The demo, whole, in a process of its own and an empty data folder."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.served import Served, environment


def _run(served: Served, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "seedbed", *words],
        capture_output=True, text=True, env=environment(served.data), timeout=300, check=False,
    )  # fmt: skip


def test_the_front_page_answers_with_its_policy(served: Served) -> None:
    with urllib.request.urlopen(served.at("/")) as page:
        assert page.status == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "Hertfordshire" in page.read().decode()


def test_static_files_are_served(served: Served) -> None:
    page = urllib.request.urlopen(served.at("/")).read().decode()
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert sheets
    for address in sheets:
        assert urllib.request.urlopen(served.at(address)).status == 200


def test_both_reports_are_written_and_need_nothing_else(served: Served) -> None:
    for study in ("innovation-programme", "six-sites"):
        body = json.loads((served.data / "report" / f"{study}.json").read_text())
        assert all(claim["supports"] or claim["contradicts"] for claim in body["claims"])
        html = (served.data / "report" / f"{study}.html").read_text()
        assert "<svg" in html
        assert "<link" not in html.replace('<link rel="icon" href="data:', "")
        assert "<script" not in html
        assert not re.search(r'src="(?!data:)', html)


def test_a_demo_is_not_served_beyond_loopback(served: Served) -> None:
    done = _run(served, "serve", "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 3
    assert "demo accounts" in done.stderr


def test_a_demo_made_again_keeps_what_is_there(tmp_path: Path, demo_folder: Path) -> None:
    # A demo of its own: in the served one others log events and reply.
    again = Served(data=tmp_path / "data", port=0, password="")
    shutil.copytree(demo_folder, again.data)
    done = _run(again, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("kept as it was") == 2
    # Nothing moved, so nothing is frozen a second time.
    assert re.findall(r"answered, (\d+) pages published", done.stdout) == ["0", "0"]


def test_the_password_is_random_and_not_short(served: Served) -> None:
    assert len(served.password) >= 12

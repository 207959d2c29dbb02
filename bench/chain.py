"""The chain, measured: load, questions, report, pages. Prints figures beside their bars.

Nothing here fails: a bar missed is printed as missed, for a person to judge on their machine.
"""

import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

HOME = Path(tempfile.mkdtemp(prefix="seedbed-bench-"))
os.environ["SEEDBED_DATA"] = str(HOME)

from seedbed.cli.start import STORE, start  # noqa: E402

start()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from machine import machine  # noqa: E402

from seedbed.cli.demo import _members  # noqa: E402
from seedbed.formats.study_folder import load_folder  # noqa: E402
from seedbed.publish.html_report import html_report  # noqa: E402
from seedbed.publish.report import report  # noqa: E402
from seedbed.publish.snapshot import publish_study, run_study  # noqa: E402
from seedbed.record.study.selectors import study_named  # noqa: E402
from seedbed.samples.innovation_programme import FOLDER  # noqa: E402
from seedbed.samples.six_sites import build  # noqa: E402
from seedbed.trust.asking import system  # noqa: E402
from seedbed.trust.models import User  # noqa: E402

BY = system("bench", using=STORE)
STUDIES = ("innovation-programme", "six-sites")
ROUNDS = 5


@contextmanager
def timed(said: str, bar: float) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    line(said, time.perf_counter() - begin, bar, "s")


def line(said: str, value: float, bar: float, unit: str) -> None:
    kept = "kept" if value <= bar else "MISSED"
    print(f"{said:<58}{value:>9.3f} {unit:<3} bar {bar:g} {unit}  {kept}")


def pages(client: Client) -> dict[str, float]:
    """Every page reachable by links from the front page and the workbench, warm."""
    found, queue = {}, ["/", "/workbench/studies/"]
    while queue:
        path = queue.pop()
        if path in found or len(found) > 400:
            continue
        response = client.get(path)
        found[path] = response.status_code
        if response.status_code == 200 and b"<html" in response.content:
            for link in re.findall(r'href="([^"#]+)', response.content.decode()):
                target = urlsplit(urljoin("http://x" + path, link.replace("&amp;", "&")))
                if target.netloc == "x" and not target.path.startswith(("/static", "/log-")):
                    queue.append(target.path + (f"?{target.query}" if target.query else ""))
    return {path: code for path, code in found.items() if code == 200}


def measure(get: Callable[[], object]) -> float:
    begin = time.perf_counter()
    get()
    return time.perf_counter() - begin


def main() -> None:
    print(machine())
    print(f"database: {connection.vendor}")
    folder = HOME / "six-sites"
    build(folder)
    with timed("both studies loaded", 5):
        load_folder(FOLDER, by=BY)
        load_folder(folder, by=BY)
    held = [study_named(BY, key) for key in STUDIES]
    with timed("all questions answered, both reports written", 10):
        for study in held:
            run_study(BY, study)
            report(BY, study, today=date.today())
            html_report(BY, study, today=date.today())
    with timed("all advice and claims published", 10):
        for study in held:
            publish_study(by=BY, study=study, today=date.today())
    _members(BY, held, "bench-password-only")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(username="demo-lead"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    reached = pages(client)
    times, worst, most = [], ("", 0.0), ("", 0)
    for path in reached:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        if len(queries) > most[1]:
            most = (path, len(queries))
        took = [measure(lambda path=path: client.get(path)) for _ in range(ROUNDS)]
        times += took
        if statistics.median(took) > worst[1]:
            worst = (path, statistics.median(took))
    times.sort()
    line(
        f"{len(reached)} pages, {len(times)} requests, p95",
        times[int(len(times) * 0.95)] * 1000,
        150,
        "ms",
    )
    print(f"    slowest by median: {worst[0]} {worst[1] * 1000:.0f} ms")
    line("most queries on a page", most[1], 30, "")
    print(f"    {most[0]}")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)

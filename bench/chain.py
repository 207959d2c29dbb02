"""The chain, measured: load, questions, report, pages. Prints figures beside their bars.

Nothing here fails: a bar missed is printed as missed, for a person to judge on their machine.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="seedbed-bench-"))
os.environ["SEEDBED_DATA"] = str(HOME)

from seedbed.cli.start import start  # noqa: E402

start()

import work  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from machine import machine  # noqa: E402

ROUNDS = 5


@contextmanager
def timed(said: str, bar: float) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    line(said, time.perf_counter() - begin, bar, "s")


def line(said: str, value: float, bar: float, unit: str) -> None:
    kept = "kept" if value <= bar else "MISSED"
    print(f"{said:<58}{value:>9.3f} {unit:<3} bar {bar:g} {unit}  {kept}")


def main() -> None:
    print(machine())
    print(f"database: {connection.vendor}")
    folders = work.folders(HOME)
    with timed("both studies loaded", 5):
        work.load(folders)
    with timed("all questions answered, both reports written", 10):
        work.answer()
    with timed("all advice and claims published", 10):
        work.publish()
    client = work.lead()
    reached = work.pages(client)
    times, worst, most = [], ("", 0.0), ("", 0)
    for path in reached:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        if len(queries) > most[1]:
            most = (path, len(queries))
        took = [work.measure(lambda path=path: client.get(path)) for _ in range(ROUNDS)]
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

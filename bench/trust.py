"""What encryption costs: the same work on a plain and on an encrypted store, round by round.

Each round does the work of the chain on a new store of each kind, in a process of its own, one
after the other and in turn first, so that what else the machine does falls on both. A ratio is
made of the two stores of one round; told are the median of the rounds and the smallest and largest.
Nothing here fails: a bar missed is printed as missed, for a person to judge on their machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from machine import machine

ROUNDS = int(os.environ.get("ROUNDS", "5"))
WRITES, EVENTS = 200, 5000
BAR = 1.25
# Each pair does the same work: without and with what seals it.
PAIRS = (("plain", "encrypted"), ("PostgreSQL", "PostgreSQL, sealed"))
READS, PAGES, MEGABYTES = 25, 50, 64


def one_round(home: Path) -> dict[str, tuple[float, float]]:
    """The work on the store of a data folder: by name, seconds that passed and seconds computed."""
    from seedbed.cli.start import start

    took: dict[str, tuple[float, float]] = {}
    kept: list[Any] = []

    def timed(name: str, doing: Callable[[], object]) -> None:
        begin, computed = time.perf_counter(), time.process_time()
        doing()
        took[name] = (time.perf_counter() - begin, time.process_time() - computed)

    timed("an empty store made", start)
    import work
    from django.db import connection, transaction

    from seedbed.trust.audit import first_break, note

    folders = work.folders(home)
    timed("both samples loaded", lambda: work.load(folders))
    timed("all questions answered, both reports written", work.answer)
    timed("all advice and claims published", work.publish)
    client = work.lead()
    reached = list(work.pages(client))

    def read() -> None:
        for path in reached:
            connection.close()  # a server opens the store anew for each page
            client.get(path)

    timed(f"{len(reached)} pages, warm, the store opened for each", read)
    timed(f"{WRITES} things logged, one transaction each", lambda: work.write(WRITES))
    with transaction.atomic():
        for _ in range(EVENTS):
            note(by=work.BY, action="bench", noun="events")
    timed(f"audit of {EVENTS} events and more verified", lambda: first_break(using=work.STORE))
    timed(f"{READS} reads of a page noted, {PAGES} pages", lambda: note_reads(work.BY))
    timed(f"an original file of {MEGABYTES} MB sealed", lambda: kept.append(keep_file()))
    timed(f"an original file of {MEGABYTES} MB opened", lambda: open_file(kept[0]))
    return took


def note_reads(by: Any) -> None:
    """What a page about real people adds: its reads, in a transaction before it is shown."""
    from django.db import transaction

    from seedbed.trust.audit import Note, note_all

    for _ in range(PAGES):
        with transaction.atomic():
            note_all(by=by, notes=[Note(action="read", noun="excerpts", row="x" * 73)] * READS)


def keep_file() -> Any:
    from seedbed.cli.start import STORE
    from seedbed.trust.kept_files import write

    piece = os.urandom(1 << 20)
    return write([piece] * MEGABYTES, study=uuid4(), at_most=MEGABYTES << 20, using=STORE)


def open_file(row: Any) -> None:
    from seedbed.cli.start import STORE
    from seedbed.trust.kept_files import opened

    assert sum(map(len, opened(row, using=STORE))) == MEGABYTES << 20


def a_round(kind: str, server: str) -> dict[str, tuple[float, float]]:
    """One round in a process of its own, on a new store of this kind."""
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as made:
        data = Path(made) / "data"
        data.mkdir(mode=0o700)
        if kind in ("encrypted", "PostgreSQL, sealed"):
            from seedbed.trust import keys

            keys.begin(data)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
        env["SEEDBED_DATA"] = str(data)
        if kind.startswith("PostgreSQL"):
            env["SEEDBED_DATABASE"] = new_database(server)
        done = subprocess.run(
            [sys.executable, __file__, "--round", made],
            env=env, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    said: dict[str, tuple[float, float]] = json.loads(done.stdout.splitlines()[-1])
    return said


def new_database(server: str) -> str:
    """An empty database on the server of this bench, and its address."""
    import psycopg

    name = f"bench_{uuid4().hex[:8]}"
    with psycopg.connect(server.replace("/seedbed?", "/postgres?"), autocommit=True) as to:
        to.execute(f"CREATE DATABASE {name}")
    return server.replace("/seedbed?", f"/{name}?")


def a_server() -> str:
    """The PostgreSQL that the tests start for themselves; nothing where this machine has none."""
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    from tests import postgres

    try:
        return postgres.start()
    except postgres.PostgresMissing as missing:
        print(f"\n{missing}")
        return ""


def told(name: str, pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> float:
    """One line: medians of both kinds, and the ratio of each round as median and spread."""
    plain, sealed = (median(pair[kind][0] for pair in pairs) for kind in (0, 1))
    passed = [pair[1][0] / pair[0][0] for pair in pairs]
    computed = [pair[1][1] / pair[0][1] for pair in pairs]
    print(
        f"{name:<58}{plain:>8.3f} s {sealed:>8.3f} s   x {median(passed):.2f} "
        f"({min(passed):.2f} to {max(passed):.2f})   processor alone x {median(computed):.2f}"
    )
    return median(passed)


def main() -> None:
    import sqlcipher3.dbapi2 as cipher

    print(machine())
    library = cipher.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    print(
        f"SQLCipher {library} (SQLite {cipher.sqlite_version}) beside SQLite "
        f"{__import__('sqlite3').sqlite_version}, cryptography {version('cryptography')}; "
        f"{ROUNDS} rounds\n"
    )
    whole = compare(PAIRS[0], ROUNDS)
    kept = "kept" if whole < BAR else "MISSED"
    print(f"encryption costs {whole * 100 - 100:+.0f} % on all of it; bar below 25 %  {kept}")
    print(
        "None of the peers encrypts its own database (OpenSAFELY, Primero, REDCap and Kobo leave it"
        " to the host), so there is no figure of theirs to print beside ours."
    )
    server = a_server()
    if server:
        whole = compare(PAIRS[1], max(1, ROUNDS // 2), server)
        print(f"sealing columns costs {whole * 100 - 100:+.0f} % on all of it; no bar is set")


def compare(pair: tuple[str, str], times: int, server: str = "") -> float:
    """The rounds of one pair, told line by line; gives the ratio of all of it."""
    print(f"\n{'':<58}{pair[0]:>10} {pair[1]:>10}   ratio, median (smallest to largest)")
    rounds = []
    for number in range(times):
        order = pair if number % 2 == 0 else pair[::-1]
        done = {kind: a_round(kind, server) for kind in order}
        rounds.append((done[pair[0]], done[pair[1]]))
    for name in rounds[0][0]:
        told(name, [(without[name], sealed[name]) for without, sealed in rounds])
    return told("all of it", [(_whole(without), _whole(sealed)) for without, sealed in rounds])


def _whole(took: dict[str, tuple[float, float]]) -> tuple[float, float]:
    """All of the chain's work. Files are sealed on every store alike: they would thin it out."""
    work = [value for name, value in took.items() if "original file" not in name]
    return sum(passed for passed, _ in work), sum(used for _, used in work)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--round"]:
        print(json.dumps(one_round(Path(sys.argv[2]))))
    else:
        main()

"""The front room under visitors: fifty people reading at once, from a server of its own.

A visitor opens a page, reads it for a second or two, and opens another. Every page is asked for
over HTTP from `seedbed serve` as it comes, warm. Beside it, for a sense of the ceiling, the same
pages asked for without any pause. Nothing here fails: a bar missed is printed as missed.
"""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from machine import machine

VISITORS = 50
READS = 12  # pages a visitor opens
PAUSE = (1.0, 2.0)  # seconds of reading
BAR_MS = 100
LEADS = re.compile(r'<a\b[^>]*href="([^"#]+)')
LOADED = re.compile(r'<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)="([^"]+)"')


def environment(data: Path) -> dict[str, str]:
    """The environment of somebody who runs Seedbed for the first time."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    return env | {"SEEDBED_DATA": str(data)}


def get(port: int, path: str, to: http.client.HTTPConnection | None = None) -> tuple[int, str]:
    """One page: its status and its text."""
    connection = to or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    if to is None:
        connection.close()
    return answer.status, text


def served(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            get(port, "/")
            return
        except (ConnectionError, OSError):
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def every_page(port: int) -> dict[str, str]:
    """Every page of the front room that links lead to, with its text."""
    found: dict[str, str] = {}
    queue = ["/"]
    while queue and len(found) < 400:
        path = queue.pop()
        if path in found:
            continue
        status, text = get(port, path)
        if status != 200 or "<html" not in text:
            continue
        found[path] = text
        for link in LEADS.findall(text):
            target = urlsplit(urljoin("http://here" + path, link.replace("&amp;", "&")))
            inside = target.netloc == "here" and not target.path.startswith(
                ("/static", "/log-", "/workbench")
            )
            if inside:
                queue.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def manners(pages: dict[str, str]) -> tuple[int, int]:
    """How many pages hold a script, and how many ask somebody else for something."""
    scripts = sum("<script" in text for text in pages.values())
    others = sum(
        any(urlsplit(asked).netloc for asked in LOADED.findall(text)) for text in pages.values()
    )
    return scripts, others


def visited(port: int, pages: list[str], pause: tuple[float, float] | None) -> list[float]:
    """What fifty visitors waited for each page, in milliseconds."""
    waits: list[float] = []
    lock = threading.Lock()

    def visitor(number: int) -> None:
        chance = random.Random(number)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        own = []
        if pause:
            time.sleep(chance.uniform(0, pause[1]))  # they do not come all in one instant
        for _ in range(READS):
            begin = time.perf_counter()
            status, _text = get(port, chance.choice(pages), line)
            own.append((time.perf_counter() - begin) * 1000)
            assert status == 200
            if pause:
                time.sleep(chance.uniform(*pause))
        with lock:
            waits.extend(own)

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(waits)


def at(share: float, waits: list[float]) -> float:
    """The wait that a share of the requests stayed under."""
    return waits[min(len(waits) - 1, int(len(waits) * share))]


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as place:
        env = environment(Path(place))
        seedbed = [sys.executable, "-m", "seedbed"]
        subprocess.run([*seedbed, "demo", "--no-serve"], env=env, check=True, capture_output=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        server = subprocess.Popen(
            [*seedbed, "serve", "--port", str(port)],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            served(port, server)
            pages = every_page(port)
            for path in [*pages] * 3:  # warm, in both workers
                get(port, path)
            scripts, others = manners(pages)
            print(f"{len(pages)} pages; {scripts} with a script, {others} that ask another host")
            slow = sorted((min(_timed(port, path) for _ in range(3)), path) for path in pages)[-3:]
            print("    slowest alone: " + ", ".join(f"{p} {ms:.0f} ms" for ms, p in slow))
            reading = visited(port, list(pages), PAUSE)
            p95 = at(0.95, reading)
            kept = "kept" if p95 <= BAR_MS else "MISSED"
            print(
                f"{VISITORS} visitors reading: {len(reading)} pages, median {at(0.5, reading):.0f} "
                f"ms, p95 {p95:.0f} ms, most {reading[-1]:.0f} ms   bar {BAR_MS} ms  {kept}"
            )
            begin = time.perf_counter()
            rushed = visited(port, list(pages), None)
            rate = len(rushed) / (time.perf_counter() - begin)
            print(
                f"the same without a pause: {rate:.0f} pages a second, median "
                f"{at(0.5, rushed):.0f} ms, p95 {at(0.95, rushed):.0f} ms   no bar"
            )
        finally:
            server.terminate()
            server.wait(20)


def _timed(port: int, path: str) -> float:
    begin = time.perf_counter()
    get(port, path)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()

"""The web server killed while people write: what it had acknowledged is there after the restart."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random

import pytest

from tests.faults.homes import KINDS, POINTS, Home
from tests.tiny import tiny_folder

pytestmark = [pytest.mark.faults, pytest.mark.slow]

PASSWORD = "four plain words here"
MEMBER = f"""
from seedbed.record.people.actions import add_member
from seedbed.record.study.models import Site, Study
from seedbed.trust.asking import system
from seedbed.trust.models import User
user = User.objects.create_user("person", password="{PASSWORD}")
add_member(by=system("test", using="default"), study=Study.objects.get(), user=user, role="lead")
print(Site.objects.get(key="s-ambleford").public_id)
"""
# What was logged, and whether each came with its event in the audit and nothing twice.
LOGGED = """
from seedbed.record.timeline.models import Event
from seedbed.trust.models import AuditEvent
titles = list(Event.objects.filter(title__startswith="Note ").values_list("title", flat=True))
print(len(titles), AuditEvent.objects.filter(action="log-event").count())
print(*sorted(titles), sep="\\n")
"""


class Writer(threading.Thread):
    """A browser that logs one event after the other until nobody answers; keeps what was taken."""

    def __init__(self, port: int, site: str, name: str) -> None:
        super().__init__(daemon=True)
        self.base, self.title = f"http://127.0.0.1:{port}", name
        self.path = f"/workbench/sites/{site}/log/"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.taken: list[str] = []
        self.sent = 0
        self.send("/log-in/", login="person", password=PASSWORD)

    def send(self, path: str, **fields: str) -> str:
        page = self.opener.open(self.base + path, timeout=60).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": found.group(1)} | fields).encode()
        return str(self.opener.open(self.base + path, data=body, timeout=60).geturl())

    def run(self) -> None:
        try:
            while True:
                self.sent += 1
                title = f"Note {self.title} {self.sent}"
                fields = {"title": title, "when-day": "", "when-month": "", "when-year": "2023",
                          "direction": "forward", "stream": "practice", "stage": ""}  # fmt: skip
                self.send(self.path, **fields)
                self.taken.append(title)
        except (OSError, urllib.error.URLError, AssertionError, ValueError):
            return  # it was killed


class Served:
    """A server in a group of its own, so that all of it can be killed at once."""

    def __init__(self, home: Home) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "seedbed", "serve", f"--port={self.port}"]
        self.process = subprocess.Popen(command, env=home.env, start_new_session=True,
                                        stdout=subprocess.DEVNULL)  # fmt: skip
        for _ in range(600):
            assert self.process.poll() is None, "it did not start"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/log-in/", timeout=60)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_server_loses_nothing_that_it_acknowledged(kind: str, tmp_path: Path) -> None:
    home, chance = Home(kind, tmp_path), Random(4)
    home.seedbed("load", str(tiny_folder(tmp_path / "study")))
    site = home.python(MEMBER)
    taken: set[str] = set()
    for number in range(POINTS):
        server = Served(home)
        try:
            writers = [Writer(server.port, site, f"{number} {who}") for who in range(3)]
            for writer in writers:
                writer.start()
            wanted = chance.randrange(3, 12)  # acknowledged, and others under way
            for _ in range(6000):
                if sum(len(writer.taken) for writer in writers) >= wanted:
                    break
                time.sleep(0.01)
        finally:
            server.kill()
        for writer in writers:
            writer.join(120)
            taken |= set(writer.taken)
    counts, *titles = home.python(LOGGED).splitlines()
    logged, told = map(int, counts.split())
    assert len(taken) >= 3 * POINTS, "too little was written to say anything"
    assert taken - set(titles) == set(), "acknowledged, and lost"
    assert len(titles) == len(set(titles)) == logged, "something is there twice"
    assert told == logged, "an event without its trace, or a trace without its event"
    home.is_whole()

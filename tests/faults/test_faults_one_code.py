"""One code, twelve log-ins at once, four workers: one gets in. Later with the same code: none.

Slow on purpose, since it waits for real codes to go out of date: ``make faults`` runs it.
"""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "four plain words here"
MAKE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from allauth.mfa.totp.internal.auth import TOTP
from seedbed.trust.models import User
TOTP.activate(User.objects.create_user("person", password="{PASSWORD}"), "{SECRET}")
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with four workers, and one person who has an app."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    env = own | {
        "SEEDBED_DATA": str(tmp_path_factory.mktemp("codes")),
        "DJANGO_SETTINGS_MODULE": "seedbed.project.settings",
    }
    subprocess.run([sys.executable, "-c", MAKE], env=env, check=True, cwd=ROOT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "seedbed.project.wsgi", "--workers=4", "--threads=4",
         f"--bind=127.0.0.1:{port}", "--log-level=warning"],
        env=env,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/log-in/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=60)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


class Visitor:
    """A browser with cookies of its own."""

    def __init__(self, address: str) -> None:
        jar = http.cookiejar.CookieJar()
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def send(self, path: str, **fields: str) -> str:
        """Open a form, send it, and give the address it led to."""
        page = self.opener.open(self.address + path, timeout=60).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": found.group(1)} | fields).encode()
        asked = urllib.request.Request(
            self.address + path, data=body, headers={"Referer": self.address + path}
        )
        return self.opener.open(asked, timeout=60).geturl().removeprefix(self.address)

    def at_the_code(self) -> "Visitor":
        """With name and password sent, before the code."""
        assert self.send("/log-in/", login="person", password=PASSWORD) == "/account/authenticate/"
        return self

    def gets_in(self, code: str) -> bool:
        """Send the code and say whether it opened the door."""
        try:
            return self.send("/account/authenticate/", code=code) == "/workbench/studies/"
        except urllib.error.HTTPError as refused:
            if refused.code != 429:  # too many tries is a refusal too
                raise
            return False


def test_one_code_opens_one_of_twelve_log_ins_and_none_later(address: str) -> None:
    waiting = [Visitor(address).at_the_code() for _ in range(12)]
    later = [Visitor(address).at_the_code() for _ in range(2)]
    while time.time() % 30 > 10:  # a fresh code, so that it does not run out half-way
        time.sleep(0.5)
    used = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    begin = time.time()
    with ThreadPoolExecutor(12) as crowd:
        opened = list(crowd.map(lambda visitor: visitor.gets_in(used), waiting))
    assert sum(opened) == 1, opened
    for visitor, seconds in zip(later, (31, 61), strict=True):
        time.sleep(max(0.0, begin + seconds - time.time()))
        assert not visitor.gets_in(used), f"the code opened again after {seconds} s"

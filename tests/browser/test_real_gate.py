"""From nothing to the gate of a study of real people: the terminal, then the web, as a stranger.

Three people of flesh and blood would do this: a lead, whoever harm is told to, and whoever answers
for the data. It ends with an open gate.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.browser import harness
from tests.served import environment
from tests.trust.test_trust_encrypted import seedbed

pytestmark = pytest.mark.browser
TYPED = "ines\nsam\nada\npublic-task\nresearch\nTen years, then destroyed.\n2030-01-01\n"


@contextmanager
def served(data: Path, log: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "seedbed", "serve", f"--port={port}"],
            stdout=said, stderr=said, env=environment(data),
        )  # fmt: skip
    try:
        for _ in range(600):
            assert server.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/log-in/", timeout=60)
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, chrome: Browser, home: str, name: str, password: str) -> None:
        self.page: Page = harness.open_page(chrome)
        self.page.set_default_timeout(60_000)
        self.home, self.name, self.password = home, name, password

    def logs_in(self) -> None:
        self.page.goto(f"{self.home}/workbench/")
        self.page.get_by_label("User").fill(self.name)
        self.page.get_by_label("Password").fill(self.password)
        self.page.get_by_role("main").get_by_role("button").click()

    def opens(self, study: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=study).click()

    def proves(self) -> None:
        if "/account/again/" in self.page.url:
            self.page.get_by_label("Password").fill(self.password)
            self.page.get_by_role("button", name="Go on").click()

    def sets_up_an_app(self) -> str:
        """Gives the first of the recovery codes that come with it."""
        self.page.get_by_role("link", name="Set up your authenticator app").click()
        self.page.get_by_role("link", name="Set up an app").click()
        self.proves()
        secret = self.page.locator("code.sb-secret").inner_text()
        now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        self.page.get_by_label("code", exact=False).fill(now)
        self.page.get_by_role("button", name="Set it up").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
        return self.page.locator(".sb-codes code").first.inner_text()

    def logs_out(self) -> None:
        self.page.goto(f"{self.home}/log-out/")
        self.page.get_by_role("main").get_by_role("button").click()


def test_a_lead_comes_from_nothing_to_the_gate(chrome: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert seedbed(data, "store", "begin").returncode == 0
    begun = seedbed(data, "new", "my-study", "--kind", "real", "--title", "Told", typed=TYPED)
    assert begun.returncode == 0, begun.stderr
    passwords = re.findall(r"First password, to be changed after logging in: +(\S+)", begun.stdout)
    assert len(passwords) == 3
    assert "lawful basis is not recorded" not in begun.stdout

    with served(data, tmp_path / "log") as home:
        people = [
            Person(chrome, home, name, password)
            for name, password in zip(("ines", "sam", "ada"), passwords, strict=True)
        ]
        spare = {}
        for person in people:
            person.logs_in()
            person.opens("Told")
            expect(person.page.get_by_role("heading", level=1)).to_have_text(
                "The gate of this study"
            )
            expect(person.page.get_by_text("Without a second factor:")).to_be_visible()
            spare[person.name] = person.sets_up_an_app()
        lead = people[0]
        lead.logs_out()
        lead.logs_in()
        lead.page.get_by_label("code", exact=False).fill(spare["ines"])
        lead.page.get_by_role("button", name="Go on").click()
        lead.opens("Told")
        lead.page.get_by_label("The words they are shown").fill("May we use what you tell us?")
        lead.page.get_by_role("button", name="Keep these words").click()
        left = lead.page.locator("main ol.sb-list > li > p > strong").all_inner_texts()
        assert left == []
        expect(lead.page.get_by_text("It stands open")).to_be_visible()
        lead.page.get_by_role("link", name="Home").click()
        expect(lead.page.get_by_role("heading", level=1)).to_have_text("Told")
        harness.assert_accessible(lead.page)
        harness.assert_reflows(lead.page)

    said = seedbed(data, "gate", "my-study")
    assert said.returncode == 0, said.stdout
    assert re.findall(r"^ {2}(\S.*)$", said.stdout, flags=re.MULTILINE) == []

"""Wrong codes sent to four workers at once: five are looked at; then the right one waits too."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.accounts_served import PASSWORD, serve_accounts

pytestmark = [pytest.mark.faults, pytest.mark.slow]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MORE = f"""
from allauth.mfa.totp.internal.auth import TOTP
TOTP.activate(User.objects.get(username="person"), "{SECRET}")
"""
CODE = "/account/authenticate/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_accounts(tmp_path_factory.mktemp("wrong"), more=MORE, workers=4) as port:
        yield f"http://127.0.0.1:{port}"


class Visitor:
    """A browser with cookies of its own, standing before the code."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.send("/log-in/", login="person", password=PASSWORD)

    def send(self, path: str, **fields: str) -> str:
        """Open a form, send it, and give the page that came back."""
        page = self.opener.open(self.address + path, timeout=60).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": found.group(1)} | fields).encode()
        return self.opener.open(self.address + path, data=body, timeout=60).read().decode()


def test_five_wrong_codes_are_looked_at_whichever_worker_they_come_to(address: str) -> None:
    waiting = [Visitor(address) for _ in range(12)]
    with ThreadPoolExecutor(12) as crowd:
        pages = list(crowd.map(lambda visitor: visitor.send(CODE, code="000000"), waiting))
    looked_at = sum("Incorrect code" in page for page in pages)
    told_to_wait = sum("Wait five minutes" in page for page in pages)
    assert 1 <= looked_at <= 5, looked_at
    assert looked_at + told_to_wait == 12
    for visitor in waiting[: 5 - looked_at]:
        # A try that found the count busy was refused unlooked at; these use up what is left.
        visitor.send(CODE, code="000000")
    right = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert "Wait five minutes" in waiting[0].send(CODE, code=right)

"""One browser for all journeys; where Chromium is missing they are skipped, except in CI."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import harness
from tests.served import Served

MISSING = "Chromium is not installed: apt-get install chromium"


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Debian's Chromium."""
    if shutil.which("chromium") is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with harness.browser() as launched:
        yield launched


@pytest.fixture
def page(chrome: Browser, served: Served) -> Iterator[Page]:
    """A stranger's fresh page."""
    opened = harness.open_page(chrome)
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def lead(page: Page, served: Served) -> Page:
    """A page on which the lead of both studies has logged in."""
    page.goto(served.at("/log-in/"))
    page.get_by_label("User").fill("demo-lead")
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/workbench/**")
    return page

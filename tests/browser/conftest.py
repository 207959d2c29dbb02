"""Pages of the served demo, as a stranger and as a lead."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import harness
from tests.served import Served


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
    return log_in(page, served, "demo-lead")


@pytest.fixture
def site_member(page: Page, served: Served) -> Page:
    """A page on which a member of one site of each study has logged in."""
    return log_in(page, served, "demo-site-member")


def log_in(page: Page, served: Served, name: str) -> Page:
    """Log somebody of the demo in."""
    page.goto(served.at("/log-in/"))
    page.get_by_label("User").fill(name)
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/workbench/**")
    return page

"""Every kind of page, in a real browser: accessible, within 320 px, its charts drawn, quiet."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.harness import (
    assert_accessible,
    assert_charts_drawn,
    assert_no_console_errors,
    assert_reflows,
    shoot,
)
from tests.served import Served

pytestmark = pytest.mark.browser

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Two of each kind: the real study and the simulated one.
OF_EACH = 2
# What a browser hands on to another program.
NO_PAGE = (".atom", ".docx")


def _kind(path: str) -> str:
    path = re.sub(r"^(/library/)[^/]+", r"\1*", path)
    return UUID.sub("*", path)


def _pages(page: Page, served: Served, start: str) -> list[str]:
    """Pages reached by links, a few of each kind, breadth first."""
    seen: dict[str, list[str]] = {}
    queue, found = [start], []
    while queue:
        path = queue.pop(0)
        kind = _kind(path)
        if path in found or len(seen.setdefault(kind, [])) >= OF_EACH:
            continue
        answer = page.goto(served.at(path))
        assert answer is not None
        assert answer.status == 200, path
        seen[kind].append(path)
        found.append(path)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for link in links:
            target = urlsplit(urljoin(served.at(path), link))
            elsewhere = target.path.startswith(("/static/", "/log-out"))
            if target.port == served.port and not elsewhere and not target.path.endswith(NO_PAGE):
                queue.append(target.path)
    return found


def _check(page: Page, served: Served, paths: list[str]) -> None:
    wrong = []
    for path in paths:
        page.goto(served.at(path))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for holds in (assert_accessible, assert_reflows, assert_no_console_errors):
            try:
                holds(page)
            except AssertionError as found:
                wrong.append(f"{path} {holds.__name__}: {found}")
        if page.locator("figure.sb-figure").count():
            try:
                assert_charts_drawn(page)
            except AssertionError as found:
                wrong.append(f"{path} charts: {found}")
        title = page.title()
        if not title.endswith("- Seedbed") or page.locator("h1").count() != 1:
            wrong.append(f"{path}: title {title!r}, {page.locator('h1').count()} main headings")
    assert not wrong, "\n\n".join(wrong)


def test_every_kind_of_front_room_page(page: Page, served: Served) -> None:
    paths = _pages(page, served, "/")
    kinds = {_kind(path) for path in paths}
    assert {"/", "/advice/*/", "/claims/*/", "/became/", "/about/", "/library/*/"} <= kinds
    assert {"/findings/", "/claims/*/for/young-people/", "/claims/*/for/policy-wales/"} <= kinds
    _check(page, served, paths)


def test_every_kind_of_workbench_page(lead: Page, served: Served) -> None:
    paths = [p for p in _pages(lead, served, "/workbench/studies/") if "/workbench/" in p]
    kinds = {_kind(path) for path in paths}
    wanted = ("studies/*/", "sites/*/", "sites/*/log/", "sources/*/", "claims/*/", "runs/*/")
    assert {f"/workbench/{part}" for part in wanted} <= kinds
    _check(lead, served, paths)


def test_log_in_page(page: Page, served: Served) -> None:
    _check(page, served, ["/log-in/"])


@pytest.mark.parametrize("path", ["/nothing-here/", "/workbench/studies/"])
def test_refusals_are_pages_too(page: Page, served: Served, path: str) -> None:
    page.goto(served.at(path))
    assert_accessible(page)
    assert_reflows(page)


def test_pictures_for_the_docs(lead: Page, served: Served) -> None:
    lead.goto(served.at("/"))
    shoot(lead, "front-page")
    lead.goto(served.at("/workbench/studies/"))
    lead.get_by_role("link", name=re.compile("Innovation Programme")).first.click()
    shoot(lead, "home-of-a-study")

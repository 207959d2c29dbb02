"""A lead withdraws somebody, and a stranger sees it reach a published advice as a badge."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import harness
from tests.browser.conftest import log_in
from tests.browser.harness import assert_accessible, assert_no_console_errors, assert_reflows
from tests.served import Served, serve_demo

pytestmark = pytest.mark.browser


@pytest.fixture
def own(tmp_path: Path, demo_folder: Path) -> Iterator[Served]:
    """A demo of its own: what is withdrawn here must not be missing elsewhere."""
    with serve_demo(tmp_path / "data", demo_folder) as served:
        yield served


def test_a_withdrawal_reaches_a_published_advice_as_a_badge(chrome: Browser, own: Served) -> None:
    page = harness.open_page(chrome)
    page.set_default_timeout(30_000)
    address, claim, words, name = _somebody_quoted(page, own)
    lead = log_in(harness.open_page(chrome), own, "demo-lead")
    lead.get_by_role("link", name=re.compile("Six sites")).first.click()
    lead.get_by_role("link", name="People", exact=True).click()
    assert_accessible(lead)
    assert_reflows(lead)
    # What is read aloud only stands apart from the word before it.
    lead.get_by_role("link", name=re.compile(rf"^Withdraw\s*: {name}$")).click()
    expect(lead.get_by_role("main")).to_contain_text("Published pages")
    assert_accessible(lead)
    assert_reflows(lead)
    lead.get_by_label("Stop using their words from now on").check()
    lead.get_by_label(re.compile("I have read what this reaches")).check()
    lead.get_by_role("button", name="Withdraw them now").click()
    expect(lead.get_by_role("heading", name="Published already")).to_be_visible()
    assert_accessible(lead)
    assert_reflows(lead)
    link = lead.locator(f"main a[href='{address}']")
    expect(link).to_have_count(1)
    assert_no_console_errors(lead)
    page.goto(own.at(address))
    expect(page.locator(".fr-notice", has_text="Words taken back")).to_be_visible()
    article = page.locator(f"[id='{claim}']")
    expect(article.locator(".pub-held > .sb-flag", has_text="Support withdrawn")).to_have_count(1)
    expect(article.locator("p > .sb-flag", has_text="support withdrawn").first).to_be_visible()
    assert words not in page.content(), "the quotation is gone"
    assert_accessible(page)
    assert_reflows(page)
    assert_no_console_errors(page)
    lead.close()
    page.close()


def _somebody_quoted(page: Page, own: Served) -> tuple[str, str, str, str]:
    """A published advice, a claim under it, and the words of somebody quoted there, by name."""
    page.goto(own.at("/"))
    page.get_by_role("link", name=re.compile("simulated")).first.click()
    page.wait_for_url("**/advice/**")
    article = page.locator("article", has=page.locator("blockquote")).first
    quote = article.locator("blockquote").first
    told = quote.locator("footer").text_content() or ""
    found = re.search(
        r"(?:^|\. )([^.]+), (?:young person|practitioner|manager|parent|partner)", told
    )
    assert found, told
    words = (quote.locator("p").first.text_content() or "").strip()
    claim = article.get_attribute("id") or ""
    assert words
    assert claim
    return page.url.removeprefix(own.at("")), claim, words, found.group(1).strip()

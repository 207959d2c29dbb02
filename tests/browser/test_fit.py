"""Fit to my area, by keyboard alone and on a phone: nothing is left behind in the browser."""

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import assert_accessible, assert_no_console_errors, assert_reflows
from tests.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def questions(page: Page, served: Served) -> Page:
    """The questions on Family Safeguarding."""
    page.goto(served.at("/fit/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Family Safeguarding")).click()
    return page


def test_answered_by_keyboard_the_answer_stands_above_and_nothing_is_kept(questions: Page) -> None:
    page = questions
    first = page.locator("fieldset.fr-asked").first
    first.get_by_label("Yes").focus()
    for _ in range(2):  # yes, partly, no
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#finding")).to_contain_text("said to matter")
    expect(page.locator("fieldset.fr-asked").first.get_by_label("No", exact=True)).to_be_checked()
    assert page.url.endswith("=no") or "=no&" in page.url
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert_accessible(page)
    assert_no_console_errors(page)


def test_on_a_phone_each_answer_is_as_large_as_a_thumb(questions: Page) -> None:
    page = questions
    page.set_viewport_size({"width": 360, "height": 740})
    sizes = page.eval_on_selector_all(
        ".fr-radios label", "all => all.map(it => it.getBoundingClientRect().height)"
    )
    assert sizes
    assert min(sizes) >= 44
    page.locator("fieldset.fr-asked").first.get_by_label("Partly").check()
    page.get_by_role("button", name="Set there beside here").click()
    assert_reflows(page)
    assert_accessible(page)


def test_the_plan_is_taken_away_as_a_file(questions: Page, tmp_path: Path) -> None:
    page = questions
    page.locator("fieldset.fr-asked").first.get_by_label("Partly").check()
    page.get_by_role("button", name="Set there beside here").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("staged plan")).click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.name == "plan-family-safeguarding.docx"
    heads = [p.text for p in docx.Document(io.BytesIO(file.read_bytes())).paragraphs]
    assert "A staged plan: Family Safeguarding" in heads

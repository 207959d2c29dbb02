"""What people come for, done as they do it: by clicking, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import assert_no_console_errors
from tests.served import Served

pytestmark = pytest.mark.browser


def test_a_stranger_reaches_the_words_under_a_claim_in_three_clicks(
    page: Page, served: Served
) -> None:
    page.goto(served.at("/"))
    # The simulated study has transcripts; its advice stands below the real ones, marked.
    page.get_by_role("link", name=re.compile("simulated")).first.click()
    claim = page.locator("article", has=page.locator("blockquote")).first
    claim.locator("details.fr-evidence > summary").click()
    row = claim.locator("details.pub-row", has=page.locator("blockquote")).first
    expect(row.locator("blockquote")).to_be_hidden()
    row.locator("summary").click()
    expect(row.locator("blockquote")).to_be_visible()
    expect(row.locator("blockquote")).not_to_be_empty()
    assert_no_console_errors(page)


def test_the_real_study_gives_statements_with_their_source_in_three_clicks(
    page: Page, served: Served
) -> None:
    page.goto(served.at("/"))
    page.get_by_role("link", name=re.compile("South Yorkshire")).first.click()
    claim = page.locator("article", has_text="reported as promising, and it ended").first
    claim.locator("details.fr-evidence > summary").click()
    row = claim.locator("details.pub-row", has_text="not continued").first
    row.locator("summary").click()
    expect(row).to_contain_text("innovationcsc.co.uk")


def test_a_stranger_follows_a_number_to_its_source(page: Page, served: Served) -> None:
    page.goto(served.at("/"))
    page.get_by_role("link", name=re.compile("Family Safeguarding")).first.click()
    number = page.locator("a.sb-number").first
    anchor = number.get_attribute("href")
    assert anchor
    number.click()
    source = page.locator(f"[id='{anchor.removeprefix('#')}']")
    expect(source).to_be_visible()


def test_moving_the_baseline_moves_the_answer(page: Page, served: Served) -> None:
    page.goto(served.at("/"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("down 50")
    page.get_by_label("Count from").select_option(label="year to March 2013")
    page.get_by_role("button", name="Show").click()
    expect(main).to_contain_text("down 9")
    expect(main).not_to_contain_text("down 50")
    assert_no_console_errors(page)


def test_a_lead_logs_an_event_and_sees_it_in_the_lane(lead: Page, served: Served) -> None:
    lead.get_by_role("link", name=re.compile("Six sites")).first.click()
    lead.get_by_role("main").get_by_role("link", name="Ostlemere").first.click()
    before = lead.locator("figure").first.inner_html()
    lead.get_by_role("link", name="Log what happened").first.click()
    lead.get_by_label("What happened?").fill("A second room was found for the group")
    lead.get_by_label("Year").first.fill("2024")
    lead.get_by_label("Month").first.fill("5")
    lead.get_by_label("Moving on").check()
    lead.get_by_label("Practice").check()
    lead.get_by_role("button", name="Put it in the lane").click()
    expect(lead.get_by_role("main")).to_contain_text("A second room was found for the group")
    expect(lead.get_by_role("main")).to_contain_text("May 2024")
    assert lead.locator("figure").first.inner_html() != before
    assert_no_console_errors(lead)


def test_a_mistake_in_the_form_loses_nothing(lead: Page, served: Served) -> None:
    lead.get_by_role("link", name=re.compile("Six sites")).first.click()
    lead.get_by_role("main").get_by_role("link", name="Ostlemere").first.click()
    lead.get_by_role("link", name="Log what happened").first.click()
    lead.get_by_label("What happened?").fill("Something that must not be lost")
    lead.get_by_label("Month").first.fill("13")
    lead.get_by_role("button", name="Put it in the lane").click()
    expect(lead.get_by_role("alert")).to_be_visible()
    expect(lead.get_by_label("What happened?")).to_have_value("Something that must not be lost")


def test_a_question_is_put_and_answered(lead: Page, served: Served) -> None:
    lead.get_by_role("link", name=re.compile("Innovation Programme")).first.click()
    lead.get_by_role("link", name="Questions").first.click()
    form = lead.locator("form", has=lead.get_by_label(re.compile("area that tried", re.I)))
    if form.count() == 0:
        lead.locator("summary, a", has_text="What changed here").first.click()
        form = lead.locator("form", has=lead.locator("[name=area]"))
    form.locator("[name=indicator]").select_option("cpp-starts")
    form.locator("[name=area]").select_option("Hertfordshire")
    form.locator("[name=from]").fill("2015")
    form.locator("[name=to]").fill("2019")
    form.get_by_role("button").first.click()
    expect(lead.get_by_role("main")).to_contain_text("977")
    expect(lead.get_by_role("main")).to_contain_text("680")


def test_by_keyboard_alone_from_the_front_page_to_evidence(page: Page, served: Served) -> None:
    page.goto(served.at("/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    _tab_to(page, r"South Yorkshire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/advice/**")
    _tab_to(page, r"What supports it")
    page.keyboard.press("Enter")
    opened = page.locator("details.fr-evidence[open]")
    expect(opened).to_have_count(1)
    expect(opened.first).to_contain_text("Supports")


def _tab_to(page: Page, words: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        if re.search(words, focused):
            seen = page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
            )
            assert seen, f"focus cannot be seen on {focused.strip()!r}"
            return
    raise AssertionError(f"nothing reached by Tab says {words!r}")

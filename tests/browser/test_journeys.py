"""What people come for, done as they do it: by clicking, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import harness
from tests.browser.conftest import log_in
from tests.browser.harness import assert_accessible, assert_no_console_errors, assert_reflows
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


def test_a_visitor_moves_the_baseline_and_reads_what_turned_it_round(
    page: Page, served: Served
) -> None:
    page.goto(served.at("/"))
    page.get_by_label("Count from").select_option(label="year to March 2013")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("See the answer from every first year").click()
    page.get_by_role("link", name=re.compile("on one curve")).click()
    turned = page.get_by_role("heading", name="Choices that turn it round").first
    expect(turned).to_be_visible()
    reversing = turned.locator("xpath=following-sibling::ul[1]")
    expect(reversing).to_contain_text("2013")
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
    _tab_to(page, r"^Show me why$")
    page.keyboard.press("Enter")
    _tab_to(page, r"What supports it")
    page.keyboard.press("Enter")
    opened = page.locator("details.fr-evidence[open]")
    expect(opened).to_have_count(1)
    expect(opened.first).to_contain_text("Supports")


def test_a_site_member_logs_an_event_in_one_screen(site_member: Page, served: Served) -> None:
    phone = {"width": 360, "height": 740}
    site_member.set_viewport_size(phone)
    site_member.goto(served.at("/journey/"))
    site_member.get_by_role("link", name="Our journey: Ballysorrin network").click()
    site_member.get_by_role("link", name=re.compile("Log what happened")).click()
    form = site_member.locator("form#log")
    # From its heading to its button the form lies on the one screen that the link leads to.
    seen = form.bounding_box()
    assert seen is not None
    assert seen["y"] >= -1
    assert seen["y"] + seen["height"] <= phone["height"]
    form.get_by_label("What happened?").fill("A youth club lent us its kitchen")
    form.get_by_label("Year").fill("2025")
    form.get_by_label("Moving on").check()
    form.get_by_label("Mainly about").select_option("partnership")
    form.get_by_role("button", name="Log it").click()
    site_member.wait_for_url("**/journey/*/")
    expect(site_member.get_by_role("status")).to_contain_text("A youth club lent us its kitchen")
    expect(site_member.get_by_role("main")).to_contain_text("Logged last")
    assert_no_console_errors(site_member)


def test_our_journey_holds_for_everybody(site_member: Page, served: Served) -> None:
    site_member.goto(served.at("/journey/"))
    own = site_member.get_by_role("link", name=re.compile("Our journey: Ballysorrin"))
    for address in (own.get_attribute("href"), "/journey/?stage=developing", "/journey/"):
        site_member.goto(served.at(str(address)))
        site_member.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert_accessible(site_member)
        assert_reflows(site_member)
        assert_no_console_errors(site_member)


def test_by_keyboard_alone_a_stage_is_picked(page: Page, served: Served) -> None:
    page.goto(served.at("/journey/"))
    _tab_to(page, r"^Integrating$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journey/?stage=integrating*")
    expect(page.get_by_role("main")).to_contain_text("Does it survive a new director")
    expect(page.locator(".fr-step--chosen")).to_contain_text("Integrating")


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


def test_a_director_has_verdict_cost_and_first_requirement_in_three_clicks(
    page: Page, served: Served
) -> None:
    page.goto(served.at("/"))
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("Family Safeguarding")
    ).first.click()
    verdicts = page.locator("article.sb-verdict")
    expect(verdicts).to_have_count(3)
    top = verdicts.first.bounding_box()
    assert top is not None
    assert top["y"] < 400, "the verdicts begin within the first 400 px"
    expect(verdicts.first).to_contain_text("Yes, if")
    page.get_by_role("link", name="What will it cost, who pays, who gains, and when?").click()
    expect(page.locator("#cost")).to_be_in_viewport()
    expect(page.locator("#cost li").first).to_contain_text("£4.8")
    page.get_by_role("link", name="What must be in place first?").click()
    first = page.locator("#first tbody tr").first
    expect(first).to_be_in_viewport()
    expect(first).to_contain_text("The result of the stepped-wedge trial")
    assert_no_console_errors(page)


def test_every_number_of_advice_is_three_clicks_from_its_source(page: Page, served: Served) -> None:
    page.goto(served.at("/"))
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("Family Safeguarding")
    ).first.click()
    page.wait_for_url("**/advice/*/")
    expect(page.locator("a.sb-number").first).to_be_visible()
    # One click more: a number in a sentence leads to where it is told.
    anchors = page.eval_on_selector_all(
        "a.sb-number", "all => all.map(a => a.getAttribute('href').slice(1))"
    )
    assert len(anchors) > 8
    for anchor in sorted(set(anchors)):
        source = page.locator(f"[id='{anchor}']")
        expect(source).to_be_visible()
        expect(source).to_contain_text(
            re.compile("Found|Computed by Seedbed|Our coding|second-hand")
        )
    # One click more: an amount of a ledger opens its source beside it.
    rows = page.locator("#works tbody tr, #cost tr:has(.fr-source)")
    assert rows.count() > 8
    for row in rows.all():
        row.locator("details.fr-source > summary").click()
        expect(row.locator(".pub-fact")).to_be_visible()
    assert_no_console_errors(page)


def test_advice_is_printed_on_one_side(page: Page, served: Served) -> None:
    page.goto(served.at("/advice/"))
    found = page.eval_on_selector_all(
        "main a[href^='/advice/']", "all => [...new Set(all.map(a => a.getAttribute('href')))]"
    )
    assert len(found) == 7
    for path in found:
        page.goto(served.at(path))
        printed = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, path
        page.emulate_media(media="print")
        for part in (".sb-verdicts", "#first tr >> nth=1", "#cost li", "#not-known", ".fr-cite"):
            expect(page.locator(part).first).to_be_visible()
        shown = page.locator("#first tbody tr").all()
        assert [row.is_visible() for row in shown].count(True) == 3, path
        for part in (".fr-ten", "#works", "#why", "#words"):
            expect(page.locator(part)).to_be_hidden()
        page.emulate_media(media="null")


def test_not_known_is_written_as_large_as_a_finding(page: Page, served: Served) -> None:
    page.goto(served.at("/advice/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("No Wrong Door")).click()
    sizes = page.evaluate(
        """() => {
          const size = el => [getComputedStyle(el).fontSize, getComputedStyle(el).color].join();
          const cells = [...document.querySelectorAll('.fr-decision tbody td')];
          const gaps = cells.filter(c => c.textContent.trim() === 'Not known');
          const told = [...document.querySelectorAll('.fr-decision .fr-points li')];
          return {gaps: gaps.length, all: [...new Set([...gaps, ...cells, ...told].map(size))]};
        }"""
    )
    assert sizes["gaps"] > 5
    assert len(sizes["all"]) == 1, sizes


def test_an_organisations_reply_appears_beside_the_fact(
    site_member: Page, chrome: Browser, served: Served
) -> None:
    said = "The late budget was agreed with us beforehand."
    # A member of the site reads what is said of it, and replies to one fact.
    site_member.get_by_role("link", name=re.compile("Six sites")).first.click()
    site_member.get_by_role("link", name="Replies").first.click()
    site_member.get_by_role("link", name=re.compile("What is said, and reply")).first.click()
    fact = site_member.get_by_role("option", name=re.compile("late budget.*April 2023"))
    site_member.get_by_label("What is it about?").select_option(fact.get_attribute("value"))
    site_member.get_by_label(re.compile("A dispute")).check()
    site_member.get_by_label("What do you want readers to know?").fill(said)
    site_member.get_by_label("In which role do you write?").fill("site lead")
    assert_accessible(site_member)
    assert_reflows(site_member)
    site_member.get_by_role("button", name="Send the reply").click()
    expect(site_member.get_by_role("status")).to_contain_text("Your reply is kept")
    stranger = harness.open_page(chrome)
    row = _late_budget(stranger, served)
    expect(row).not_to_contain_text(said)
    # The lead of the study looks, answers, and lets readers see it.
    lead = harness.open_page(chrome)
    log_in(lead, served, "demo-lead")
    lead.get_by_role("link", name=re.compile("Six sites")).first.click()
    lead.get_by_role("link", name="Replies").first.click()
    assert_accessible(lead)
    assert_reflows(lead)
    lead.get_by_role("listitem").filter(has_text=said).get_by_role("link", name="Answer").click()
    lead.get_by_label("Yes, beside the fact").check()
    lead.get_by_label("What came of it?").select_option("kept")
    lead.get_by_label("Your answer").fill("It is not in the minutes.")
    assert_accessible(lead)
    assert_reflows(lead)
    lead.get_by_role("button", name="Keep this answer").click()
    # A stranger reads both beside the fact, on a page that was frozen before.
    row = _late_budget(stranger, served)
    expect(row.locator("summary")).to_contain_text("has a reply")
    row.locator("summary").click()
    expect(row).to_contain_text(said)
    expect(row).to_contain_text("kept as it was. It is not in the minutes.")
    assert_no_console_errors(stranger)
    stranger.goto(served.at("/corrections/"))
    expect(stranger.get_by_role("main")).to_contain_text(said)
    assert_accessible(stranger)
    assert_reflows(stranger)
    for opened in (stranger, lead):
        opened.close()


def _late_budget(page: Page, served: Served) -> Locator:
    """The fact that the budget came late, under a claim of the advice on Ballysorrin."""
    page.goto(served.at("/advice/"))
    page.get_by_role("link", name=re.compile("Ballysorrin")).first.click()
    page.evaluate("document.querySelectorAll('details.fr-evidence').forEach(d => d.open = true)")
    row = page.locator("details.pub-row", has_text=re.compile("April 2023 to June 2023"))
    return row.first


def test_a_stranger_says_what_is_wrong_by_keyboard(page: Page, served: Served) -> None:
    page.goto(served.at("/became/"))
    _tab_to(page, r"Correct this")
    page.keyboard.press("Enter")
    page.wait_for_url("**/correct/**")
    assert_accessible(page)
    assert_reflows(page)
    for label, words in (
        ("What is wrong, and what is right?", "It went on under another name."),
        ("Where can that be read?", "Annual report, 2023"),
        ("In which role?", "service manager"),
    ):
        expect(page.get_by_label(label)).to_be_visible()
        page.get_by_label(label).focus()
        page.keyboard.type(words)
    page.get_by_role("button", name="Send it").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/")
    expect(page.get_by_role("main")).to_contain_text("What happens next")
    assert_accessible(page)
    assert_no_console_errors(page)

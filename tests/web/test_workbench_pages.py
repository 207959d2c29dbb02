"""What the pages of the workbench say, and in what order."""

import re

import pytest
from django.urls import reverse

from seedbed.publish.charts import why_undrawn
from seedbed.record.claims.models import Claim
from seedbed.record.measures.models import CostLine
from seedbed.record.study.models import Innovation
from seedbed.record.timeline.models import Event
from tests.web.workbench_pages import (
    asked,
    at,
    enter,
    html,
    pictures,
    row,
    section,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(tiny):
    return enter(tiny, "lead")


def assert_drawn(page, count):
    drawings = pictures(page)
    assert len(drawings) == 2 * count  # each wide and narrow
    for drawing in drawings:
        assert why_undrawn(drawing) == []


# ---- studies and the home of one ----


def test_studies_are_told_with_what_they_are(lead):
    said = words(html(lead, reverse("workbench:studies")))
    assert "Two towns, one question" in said
    assert "Simulated" in said
    assert "as at 30 June 2024" in said


def test_home_shows_lanes_first_then_sites_without_teams(lead, tiny):
    page = html(lead, at("study", tiny))
    assert_drawn(page, 1)
    assert page.index("<figure") < page.index('id="sites"')
    table = section(page, 'id="sites"')
    assert re.findall(r"<a href=\"[^\"]+\">([^<]+)</a>", table) == ["Ambleford", "Strathlorn"]
    said = words(table)
    assert "Ended by decision, 15 March 2023 (as at 1 May 2024)" in said
    assert "Wales Not covered here" in said
    assert "Northern Ireland Not covered here" in said
    assert "Simulated data." in words(page)


def test_home_keeps_the_order_the_study_puts_first(lead, tiny):
    tiny.first = ["i-strathlorn"]
    tiny.save()
    table = section(html(lead, at("study", tiny)), 'id="sites"')
    assert table.index("Strathlorn") < table.index("Ambleford")


def test_a_site_without_an_innovation_may_come_first_too(lead, tiny):
    Innovation.objects.filter(key="i-ambleford").update(site=row("sites", "s-ambleford-duty"))
    tiny.first = ["s-ambleford", "i-strathlorn"]
    tiny.save()
    table = section(html(lead, at("study", tiny)), 'id="sites"')
    assert table.index("Ambleford") < table.index("Strathlorn")
    assert "none recorded" in words(table)


def test_home_says_what_waits(lead, tiny):
    page = html(lead, at("study", tiny))
    assert "No question has been put yet." in words(page)
    asked(tiny)
    said = words(html(lead, at("study", tiny)))
    assert "All are up to date." in said
    assert "4 roles were heard nowhere." in said
    assert "Port of Sel: does not hold" in said
    assert re.search(r"2 Hunch 1 Tested in circle", said)
    Event.objects.filter(key="ev-amb-start").update(title="Changed behind its back")
    assert "All are up to date." in words(html(lead, at("study", tiny)))


def test_an_answer_that_may_have_moved_is_said_on_the_home_page(lead, tiny):
    asked(tiny)
    _log(lead)
    assert "1 answer may be out of date" in words(html(lead, at("study", tiny)))


def _log(client):
    sent = client.post(
        at("log_event", ("sites", "s-ambleford")),
        {"title": "A thing", "when-year": "2023", "direction": "setback", "stream": "funding"},
    )
    assert sent.status_code == 302


def test_home_of_an_empty_study_says_what_to_do(tiny):
    lead = enter(tiny, "lead")
    for site in ("s-ambleford-duty", "s-ambleford", "s-strathlorn"):
        Event.objects.filter(site__key=site).delete()
    said = words(html(lead, at("study", tiny)))
    assert "Nothing dated has been logged yet" in said
    assert "log what happened: it takes two minutes" in said


# ---- a site ----


def test_a_site_shows_its_lane_and_what_hangs_on_it(lead):
    page = html(lead, at("site", ("sites", "s-ambleford")))
    assert_drawn(page, 2)
    said = words(page)
    for told in (
        "Grant came late by half a year Funding November 2021 Setback developing not recorded",
        "Safer precincts: Still running (as at 1 May 2024)",
        "Pilot grant £240\u202f000 2021 A national fund Developing Being a pilot",
        "Shopkeepers' time not known",
        "Fewer police searches: £50\u202f000 to £80\u202f000",
        "A leader who stays present",
        "Director of children's services the same throughout January 2020 to June 2024",
        "Northmere follower 2023",
        "Where the same leader stayed and the money moved into the base",
        "Interview with Robin",
        "Duty team",
        "4 official figures",
    ):
        assert told in said, told
    assert at("log_event", ("sites", "s-ambleford")) in page


def test_every_row_a_claim_leads_to_is_on_the_page_of_its_site(lead):
    claim = html(lead, at("claim", ("claims", "cl-leader")))
    links = re.findall(r"href=\"(/workbench/[^\"]+)#([^\"]+)\"", claim)
    assert links
    for address, anchor in set(links):
        assert f'id="{anchor}"' in html(lead, address), (address, anchor)


def test_another_figure_for_the_same_money_is_told_and_not_added(lead):
    first = row("costs", "co-amb-pilot")
    CostLine.objects.filter(key="co-amb-run").update(same_as=first, stage="developing", payer="")
    page = html(lead, at("site", ("sites", "s-ambleford")))
    assert "Youth workers another figure for: Pilot grant £95\u202f000" in words(page)
    for drawing in pictures(page):
        assert "95\u202f000" not in drawing


def test_what_is_not_known_of_a_site_is_said(lead):
    said = words(html(lead, at("site", ("sites", "s-ambleford-duty"))))
    assert "Nothing has been logged here yet" in said
    assert "Nobody has recorded it. Not known is neither lasting nor failing." in said
    assert "No claim names this site yet." in said


def test_the_way_down_to_a_team_leads_through_its_site(lead):
    page = html(lead, at("site", ("sites", "s-ambleford-duty")))
    trail = words(section(page, 'class="sb-breadcrumbs"', "</nav>")[20:])
    assert trail.endswith("Studies Two towns, one question Ambleford Duty team")


def known_on(lead, day):
    page = html(lead, at("site", ("sites", "s-ambleford")) + f"?known-on={day}")
    table = section(page, 'id="happened"')
    inside, _mark, later = table.partition("sb-later")
    return page, words(inside), words(later)


def test_a_site_as_known_on_a_day_leaves_out_what_was_learned_later(lead):
    page, known, later = known_on(lead, "2021-06-30")
    assert "As known on 30 June 2021" in page
    assert "First design with shopkeepers" in known
    assert "First precinct looked after" in later  # happened before that day, learned after it
    assert "Not known yet on 30 June 2021" in later
    assert_drawn(page, 2)


def test_an_event_without_a_learned_on_counts_from_the_day_it_happened_and_says_so(lead):
    _page, known, later = known_on(lead, "2021-10-31")
    assert "Grant came late" in later
    page, known, later = known_on(lead, "2021-12-01")
    assert "Grant came late" in known
    assert "For 1 event, when we learned it is not recorded" in words(page)
    assert "not recorded" in known


def test_a_day_before_anything_was_known(lead):
    page = html(lead, at("site", ("sites", "s-ambleford")) + "?known-on=2019-01-01")
    assert "Nothing was known of this site on 1 January 2019." in words(page)


def test_a_day_that_is_none_is_said_and_kept(lead):
    page = html(lead, at("site", ("sites", "s-ambleford")) + "?known-on=31.12.2019")
    assert "Write the day as year-month-day, such as 2019-03-31." in page
    assert 'value="31.12.2019"' in page
    assert 'href="#known-on"' in page


def test_what_a_role_does_not_see_is_told_apart_from_what_is_not_there(tiny):
    said = words(html(enter(tiny, "circle-member"), at("site", ("sites", "s-ambleford"))))
    assert "Your role in this study does not show: what happened and what became of it" in said
    assert "Nobody has recorded it" not in said
    assert "Pilot grant" not in said


# ---- sources ----


def test_sources_say_what_is_not_cleared(lead, tiny):
    said = words(html(lead, at("sources", tiny)))
    assert "1 text is not cleared yet" in said
    assert re.search(
        r"Interview with Ash Strathlorn Interview 2 May 2022 wave 1 Ash young person 1 not yet",
        said,
    )
    assert said.index("Interview with Ash") < said.index("Yearly report of both towns")


def test_a_source_shows_its_words_with_overlapping_passages_marked(lead):
    page = html(lead, at("source", ("sources", "src-robin")))
    text = section(page, 'id="text"', "</section>")
    marks = re.findall(r"<mark class=\"([^\"]+)\">([^<]+)</mark>", text)
    assert [("--shared" in name, said) for name, said in marks] == [
        (False, "They came every week, so you got to know them. "),
        (True, "When one of them left nobody told us."),
        (False, " It felt like starting again."),
    ]
    codes = words(section(page, 'id="codes"', "</section>"))
    assert "Trust · Facilitator · Developing coded by Coder one Regularity comes first." in codes
    assert "Somebody leaves · Inhibitor" in codes
    for anchor in ("ex-robin-week", "ex-robin-left", "codes-1", "codes-2"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page
    assert "Robin, young person: agrees to be quoted" in words(page)
    assert "written by adults for a demonstration" in words(page)


def test_a_source_that_may_not_be_quoted_says_why(lead):
    said = words(html(lead, at("source", ("sources", "src-ash"))))
    assert "Not cleared yet: may not be quoted" in said
    assert "Ash, young person: does not agree to be quoted" in said


def test_an_older_version_is_said_to_be_one(lead):
    page = html(lead, at("source", ("sources", "src-robin")) + "?version=1")
    assert "This is version 1, not the newest" in page
    assert "[place removed]" in page
    assert "No passage has been marked yet." in page
    assert lead.get(at("source", ("sources", "src-robin")) + "?version=9").status_code == 404
    assert lead.get(at("source", ("sources", "src-robin")) + "?version=x").status_code == 404


def test_a_source_without_a_text_says_so(lead):
    said = words(html(lead, at("source", ("sources", "src-report"))))
    assert "The text of this source is not held here" in said


# ---- claims ----


def test_claims_stand_by_how_far_they_came_with_what_bears_on_them(lead, tiny):
    asked(tiny)
    page = html(lead, at("claims", tiny))
    said = words(page)
    assert said.index("Tested in circle 1") < said.index("Hunch 2")
    assert "Supports 6 Contradicts 2 Qualifies 4 Silent 2" in said
    for anchor in re.findall(r"class=\"sb-number\" href=\"#([^\"]+)\"", page):
        assert page.count(f'id="{anchor}"') == 1


def test_a_claim_shows_its_whole_chain(lead, tiny):
    asked(tiny)
    page = html(lead, at("claim", ("claims", "cl-leader")))
    said = words(page)
    for told in (
        "Should hold where Councils with one accountable director.",
        "Should not hold where Networks of charities without a shared budget.",
        "How sure we are: low confidence",
        "Is there enough of it Serious concern Two places only.",
        "Reporting changed, not going missing.",
        "Judged version 1, an earlier wording",
        "Judged version 2, the present wording",
        "Safer precincts: should you do this here?",
        "Where the same leader stayed, the new way went on.",
        "a change of −33.3\u202f% .",
        "Where these numbers come from",
    ):
        assert told in said, told
    for relation, held in (
        ("supports", "The director stayed and kept the money in the base budget."),
        ("contradicts", "Not to be quoted outside"),
        ("qualifies", "Youth workers: £95\u202f000"),
        ("silent", "The yearly report does not speak of leaders."),
    ):
        assert held in words(section(page, f'id="{relation}"', "</section>"))[20:], relation
    for name, which in (("source", ("sources", "src-manager")), ("run", None)):
        address = at(name, which) if which else "/workbench/runs/"
        assert f'href="{address}' in section(page, 'id="supports"', "</section>")


def test_a_bare_claim_says_what_is_missing(lead):
    said = words(html(lead, at("claim", ("claims", "cl-bare"))))
    for missing in (
        "Nothing supports this yet.",
        "Nothing contradicts this yet. Has anybody looked?",
        "A claim without a rival has not been tested.",
        "No circle has judged it yet.",
        "In no advice yet.",
        "This is the first wording.",
    ):
        assert missing in said


def test_words_somebody_may_not_see_are_not_on_the_page(tiny):
    page = html(enter(tiny, "co-researcher"), at("claim", ("claims", "cl-leader")))
    assert "Not shown to your role, or no longer in the record" in page
    assert "the same things three times" not in page
    assert "The director stayed" not in page


def test_what_is_typed_into_the_record_is_never_markup(lead, tiny):
    Claim.objects.filter(key="cl-bare").update(text="<script>alert(1)</script> holds.")
    row("sites", "s-ambleford")
    Event.objects.filter(key="ev-amb-start").update(title="<b>bold</b>")
    for address in (at("claims", tiny), at("claim", ("claims", "cl-bare"))):
        page = html(lead, address)
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
    assert "<b>bold" not in html(lead, at("site", ("sites", "s-ambleford")))

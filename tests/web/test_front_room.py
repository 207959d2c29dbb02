"""The front room for a stranger: what is there, in what order, and what it costs to show."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.publish.made import checkable_folder, load, publish
from tests.web.front_room_pages import Reader

pytestmark = pytest.mark.django_db
NOT_WORDS = "the same things three times"


@pytest.fixture
def shelf(tmp_path):
    return publish(load(checkable_folder(tmp_path / "study")))


@pytest.fixture
def stranger():
    return Client()


def address(row):
    return reverse(f"front_room:{row.kind}", args=[row.public_id])


def addresses(shelf):
    fixed = [reverse(f"front_room:{n}") for n in ("front", "advice_list", "became", "about")]
    return [*fixed, *(address(row) for row in shelf.values())]


def read(stranger, where):
    answer = stranger.get(where)
    assert answer.status_code == 200, where
    return Reader(answer.content.decode())


def test_every_page_is_there_without_a_log_in_or_a_cookie_in_few_queries(shelf, stranger):
    for where in addresses(shelf):
        with CaptureQueriesContext(connection) as asked:
            answer = stranger.get(where)
        assert answer.status_code == 200, where
        assert not answer.cookies, where
        assert len(asked) <= 30, (where, len(asked))
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_inline_and_every_link_within_a_page_leads_somewhere(shelf, stranger):
    for where in addresses(shelf):
        html = stranger.get(where).content.decode()
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html), where
        page = Reader(html)
        assert len(page.ids) == len(set(page.ids)), where
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), where


def test_before_anything_is_published_each_page_says_so(db, stranger):
    assert "No claim to check has been published yet" in read(stranger, "/").text
    assert "No advice has been published yet." in read(stranger, "/advice/").text
    assert "No study has been published yet" in read(stranger, "/became/").text


def test_the_front_page_opens_with_its_promise_and_then_the_claim_to_check(shelf, stranger):
    text = read(stranger, "/").text
    order = [
        "New ways to keep young people safe from harm outside the home",
        "Check one published claim yourself",
        "episodes of going missing in Ambleford: a fall of 33",
        "What this cannot tell you",
        "For directors and commissioners",
        "For sites and circles",
        "For researchers",
        "Safer precincts: should you do this here?",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_body_of_the_front_page_asks_nobody_to_log_in(shelf, stranger):
    page = read(stranger, "/")
    assert reverse("account_login") not in page.links


def test_advice_begins_with_three_verdicts_and_ends_with_the_numbers(shelf, stranger):
    text = read(stranger, address(shelf["advice", "adv-ambleford"])).text
    order = [
        "Take it up", "Yes, if", "Scale it in place", "Test it first", "Spread it to new places",
        "We cannot tell yet", "The ten questions", "Do we have the problem this is for?",
        "What is not known", "In other words",
        "Show me why The verdicts rest on these claims.",
        "Where these numbers come from", "To cite this", "If something here is wrong",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_each_verdict_says_how_sure_and_what_would_change_it(shelf, stranger):
    text = read(stranger, address(shelf["advice", "adv-ambleford"])).text
    assert text.count("Low confidence") >= 3
    assert text.count("A place that did without.") == 3


def test_words_lie_two_openings_below_the_advice(shelf, stranger):
    """One click to the advice, one to open the claim, one to open the row: then the words."""
    home = read(stranger, "/")
    advice = address(shelf["advice", "adv-ambleford"])
    assert advice in home.links
    page = read(stranger, advice)
    assert page.around("The director stayed and kept the money").count("details") == 2
    assert page.around("supports it, contradicts it").count("details") == 1


def test_words_that_may_not_be_quoted_are_held(shelf, stranger):
    for key in (("advice", "adv-ambleford"), ("claim", "cl-asked"), ("claim", "cl-leader")):
        page = read(stranger, address(shelf[key]))
        assert NOT_WORDS not in page.text
        assert "Held, not public." in page.text


def test_a_claim_page_has_its_scope_confidence_rivals_circles_and_versions(shelf, stranger):
    text = read(stranger, address(shelf["claim", "cl-leader"])).text
    for words in (
        "Councils with one accountable director.",
        "How sure we are: low confidence",
        "Two places only.",
        "Reporting changed, not going missing.",
        "Port of Sel (Overseas): does not hold",
        "They judged version 1, an earlier wording.",
        "Where the same leader stayed, the new way went on.",
        "Safer precincts: should you do this here?",
    ):
        assert words in text, words


def test_the_register_puts_the_unknown_first_and_no_zero_for_a_nation(shelf, stranger):
    page = read(stranger, "/became/")
    assert page.text.index("Not known") < page.text.index("Ended")
    for nation in ("Wales", "Northern Ireland"):
        assert re.search(rf"{nation}\s*not covered here", page.text)
    assert address(shelf["advice", "adv-ambleford"]) in page.links


def test_a_study_page_has_its_limits_and_leads_to_all_it_published(shelf, stranger):
    page = read(stranger, address(shelf["study", "tiny-study"]))
    assert "Two places cannot say what would happen in a third." in page.text
    for key in ("cl-leader", "cl-asked"):
        assert address(shelf["claim", key]) in page.links
    assert address(shelf["advice", "adv-ambleford"]) in page.links


def test_every_page_of_a_simulated_study_says_so(shelf, stranger):
    for row in shelf.values():
        assert "Simulated data." in read(stranger, address(row)).text


def test_what_was_never_published_is_not_there(shelf, stranger):
    bare = next(iter(shelf.values())).public_id
    assert "Pause and ask: should you do this here?" not in read(stranger, "/advice/").text
    assert ("claim", "cl-bare") not in shelf
    assert stranger.get(f"/advice/{'0' * 8}-0000-4000-8000-{'0' * 12}/").status_code == 404
    for kind in ("claims", "studies"):
        assert stranger.get(f"/{kind}/{bare}/").status_code == 404  # an advice, not one of these


def test_the_citation_carries_the_version_the_date_and_the_address(shelf, stranger):
    row = shelf["advice", "adv-ambleford"]
    text = read(stranger, address(row)).text
    cited = f"{row.title} Version 1, published"
    assert cited in text
    assert f"http://testserver{address(row)}" in text

"""The report of a study as one file."""

import html
import re

import pytest

from seedbed.publish.charts import why_undrawn
from seedbed.publish.html_report import html_report
from seedbed.publish.report import report
from seedbed.publish.snapshot import run_study
from seedbed.trust.asking import system
from tests.publish.made import TODAY
from tests.tiny import SILENT_YOUNG

pytestmark = pytest.mark.django_db
BY = system("test", using="default")


@pytest.fixture
def page(tiny):
    run_study(BY, tiny)
    return html_report(BY, tiny, today=TODAY)


def plain(page):
    """What a reader reads: no style, no tags, no entities, single spaces."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", body)))


def test_nothing_outside_the_file_is_needed(page):
    assert not re.search(r"\ssrc=|<link|<script|<iframe|@import|url\((?!#)", page)
    assert set(re.findall(r'href="([^"#][^"]*)"', page)) == set()


def test_every_link_leads_to_something_in_the_file(page):
    there = set(re.findall(r'\bid="([^"]+)"', page))
    missing = set(re.findall(r'href="#([^"]+)"', page)) - there
    assert not missing


def test_it_says_all_that_the_report_in_json_says(tiny, page):
    said = plain(page)
    body = report(BY, tiny, today=TODAY)
    assert body["claims"]
    for claim in body["claims"]:
        for text in (claim["text"], claim["holds_where"], claim["not_where"]):
            assert re.sub(r"\s+", " ", text) in said
        for relation in ("supports", "contradicts", "qualifies", "silent"):
            for item in claim[relation]:
                assert item["says"] in said
                assert item.get("words", "").replace("\n", " ") in said
        for run in claim["runs"]:
            assert run["digest"] in said


def test_words_nobody_may_quote_are_not_in_it(page):
    assert "They asked me the same things three times." in SILENT_YOUNG
    assert "the same things three times" not in page
    assert "Held, not public." in page


def test_words_that_may_be_quoted_are_in_it(page):
    assert "They came every week, so you got to know them." in plain(page)


def test_its_pictures_are_drawn(page):
    drawings = re.findall(r"<svg xmlns[^>]*viewBox.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 2  # the lanes, wide and narrow
    assert [why_undrawn(svg) for svg in drawings] == [[], []]


def test_it_is_marked_as_simulated(page):
    assert "Simulated data." in page
    assert "SIMULATED DATA" in page


def test_it_can_be_made_before_any_question_was_put(tiny):
    assert "No question has been put yet." in html_report(BY, tiny, today=TODAY)


def test_unknown_comes_first_in_the_register_and_nations_not_covered_are_named(page):
    said = plain(page)
    assert said.index("Not known") < said.index("Still going when last seen")
    assert re.search(r"Wales\s*not covered here", said)

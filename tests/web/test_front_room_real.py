"""The front room on real published facts: the fall in Hertfordshire, and Hackney first."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.samples.innovation_programme import FOLDER
from tests.publish.made import load, publish
from tests.web.front_room_pages import Reader

pytestmark = pytest.mark.django_db
THIN = "\u202f"


@pytest.fixture
def shelf():
    return publish(load(FOLDER))


def read(where, **given):
    answer = Client().get(where, given)
    assert answer.status_code == 200
    return Reader(answer.content.decode())


def test_the_two_published_falls_stand_beside_the_official_series(shelf):
    text = read("/").text
    assert f"Child protection plans in Hertfordshire: a fall of 49{THIN}%, or" in text
    # Official counts of plans started: 1414 in the year to March 2014, 701 in that to March 2017.
    assert f"from 1{THIN}414 in the year to March 2014 to 701 in the year to March 2017" in text
    assert f"down 50{THIN}%. In England over the same time: up 11{THIN}%." in text


def test_counted_from_the_year_before_the_fall_is_small(shelf):
    text = read("/", **{"from": "2013", "to": "2017"}).text
    assert "from 769 in the year to March 2013 to 701 in the year to March 2017" in text
    assert f"down 9{THIN}%." in text
    assert f"the answer runs from −9{THIN}% to −50{THIN}%" in text


def test_hackney_and_harm_outside_the_home_come_first(shelf):
    text = read("/advice/").text
    titles = ["Contextual Safeguarding as Hackney", "Empower and Protect", "Family Safeguarding"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_a_statement_is_three_clicks_from_the_front_page(shelf):
    """To the advice, open the claim, open the row: then who said it, in which words, and where."""
    row = shelf["advice", "av-family-safeguarding"]
    advice = reverse("front_room:advice", args=[row.public_id])
    assert advice in read("/").links
    page = read(advice)
    # It stands in the ledger; its source opens beside it, and under the claim two openings deep.
    assert page.around("Child protection plans fell by 49").count("details") == 0
    assert page.around("innovationcsc.co.uk/projects/family-safeguarding").count("details") == 1
    assert page.around("The larger of the published falls").count("details") == 1


def test_other_nations_are_not_covered_and_not_zero(shelf):
    text = read("/became/").text
    for nation in ("Scotland", "Wales", "Northern Ireland"):
        assert re.search(rf"{nation}\s*not covered here", text)
        assert not re.search(rf"{nation}\s*0", text)


def test_nothing_on_these_pages_claims_more_than_the_designs_have_earned(shelf):
    for row in shelf.values():
        text = read(reverse(f"front_room:{row.kind}", args=[row.public_id])).text
        assert "Simulated data." not in text
        assert "Known in the background" not in text
        assert not re.search(r"\b(proved|proves that|caused by|thanks to)\b", text)

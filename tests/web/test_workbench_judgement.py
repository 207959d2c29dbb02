"""Recording what a panel judged: by the lead, by role and never by name, not edited afterwards."""

from datetime import date

import pytest

from seedbed.record.outputs.models import Judgement
from tests.web.workbench_pages import at, enter, html, words

pytestmark = pytest.mark.django_db

FILLED = {
    "decision": "cost", "on-day": "1", "on-month": "June", "on-year": "2024",
    "panel": "Two commissioners and a parent.", "criteria": "Who pays\n\nHow long",
    "judgement": "Affordable for two years.", "dissent": "The parent would wait.",
}  # fmt: skip


@pytest.fixture
def address(tiny):
    return at("judge", tiny, ("advice", "adv-ambleford"))


def test_the_lead_is_led_there_from_the_advice_and_no_one_else(tiny, address):
    assert address in html(enter(tiny, "lead"), at("advice", tiny))
    assert address not in html(enter(tiny, "researcher"), at("advice", tiny))


def test_the_form_asks_by_role_and_shows_what_was_judged_before(tiny, address):
    page = words(html(enter(tiny, "lead"), address))
    assert "By role and organisation, never by name." in page
    assert "Enough to try, not enough to promise." in page
    assert "Readers meet it when the next version of this advice is published." in page


def test_a_judgement_is_kept_as_it_was_sent(tiny, address):
    lead = enter(tiny, "lead")
    answer = lead.post(address, FILLED)
    assert answer.status_code == 302
    row = Judgement.objects.get(decision="cost")
    assert (row.on, row.criteria) == (date(2024, 6, 1), ["Who pays", "How long"])
    assert row.dissent == "The parent would wait."
    assert "is kept" in words(html(lead, answer.url))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"panel": " "}, "Say who judged, by role and never by name."),
        ({"judgement": ""}, "Say what the panel judged."),
        ({"decision": ""}, "Choose the decision that was judged."),
        ({"on-day": ""}, "Give the day as well: a panel met on one day."),
        ({"on-year": "2999"}, "This day has not come yet."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(tiny, address, changed, says):
    before = Judgement.objects.count()
    answer = enter(tiny, "lead").post(address, FILLED | changed)
    assert answer.status_code == 400
    page = words(answer.content.decode())
    assert says in page
    assert "The parent would wait." in answer.content.decode()
    assert Judgement.objects.count() == before


def test_a_second_judgement_of_the_same_day_is_refused_with_the_remedy(tiny, address):
    lead = enter(tiny, "lead")
    lead.post(address, FILLED)
    answer = lead.post(address, FILLED)
    assert answer.status_code == 400
    assert "record a later one, with its own day" in words(answer.content.decode())


@pytest.mark.parametrize("role", ["researcher", "co-researcher", "circle-member", "reader"])
def test_nobody_but_the_lead_keeps_one(tiny, address, role):
    before = Judgement.objects.count()
    assert enter(tiny, role).post(address, FILLED).status_code == 403
    assert Judgement.objects.count() == before


def test_advice_of_another_study_is_not_there(tiny):
    from django.urls import reverse

    nowhere = reverse(
        "workbench:judge", args=[tiny.public_id, "00000000-0000-4000-8000-000000000000"]
    )
    assert enter(tiny, "lead").get(nowhere).status_code == 404

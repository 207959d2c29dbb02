"""What happens to a published page afterwards: badges, words taken back, withdrawal, versions."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seedbed.record.outputs.actions import withdraw
from seedbed.trust.asking import system
from tests.publish.made import change_row, change_toml, checkable_folder, load, publish
from tests.web.front_room_pages import Reader, flagged

pytestmark = pytest.mark.django_db
ROBIN = "They came every week"


@pytest.fixture
def folder(tmp_path):
    return checkable_folder(tmp_path / "study")


@pytest.fixture
def shelf(folder):
    return publish(load(folder))


def address(row):
    return reverse(f"front_room:{row.kind}", args=[row.public_id])


def shown(row):
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(address(row))
    assert answer.status_code == 200
    assert len(asked) <= 30, len(asked)
    return answer.content.decode()


def test_a_fresh_page_has_no_badge(shelf):
    for row in shelf.values():
        assert not flagged(shown(row))
        assert "Changed since" not in shown(row)


def test_one_changed_cost_flags_exactly_the_sentences_that_show_it(folder, shelf):
    change_row(folder, "costs", "co-amb-pilot", amount="250000")
    load(folder)
    page = shown(shelf["advice", "adv-ambleford"])
    assert flagged(page) == {"The pilot grant was £240\u202f000. number changed since"}
    assert "£250" not in page  # the text stays as it was


def test_one_changed_reading_flags_the_sentence_of_its_run_and_its_own_row(folder, shelf):
    change_row(folder, "readings", "rd-ambleford-2023", value="50")
    load(folder)
    page = shown(shelf["claim", "cl-leader"])
    (sentence,) = flagged(page)
    assert sentence.startswith("Episodes of going missing went from 78 to 52")
    rows = re.findall(r"<p>([^<]*) <strong class=\"sb-flag\">changed since</strong>", page)
    assert rows == ["The last year counted."]


def test_a_change_that_nothing_on_the_page_rests_on_flags_nothing(folder, shelf):
    change_row(folder, "costs", "co-str-train", amount="31000")
    load(folder)
    assert not flagged(shown(shelf["advice", "adv-ambleford"]))
    assert "Changed since" not in shown(shelf["claim", "cl-leader"])


def test_the_words_of_the_record_may_change_and_the_page_stays(folder, shelf):
    change_toml(
        folder / "claims.toml",
        lambda held: held["claims"][1].update(text="Quite another claim."),
    )
    load(folder)
    page = shown(shelf["claim", "cl-asked"])
    assert "Quite another claim." not in page
    assert "asked the same thing again and again" in page


def test_words_taken_back_are_gone_from_every_page(folder, shelf):
    pages = [shelf["advice", "adv-ambleford"], shelf["claim", "cl-asked"]]
    assert all(ROBIN in shown(row) for row in pages)
    change_row(folder, "consents", "cs-robin-quote", given="no")
    load(folder)
    for row in pages:
        assert ROBIN not in shown(row)
        assert "These words were taken back" in shown(row)


def test_consent_that_has_run_out_takes_the_words_away_without_any_load(folder, shelf):
    over = (date.today() - timedelta(days=1)).isoformat()
    change_row(folder, "consents", "cs-robin-quote", valid_to=over)
    load(folder)
    assert ROBIN not in shown(shelf["claim", "cl-asked"])


def test_a_withdrawn_page_is_found_with_its_reason(shelf):
    row = shelf["advice", "adv-ambleford"]
    because = "The running cost was counted twice."
    withdraw(by=system("test", using="default"), publication=row, because=because)
    page = Reader(shown(row)).text
    assert page.index("Withdrawn on") < page.index("Take it up")
    assert because in page
    assert "Withdrawn" in Client().get("/advice/").content.decode()


def test_a_withdrawn_check_is_not_offered_on_the_front_page(shelf):
    page = shelf["study", "tiny-study"]
    withdraw(by=system("test", using="default"), publication=page, because="Wrong.")
    page = Client().get("/").content.decode()
    assert 'id="finding"' not in page
    assert "No claim to check has been published yet" in page


def test_versions_lead_to_each_other(folder, shelf):
    old = shelf["advice", "adv-ambleford"]
    change_toml(
        folder / "outputs" / "advice.toml",
        lambda held: held["advice"][0].update(version=2, rights=["Young people were paid."]),
    )
    new = publish(load(folder))["advice", "adv-ambleford"]
    assert (old.version, new.version) == (1, 2)
    before, after = shown(old), shown(new)
    assert "Young people were paid." in after
    assert "Young people were paid." not in before
    assert "This is version 1." in before
    assert address(new) in Reader(before).links
    assert address(old) in Reader(after).links
    listed = Reader(Client().get("/advice/").content.decode()).links
    assert address(new) in listed
    assert address(old) not in listed


def test_a_check_whose_series_moved_says_so_on_the_page_of_its_study(folder, shelf):
    change_row(folder, "readings", "rd-northmere-2021", value="92")
    load(folder)
    assert "Changed since" in shown(shelf["study", "tiny-study"])

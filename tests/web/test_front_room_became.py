"""What became of each: unknown first, what is known at 1, 3 and 5 years, and how to correct it."""

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.publish.look.register import register_said
from seedbed.record.outputs.models import Publication
from seedbed.samples.innovation_programme import FOLDER
from tests.publish.made import checkable_folder, load, publish
from tests.web.front_room_pages import Reader

pytestmark = pytest.mark.django_db


def read(where):
    answer = Client().get(where)
    assert answer.status_code == 200, where
    return Reader(answer.content.decode())


@pytest.fixture
def real():
    return publish(load(FOLDER))


@pytest.fixture
def tiny(tmp_path):
    return publish(load(checkable_folder(tmp_path / "study")))


def test_the_real_register_says_first_what_nobody_knows(real):
    text = read("/became/").text
    unknown, total = "For 9 of 26, nobody", "For 26 of 26, no source says on which day"
    assert unknown in text
    assert total in text
    assert text.index(unknown) < text.index(total) < text.index("Not known: 9")
    groups = ["Not known: 9", "Ended: 1", "Going on in part: 5", "Still going when last seen: 11"]
    assert sorted(groups, key=text.index) == groups
    # No end of a grant is dated in the sources, so no horizon may be counted and none is.
    assert "Not known: no date for the end of the grant." in text
    assert "One year after the grant ended" not in text
    assert "Ended: reason not known, on 31 March 2017" in text


def test_every_row_can_be_corrected_and_leads_to_its_advice(real):
    page = read("/became/")
    study = next(row for (kind, _), row in real.items() if kind == "study")
    form = reverse("front_room:correct", args=[study.public_id])
    here = f"{form}?about=sustainment&ref=su-empower-and-protect"
    assert here in page.links
    assert len([link for link in page.links if link.startswith(form)]) == 26
    assert "Empower and Protect: Ended" in read(here).text
    advice = real["advice", "av-empower-and-protect"]
    assert reverse("front_room:advice", args=[advice.public_id]) in page.links
    assert "innovationcsc.co.uk/projects/south-yorkshire-empower-and-protect" in page.text


def test_a_known_end_of_the_grant_starts_the_clock(tiny):
    text = read("/became/").text
    # The grant ended on 31 March 2022; it was seen with its core kept in part on 1 May 2024.
    assert "grant ended 31 March 2022" in text
    assert "One year after the grant ended: not known for 1 of 2. Going on in part: 1." in text
    assert "seen going on in part, 1 May 2024" in text
    assert "Not known: no grant is recorded, so there is no day to count from." in text
    assert "For 1 of 2, no source says on which day the last grant ended." in text
    assert "Simulated" in text


def test_a_register_frozen_before_it_asked_still_stands(tiny):
    row = Publication.objects.get(kind="study")
    asked = ("clock", "grant_ended", "site", "status", "address", "rests_on")
    table = [
        {name: value for name, value in case.items() if name not in asked and "_at_" not in name}
        for case in row.body["became"]["table"]
    ]
    numbers = {n: row.body["became"]["numbers"][n] for n in
               ("cases", "unknown", "ended", "partly", "continuing")}  # fmt: skip
    old = row.body["became"] | {"table": table, "numbers": numbers}
    said = register_said(old, first=[])
    cases = [case for group in said["groups"] for case in group["cases"]]
    assert {str(case["no_clock"]) for case in cases} == {"Not asked when this was published."}
    assert said["clock"] == ""
    assert said["after"] == []

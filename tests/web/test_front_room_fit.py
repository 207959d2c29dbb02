"""Fit to my area: there beside here, what must be in place first, and a plan to take away."""

import copy
import io
import re
from datetime import date

import docx
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seedbed.formats.statistics import load_statistics
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.outputs.actions import publish, withdraw
from seedbed.record.outputs.selectors import published
from seedbed.trust.asking import system
from tests.statistics.tables import codes_book, dictionary, neighbours_book, tool
from tests.web.front_room_pages import Reader

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)", re.IGNORECASE)
KENT, HERTS = "E10000016", "E10000015"
FIGURES = (
    ("Plans", "", "2019", "Kent", "12", 886.0, "South East"),
    ("Plans", "", "2019", "Hertfordshire", "30", 919.0, "East of England"),
    ("Plans", "", "2024", "Kent", "7", 886.0, "South East"),
    ("Plans", "", "2024", "Hertfordshire", "-", 919.0, "East of England"),
    ("Plans", "", "2024", "Oxfordshire", "4", 931.0, "South East"),
    ("Plans", "", "2024", "Northamptonshire", "9", 928.0, "East Midlands"),
    ("Plans", "", "2024", "Essex", "0", 881.0, "East of England"),
    ("Plans", "", "2025", "Kent", "-", 886.0, "South East"),
)
NEIGHBOURS = (
    (886, "Kent", 886, 931, "Close", 881, "Close"),
    (919, "Hertfordshire", 919, 931, "Very close", 886, "Close"),
)


@pytest.fixture
def frozen(tiny):
    """The tiny study's advice, as it was published."""
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    return published(using="default").get(kind="advice")


@pytest.fixture
def real(frozen, settings, tmp_path):
    """A second version of it as of a public study in Hertfordshire, with statistics loaded."""
    settings.DATA = tmp_path
    files = [tool(tmp_path, FIGURES), dictionary(tmp_path), codes_book(tmp_path)]
    assert not load_statistics([*files, neighbours_book(tmp_path, *NEIGHBOURS)], tmp_path).refused
    body = copy.deepcopy(frozen.body)
    body["study"]["kind"] = "public"
    body["innovation"] |= {"area": "Hertfordshire", "area_code": HERTS}
    body["fits"][0]["measure"] = "Plans starting in the year"
    body["fits"][1]["measure"] = "Something nobody loaded"
    body["adoptions"][0]["area"] = "Essex"
    return publish(
        by=BY, study=frozen.study, kind="advice", key=frozen.key, version=2, title=frozen.title,
        body=body, revisions=frozen.revisions,
    )  # fmt: skip


def get(found, name="fit", **given):
    return Client().get(reverse(f"front_room:{name}", args=[found.public_id]), given)


def text_of(answer) -> str:
    assert answer.status_code == 200
    return Reader(answer.content.decode()).text


ANSWERS = {"q-ft-precinct": "no", "q-ft-buses": "yes", "r-rq-leader": "not-yet"}


def test_the_list_leads_to_each_published_innovation(frozen) -> None:
    page = Reader(Client().get("/fit/").content.decode())
    assert f"/advice/{frozen.public_id}/fit/" in page.links
    assert "Invented, for trying things out" in page.text


def test_before_anything_is_answered_there_are_only_questions(frozen) -> None:
    page = text_of(get(frozen))
    assert "1. Do young people meet at one place?" in page
    assert "There: Shops stand round one square." in page
    assert "A leader who stays." in page
    assert "Nothing you answer is stored, and no cookie is set." in page
    assert "There beside here" not in page
    assert "This study is invented, so no real authority is set beside it." in page


def test_the_answer_stands_above_the_questions_and_keeps_what_was_answered(frozen) -> None:
    answer = get(frozen, **ANSWERS)
    html, page = answer.content.decode(), text_of(answer)
    assert page.index("On the 1 thing said to matter") < page.index("Change your answers")
    assert "here is as there on 0, partly on 0, and differs on 1; 0 are not known." in page
    assert "Different: A precinct." in page
    assert "Find the place they use first." in page
    # A yes is no likeness where nothing is known of there.
    assert "How it was there is not known for Evening buses" in page
    assert "Of 2 requirements, 0 are in place, 0 partly, 1 not yet, and 1 is not known." in page
    assert re.search(r'name="q-ft-precinct" value="no" checked', html)
    assert re.search(r'name="r-rq-leader" value="not-yet" checked', html)
    assert html.count('" checked>') == len(ANSWERS)


def test_only_what_matters_is_coloured_and_says_so_in_words(frozen) -> None:
    html = get(frozen, **ANSWERS).content.decode()
    assert html.count("fr-side--differs") == 1
    assert html.count("fr-side--") == 1
    assert "A difference matters" in html
    assert "Nobody has looked whether it matters" in html


def test_what_is_left_is_told_by_stage_in_the_order_of_work(frozen) -> None:
    page = text_of(get(frozen, **ANSWERS))
    left = page[page.index("What must be in place first") : page.index("Change your answers")]
    assert left.index("Designing") < left.index("One shopkeeper who says yes first.")
    assert left.index("One shopkeeper") < left.index("Integrating")
    assert "Must; takes 12 months; not yet in place" in left
    assert "Helps; how long it takes is not known; not known here" in left
    done = text_of(get(frozen, **ANSWERS | {"r-rq-leader": "in-place"}))
    above = done[: done.index("Change your answers")]
    assert "Integrating" not in above


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"q-ft-precinct": "often"}, "“often” is not one of the answers"),
        ({"r-rq-leader": "yes"}, "“yes” is not one of the answers"),
        ({"q-ft-moon": "yes"}, "“q-ft-moon”, which this page does not ask"),
        ({"area": KENT}, "No authority can be picked here."),
        ({"area": ""}, "Nothing is answered yet."),
    ],
)
def test_an_address_that_cannot_be_used_says_what_is_wrong(frozen, given, said) -> None:
    page = text_of(get(frozen, **given))
    assert "There is a problem" in page
    assert said in page
    assert "There beside here" not in page
    refused = get(frozen, "plan", **given)
    assert refused.status_code == 400
    assert said in refused.content.decode()


def test_an_unknown_authority_is_refused_and_the_rest_still_counts(real) -> None:
    page = text_of(get(real, area="Atlantis", **ANSWERS))
    assert "There is no authority called “Atlantis” in the list. Pick one from the list" in page
    assert "differs on 1" in page
    assert "Take a staged plan away" not in page


def test_other_words_in_the_address_are_nobody_s_answer(frozen) -> None:
    assert "There is a problem" not in text_of(get(frozen, utm_source="letter"))


def test_figures_there_here_and_in_the_middle_of_neighbours(real) -> None:
    answer = get(real, area=KENT, **ANSWERS)
    html, page = answer.content.decode(), text_of(answer)
    # 2025 has no figure for anybody, so all areas are told for 2024: the middle of 4 and 0 is 2.
    assert "Plans starting in the year, Number of plans, April 2023 to March 2024" in page
    assert "<dt>There: Hertfordshire</dt><dd>Not available</dd>" in html
    assert "<dt>Here: Kent</dt><dd>7</dd>" in html
    assert "<dt>Middle of 2 statistical neighbours</dt><dd>2</dd>" in html
    assert "<dt>Here, April 2018 to March 2019</dt><dd>12</dd>" in html
    assert "From official statistics: long.parquet, updated" in page
    assert "The measure “Something nobody loaded” is not among the statistics loaded here." in page
    assert "Oxfordshire; Essex." in page
    assert "Essex: follower, 2023 (first precinct)." in page


def test_a_neighbourhood_that_took_nothing_up_is_no_proof_that_nobody_did(real) -> None:
    page = text_of(get(real, area=HERTS))
    assert "Neither here nor any of these neighbours is recorded as having taken it up." in page


def test_only_authorities_of_england_that_stand_today_may_be_picked(real) -> None:
    html = get(real).content.decode()
    assert re.findall(r'<option value="(E\d+)"', html)
    assert "Kent</option>" in html
    assert "Northamptonshire</option>" not in html
    assert "England only" in html


def test_without_statistics_it_says_who_can_load_them(real, settings, tmp_path) -> None:
    settings.DATA = tmp_path / "elsewhere"
    page = text_of(get(real, **ANSWERS))
    assert "seedbed load-statistics FILE..." in page
    assert "official figures say" not in page


def test_advice_of_an_earlier_release_has_nothing_to_ask_and_says_so(frozen) -> None:
    body = {name: told for name, told in frozen.body.items() if name not in ("fits", "signs")}
    del body["requirements"]
    old = publish(
        by=BY, study=frozen.study, kind="advice", key=frozen.key, version=2, title=frozen.title,
        body=body, revisions=frozen.revisions,
    )  # fmt: skip
    assert "This advice names nothing yet to set side by side." in text_of(get(old))
    assert "No requirement is recorded" in words_of(get(old, "plan"))


def test_withdrawn_advice_says_so_before_anything_else(frozen) -> None:
    withdraw(by=BY, publication=frozen, because="The figures were wrong.")
    page = text_of(get(frozen, **ANSWERS))
    assert page.index("The figures were wrong.") < page.index("On the 1 thing")
    assert "This advice was withdrawn." in words_of(get(frozen, "plan", **ANSWERS))


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("name", ["fit", "plan"])
def test_nothing_about_the_visitor_is_stored(real, name) -> None:
    before, client = counts(), Client()
    address = reverse(f"front_room:{name}", args=[real.public_id])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address, {"area": KENT, **ANSWERS})
    assert answer.status_code == 200
    assert [q["sql"] for q in asked.captured_queries if WRITES.match(q["sql"])] == []
    assert counts() == before
    assert not answer.cookies
    assert not client.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(asked) <= 30


def plan_of(answer):
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def words_of(answer) -> str:
    file = plan_of(answer)
    cells = (c.text for t in file.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def test_the_plan_holds_what_was_answered_and_what_the_advice_says(real) -> None:
    answer = get(real, "plan", area=KENT, **ANSWERS)
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-i-ambleford.docx"'
    words = words_of(answer)
    for said in (
        "For Kent.", "Take it up: Yes, if", "Take it up if one leads.", "differs on 1",
        "Find the place they use first.", "A leader who stays.", "12 months", "To do",
        "Not known", "Better for whom, and how do we know?",
        "Workers are called back to their desks.", "Evenings in the precinct, each month.",
        "What shopkeepers spend.", "Version 2, published", f"/advice/{real.public_id}/",
        "Plans starting in the year",
    ):  # fmt: skip
        assert said in words, said
    assert "Simulated" not in words


def test_the_plan_follows_the_stages_in_order(frozen) -> None:
    heads = [p.text for p in plan_of(get(frozen, "plan", **ANSWERS)).paragraphs
             if p.style.name == "Heading 3"]  # fmt: skip
    stages = ["Mobilising", "Designing", "Developing", "Integrating", "Growing", "System change"]
    assert heads[-len(stages) :] == stages


def test_the_plan_of_an_invented_study_says_so(frozen) -> None:
    words = words_of(get(frozen, "plan", **ANSWERS))
    assert "Simulated data. No place, person or number in this plan is real." in words
    assert "For Kent" not in words


def test_the_plan_can_be_read_aloud_and_names_no_author(frozen) -> None:
    file = plan_of(get(frozen, "plan", **ANSWERS))
    about = file.core_properties
    assert about.title == "A staged plan: Safer precincts"
    assert (about.language, about.author, about.last_modified_by) == ("en-GB", "", "")
    assert 'w:lang w:val="en-GB"' in file.styles.element.xml
    assert "en-US" not in re.findall(r'w:lang w:val="([^"]+)"', file.styles.element.xml)
    assert file.paragraphs[0].style.name == "Heading 1"
    assert all(paragraph.text for paragraph in file.paragraphs)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in file.tables)

"""A page of advice: the ten questions of a director, each with its evidence; what changed since."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seedbed.record.models import Revision
from seedbed.record.outputs.actions import record_judgement
from seedbed.record.outputs.models import Advice, Publication
from seedbed.samples.innovation_programme import FOLDER
from seedbed.trust.asking import system
from tests.publish.made import change_row, change_toml, checkable_folder, load, publish
from tests.web.front_room_pages import Reader, flagged

pytestmark = pytest.mark.django_db
BY = system("test", using="default")
TEN = ("need", "works", "here", "first", "cost", "verdict", "change", "drift", "after", "right")


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


def section(html, name):
    """The text of one decision, with its spaces as one."""
    start = html.index(f'id="{name}" aria-labelledby')
    rest = html[start:]
    return Reader("<section " + rest[: rest.index("</section>") + 10]).text


@pytest.fixture
def page(shelf):
    return shown(shelf["advice", "adv-ambleford"])


def advice_file(folder):
    return folder / "outputs" / "advice.toml"


def empty_layouts(held):
    """Take out every layout of the ten decisions."""
    for table in ("requirements", "fits", "parts", "signs", "judgements"):
        held.pop(table, None)
    for row in held["advice"]:
        for name in ("local_need", "costs", "after_grant", "rights", "not_known"):
            row.pop(name, None)


def test_ten_questions_lead_to_ten_sections_in_the_order_they_are_asked(page):
    listed = re.search(r'<nav class="fr-screen fr-ten".*?</ol>', page, re.DOTALL).group()
    assert re.findall(r'href="#([a-z-]+)"', listed) == list(TEN)
    assert re.findall(r'<section class="fr-decision[^"]*" id="([a-z-]+)"', page) == [
        *TEN, "not-known",
    ]  # fmt: skip
    assert page.index('class="sb-verdicts"') < page.index('class="fr-screen fr-ten"')
    assert page.count("<h1") == 1


def test_the_ledger_says_whose_outcome_how_large_by_which_design_and_who_says_so(page, shelf):
    text = section(page, "works")
    for words in (
        "Episodes of going missing fell", "Better", "Comparison group",
        "compared with: three other towns", "−33\u202f%, −45\u202f% to −12\u202f%",
        "The evaluators", "Everything reported: better, no change, worse and not known alike",
    ):  # fmt: skip
        assert words in text, words
    other = shelf["advice", "adv-ambleford"].body["outcomes"]
    assert {row["ref"] for row in other} == {"oc-amb-missing"}  # of this innovation alone


def test_there_stands_beside_an_open_here(page, shelf):
    text = section(page, "here")
    assert "Shops stand round one square." in text
    assert "Yes. The workers stand where young people are." in text
    assert "Not known." in text  # nobody knows of the evening buses
    fit = reverse("front_room:fit", args=[shelf["advice", "adv-ambleford"].public_id])
    assert f'href="{fit}"' in page


def test_requirements_stand_by_stage_with_their_weight_and_lead_time(page):
    text = section(page, "first")
    order = ["Helps One shopkeeper who says yes first.", "Designing", "Not timed",
             "Must A leader who stays.", "Integrating", "12 months"]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "what nobody timed comes last" in text
    assert 'href="#cl-leader"' in page


def test_running_building_and_piloting_stand_apart_and_none_is_hidden(page):
    text = section(page, "cost")
    for kind in ("Running it", "Putting it in place", "Being a pilot"):
        assert kind in text
    assert re.search(r"Putting it in place\s*Not known", text)
    for kind in ("Cashable", "Avoided cost"):
        assert kind in text


def test_the_verdicts_are_told_once_and_the_table_leads_up(page):
    text = section(page, "verdict")
    assert "Yes, if" in text
    assert "Low confidence" in text
    assert "A place that did without." not in text
    assert page.count("A place that did without.") == 3
    assert 'href="#verdicts"' in page
    assert 'id="verdicts"' in page


def test_parts_and_signs_are_told_with_what_followed(page):
    text = section(page, "change")
    assert "Must stay" in text
    assert "May change" in text
    assert "Nobody changed it." in text
    text = section(page, "drift")
    assert "Workers are called back to their desks." in text
    assert "Evenings in the precinct, each month." in text
    assert "Ambleford set a floor." in text


def test_after_the_grant_comes_who_pays_and_what_ended_elsewhere(page):
    text = section(page, "after")
    assert "The base budget pays." in text
    assert "Who pays for it now" in text
    assert "Pause and ask, Strathlorn" in text
    assert "Ended" in text


def test_is_it_right_says_who_was_not_heard(page):
    text = section(page, "right")
    assert "Young people said yes first." in text
    assert "Not heard at this site: parent or carer" in text
    assert "To be heard once is not to have had a say." in text


def test_a_panels_judgement_stands_apart_with_its_dissent(page):
    judged = re.search(r'<div class="fr-judged">.*?</div>', page, re.DOTALL).group()
    text = Reader(judged).text
    for words in (
        "What a panel judged, 20 May 2024", "Enough to try, not enough to promise.",
        "Two commissioners and a young adviser.", "Size · How sure",
        "The young adviser would wait for the second wave.",
    ):  # fmt: skip
        assert words in text, words
    assert "Enough to try" in section(page, "works")
    assert page.count("No panel has judged this yet.") == 9


def test_an_empty_layout_is_not_known_and_never_silent(folder):
    change_toml(advice_file(folder), empty_layouts)
    row = publish(load(folder))["advice", "adv-ambleford"]
    html = shown(row)
    for name in ("need", "here", "first", "cost", "change", "drift", "after", "right", "not-known"):
        assert "Not known" in section(html, name), name
    # As large as a finding: the same class of line, and no class of a side remark.
    assert not re.search(r'class="[^"]*sb-quiet[^"]*">\s*Not known', html)


def test_a_body_frozen_by_an_earlier_release_is_shown_with_its_gaps(shelf):
    row = shelf["advice", "adv-ambleford"]
    kept = {k: v for k, v in row.body.items() if k not in (
        "outcomes", "cost_lines", "benefit_lines", "became", "ends", "unheard", "renderings",
        "requirements", "fits", "parts", "signs", "judgements", "local_need", "after_grant",
    )}  # fmt: skip
    Publication.objects.filter(pk=row.pk).update(body=kept)
    html = shown(row)
    assert "Not known" in section(html, "first")
    assert "Not known" in section(html, "works")


def test_a_row_of_a_ledger_that_moved_is_flagged_where_it_stands(folder, shelf):
    change_row(folder, "outcomes", "oc-amb-missing", reported_by="Somebody else")
    load(folder)
    html = shown(shelf["advice", "adv-ambleford"])
    assert "changed since" in section(html, "works")
    assert "changed since" not in section(html, "cost")


def test_no_page_asks_more_than_thirty_times_however_much_moved(shelf):
    for counter in Revision.objects.all():
        counter.number += 1
        counter.save()
    shown(shelf["advice", "adv-ambleford"])


# What changed since the last version.


def test_the_first_version_has_nothing_to_say_of_a_change(page):
    assert 'id="since"' not in page


def test_a_newer_version_says_what_changed_and_why(folder, shelf):
    old = shelf["advice", "adv-ambleford"]

    def change(held):
        held["advice"][0].update(
            version=2,
            made_because="A second year was paid for.",
            rights=["Young people were paid."],
        )
        held["advice_verdicts"][0].update(word="no")

    change_toml(advice_file(folder), change)
    change_row(folder, "costs", "co-amb-pilot", amount="250000")
    new = publish(load(folder))["advice", "adv-ambleford"]
    html = shown(new)
    start = html.index('id="since"')
    text = Reader("<section " + html[start : html.index("</section>", start) + 10]).text
    for words in (
        "What changed since version 1", "Why: A second year was paid for.",
        "Take it up: was “Yes, if”, is now “No”.", "Was £240\u202f000, is now £250\u202f000",
        "Young people were paid.", "Young people said yes first.",
    ):  # fmt: skip
        assert words in text, words
    assert 'href="#since"' in html
    assert 'id="since"' not in shown(old)
    assert not flagged(html)


# Words for particular readers.


def test_empty_places_for_other_words_say_that_they_are_empty(page):
    text = Reader(page).text
    assert "In plain language It has not been written yet." in text
    assert "For young people It has not been written yet. It should be written with young" in text


def test_other_words_say_who_wrote_and_checked_them_and_of_which_version(folder):
    def add(held):
        held["renderings"] += [
            {"id": "rn-amb-plain", "advice": "adv-ambleford", "of_version": 1, "audience": "plain",
             "text": "It was paid for with {{cost:co-amb-pilot}}.", "written_by": "A town clerk"},
            {"id": "rn-amb-young", "advice": "adv-ambleford", "of_version": 2,
             "audience": "young-people", "text": "Workers came.\n\nThey stayed.",
             "written_by": "Two young advisers", "checked_by": "A young adviser",
             "checked_on": date(2024, 6, 1)},
        ]  # fmt: skip

    change_toml(folder / "outputs" / "renderings.toml", add)
    html = shown(publish(load(folder))["advice", "adv-ambleford"])
    text = Reader(html).text
    assert (
        "It was paid for with £240\u202f000. Written by: A town clerk. Nobody has checked" in text
    )
    assert "<p>Workers came.</p><p>They stayed.</p>" in html
    assert "These words are of version 2 of this advice. This page is version 1." in text
    assert "Written by: Two young advisers. Checked by: A young adviser, 1 June 2024." in text


def test_a_loose_number_in_other_words_is_refused(folder):
    from seedbed.errors import InputError

    def add(held):
        held["renderings"].append(
            {
                "id": "rn-loose",
                "advice": "adv-ambleford",
                "audience": "plain",
                "text": "It was 240 thousand.",
                "written_by": "A clerk",
            }
        )

    change_toml(folder / "outputs" / "renderings.toml", add)
    study = load(folder)
    with pytest.raises(InputError, match="rn-loose: It was 240 thousand"):
        publish(study)


def test_a_judgement_kept_today_waits_for_the_next_version(folder, shelf):
    record_judgement(
        by=BY, advice=Advice.objects.get(key="adv-ambleford"), decision="cost",
        on=date(2024, 6, 1), panel="Two commissioners.", judgement="Too dear for one town.",
    )  # fmt: skip
    assert "Too dear for one town." not in shown(shelf["advice", "adv-ambleford"])
    Advice.objects.filter(key="adv-ambleford").update(version=2)
    new = publish(Advice.objects.get(key="adv-ambleford").study)["advice", "adv-ambleford"]
    assert "Too dear for one town." in section(shown(new), "cost")


# The real study.


def test_real_advice_says_what_must_come_first_and_that_no_panel_has_met():
    shelf = publish(load(FOLDER))
    for (kind, key), row in shelf.items():
        if kind == "advice":
            html = shown(row)
            assert html.count("No panel has judged this yet.") == 10, key
            assert "Nothing seen says how long any of it takes." in section(html, "first"), key
            assert "Nobody was heard for this study" in section(html, "right"), key
    html = shown(shelf["advice", "av-family-safeguarding"])
    assert "was pending" in section(html, "first")
    assert "check whether it has been published" in section(html, "first")
    assert re.search(r"Running it\s*Not known", section(html, "cost"))
    assert "Empower and Protect, South Yorkshire. Ended, reason not known." in section(
        html, "after"
    )
    null = section(shown(shelf["advice", "av-signs-of-safety"]), "works")
    assert null.count("No change") == 3

"""Findings: released claims for everybody, their feed, one claim for each reader, and releasing."""

import re
from datetime import datetime
from typing import get_args
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seedbed.publish.release import release_claim
from seedbed.record import words as w
from seedbed.record.claims.selectors import claims
from seedbed.record.outputs.actions import withdraw
from seedbed.record.outputs.selectors import published
from seedbed.trust.asking import system
from tests.publish.made import (
    TODAY,
    change_row,
    change_toml,
    checkable_folder,
    load,
    publish,
)
from tests.tiny import REPLIES
from tests.web.front_room_pages import Reader, flagged
from tests.web.workbench_pages import at, enter, html, released, words

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
ATOM = "{http://www.w3.org/2005/Atom}"
READERS = get_args(w.Audience)
BECAUSE = "The last reading was a misprint."


@pytest.fixture
def folder(tmp_path):
    return checkable_folder(tmp_path / "study")


@pytest.fixture
def shelf(folder):
    return publish(load(folder))


def address(row):
    return reverse("front_room:claim", args=[row.public_id])


def page_for(row, reader):
    return reverse("front_room:claim_for", args=[row.public_id, reader])


def shown(where):
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(where)
    assert answer.status_code == 200, where
    assert len(asked) <= 30, (where, len(asked))
    return answer.content.decode()


def read(where):
    """What is read on a page below its navigation."""
    return Reader(shown(where)).text.partition("Skip to main content")[2]


def cells(where):
    """The same with a space between the cells of a table."""
    return words(shown(where))


# ---- the list ----


def test_before_anything_is_released_the_page_says_what_to_do(db):
    assert "No finding has been released yet." in read("/findings/")


def test_each_finding_has_its_status_sentence_confidence_and_day(shelf):
    text = read("/findings/")
    on = shelf["claim", "cl-leader"].published_at
    for said in (
        "Tested in circle",
        "the same leader stayed and the money moved into the base budget, the new way went on.",
        "Low confidence. Main doubt (is there enough of it): Two places only.",
        f"Released {on.day} {on:%B %Y}.",
        "Hunch",
    ):
        assert said in text, said


def test_simulated_findings_stand_apart_and_are_marked(shelf):
    text = read("/findings/")
    apart = text.index("Invented, for trying things out")
    assert "No finding has been released yet." in text[:apart]  # no real one here
    assert apart < text.index("No place, person or number in them is real.")
    assert text.index("No place, person") < text.index("Where the same leader stayed")


def test_the_newest_release_comes_first(folder, shelf):
    text = read("/findings/")
    places = {key: text.index(said) for key, said in FIRST_WORDS.items()}
    when = {key: shelf["claim", key].published_at for key in places}
    newest, oldest = sorted(when, key=when.__getitem__, reverse=True)
    assert places[newest] < places[oldest]
    release_claim(by=BY, study=(study := load(folder)), claim=bare(study), today=TODAY)
    text = read("/findings/")
    assert text.index("Shopkeepers carry more") < min(text.index(s) for s in FIRST_WORDS.values())


FIRST_WORDS = {"cl-leader": "Where the same leader stayed", "cl-asked": "Young people who were"}


def bare(study):
    return claims(BY, study).get(key="cl-bare")


def test_a_withdrawn_finding_stays_with_its_reason(shelf):
    withdraw(by=BY, publication=shelf["claim", "cl-leader"], because=BECAUSE)
    text = read("/findings/")
    assert "Withdrawn on" in text
    assert BECAUSE in text
    assert "Where the same leader stayed" in text
    assert address(shelf["claim", "cl-leader"]) in Reader(shown("/findings/")).links
    assert "Tested in circle" not in text


def test_the_list_is_in_the_navigation_and_names_its_feed_in_the_head(shelf):
    page = shown("/findings/")
    assert re.search(r'href="/findings/" aria-current="page">Findings<', page)
    (link,) = re.findall(r'<link rel="alternate"[^>]*>', page)
    assert 'type="application/atom+xml"' in link
    assert 'href="/findings.atom"' in link


# ---- the short page ----


def test_a_claim_begins_with_the_short_page(shelf):
    text = cells(address(shelf["claim", "cl-leader"]))
    order = [
        "Tested in circle", "Where the same leader stayed", "Low confidence. Main doubt",
        "Where it should hold Councils with one accountable director.",
        "Where it should not, and what it does not say Networks of charities",
        "What would change our mind A place where the leader left",
        "To cite this Where the same leader stayed", "The same claim for other readers",
        "What bears on it", "The director stayed and kept the money", "How sure we are: low",
        "Reporting changed, not going missing.", "Where these numbers come from",
        "If something here is wrong",
    ]  # fmt: skip
    places = [text.index(said) for said in order]
    assert places == sorted(places)
    assert text.count("To cite this") == 1


# ---- the feed ----


def feed(**headers):
    answer = Client().get("/findings.atom", headers=headers)
    assert answer.status_code in (200, 304)
    return answer


def entries():
    root = ElementTree.fromstring(feed().content)
    return root, root.findall(f"{ATOM}entry")


def text_of(element, name):
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text


def test_the_feed_has_all_that_rfc_4287_requires(shelf):
    assert feed().headers["Content-Type"].startswith("application/atom+xml")
    root, held = entries()
    assert root.tag == f"{ATOM}feed"
    assert len(held) == 2
    for element in (root, *held):
        for name in ("id", "title", "updated"):
            assert text_of(element, name).strip(), name
        assert urlsplit(text_of(element, "id")).scheme in ("http", "urn")
        assert datetime.fromisoformat(text_of(element, "updated")).tzinfo is not None
        (author,) = element.findall(f"{ATOM}author")
        assert text_of(author, "name")
        alternate = [li for li in element.findall(f"{ATOM}link") if li.get("rel") == "alternate"]
        assert len(alternate) == 1  # at most one of one type and language; needed without content
    own = [li.get("href") for li in root.findall(f"{ATOM}link") if li.get("rel") == "self"]
    assert own == ["http://testserver/findings.atom"]
    assert len({text_of(entry, "id") for entry in held}) == 2
    newest = max(text_of(entry, "updated") for entry in held)
    assert text_of(root, "updated") == newest


def test_an_entry_says_its_status_what_it_is_and_how_sure(shelf):
    row = shelf["claim", "cl-leader"]
    (entry,) = [e for e in entries()[1] if text_of(e, "id") == f"urn:uuid:{row.public_id}"]
    assert text_of(entry, "title").startswith(
        "Tested in circle (simulated): Where the same leader stayed"
    )
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == [
        "tested-in-circle",
        "simulated",
    ]
    (summary,) = entry.findall(f"{ATOM}summary")
    assert summary.get("type") == "text"
    assert summary.text.startswith("Simulated: no place, person or number in it is real.")
    assert "Low confidence. Main doubt (is there enough of it): Two places only." in summary.text
    assert datetime.fromisoformat(text_of(entry, "updated")) == row.published_at
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == f"http://testserver{address(row)}"


def test_signs_of_markup_in_a_claim_stay_words(folder):
    change_toml(
        folder / "claims.toml",
        lambda held: held["claims"][1].update(text='Few & "many" <b>asked</b> twice.'),
    )
    publish(load(folder))
    titles = [text_of(entry, "title") for entry in entries()[1]]
    assert 'Hunch (simulated): Few & "many" <b>asked</b> twice.' in titles
    assert "<b>asked" not in shown("/findings/")


def test_a_withdrawal_is_the_same_entry_first_and_says_why(shelf):
    row = shelf["claim", "cl-asked"]
    before = {text_of(entry, "id") for entry in entries()[1]}
    withdraw(by=BY, publication=row, because=BECAUSE)
    row.refresh_from_db()
    held = entries()[1]
    assert {text_of(entry, "id") for entry in held} == before
    assert text_of(held[0], "id") == f"urn:uuid:{row.public_id}"
    assert text_of(held[0], "title").startswith("Withdrawn (simulated): Young people who were")
    assert BECAUSE in text_of(held[0], "summary")
    assert datetime.fromisoformat(text_of(held[0], "updated")) == row.withdrawn_at
    assert datetime.fromisoformat(text_of(held[0], "published")) == row.published_at
    assert "withdrawn" in [c.get("term") for c in held[0].findall(f"{ATOM}category")]


def test_the_feed_holds_the_newest_fifty(folder, shelf):
    study, template = load(folder), shelf["claim", "cl-asked"]
    for number in range(2, 61):
        template.pk, template.version = None, number
        template.public_id = f"00000000-0000-4000-8000-{number:012d}"
        template.save(force_insert=True)
    assert published(using="default").filter(study=study, kind="claim").count() == 61
    with CaptureQueriesContext(connection) as asked:
        held = entries()[1]
    assert len(held) == 50
    assert len(asked) <= 3, len(asked)


def test_a_reader_of_the_feed_is_told_when_nothing_changed(shelf):
    first = feed()
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert feed(**{"if-none-match": etag}).status_code == 304
    assert feed(**{"if-modified-since": modified}).status_code == 304
    withdraw(by=BY, publication=shelf["claim", "cl-asked"], because=BECAUSE)
    again = feed(**{"if-none-match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_an_empty_feed_is_a_feed(db):
    root, held = entries()
    assert held == []
    assert text_of(root, "title") == "Findings - Seedbed"


# ---- one claim, each reader ----


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_has_a_page_that_leads_to_the_others_and_to_the_claim(shelf, reader):
    row = shelf["claim", "cl-leader"]
    page = Reader(shown(page_for(row, reader)))
    others = {page_for(row, other) for other in READERS if other != reader}
    assert others | {address(row)} <= set(page.links)
    assert "Where the same leader stayed" in page.text
    assert "Tested in circle" in page.text
    assert "Simulated data." in page.text
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert [tags for _, tags, _ in page.texts if "script" in tags] == []


def test_an_unknown_reader_has_no_page(shelf):
    where = page_for(shelf["claim", "cl-leader"], "policy-france")
    assert Client().get(where).status_code == 404
    advice = shelf["advice", "adv-ambleford"]
    assert Client().get(page_for(advice, "practice")).status_code == 404


@pytest.mark.parametrize("reader", READERS)
def test_a_changed_number_and_status_change_every_rendering(folder, shelf, reader):
    """All pages are of one frozen body: the next version changes all, the last stays as it was."""
    old = shelf["claim", "cl-leader"]
    change_row(folder, "readings", "rd-ambleford-2023", value="39")
    kept = {
        "id": "cv-leader-2", "claim": "cl-leader", "number": 2, "on": "2024-03-01",
        "text": "The second wording.", "status": "tested-in-circle",
    }  # fmt: skip

    def raised(held):
        held["claim_versions"].append(kept)
        held["claims"][0].update(version=3, status="established")

    change_toml(folder / "claims.toml", raised)
    study = load(folder)
    claim = claims(BY, study).get(key="cl-leader")
    new = release_claim(by=BY, study=study, claim=claim, today=TODAY)
    before, after = shown(page_for(old, reader)), shown(page_for(new, reader))
    assert "from 78 to 39, a change of \u221250" in Reader(after).text
    assert "Established" in Reader(after).text
    assert "from 78 to 52, a change of \u221233.3" in Reader(before).text
    assert "Tested in circle" in Reader(before).text
    assert "This is version 2." in before
    assert flagged(before)
    assert not flagged(after)


def test_words_for_young_people_come_first_with_who_wrote_and_checked_them(shelf):
    text = read(page_for(shelf["claim", "cl-leader"], "young-people"))
    order = [
        "For young people", "The people in charge stayed. That helped.",
        "Written by: Two young advisers with the youth worker.",
        "Checked by: A young adviser who was not there, on 30 May 2024.",
        "The claim in the words of the study", "Where the same leader stayed",
    ]  # fmt: skip
    places = [text.index(said) for said in order]
    assert places == sorted(places)


@pytest.mark.parametrize("reader", ["young-people", "plain"])
def test_where_nobody_wrote_them_the_page_says_so_and_gives_only_the_claim(shelf, reader):
    text = read(page_for(shelf["claim", "cl-asked"], reader))
    assert "Nobody has written this yet" in text
    assert "It should be written with young people" in text
    assert "Young people who were asked the same thing" in text
    for other in ("Where agencies do not share notes.", "Two places only.", "They came every week"):
        assert other not in text


def test_words_of_an_older_version_say_so(folder, shelf):
    change_toml(
        folder / "outputs" / "renderings.toml",
        lambda held: held["renderings"][0].update(of_version=1, checked_by="", audience="practice"),
    )
    study = load(folder)
    claim = claims(BY, study).get(key="cl-leader")
    claim.version = 3
    claim.save()
    row = release_claim(by=BY, study=study, claim=claim, today=TODAY)
    text = read(page_for(row, "practice"))
    assert "They were written of version 1. The claim is now version 3" in text
    assert "Nobody has checked these words yet." in text
    assert text.index("The people in charge stayed.") < text.index("What you could try")


def test_practice_has_what_to_try_what_to_watch_and_what_young_people_said(shelf):
    text = read(page_for(shelf["claim", "cl-asked"], "practice"))
    order = [
        "What you could try", "Where agencies do not share notes.", "What to watch",
        "Young people who were asked once and felt no better.", "What speaks against it",
        "Somebody who was met every week.", "What young people said", "They came every week",
        "written by adults for a demonstration", "1 passage is held and not public.",
    ]  # fmt: skip
    places = [text.index(said) for said in order]
    assert places == sorted(places)
    assert "the same things three times" not in text


def test_words_taken_back_leave_the_practice_page_too(folder, shelf):
    change_row(folder, "consents", "cs-robin-quote", given="no")
    load(folder)
    text = read(page_for(shelf["claim", "cl-asked"], "practice"))
    assert "They came every week" not in text
    assert "2 passages are held and not public." in text


def test_academic_study_has_designs_counts_digests_rivals_and_limits(shelf):
    row = shelf["claim", "cl-leader"]
    text = read(page_for(row, "academic"))
    (run,) = [i for i in row.body["claim"]["evidence"]["supports"] if i["kind"] == "run"]
    for said in (
        "Condition, facilitator",
        "How sure we are: low confidence",
        "One case went the other way.",
        run["digest"],
        "The town had fewer young people in those years.",
        "Two places cannot say what would happen in a third.",
        "Port of Sel (Overseas): does not hold",
        f"Version 2, published {row.published_at.day}",
    ):
        assert said in text, said
    counted = cells(page_for(row, "academic"))
    for said in (
        "Reported outcome 1 1 0 0",
        "Words 1 1 0 0",
        "Comparison group 1 0 0 0",
        "Before and after 0 1 0 0",
    ):
        assert said in counted, said


def test_policy_says_how_much_of_it_comes_from_each_nation(shelf):
    row = shelf["claim", "cl-leader"]
    england = read(page_for(row, "policy-england"))
    assert "9 of 14 pieces of evidence come from England. Cases there: Safer precincts." in england
    assert "England 6 0 3 0" in cells(page_for(row, "policy-england"))
    assert "Department for Education" in england
    assert "Northmere (England): holds if" in england
    scotland = read(page_for(row, "policy-scotland"))
    assert "3 of 14 pieces of evidence come from Scotland. Cases there: Strathlorn." in scotland
    assert "No organisation in Scotland has tested this claim" in scotland


def test_policy_says_plainly_when_none_of_it_comes_from_a_nation(shelf):
    leader = read(page_for(shelf["claim", "cl-leader"], "policy-wales"))
    assert "None of this is known to come from Wales." in leader
    assert "2 of 14 pieces name no nation." in leader
    asked = read(page_for(shelf["claim", "cl-asked"], "policy-wales"))
    assert "None of this comes from Wales." in asked
    for text in (leader, asked):
        assert "Whether it holds under the law and with the agencies of Wales is not known." in text
        assert "The study says of itself that it does not cover Wales." in text
        assert "Social Care Wales" in text
        assert "Scottish Social Services Council" not in text
    assert "Wales 0 0 0 0" in cells(page_for(shelf["claim", "cl-asked"], "policy-wales"))


# ---- releasing and withdrawing, in the workbench ----


def test_a_lead_releases_one_claim_in_two_clicks(tiny):
    lead = enter(tiny, "lead")
    page = html(lead, at("claim", ("claims", "cl-leader")))
    assert "Nothing: it has not been released." in words(page)
    first = at("release", ("claims", "cl-leader"))
    assert f'href="{first}"' in page
    before = words(html(lead, first))
    for said in (
        "What readers will see first", "Tested in circle", "Where the same leader stayed",
        "Low confidence. Main doubt (is there enough of it): Two places only.",
    ):  # fmt: skip
        assert said in before, said
    answer = lead.post(first, follow=True)
    said = words(answer.content.decode())
    assert "Released. Everybody can read it now, under Findings." in said
    assert "Version 2, released" in said
    assert 'class="sb-button"' not in answer.content.decode()  # not to be released again
    assert [(row.kind, row.key) for row in published(using="default")] == [("claim", "cl-leader")]
    assert "Where the same leader stayed" in read("/findings/")


@pytest.mark.parametrize("role", ["researcher", "site-member", "reader"])
def test_others_have_no_button_and_are_refused(tiny, role):
    member = enter(tiny, role)
    page = html(member, at("claim", ("claims", "cl-leader")))
    assert at("release", ("claims", "cl-leader")) not in page
    answer = member.post(at("release", ("claims", "cl-leader")))
    assert answer.status_code == 403
    assert "does not let you publish" in answer.content.decode()
    assert not published(using="default")


def test_a_site_that_was_not_shown_it_stops_the_release_and_is_named(folder):
    others = [n for n in REPLIES["notices"] if n["site"] != "s-ambleford"]
    change_toml(folder / "outputs" / "replies.toml", lambda held: held.update(notices=others))
    study = load(folder)
    lead = enter(study, "lead")
    where = at("release", ("claims", "cl-leader"))
    page = words(html(lead, where))
    assert "It cannot be released yet" in page
    assert "Ambleford: it was not shown what will be said." in page
    assert "Release this claim now" not in page
    answer = lead.post(where)
    assert answer.status_code == 400
    assert "Ambleford: it was not shown what will be said." in words(answer.content.decode())
    assert not published(using="default")


def test_what_was_released_is_not_released_again(tiny):
    lead = enter(tiny, "lead")
    released(tiny, "cl-leader")
    where = at("release", ("claims", "cl-leader"))
    assert "Version 2 is released already" in words(html(lead, where))
    assert lead.post(where).status_code == 400


def test_a_lead_withdraws_a_claim_with_a_reason(tiny):
    found = released(tiny, "cl-leader")
    lead = enter(tiny, "lead")
    page = html(lead, at("claim", ("claims", "cl-leader")))
    where = at("withdraw", found)
    assert f'href="{where}"' in page
    empty = lead.post(where, {"because": " "})
    assert empty.status_code == 400
    assert "Say why it is withdrawn" in words(empty.content.decode())
    answer = lead.post(where, {"because": BECAUSE}, follow=True)
    said = words(answer.content.decode())
    assert "Withdrawn. Readers see the reason first." in said
    assert BECAUSE in said
    assert BECAUSE in read(address(found))
    again = lead.get(where).content.decode()
    assert "It was withdrawn on" in words(again)
    assert "<textarea" not in again


def test_a_lead_withdraws_advice_from_its_list(shelf):
    found = shelf["advice", "adv-ambleford"]
    lead = enter(found.study, "lead")
    page = html(lead, at("advice", found.study))
    where = at("withdraw", found)
    assert f'href="{where}"' in page
    answer = lead.post(where, {"because": BECAUSE})
    assert (answer.status_code, answer.url) == (302, at("advice", found.study))
    assert BECAUSE in read(reverse("front_room:advice", args=[found.public_id]))


def test_only_a_lead_withdraws(tiny):
    found = released(tiny, "cl-leader")
    for role in ("researcher", "reader"):
        member = enter(tiny, role)
        assert at("withdraw", found) not in html(member, at("claim", ("claims", "cl-leader")))
        assert member.post(at("withdraw", found), {"because": BECAUSE}).status_code == 403
    found.refresh_from_db()
    assert found.withdrawn_at is None

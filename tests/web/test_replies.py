"""The right of reply, through the pages: shown first, answered beside, corrected in the open."""

import re
from datetime import date
from html import escape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seedbed.publish.corrections import facts_of
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.models import Publication
from seedbed.record.outputs.selectors import published
from seedbed.record.replies import actions
from seedbed.record.replies.models import Notice, Reply
from tests.web.workbench_pages import BY, at, enter, html, row, words

pytestmark = pytest.mark.django_db

TODAY = date(2024, 7, 1)
AMBLEFORD = ("sites", "s-ambleford")
SAYS = {"fact": "event:ev-amb-integrate", "kind": "dispute", "role": "site lead",
        "says": "The money was never in the base budget."}  # fmt: skip
ANSWER = {"shown": "yes", "answer": "kept", "answer_says": "The accounts of 2022 say it was."}
WRONG = {"says": "It was 2023.", "where": "Annual report 2023", "organisation": "Ambleford Council",
         "role": "finance officer", "about": "event", "ref": "ev-amb-integrate"}  # fmt: skip


@pytest.fixture
def shelf(tiny):
    """The tiny study, answered and published, by kind."""
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=TODAY)
    return {page.kind: page for page in published(using="default")}


def page(shelf, kind):
    return reverse(f"front_room:{kind}", args=[shelf[kind].public_id])


def correct(shelf, kind="claim", name="correct"):
    return reverse(f"front_room:{name}", args=[shelf[kind].public_id])


def public(shelf):
    """Every page of the front room that shows a study."""
    kinds = [page(shelf, kind) for kind in ("advice", "claim", "study")]
    return [*kinds, reverse("front_room:became"), reverse("front_room:corrections")]


def opened(said, start, end="As at"):
    """What stands in a row from its words to its date."""
    return re.search(re.escape(start) + r".*?" + end, said).group(0)


def test_a_reply_appears_beside_the_fact_once_the_lead_has_answered(tiny, shelf):
    member, lead, stranger = enter(tiny, "site-member"), enter(tiny, "lead"), Client()
    before = {address: html(stranger, address) for address in public(shelf)}
    frozen = {p.pk: p.body for p in Publication.objects.all()}
    sent = member.post(at("reply", AMBLEFORD), SAYS)
    assert sent.status_code == 302
    kept = Reply.objects.get(says=SAYS["says"])
    assert (kept.site, kept.from_whom) == (row(*AMBLEFORD), "Ambleford, site lead")
    assert {a: html(stranger, a) for a in public(shelf)} == before, "nothing before the lead looked"
    assert SAYS["says"] in words(html(member, at("reply", AMBLEFORD)))
    assert SAYS["says"] in words(html(lead, at("replies", tiny)))

    assert lead.post(at("answer", kept), ANSWER).status_code == 302
    assert {p.pk: p.body for p in Publication.objects.all()} == frozen, "no page was made anew"
    for kind in ("advice", "claim"):
        said = words(html(stranger, page(shelf, kind)))
        assert "has a reply" in said
        beside = opened(said, "Disputed by Ambleford, site lead Reply")
        assert SAYS["says"] in beside
        assert "Ambleford, site lead, " in beside
        assert "kept as it was. The accounts of 2022 say it was." in beside
    log = words(html(stranger, reverse("front_room:corrections")))
    assert "Of this fact: Moved into the base budget" in log
    assert SAYS["says"] in log
    assert ANSWER["answer_says"] in log


def test_a_fact_without_a_reply_says_who_reported_it_and_that_nobody_disputes_it(shelf):
    said = words(html(Client(), page(shelf, "claim")))
    assert "has a reply" not in said
    who = "Reported by the charities. Simulated Disputed by young people in the group"
    assert f"{who} Reply none so far" in said
    assert "Disputed by nobody we know of Reply none so far As at 30 June 2024" in said


def test_an_answer_that_is_not_to_be_shown_shows_nothing(tiny, shelf):
    lead, stranger = enter(tiny, "lead"), Client()
    before = {address: html(stranger, address) for address in public(shelf)}
    lead.post(at("reply", AMBLEFORD), SAYS)
    kept = Reply.objects.get(says=SAYS["says"])
    lead.post(at("answer", kept), ANSWER | {"shown": "no"})
    assert {address: html(stranger, address) for address in public(shelf)} == before
    assert Reply.objects.get(pk=kept.pk).answer == "kept"


def test_what_a_site_says_in_general_stands_near_the_foot_with_its_answer(tiny, shelf):
    lead = enter(tiny, "lead")
    assert "What they say" not in html(Client(), page(shelf, "advice"))
    lead.post(at("reply", AMBLEFORD), SAYS | {"fact": "", "kind": "comment"})
    lead.post(at("answer", Reply.objects.get(says=SAYS["says"])), ANSWER)
    for kind in ("advice", "claim", "study"):
        said = words(html(Client(), page(shelf, kind)))
        assert said.index("What they say") < said.index(SAYS["says"])
        assert said.index(SAYS["says"]) < said.index("If something here is wrong")
        assert ANSWER["answer_says"] in said
    assert SAYS["says"] not in html(Client(), reverse("front_room:corrections")), "a comment"


def test_a_page_says_whom_it_was_shown_to_and_whom_not(shelf):
    for address in (page(shelf, "advice"), page(shelf, "claim"), reverse("front_room:became")):
        said = words(html(Client(), address))
        shown = "Shown to Ambleford from 1 April 2024 to 21 April 2024, before it was published."
        assert shown in said
        assert "The network has been dissolved." in said


# The public form.


def test_somebody_says_what_is_wrong_and_it_is_shown_once_answered(tiny, shelf):
    stranger, lead = Client(), enter(tiny, "lead")
    links = re.findall(r'href="(/correct/[^"]+)"', html(stranger, page(shelf, "claim")))
    link = next(x for x in links if "about=event" in x).replace("&amp;", "&")
    form = html(stranger, link)
    assert "Moved into the base budget" in words(form)
    assert "We keep no name" in words(form)
    before = {address: html(stranger, address) for address in public(shelf)}
    sent = stranger.post(link.partition("?")[0], WRONG)
    assert sent.status_code == 302
    thanks = words(html(stranger, sent.headers["Location"]))
    assert "What happens next" in thanks
    assert "We cannot say how long this takes" in thanks
    assert {address: html(stranger, address) for address in public(shelf)} == before
    kept = Reply.objects.get(site=None)
    assert kept.from_whom == "Ambleford Council, finance officer"
    assert (kept.about, kept.ref, kept.kind) == ("event", "ev-amb-integrate", "correction")
    lead.post(at("answer", kept), ANSWER | {"answer": "corrected"})
    log = words(html(stranger, reverse("front_room:corrections")))
    for told in ("It was 2023.", "Annual report 2023", "Ambleford Council, finance officer",
                 "corrected. The accounts of 2022"):  # fmt: skip
        assert told in log
    assert "It was 2023." in words(html(stranger, page(shelf, "claim")))


def test_a_row_of_the_register_can_be_corrected_and_shows_it(tiny, shelf):
    stranger, lead = Client(), enter(tiny, "lead")
    page_of_all = html(stranger, reverse("front_room:became"))
    link = re.search(r'href="(/correct/[^"]*about=sustainment[^"]*su-amb)"', page_of_all)
    address = link.group(1).replace("&amp;", "&")
    assert "Ambleford" in words(html(stranger, address)) or "Safer" in words(
        html(stranger, address)
    )
    fact = {"about": "sustainment", "ref": "su-amb"}
    assert stranger.post(address.partition("?")[0], WRONG | fact).status_code == 302
    lead.post(at("answer", Reply.objects.get(site=None)), ANSWER)
    assert "It was 2023." in words(html(stranger, reverse("front_room:became")))


def test_the_form_takes_only_facts_that_the_page_shows(shelf):
    shown = {pointer for pointer, _words, _place in facts_of(shelf["claim"].body)}
    assert ("event", "ev-amb-integrate") in shown
    for query in (
        "?about=event&ref=ev-str-stall",
        "?about=event&ref=ev-none",
        "?about=x",
        "?ref=x",
    ):
        assert Client().get(correct(shelf) + query).status_code == 404
        assert Client().get(correct(shelf)).status_code == 200
    sent = Client().post(correct(shelf), WRONG | {"ref": "ev-str-stall"})
    assert sent.status_code == 404
    assert not Reply.objects.filter(site=None).exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"says": " "}, "Say what is wrong"),
        ({"where": ""}, "Say where somebody can look it up"),
        ({"role": ""}, "Say in which role you write"),
        ({"says": "x" * 2_001}, "at most 2000 characters"),
        ({"role": "x" * 151}, "at most 150 characters"),
        ({"says": "a\x00b"}, "Null characters are not allowed"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_mistake_in_the_form_is_told_and_loses_nothing(shelf, changed, says):
    answer = Client().post(correct(shelf), WRONG | changed)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert says in words(text)
    assert WRONG["organisation"] in text
    assert 'name="ref" value="ev-amb-integrate"' in text
    assert not Reply.objects.filter(site=None).exists()


def test_when_too_many_wait_the_form_says_where_to_turn(shelf, monkeypatch):
    monkeypatch.setattr(actions, "WAITING", 0)
    answer = Client().post(correct(shelf), WRONG)
    assert answer.status_code == 400
    said = words(answer.content.decode())
    assert "Write to whoever runs this copy" in said
    assert WRONG["says"] in answer.content.decode()


def test_the_form_needs_its_token_and_sets_the_only_cookie(shelf):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(correct(shelf), WRONG).status_code == 403
    for address in public(shelf):
        assert not Client().get(address).cookies, address
    form = strict.get(correct(shelf))
    assert set(form.cookies) == {"csrftoken"}
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.content.decode())
    sent = strict.post(correct(shelf), WRONG | {"csrfmiddlewaretoken": token.group(1)})
    assert sent.status_code == 302


def test_what_a_stranger_writes_is_never_markup(tiny, shelf):
    bad = '<script>alert(1)</script><b>"'
    Client().post(correct(shelf), WRONG | {"says": bad, "where": bad, "role": bad})
    lead = enter(tiny, "lead")
    kept = Reply.objects.get(site=None)
    lead.post(at("answer", kept), ANSWER)
    for client, address in (
        (lead, at("replies", tiny)), (lead, at("answer", kept)), (Client(), page(shelf, "claim")),
        (Client(), reverse("front_room:corrections")),
    ):  # fmt: skip
        text = html(client, address)
        assert escape(bad) in text
        assert "<script>alert" not in text


def test_an_empty_log_says_how_to_ask(shelf):
    said = words(html(Client(), reverse("front_room:corrections")))
    assert "Nobody has asked for a correction yet" in said
    assert "you can say what is wrong" in said


def test_a_study_that_published_nothing_has_no_entry_in_the_log(tiny):
    lead = enter(tiny, "lead")
    lead.post(at("answer", ("replies", "rp-waiting")), ANSWER)
    assert "We never said it ended." not in html(Client(), reverse("front_room:corrections"))


# The workbench.


def test_the_lead_records_what_a_site_was_shown_and_publishing_waits_for_it(tiny):
    lead, today = enter(tiny, "lead"), timezone.localdate()
    run_study(BY, tiny)
    Notice.objects.filter(site=row(*AMBLEFORD)).delete()
    refused = lead.post(at("advice", tiny))
    assert refused.status_code == 400
    assert "Ambleford: it was not shown what will be said" in words(refused.content.decode())
    days = {"shown_on": today.isoformat(), "embargo_until": today.isoformat(), "how": "By post"}
    assert lead.post(at("notice", AMBLEFORD), days).status_code == 302
    refused = lead.post(at("advice", tiny))
    assert "Ambleford: it may comment until" in words(refused.content.decode())
    assert not Publication.objects.exists()
    waits = words(html(enter(tiny, "site-member"), at("reply", AMBLEFORD)))
    assert "nothing is published before that day is over" in waits
    why = {"not_shown_because": "The council was abolished."}
    assert lead.post(at("notice", AMBLEFORD), why).status_code == 302
    assert lead.post(at("advice", tiny)).status_code == 302
    advice = published(using="default").get(kind="advice")
    said = words(html(Client(), reverse("front_room:advice", args=[advice.public_id])))
    assert "Not shown first to Ambleford. The council was abolished." in said


@pytest.mark.parametrize(
    ("name", "which", "sent", "says"),
    [
        ("notice", AMBLEFORD, {}, "Give the day it was shown"),
        ("notice", AMBLEFORD, {"shown_on": "yesterday"}, "Enter a valid date"),
        ("notice", AMBLEFORD, {"shown_on": "2024-05-02", "embargo_until": "2024-05-01"},
         "comes before the day"),
        ("reply", AMBLEFORD, SAYS | {"says": ""}, "Write what readers should know"),
        ("reply", AMBLEFORD, SAYS | {"kind": ""}, "Choose one"),
        ("reply", AMBLEFORD, SAYS | {"fact": "event:ev-str-stall"}, "not one of the available"),
        ("answer", ("replies", "rp-waiting"), ANSWER | {"answer_says": ""}, "Say why"),
        ("answer", ("replies", "rp-waiting"), ANSWER | {"answer": "never"}, "not one of the"),
    ],
)  # fmt: skip
def test_a_mistake_on_the_workbench_is_told_and_stores_nothing(tiny, name, which, sent, says):
    before = list(Reply.objects.values()), list(Notice.objects.values())
    answer = enter(tiny, "lead").post(at(name, which), sent)
    assert answer.status_code == 400
    assert says in words(answer.content.decode())
    assert (list(Reply.objects.values()), list(Notice.objects.values())) == before


def test_a_site_member_sees_its_own_side_and_no_other(tiny):
    member = enter(tiny, "site-member")
    said = words(html(member, at("replies", tiny)))
    assert "She left for a year and came back." in said
    assert "We never said it ended." not in said
    assert "Strathlorn" not in said
    assert "Answer it" not in said
    assert "Record it" not in said
    assert member.get(at("reply", ("sites", "s-strathlorn"))).status_code == 404
    assert member.post(at("answer", ("replies", "rp-leader")), ANSWER).status_code == 403
    own = words(html(member, at("reply", AMBLEFORD)))
    assert "It may be published now. You can still reply." in own
    assert "claim, version 2" in own
    assert "Moved into the base budget" in own, "facts to choose from"


def test_a_researcher_reads_replies_and_writes_none(tiny):
    researcher = enter(tiny, "researcher")
    assert "Send the reply" not in html(researcher, at("reply", AMBLEFORD))
    assert researcher.post(at("reply", AMBLEFORD), SAYS).status_code == 403


def test_many_that_wait_are_shown_by_thirties(tiny, shelf):
    for number in range(31):
        Client().post(correct(shelf), WRONG | {"says": f"Wrong in place {number}."})
    said = words(html(enter(tiny, "lead"), at("replies", tiny)))
    # Thirty are shown, the oldest first; one that the folder brought is among them.
    assert "We never said it ended." in said
    assert "2 more wait behind these." in said


def test_the_home_of_a_study_tells_its_lead_that_a_reply_waits(tiny):
    assert "1 reply waits for an answer" in words(html(enter(tiny, "lead"), at("study", tiny)))
    assert "waits for an answer" not in html(enter(tiny, "site-member"), at("study", tiny))

"""The release room through its pages: looked at by two, and out just as it was frozen."""

import hashlib
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seedbed.publish.look.again import prove_again
from seedbed.publish.snapshot import run_study
from seedbed.record.models import Publication, Release, Review
from seedbed.record.releases import guard
from seedbed.trust.models import AuditEvent, User
from tests.real import BY, enter_proven, open_real
from tests.web.workbench_pages import at, html, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(monkeypatch, tmp_path, db):
    study = open_real(monkeypatch, tmp_path)
    run_study(BY, study)
    return study


def asked(lead: Client, study) -> Release:
    """The lead asks for the release of one claim, on its page."""
    sent = lead.post(at("release", ("claims", "cl-leader")))
    assert sent.status_code == 302, words(sent.content.decode())
    row = Release.objects.get(status="waiting")
    assert sent.url == reverse("workbench:review", args=[row.public_id])
    return row


def say(client: Client, row: Release, verdict: str, reason: str = "", status: int = 302) -> str:
    answer = client.post(at("review", row), {"verdict": verdict, "reason": reason})
    assert answer.status_code == status, words(answer.content.decode())
    return words(answer.content.decode())


def test_a_claim_goes_out_after_two_have_passed_it(real) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    two = enter_proven(real, "output-checker")
    row = asked(lead, real)
    assert not Publication.objects.exists()
    assert "1 thing waits for your verdict" in words(html(two, at("release_room", real)))
    assert "Nothing waits for your verdict" in words(html(lead, at("release_room", real)))
    frame = html(two, reverse("front_room:frozen", args=[row.public_id]))
    before = words(html(two, at("review", row)))
    say(one, row, "pass")
    assert words(html(two, at("review", row))) == before
    say(two, row, "pass")
    page = Publication.objects.get()
    assert hashlib.sha256(row.body.encode()).hexdigest() == row.sha256
    out = words(Client().get(reverse("front_room:claim", args=[page.public_id])).content.decode())
    said = page.body["claim"]["text"][0]["parts"][0]
    assert said in words(frame)
    assert said in out
    told = words(html(lead, at("review", row)))
    assert told.count("Passed it") == 2


def test_every_page_of_readers_is_shown_as_it_will_be(real) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    sent = lead.post(at("advice", real))
    assert sent.url == at("release_room", real)
    kinds = set()
    for row in Release.objects.filter(status="waiting"):
        page = words(html(one, reverse("front_room:frozen", args=[row.public_id])))
        assert "Waits to be released" in page
        kinds.add(row.kind)
        assert html(one, at("review", row)).count("<h1") == 1
    assert kinds == {"advice", "claim", "study"}


def test_a_refusal_needs_a_reason_and_the_author_reads_it_after_both(real) -> None:
    lead, one, two = (enter_proven(real, r) for r in ("lead", "researcher", "data-protection"))
    row = asked(lead, real)
    assert "Say why you refuse it" in say(one, row, "refuse", status=400)
    say(one, row, "refuse", "Her street can be told.")
    assert "Her street" not in html(lead, at("review", row))
    assert "Her street" in html(one, at("review", row)) or Review.objects.count() == 1
    say(two, row, "pass")
    assert "Her street can be told." in html(lead, at("review", row))
    assert not Publication.objects.exists()
    assert asked(lead, real).pk != row.pk


def test_two_clicks_two_tabs_and_the_back_button_count_once(real) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    row = asked(lead, real)
    for _ in range(3):
        say(one, row, "pass")
    say(one, row, "refuse", "no, after all", status=400)
    assert Review.objects.count() == 1
    assert "asked for this yourself" in say(lead, row, "pass", status=400)
    assert Release.objects.get().status == "waiting"


def test_what_was_typed_comes_back_after_proving_again(real, monkeypatch) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    row = asked(lead, real)
    later = time.time() + 6 * 60
    page = at("review", row)
    with monkeypatch.context() as clock:
        clock.setattr("seedbed.publish.look.again.time.time", lambda: later)
        held = one.post(page, {"verdict": "refuse", "reason": "It names a place."})
    assert held.status_code == 302
    assert held.url.startswith(reverse("account_reauthenticate"))
    assert not Review.objects.exists()
    back = one.post(held.url, {"password": "four plain words here", "next": page})
    assert back.status_code == 302
    assert back.url == page
    assert Review.objects.get().reason == "It names a place."


def test_what_was_left_does_not_go_through_later(real, monkeypatch) -> None:
    """Somebody sends a verdict, is asked who they are, leaves, and later only looks."""
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    row = asked(lead, real)
    start = time.time()
    with monkeypatch.context() as clock:
        clock.setattr("seedbed.publish.look.again.time.time", lambda: start + 6 * 60)
        assert one.post(at("review", row), {"verdict": "pass"}).status_code == 302
        clock.setattr("seedbed.project.idle.time.time", lambda: start + 60 * 60)
        looked = one.get(at("review", row))
    assert looked.url.startswith(reverse("account_reauthenticate"))
    one.post(looked.url, {"password": "four plain words here", "next": at("review", row)})
    assert not Review.objects.exists()


@pytest.mark.parametrize("what", ["ask_release", "release", "advice", "withdraw", "released_file"])
def test_each_way_out_asks_again_after_five_minutes(real, monkeypatch, what) -> None:
    lead, one, two = (enter_proven(real, r) for r in ("lead", "researcher", "output-checker"))
    lead.post(at("ask_release", real), {"what": "folder"})
    row = Release.objects.get()
    page = None
    for client in (one, two):
        say(client, row, "pass")
    if what == "withdraw":
        lead.post(at("release", ("claims", "cl-leader")))
        page = Release.objects.get(kind="claim")
        for client in (one, two):
            say(client, page, "pass")
    address = {
        "ask_release": at("ask_release", real),
        "release": at("release", ("claims", "cl-leader")),
        "advice": at("advice", real),
        "withdraw": at("withdraw", Publication.objects.first()) if page else "",
        "released_file": at("released_file", row),
    }[what]
    later = time.time() + 6 * 60
    before = Release.objects.count(), Publication.objects.filter(withdrawn_at=None).count()
    with monkeypatch.context() as clock:
        clock.setattr("seedbed.publish.look.again.time.time", lambda: later)
        if what == "released_file":
            answer = lead.get(address)
        else:
            answer = lead.post(address, {"because": "x", "what": "report"})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    after = Release.objects.count(), Publication.objects.filter(withdrawn_at=None).count()
    assert after == before


def test_other_studies_are_never_asked_again(tiny, monkeypatch, rf) -> None:
    request = rf.get("/")
    request.user, request.session = User(), {}
    assert prove_again(request, tiny) is None


@pytest.mark.parametrize("what", ["report", "folder"])
def test_a_file_is_given_out_byte_for_byte(real, what) -> None:
    lead, one, two = (enter_proven(real, r) for r in ("lead", "researcher", "output-checker"))
    lead.post(at("ask_release", real), {"what": what})
    row = Release.objects.get()
    frame = one.get(at("frozen_file", row))
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert lead.get(at("released_file", row)).status_code == 400
    for client in (one, two):
        say(client, row, "pass")
    given = lead.get(at("released_file", row))
    assert hashlib.sha256(given.content).hexdigest() == row.sha256
    assert given.headers["Content-Disposition"].startswith("attachment")
    if what == "report":
        assert given.content == frame.content
    assert one.get(at("released_file", row)).status_code == 403
    reads = AuditEvent.objects.filter(action="read", noun="releases")
    assert reads.filter(actor=str(User.objects.get(username__startswith="lead-").public_id))
    with guard.TRIGGERS.lifted(connection):
        Release.objects.filter(pk=row.pk).update(body="<p>other</p>" if what == "report" else "{}")
    refused = lead.get(at("released_file", row))
    assert refused.status_code == 400
    assert "not what was checked" in words(refused.content.decode())


def test_a_page_that_was_altered_is_not_served(real) -> None:
    lead, one, two = (enter_proven(real, r) for r in ("lead", "researcher", "output-checker"))
    row = asked(lead, real)
    for client in (one, two):
        say(client, row, "pass")
    page = Publication.objects.get()
    address = reverse("front_room:claim", args=[page.public_id])
    assert Client().get(address).status_code == 200
    assert Client().get(reverse("front_room:findings")).content.decode().count(address)
    page.body["claim"]["status"] = "established"
    page.save()
    refused = Client().get(address)
    assert refused.status_code == 400
    assert "not what was checked" in words(refused.content.decode())
    assert address not in Client().get(reverse("front_room:findings")).content.decode()


def test_who_comes_in_and_in_how_few_queries(real) -> None:
    lead = enter_proven(real, "lead")
    row = asked(lead, real)
    pages = [at("release_room", real), at("review", row),
             reverse("front_room:frozen", args=[row.public_id])]  # fmt: skip
    for role in ("lead", "researcher", "data-protection", "output-checker"):
        member = enter_proven(real, role)
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                assert member.get(address).status_code == 200, (role, address)
            assert len(queries) <= 30, (address, len(queries))
        # Whoever has the trust desk comes in from there.
        desk = "trust_desk" if role in ("lead", "data-protection") else "study"
        assert f'href="{pages[0]}"' in html(member, at(desk, real)), role
    for role in ("co-researcher", "site-member", "circle-member", "reader", "safeguarding-lead"):
        member = enter_proven(real, role)
        for address in [*pages, at("frozen_file", row), at("released_file", row)]:
            assert member.get(address).status_code == 404, (role, address)
        assert member.post(pages[1], {"verdict": "pass"}).status_code == 404
        assert member.post(at("ask_release", real)).status_code == 404


def test_what_waits_can_be_stopped_by_who_asked(real) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    row = asked(lead, real)
    assert one.post(at("review", row), {"verdict": "stop", "reason": "x"}).status_code == 403
    say(lead, row, "stop", "A word is wrong.")
    assert "It was stopped: A word is wrong." in words(html(one, at("review", row)))


def test_what_moved_since_is_told(real) -> None:
    lead, one = enter_proven(real, "lead"), enter_proven(real, "researcher")
    row = asked(lead, real)
    assert "Nothing in the study has changed" in words(html(one, at("review", row)))
    lead.post(
        at("log_event", ("sites", "s-ambleford")),
        {"title": "A thing", "when-day": "", "when-month": "", "when-year": "2023",
         "direction": "forward", "stream": "practice", "stage": ""},
    )  # fmt: skip
    assert "changed since it was asked for: events" in words(html(one, at("review", row)))

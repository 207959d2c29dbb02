"""Somebody asks what is held on them, through the pages: two people, one file."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from seedbed.record.subject_access.models import AccessItem, AccessRequest
from seedbed.trust.roles import ROLES
from tests.real import enter_proven, open_real
from tests.web.workbench_pages import html, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


def at(name: str, which) -> str:
    return reverse(f"workbench:{name}", args=[which.public_id])


def today() -> str:
    return timezone.localdate().isoformat()


def begin(real, client) -> AccessRequest:
    sent = client.post(
        at("subject_access", real),
        {"participant": "p-robin", "asked_by": "themself", "received_on": today(), "scope": ""},
    )
    assert sent.status_code == 302, words(sent.content.decode())
    return AccessRequest.objects.get()


def do(client, row, name="access_request", **given) -> None:
    sent = client.post(at(name, row), given)
    assert sent.status_code == 302, words(sent.content.decode())


def test_from_the_request_to_the_file(real) -> None:
    first, second = enter_proven(real, "data-protection"), enter_proven(real, "lead")
    row = begin(real, first)
    page = words(html(first, at("access_request", row)))
    assert "To be answered by" in page
    assert "First: would serious harm be likely?" in page
    do(first, row, doing="pause", unclear="scope", on=today())
    assert "The clock stands." in words(html(first, at("access_request", row)))
    do(first, row, doing="resume", on=today())
    do(first, row, doing="opinion", opinion="no-serious-harm", opinion_by="Social worker",
       says="Read it.", on=today())  # fmt: skip
    do(first, row, doing="gather")
    page = words(html(first, at("access_request", row)))
    assert "What was searched" in page
    assert "Two people have not looked at" in page
    item = AccessItem.objects.filter(request=row, place="source_versions").last()
    do(first, item, "access_item", doing="hide", words="the precinct", exemption="third-party",
       because="A place of others.")  # fmt: skip
    seen = words(html(first, at("access_item", item)))
    assert "the precinct" in seen
    assert "A place of others." in seen
    for one in AccessItem.objects.filter(request=row):
        do(first, one, "access_item", doing="looked")
    assert "Another person checks it." in words(html(first, at("access_item", item)))
    refused = first.post(at("access_item", item), {"doing": "agree"})
    assert refused.status_code == 400
    assert "Another person looks at it" in refused.content.decode()
    early = first.post(at("access_file", row))
    assert early.status_code == 302
    assert "Two people have not looked" in words(html(first, early.url))
    for one in AccessItem.objects.filter(request=row):
        do(second, one, "access_item", doing="agree")
    got = first.post(at("access_file", row))
    assert got.status_code == 200
    assert "attachment" in got.headers["Content-Disposition"]
    assert b"the precinct" not in got.content
    assert b"Now there is one I would ring." in got.content
    assert "Answered on" in words(html(second, at("access_request", row)))


def test_whoever_has_not_shown_who_they_are_just_now_is_asked_first(real) -> None:
    first = enter_proven(real, "data-protection")
    row = begin(real, first)
    session = first.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 600
    session.save()
    sent = first.post(at("access_file", row))
    assert sent.status_code == 302
    assert sent.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_to_its_own_pages_and_no_other(real, role) -> None:
    row = begin(real, enter_proven(real, "data-protection"))
    member = enter_proven(real, role)
    sees = 200 if role in ("lead", "data-protection") else 404
    assert member.get(at("subject_access", real)).status_code == sees
    assert member.get(at("access_request", row)).status_code == sees
    if sees == 404:
        assert member.post(at("access_file", row)).status_code == 404
    link = f'href="{at("subject_access", real)}"'
    assert link not in member.get(at("study", real)).content.decode()
    desk = member.get(at("trust_desk", real))
    assert (link in desk.content.decode()) == (sees == 200)


@pytest.mark.parametrize(
    ("doing", "given", "says"),
    [
        ("pause", {}, "What is not clear"),
        ("resume", {"on": "2026-11-24"}, "The clock does not stand"),
        ("opinion", {"opinion": "waiting"}, "The opinion"),
        ("gather", {}, "opinion on serious harm comes first"),
    ],
)
def test_what_is_missing_is_said(real, doing, given, says) -> None:
    client = enter_proven(real, "lead")
    row = begin(real, client)
    sent = client.post(at("access_request", row), {"doing": doing} | given)
    assert sent.status_code == 400
    assert says in words(sent.content.decode())


def test_a_request_that_names_nobody_or_a_day_to_come_is_refused(real) -> None:
    client = enter_proven(real, "lead")
    for given in (
        {},
        {"participant": "p-robin", "asked_by": "themself", "received_on": "2099-01-01"},
    ):
        sent = client.post(at("subject_access", real), given)
        assert sent.status_code == 400
    assert not AccessRequest.objects.exists()

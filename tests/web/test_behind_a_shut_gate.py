"""Behind a shut gate harm is still told and a person still withdrawn: with a second factor."""

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.record.harm.actions import raise_flag
from seedbed.record.harm.models import Flag
from seedbed.record.models import Withdrawal
from seedbed.trust.models import User
from tests.real import BY, enter_proven, open_real, shut_again
from tests.web.workbench_pages import at, html, words

pytestmark = pytest.mark.django_db
ROBIN = ("participants", "p-robin")
CANARY = "zebra-lantern-eight"
DECIDED = {
    "outcome": "told-childrens-services", "done": "Rang them.", "ground": "duty", "told": "yes",
    "told_because": "", "review_on": "",
}  # fmt: skip


@pytest.fixture
def shut(monkeypatch, tmp_path):
    """A study that was open, whose gate shut again, with a flag in it."""
    study = open_real(monkeypatch, tmp_path)
    raise_flag(by=BY, study=study, concern="Told before.", now=timezone.now())
    shut_again(study)
    return study


def nav(page: str) -> str:
    return page[page.index('<nav class="sb-nav"') : page.index("</nav>")]


@pytest.mark.parametrize("role", ["lead", "researcher", "co-researcher", "data-protection"])
def test_what_one_was_told_is_flagged_and_decided(shut, role: str) -> None:
    raiser, lead = enter_proven(shut, role), enter_proven(shut, "safeguarding-lead")
    assert at("flag_told", shut) in html(raiser, at("gate", shut))
    assert raiser.post(at("flag_told", shut), {"concern": CANARY}).status_code == 302
    assert "received on" in words(html(raiser, at("flag_told", shut))).lower()
    row = Flag.objects.latest("raised_at")
    assert raiser.get(at("harm_flag", row)).status_code == 404
    assert raiser.get(at("harm", shut)).status_code == 404
    assert at("harm", shut) in nav(html(lead, at("gate", shut)))
    assert "2 flags wait for you" in words(html(lead, at("harm", shut)))
    assert CANARY in html(lead, at("harm_flag", row))
    assert lead.post(at("harm_flag", row), DECIDED).status_code == 302
    row.refresh_from_db()
    assert row.state == "decided"


@pytest.mark.parametrize("role", ["lead", "data-protection"])
def test_a_person_is_withdrawn(shut, role: str) -> None:
    member = enter_proven(shut, role)
    assert at("people", shut) in nav(html(member, at("gate", shut)))
    assert at("withdraw_person", ROBIN) in html(member, at("people", shut))
    assert at("consent", ROBIN) not in html(member, at("people", shut))
    html(member, at("withdraw_person", ROBIN))
    sent = member.post(at("withdraw_person", ROBIN), {"scope": "erase", "sure": "on"})
    assert sent.status_code == 302, words(sent.content.decode())
    row = Withdrawal.objects.get(participant="p-robin")
    assert sent.url == at("withdrawal", row)
    assert "p-robin" in words(html(member, at("withdrawal", row)))


def test_nothing_else_is_shown_there(shut) -> None:
    lead, researcher = enter_proven(shut, "lead"), enter_proven(shut, "researcher")
    for name in ("sources", "claims", "questions", "runs", "trust_desk", "release_room", "keeping"):
        assert lead.get(at(name, shut)).status_code == 404, name
    for member in (lead, researcher):
        assert member.get(at("source", ("sources", "src-ash"))).status_code == 404
        assert member.get(at("flag_source", ("sources", "src-ash"))).status_code == 404
    assert researcher.get(at("people", shut)).status_code == 404
    assert researcher.post(at("withdraw_person", ROBIN)).status_code == 404


def test_with_a_password_alone_nothing_of_it_is_done(shut) -> None:
    flag = Flag.objects.get()
    safeguarding, lead = _bare(shut, "safeguarding-lead"), _bare(shut, "lead")
    assert safeguarding.get(at("harm", shut)).status_code == 404
    assert safeguarding.get(at("harm_flag", flag)).status_code == 404
    assert safeguarding.post(at("harm_flag", flag), DECIDED).status_code == 404
    for member in (safeguarding, lead):
        assert member.post(at("flag_told", shut), {"concern": CANARY}).status_code == 403
        assert at("flag_told", shut) not in html(member, at("gate", shut))
    assert lead.get(at("people", shut)).status_code == 404
    assert lead.post(at("withdraw_person", ROBIN), {"scope": "stop"}).status_code == 404
    assert Flag.objects.count() == 1
    assert not Withdrawal.objects.exists()


def _bare(study, role: str) -> Client:
    """Somebody with a second factor who has not shown it in this session."""
    client = enter_proven(study, role)
    client.force_login(
        User.objects.get(pk=client.session["_auth_user_id"]),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    session = client.session
    for key in ("account_authentication_methods", "account_authentication_methods_user"):
        session.pop(key, None)
    session.save()
    return client

"""The gate through its page: what is missing first, and settling it."""

from datetime import date

import pytest
from django.urls import reverse

from seedbed.record.gate.actions import begin_real_study
from seedbed.record.people.actions import add_member
from seedbed.trust.asking import system
from tests.web.workbench_pages import at, enter, html, words

pytestmark = pytest.mark.django_db
BY = system("test", using="default")


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch):
    for place in ("seedbed.record.gate.actions", "seedbed.record.gate.lock"):
        monkeypatch.setattr(f"{place}.is_protected", lambda using: True)
    return begin_real_study(by=BY, key="real", title="What they told us", today=date(2026, 1, 1))


def gate(study) -> str:
    return reverse("workbench:gate", args=[study.public_id])


def test_the_home_of_a_shut_study_is_its_gate(real) -> None:
    lead = enter(real, "lead")
    home = reverse("workbench:study", args=[real.public_id])
    assert lead.get(home).headers["Location"] == gate(real)
    said = words(html(lead, gate(real)))
    assert "It is shut" in said
    assert "The lawful basis is not recorded." in said
    assert "with a password alone" in said
    assert said.index("lawful basis") < said.index("Record this")


def test_the_lead_settles_ground_and_words_and_the_list_grows_shorter(real) -> None:
    lead = enter(real, "lead")
    before = words(html(lead, gate(real)))
    sent = lead.post(
        gate(real),
        {"lawful_basis": "public-task", "special_condition": "research", "offences": "no",
         "policy": "", "retention": "Ten years.", "review_on": "2030-01-01"},
    )  # fmt: skip
    assert sent.status_code == 302
    assert lead.post(gate(real), {"use": "take-part", "text": "May we?"}).status_code == 302
    after = words(html(lead, gate(real)))
    for line in ("The lawful basis is not recorded.", "No consent to take part is written down."):
        assert line in before
        assert line not in after
    assert "May we?" in after


def test_a_mistake_is_told_and_nothing_typed_is_lost(real) -> None:
    lead = enter(real, "lead")
    sent = lead.post(
        gate(real),
        {"lawful_basis": "", "special_condition": "research", "offences": "no",
         "retention": "Ten years, then destroyed.", "review_on": "soon"},
    )  # fmt: skip
    page = sent.content.decode()
    assert sent.status_code == 400
    assert "There is a problem" in page
    assert "Ten years, then destroyed." in page


def test_others_read_what_is_missing_and_settle_nothing(real) -> None:
    reader = enter(real, "reader")
    said = words(html(reader, gate(real)))
    assert "It is shut" in said
    assert "Record this" not in said
    assert reader.post(gate(real), {"use": "quote", "text": "x"}).status_code == 403
    for page in ("sources", "claims", "runs", "advice", "replies"):
        address = reverse(f"workbench:{page}", args=[real.public_id])
        assert reader.get(address).status_code == 404, page


def test_a_study_of_invented_facts_has_no_gate(tiny) -> None:
    lead = enter(tiny, "lead")
    assert "It has no gate" in words(html(lead, at("gate", tiny)))
    home = html(lead, at("study", tiny))
    assert at("gate", tiny) not in home


def test_nobody_outside_knows_of_it(real, tiny) -> None:
    stranger = enter(tiny, "lead")
    assert stranger.get(gate(real)).status_code == 404
    add_member(by=BY, study=real, user=_user(stranger), role="reader")
    assert stranger.get(gate(real)).status_code == 200


def _user(client):
    from seedbed.trust.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])

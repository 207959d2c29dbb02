"""Members of a study and openings of the glass, through their pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seedbed.record.models import Membership, Opening
from seedbed.trust.models import AuditEvent
from tests.real import enter_proven, open_real, with_app
from tests.web.workbench_pages import words

pytestmark = pytest.mark.django_db
REASON = "Zorba told of harm tonight and the interview holds where it is."


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


@pytest.fixture
def lead(real):
    return enter_proven(real, "lead")


def at(name, study, *more):
    return reverse(f"workbench:{name}", args=[study.public_id, *more])


def read(client, place):
    answer = client.get(place)
    assert answer.status_code == 200, place
    return words(answer.content.decode())


def test_the_lead_adds_extends_changes_and_ends(real, lead) -> None:
    with_app("ines")
    place = at("members", real)
    until = timezone.localdate() + timedelta(days=20)
    assert (
        f'value="{timezone.localdate() + timedelta(days=366)}"' in lead.get(place).content.decode()
    )  # a year on is proposed
    sent = lead.post(place, {"username": "ines", "role": "researcher", "until": until})
    assert sent.status_code == 302
    held = Membership.objects.get(user__username="ines")
    assert held.until == until
    assert "ends soon" in read(lead, place)
    own = at("member", real, held.public_id)
    later = until + timedelta(days=100)
    assert lead.post(own, {"act": "extend", "until": later}).status_code == 302
    assert lead.post(own, {"act": "role", "role": "reader", "site": ""}).status_code == 302
    held.refresh_from_db()
    assert (held.until, held.role) == (later, "reader")
    assert lead.post(own, {"act": "end"}).status_code == 302
    assert "Memberships that ended ines" in read(lead, place)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"username": "nobody-here", "role": "reader"}, "no account of this name"),
        ({"username": "ines", "role": "reader", "until": "2040-01-01"}, "a year at most"),
        ({"username": "ines", "role": "site-member"}, "belongs to a site"),
        ({"username": "ines", "role": "reader", "until": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(real, lead, sent, told) -> None:
    with_app("ines")
    whole = {"site": "", "until": timezone.localdate()} | sent
    before = Membership.objects.count()
    answer = lead.post(at("members", real), whole)
    assert answer.status_code == 400
    assert told in words(answer.content.decode())
    assert Membership.objects.count() == before


def test_the_last_lead_is_not_ended(real) -> None:
    lead = enter_proven(real, "lead")
    first, second = Membership.objects.filter(study=real, role="lead").order_by("pk")
    assert lead.post(at("member", real, first.public_id), {"act": "end"}).status_code == 302
    answer = lead.post(at("member", real, second.public_id), {"act": "end"})
    assert answer.status_code == 400
    assert "is the last lead" in words(answer.content.decode())


def test_who_is_ended_is_out_on_the_next_click(real, lead) -> None:
    researcher = enter_proven(real, "researcher")
    assert researcher.get(at("sources", real)).status_code == 200
    held = Membership.objects.get(study=real, role="researcher")
    lead.post(at("member", real, held.public_id), {"act": "end"})
    assert researcher.get(at("sources", real)).status_code == 404


def test_who_gets_another_role_must_log_in_again(real, lead) -> None:
    researcher = enter_proven(real, "researcher")
    assert researcher.get(at("sources", real)).status_code == 200
    held = Membership.objects.get(study=real, role="researcher")
    lead.post(at("member", real, held.public_id), {"act": "role", "role": "reader", "site": ""})
    assert researcher.get(at("sources", real)).status_code == 302


def test_an_hour_in_an_emergency(real, lead) -> None:
    safe = enter_proven(real, "safeguarding-lead")
    assert safe.get(at("sources", real)).status_code == 404
    sent = safe.post(at("open_glass", real), {"sets": ["words"], "reason": REASON})
    assert sent.status_code == 302
    assert "Interview with Robin" in read(safe, at("sources", real))
    assert AuditEvent.objects.filter(action="read-opened", noun="sources").exists()
    told = read(lead, at("study", real))
    assert "1 opening in an emergency to take note of" in told
    page = read(lead, at("openings", real))
    assert REASON in page
    row = Opening.objects.get()
    lead.post(at("openings", real), {"opening": str(row.public_id), "act": "note"})
    assert "to take note of" not in read(lead, at("study", real)).lower()
    lead.post(at("openings", real), {"opening": str(row.public_id), "act": "end"})
    assert safe.get(at("sources", real)).status_code == 404
    assert "under an opening" in read(lead, at("seen", real))


def test_without_a_reason_or_membership_nothing_opens(real) -> None:
    safe = enter_proven(real, "safeguarding-lead")
    answer = safe.post(at("open_glass", real), {"sets": ["words"], "reason": "urgent"})
    assert answer.status_code == 400
    assert "Say why" in words(answer.content.decode())
    reader = enter_proven(real, "reader")
    row_of_none = {"opening": "not-an-id", "act": "end"}
    assert reader.post(at("openings", real), row_of_none).status_code == 404
    Membership.objects.filter(user__username__startswith="reader").delete()
    assert reader.get(at("open_glass", real)).status_code == 404
    assert (
        reader.post(at("open_glass", real), {"sets": ["words"], "reason": REASON}).status_code
        == 404
    )
    assert not Opening.objects.exists()

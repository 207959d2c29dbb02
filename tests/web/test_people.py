"""People and what they agreed to; recording a word; withdrawing somebody on the web."""

from datetime import date

import pytest

from seedbed.publish.snapshot import publish_study
from seedbed.record.evidence.models import Excerpt
from seedbed.record.models import Withdrawal
from seedbed.record.people.models import Consent
from tests.real import enter_proven, open_real
from tests.web.workbench_pages import BY, asked, at, enter, html, row, words

pytestmark = pytest.mark.django_db

WORD = {
    "use": "archive", "given": "yes", "on": "2024-01-05", "given_by": "themself",
    "age_band": "adult", "assent": "not-asked", "capacity": "not-judged",
}  # fmt: skip


def test_a_word_is_recorded_and_seen_in_the_table(tiny):
    lead = enter(tiny, "lead")
    page = at("consent", ("participants", "p-manager"))
    assert "not asked" in words(html(lead, at("people", tiny)))
    assert lead.post(page, WORD).status_code == 302
    assert "yes, since 5 January 2024" in words(html(lead, at("people", tiny)))
    wrong = lead.post(page, WORD | {"on": "soon"})
    assert wrong.status_code == 400
    assert Consent.objects.filter(participant__key="p-manager", use="archive").count() == 1


def test_a_withdrawal_lists_what_was_published_and_the_words_go(tiny):
    asked(tiny)
    published = publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    advice = next(page for page in published if page.kind == "advice")
    lead = enter(tiny, "lead")
    page = at("withdraw_person", ("participants", "p-robin"))
    shown = words(html(lead, page))
    assert "ex-robin-week" in shown
    assert "still hold the words" in shown
    assert lead.post(page, {"scope": "erase"}).status_code == 400, "it asks whether that is sure"
    assert not Withdrawal.objects.exists()
    sent = lead.post(page, {"scope": "stop", "sure": "on"})
    assert sent.status_code == 302
    told = html(lead, sent.url)
    assert f"/advice/{advice.public_id}/" in told
    assert "They came every week" not in told
    stranger = words(html(lead, f"/advice/{advice.public_id}/"))
    assert "Words taken back" in stranger
    assert "Support withdrawn" in stranger
    assert "They came every week" not in stranger
    source = words(html(lead, at("source", ("sources", "src-robin"))))
    assert "took their words back" in source
    assert "They came every week" not in source
    assert "Support withdrawn" in words(html(lead, at("claim", ("claims", "cl-asked"))))
    assert "withdrew" in words(html(lead, at("people", tiny)))


def test_a_veto_is_recorded_and_lifted(tiny):
    researcher = enter(tiny, "researcher")
    page = at("veto", ("excerpts", "ex-robin-week"))
    assert researcher.post(page).status_code == 302
    assert Excerpt.objects.get(key="ex-robin-week").vetoed_on is not None
    assert "its speaker said so" in words(html(researcher, at("source", ("sources", "src-robin"))))
    researcher.post(page)
    assert Excerpt.objects.get(key="ex-robin-week").vetoed_on is None


def test_in_a_real_study_who_withdraws_somebody_proves_who_it_is(monkeypatch, tmp_path):
    study = open_real(monkeypatch, tmp_path)
    contact = enter_proven(study, "data-protection")
    page = at("withdraw_person", ("participants", "p-robin"))
    assert contact.get(page).status_code == 200
    sent = contact.post(page, {"scope": "stop", "sure": "on"})
    assert "withdrawals" in sent.url
    session = contact.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session["seen_at"] = record["at"] + 3600
    session.save()
    late = contact.post(page, {"scope": "stop", "sure": "on"})
    assert late.status_code == 302
    assert "withdrawals" not in late.url
    assert Withdrawal.objects.count() == 1
    assert row("participants", "p-robin").key == "p-robin"

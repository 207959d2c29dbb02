"""What has been kept long enough: nothing goes by itself, and no hold is passed."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from seedbed.errors import InputError
from seedbed.formats.study_folder import load_folder
from seedbed.publish.destroying import decide_to_destroy
from seedbed.record.gate.actions import settle
from seedbed.record.harm.actions import decide_flag, raise_flag
from seedbed.record.harm.models import Flag
from seedbed.record.keeping.actions import decide_keeping, set_hold, set_rule
from seedbed.record.keeping.due import falling_due, waiting, without_a_rule
from seedbed.record.keeping.models import Hold, KeepingDecision
from seedbed.record.models import TABLES
from seedbed.record.people.models import Participant
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.trust.roles import ROLES
from tests.real import BY, enter_proven, open_real
from tests.web.workbench_pages import html, words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


def at(name: str, which) -> str:
    return reverse(f"workbench:{name}", args=[which.public_id])


def refs(study, today=TODAY) -> list[str]:
    return [due.thing.ref for due in falling_due(BY, study, today=today)]


def test_what_falls_due_is_counted_from_its_day_and_in_its_order(real) -> None:
    assert falling_due(BY, real, today=TODAY) == []
    assert "texts" in without_a_rule(BY, real)
    set_rule(by=BY, study=real, material="texts", months=54, says="The funder")
    # Interviews of May and June 2022 and of June 2023; 54 months on is November 2026 and later.
    assert refs(real) == ["src-robin", "src-ash"]
    assert refs(real, date(2026, 10, 31)) == []
    assert refs(real, date(2027, 12, 1)) == ["src-robin", "src-ash", "src-note", "src-manager"]
    set_rule(by=BY, study=real, material="texts", months=12, says="A law", from_day=TODAY)
    assert refs(real) == []
    assert len(refs(real, date(2027, 11, 24))) == 4
    assert "texts" not in without_a_rule(BY, real)


def test_what_is_kept_until_a_day_comes_back_on_it(real) -> None:
    set_rule(by=BY, study=real, material="texts", months=12, says="The funder")
    assert len(refs(real)) == 4
    decide_keeping(by=BY, study=real, material="texts", ref="src-ash", decision="keep",
                   because="A paper waits.", until=date(2027, 1, 1), now=NOW)  # fmt: skip
    assert "src-ash" not in refs(real)
    assert "src-ash" in refs(real, date(2027, 1, 1))


@pytest.mark.parametrize("material", ["participants", "responses", "attachments", "releases"])
def test_every_kind_is_looked_at(real, material) -> None:
    set_rule(by=BY, study=real, material=material, months=1, says="The funder")
    found = falling_due(BY, real, today=TODAY)
    expected = {
        "participants": {"p-robin", "p-ash", "p-manager"},
        "responses": {"p-robin", "p-ash"},
    }
    assert {due.thing.ref for due in found} == expected.get(material, set())


def test_a_person_is_destroyed_by_the_one_act_and_leaves_the_queue(real) -> None:
    set_rule(by=BY, study=real, material="participants", months=1, says="The funder")
    row = decide_to_destroy(by=BY, study=real, material="participants", ref="p-ash",
                            because="Its time is over.", now=NOW)  # fmt: skip
    assert row.done_at == NOW
    assert Withdrawal.objects.get(participant="p-ash").scope == "erase"
    assert "p-ash" not in refs(real)


def test_a_flag_is_blanked_and_a_text_waits_where_it_is(real) -> None:
    for material in ("flags", "texts"):
        set_rule(by=BY, study=real, material=material, months=1, says="The funder")
    flag = raise_flag(by=BY, study=real, concern="zebra", now=datetime(2026, 1, 1, tzinfo=UTC))
    decide_flag(by=BY, flag=flag, outcome="not-harm", done="x", ground="neither", told="yes",
                now=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    assert str(flag.public_id) in refs(real)
    asked = {"by": BY, "study": real, "because": "Its time is over.", "now": NOW}
    decide_to_destroy(**asked, material="flags", ref=str(flag.public_id))
    assert Flag.objects.get().concern == ""
    assert str(flag.public_id) not in refs(real)
    row = decide_to_destroy(**asked, material="texts", ref="src-note")
    assert row.done_at is None
    [due] = [d for d in falling_due(BY, real, today=TODAY) if d.thing.ref == "src-note"]
    assert due.is_decided
    assert TABLES["sources"].objects.filter(key="src-note").exists()


def test_no_hold_is_passed_by_destroying_or_by_loading_a_folder(real, tmp_path) -> None:
    set_rule(by=BY, study=real, material="participants", months=1, says="The funder")
    ash = Participant.objects.get(key="p-ash")
    set_hold(by=BY, study=real, because="A court.", participant=ash, now=NOW)
    [due] = [d for d in falling_due(BY, real, today=TODAY) if d.thing.ref == "p-ash"]
    assert due.held
    with pytest.raises(InputError, match="legal hold"):
        decide_to_destroy(by=BY, study=real, material="participants", ref="p-ash", because="x",
                          now=NOW)  # fmt: skip
    assert not KeepingDecision.objects.exists()
    folder = tmp_path / "real-tiny"
    agreed = (folder / "consents.csv").read_text(encoding="utf-8")
    kept = [line for line in agreed.splitlines() if not line.startswith("cs-ash-part")]
    (folder / "consents.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks rows that are held: 1 of consents"):
        load_folder(folder, by=BY, replace=True)
    assert TABLES["consents"].objects.filter(key="cs-ash-part").exists()
    Hold.objects.all().delete()
    load_folder(folder, by=BY, replace=True)
    assert not TABLES["consents"].objects.filter(key="cs-ash-part").exists()


def test_the_desk_is_told_of_what_is_due_and_of_the_review(real) -> None:
    assert waiting(BY, real, today=TODAY) == []
    set_rule(by=BY, study=real, material="texts", months=12, says="The funder")
    settle(by=BY, study=real, review_on=date(2026, 12, 1))
    found = waiting(BY, real, today=TODAY)
    assert [item.kind for item in found] == ["keeping_decisions", "safeguards"]
    assert "4 things" in found[0].what


def test_rules_decisions_and_holds_through_the_page(real) -> None:
    lead = enter_proven(real, "lead")
    page = words(html(lead, at("keeping", real)))
    assert "Nothing has fallen due." in page
    assert "No rule yet:" in page
    rule = {"rule-material": "texts", "rule-months": "12", "rule-says": "The funder"}
    sent = lead.post(at("keeping", real), {"doing": "rule", "rule-from_day": ""} | rule)
    assert sent.status_code == 302
    page = html(lead, at("keeping", real))
    assert "Interview with Ash" in words(page)
    decide = {"doing": "decide", "decide-thing": "texts src-ash", "decide-decision": "keep",
              "decide-until": "", "decide-because": "A paper waits."}  # fmt: skip
    wrong = lead.post(at("keeping", real), decide)
    assert wrong.status_code == 400
    assert "a day to come" in wrong.content.decode()
    assert (
        lead.post(at("keeping", real), decide | {"decide-until": "2090-01-01"}).status_code == 302
    )
    hold = {"doing": "hold", "hold-participant": "p-robin", "hold-because": "An inquiry."}
    assert lead.post(at("keeping", real), hold).status_code == 302
    page = words(html(lead, at("keeping", real)))
    assert "Held: not destroyed" in page
    gone = decide | {"decide-thing": "texts src-robin", "decide-decision": "destroy"}
    refused = lead.post(at("keeping", real), gone)
    assert refused.status_code == 400
    assert "hold stands" in refused.content.decode()
    assert lead.post(at("keeping", real), {"doing": "nothing"}).status_code == 400
    assert lead.post(at("keeping", real), {"doing": "hold"}).status_code == 400


def test_another_person_lifts_a_hold(real) -> None:
    lead, other = enter_proven(real, "lead"), enter_proven(real, "data-protection")
    lead.post(at("keeping", real), {"doing": "hold", "hold-participant": "",
                                    "hold-because": "An inquiry."})  # fmt: skip
    hold = Hold.objects.get()
    assert "You set this hold." in words(html(lead, at("lift_hold", hold)))
    refused = lead.post(at("lift_hold", hold), {"because": "Over."})
    assert refused.status_code == 400
    assert "Another person lifts it" in refused.content.decode()
    assert other.post(at("lift_hold", hold), {"because": ""}).status_code == 400
    assert other.post(at("lift_hold", hold), {"because": "Over."}).status_code == 302
    assert "Lifted on" in words(html(lead, at("keeping", real)))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_to_its_own_pages_and_no_other(real, role) -> None:
    set_hold(by=BY, study=real, because="x", now=NOW)
    member = enter_proven(real, role)
    sees = 200 if role in ("lead", "data-protection") else 404
    assert member.get(at("keeping", real)).status_code == sees
    assert member.get(at("lift_hold", Hold.objects.get())).status_code == sees

"""Keeping and destroying: rules, what falls due, decisions, and legal holds that stand."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from seedbed.errors import ActionDenied, InputError
from seedbed.record.evidence.models import Source
from seedbed.record.keeping.actions import (
    decide_keeping,
    lift_hold,
    note_destroyed,
    set_hold,
    set_rule,
)
from seedbed.record.keeping.models import Hold, KeepingDecision
from seedbed.record.keeping.selectors import refuse_held, refuse_held_source
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, Grant
from seedbed.trust.models import AuditEvent
from tests.real import BY, open_real

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def real(monkeypatch, tmp_path) -> Study:
    return open_real(monkeypatch, tmp_path)


def member(study: Study, role: str, name: str = "somebody") -> Asker:
    return Asker(name=name, using="default", grants=(Grant(role=role, study=study.pk),))


def person(key: str) -> Participant:
    return Participant.objects.get(key=key)


def test_a_hold_on_a_person_refuses_for_that_person_and_for_the_study_as_a_whole(real) -> None:
    refuse_held(BY, real)
    refuse_held(BY, real, person("p-robin"))
    lead = member(real, "lead")
    set_hold(by=lead, study=real, participant=person("p-robin"), because="A court asked.", now=NOW)
    for who in (BY, lead, member(real, "researcher")):
        with pytest.raises(InputError, match="legal hold stands") as refusal:
            refuse_held(who, real, person("p-robin"))
        assert "2026-11-24" in str(refusal.value)
        assert "court" not in str(refusal.value), "the reason is not told to everybody"
        with pytest.raises(InputError, match="legal hold stands"):
            refuse_held(who, real)
        refuse_held(who, real, person("p-ash"))


def test_a_hold_on_the_study_refuses_for_everybody_in_it(real) -> None:
    set_hold(by=member(real, "data-protection"), study=real, because="An inquiry.", now=NOW)
    for key in ("p-robin", "p-ash"):
        with pytest.raises(InputError, match="legal hold stands on this study"):
            refuse_held(BY, real, person(key))


def test_a_source_is_held_with_whoever_it_is_of_and_whoever_speaks_in_it(real) -> None:
    note, robin = (Source.objects.get(key=key) for key in ("src-note", "src-robin"))
    refuse_held_source(BY, robin)
    set_hold(by=BY, study=real, participant=person("p-robin"), because="Asked.", now=NOW)
    refuse_held_source(BY, note)
    with pytest.raises(InputError, match="one of the people concerned"):
        refuse_held_source(BY, robin)
    Source.objects.filter(pk=robin.pk).update(participant=None)
    with pytest.raises(InputError, match="one of the people concerned"):
        refuse_held_source(BY, Source.objects.get(pk=robin.pk))


def test_lifting_takes_a_reason_and_another_person(real) -> None:
    one, other = member(real, "lead", "one"), member(real, "data-protection", "other")
    hold = set_hold(by=one, study=real, because="An inquiry.", now=NOW)
    with pytest.raises(InputError, match="already"):
        set_hold(by=other, study=real, because="Again.", now=NOW)
    with pytest.raises(InputError, match="Another person lifts it"):
        lift_hold(by=one, hold=hold, because="It is over.", now=NOW)
    with pytest.raises(InputError, match="Say why"):
        lift_hold(by=other, hold=hold, because="  ", now=NOW)
    lift_hold(by=other, hold=hold, because="It is over.", now=NOW)
    refuse_held(BY, real)
    with pytest.raises(InputError, match="lifted already"):
        lift_hold(by=other, hold=hold, because="Twice.", now=NOW)
    assert set_hold(by=one, study=real, because="A new one.", now=NOW).pk != hold.pk


def test_the_database_itself_keeps_one_person_from_both(real) -> None:
    hold = set_hold(by=member(real, "lead", "one"), study=real, because="Asked.", now=NOW)
    for wrong in (
        {"lifted_by": "one", "lifted_at": NOW, "lifted_because": "x"},
        {"lifted_by": "two", "lifted_at": NOW, "lifted_because": ""},
        {"lifted_by": "", "lifted_at": NOW, "lifted_because": "x"},
    ):
        row = Hold.objects.get(pk=hold.pk)
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.parametrize("role", ["researcher", "reader", "safeguarding-lead", "circle-member"])
def test_only_the_lead_and_the_data_protection_contact_hold_and_decide(real, role) -> None:
    by = member(real, role)
    hold = set_hold(by=BY, study=real, because="Asked.", now=NOW)
    with pytest.raises(ActionDenied):
        set_hold(by=by, study=real, because="x", now=NOW)
    with pytest.raises(ActionDenied):
        lift_hold(by=by, hold=hold, because="x", now=NOW)
    with pytest.raises(ActionDenied):
        set_rule(by=by, study=real, material="texts", months=12, says="x")
    with pytest.raises(ActionDenied):
        decide_keeping(by=by, study=real, material="texts", ref="src-ash", decision="keep",
                       because="x", until=date(2030, 1, 1), now=NOW)  # fmt: skip


def test_a_thing_that_is_held_is_not_destroyed_and_deciding_alone_destroys_nothing(real) -> None:
    asked = {"by": BY, "study": real, "material": "texts", "ref": "src-robin", "now": NOW}
    decide_keeping(**asked, decision="hold", because="An inquiry asked for it.")
    assert set(Hold.objects.values_list("participant", flat=True)) == {"p-robin"}
    with pytest.raises(InputError, match="hold stands"):
        decide_keeping(**asked, decision="destroy", because="Its time is over.")
    other = asked | {"ref": "src-ash"}
    made = decide_keeping(**other, decision="destroy", because="Its time is over.")
    assert made.done_at is None
    assert Source.objects.filter(key="src-ash").exists()
    note_destroyed(by=BY, decision=made, now=NOW)
    assert KeepingDecision.objects.get(pk=made.pk).done_at == NOW


def test_decisions_need_a_reason_a_day_to_come_and_a_thing(real) -> None:
    asked = {"by": BY, "study": real, "material": "texts", "ref": "src-ash", "now": NOW}
    with pytest.raises(InputError, match="a day to come"):
        decide_keeping(**asked, decision="keep", because="x", until=NOW.date())
    with pytest.raises(InputError, match="Say why"):
        decide_keeping(**asked, decision="keep", because=" ", until=date(2030, 1, 1))
    with pytest.raises(InputError, match="must be one of"):
        decide_keeping(**asked, decision="forget", because="x")
    for wrong in ({"ref": "src-gone"}, {"material": "dreams"}):
        with pytest.raises(InputError, match="There is nothing called"):
            decide_keeping(**asked | wrong, decision="destroy", because="x")


def test_a_study_of_invented_facts_keeps_no_rules_and_no_holds(tiny) -> None:
    with pytest.raises(InputError, match="nobody's words"):
        set_hold(by=BY, study=tiny, because="x", now=NOW)
    with pytest.raises(InputError, match="nobody's words"):
        set_rule(by=BY, study=tiny, material="texts", months=12, says="x")
    refuse_held(BY, tiny)


def test_the_audit_has_the_act_and_no_words(real) -> None:
    set_hold(by=BY, study=real, participant=person("p-ash"), because="A court asked.", now=NOW)
    event = AuditEvent.objects.get(action="set-hold")
    assert set(event.fields) == {"participant", "because"}
    told = " ".join(str(value) for value in vars(event).values())
    assert "court" not in told
    assert "p-ash" not in told

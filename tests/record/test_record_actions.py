"""Actions: whole or not at all, with their audit event, and only by whom they may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from seedbed.errors import ActionDenied, InputError
from seedbed.formats.study_folder import load_folder
from seedbed.record import writing
from seedbed.record.models import TABLES, Membership, Publication, Revision, Run, Study
from seedbed.record.outputs.actions import publish, record_judgement, withdraw
from seedbed.record.outputs.models import Advice, Judgement
from seedbed.record.people.actions import add_member
from seedbed.record.replies.actions import (
    answer_reply,
    ask_for_correction,
    give_notice,
    reply,
)
from seedbed.record.replies.models import Notice, Reply
from seedbed.record.runs.actions import keep_run
from seedbed.record.study.models import Innovation, Site
from seedbed.record.timeline.actions import log_event
from seedbed.record.timeline.models import Event
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.audit import first_break
from seedbed.trust.models import AuditEvent
from seedbed.trust.roles import ROLES

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
DAY = date(2024, 5, 1)


def everything() -> dict[str, list[Any]]:
    """All rows of all tables, to tell whether anything at all was stored."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models()
    }


def an_event(by: Asker, study: Study, **changed: Any) -> Event:
    site = Site.objects.get(study=study, key="s-ambleford")
    given = {"site": site, "title": "A panel met", "earliest": DAY, "stream": "practice",
             "learned_on": DAY}  # fmt: skip
    return log_event(by=by, **given | changed)


def a_member(by: Asker, study: Study, **changed: Any) -> Membership:
    person, _ = get_user_model().objects.get_or_create(username="ines")
    return add_member(**{"by": by, "study": study, "user": person, "role": "reader"} | changed)


def a_snapshot(by: Asker, study: Study, **changed: Any) -> Publication:
    given = {"kind": "claim", "key": "cl-leader", "version": 1, "title": "x",
             "body": {"text": "as it was"}, "revisions": {}}  # fmt: skip
    return publish(by=by, study=study, **given | changed)


def a_withdrawal(by: Asker, study: Study, because: str = "The number was wrong.") -> None:
    # A version not withdrawn yet: a reason that readers were told is not replaced.
    number = Publication.objects.filter(withdrawn_at__isnull=False).count() + 1
    withdraw(by=by, publication=a_snapshot(SYSTEM, study, version=number), because=because)


def a_run(by: Asker, study: Study, **changed: Any) -> Run:
    given = {"question": "stages", "parameters": {}, "asked": "stages", "digest": "0" * 64,
             "revisions": {"events": 1}, "method_version": "1", "result": {}}  # fmt: skip
    return keep_run(by=by, study=study, **given | changed)


def a_notice(by: Asker, study: Study, **changed: Any) -> Notice:
    site = Site.objects.get(study=study, key="s-ambleford")
    given = {"shown_on": DAY, "embargo_until": DAY, "how": "By post."}
    return give_notice(by=by, site=site, **given | changed)


def a_reply(by: Asker, study: Study, **changed: Any) -> Reply:
    given = {"site": Site.objects.get(study=study, key="s-ambleford"), "kind": "comment",
             "says": "It was different.", "role": "site lead", "received_on": DAY}  # fmt: skip
    return reply(by=by, **given | changed)


def a_correction(by: Asker, study: Study, **changed: Any) -> Reply:
    given = {"says": "It was 2019.", "where": "Annual report 2019", "from_whom": "A reader",
             "received_on": DAY}  # fmt: skip
    return ask_for_correction(by=by, study=study, **given | changed)


def an_answer(by: Asker, study: Study, **changed: Any) -> None:
    given = {"shown": "yes", "answer": "kept", "answer_says": "So it was.", "answered_on": DAY}
    answer_reply(by=by, reply=Reply.objects.get(key="rp-waiting"), **given | changed)


def a_judgement(by: Asker, study: Study, **changed: Any) -> Judgement:
    # One judgement a decision and day: each is of a day of its own.
    given = {"advice": Advice.objects.get(study=study, key="adv-ambleford"), "decision": "cost",
             "on": DAY + timedelta(days=Judgement.objects.count()), "panel": "Two commissioners.",
             "judgement": "Affordable."}  # fmt: skip
    return record_judgement(by=by, **given | changed)


# Each action: how it is called, its verb, its noun in the audit, and whose revisions it moves.
ACTIONS: dict[str, tuple[Callable[..., Any], str, str, set[str]]] = {
    "log-event": (an_event, "log-event", "events", {"events"}),
    "add-member": (a_member, "add-member", "memberships", set()),
    "publish": (a_snapshot, "publish", "publications", {"publications"}),
    "withdraw": (a_withdrawal, "withdraw", "publications", {"publications"}),
    "run": (a_run, "run", "runs", {"runs"}),
    "judge": (a_judgement, "judge", "judgements", {"judgements"}),
    "notify": (a_notice, "notify", "notices", {"notices"}),
    "reply": (a_reply, "reply", "replies", {"replies"}),
    "answer-reply": (an_answer, "answer-reply", "replies", {"replies"}),
    "ask-for-correction": (a_correction, "ask-for-correction", "replies", {"replies"}),
}


@pytest.fixture
def prepared(tiny: Study) -> Study:
    """The tiny study with a person to add and a snapshot to withdraw."""
    get_user_model().objects.create(username="ines")
    a_snapshot(SYSTEM, tiny)
    return tiny


def revisions(study: Study) -> dict[str, int]:
    return dict(Revision.objects.filter(study=study).values_list("noun", "number"))


@pytest.mark.parametrize("name", ACTIONS)
def test_an_act_has_one_event_of_audit_and_moves_its_own_revisions(tiny: Study, name: str) -> None:
    act, verb, noun, moved = ACTIONS[name]
    if name == "withdraw":
        a_snapshot(SYSTEM, tiny)
    before, noted = revisions(tiny), AuditEvent.objects.count()
    act(SYSTEM, tiny)
    event = AuditEvent.objects.last()
    assert AuditEvent.objects.count() == noted + 1
    assert (event.action, event.noun, event.actor) == (verb, noun, "system:test")
    assert revisions(tiny) == before | {n: before.get(n, 0) + 1 for n in moved}
    assert first_break(using="default") is None


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("fails", ["audit.note", "bump"])
def test_an_act_that_fails_inside_leaves_nothing(
    prepared: Study, name: str, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(writing.audit if fails == "audit.note" else writing,
                        fails.rpartition(".")[2], broken)  # fmt: skip
    if name == "add-member" and fails == "bump":
        monkeypatch.setattr(writing.audit, "note", broken)  # it moves no revision
    with pytest.raises(OSError, match="disk is full"):
        # A version not there yet, so that there is something to write.
        ACTIONS[name][0](SYSTEM, prepared, **{"version": 2} if name == "publish" else {})
    assert everything() == before


@pytest.mark.parametrize("stops_at", ["sites", "readings", "excerpts", "claims", "advice_verdicts"])
def test_a_load_that_fails_half_way_leaves_nothing(
    db: None, tiny_path: Any, stops_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    whole = QuerySet.bulk_create

    def broken(self: Any, objs: Any, **kwargs: Any) -> Any:
        if self.model is TABLES[stops_at]:
            raise OSError("the disk is full")
        return whole(self, objs, **kwargs)

    monkeypatch.setattr(QuerySet, "bulk_create", broken)
    with pytest.raises(OSError, match="disk is full"):
        load_folder(tiny_path, by=SYSTEM)
    assert everything() == before
    monkeypatch.undo()
    load_folder(tiny_path, by=SYSTEM)
    assert first_break(using="default") is None


def test_a_load_is_one_event_and_moves_every_noun(tiny: Study, tiny_path: Any) -> None:
    before, noted = revisions(tiny), AuditEvent.objects.count()
    load_folder(tiny_path, by=SYSTEM, replace=True)
    assert AuditEvent.objects.count() == noted + 1
    assert AuditEvent.objects.last().rows == sum(m.objects.count() for m in TABLES.values())
    assert set(before) == {"studies", *TABLES}
    assert revisions(tiny) == {noun: number + 1 for noun, number in before.items()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTIONS)
def test_an_act_is_done_only_by_a_role_that_may(prepared: Study, name: str, role: str) -> None:
    act, verb, *_ = ACTIONS[name]
    own = Site.objects.get(key="s-ambleford")
    may = verb in ROLES[role].does | ROLES[role].does_at_site
    for study, site, allowed in (
        (prepared.pk, own.pk, may),
        (prepared.pk, own.pk + 1, verb in ROLES[role].does),
        (prepared.pk + 1, own.pk, False),
    ):
        by = Asker(name="x", using="default", grants=(Grant(role=role, study=study, site=site),))
        before = everything()
        if allowed:
            # Each is tried on the same store: what is withdrawn once is not withdrawn again.
            with transaction.atomic():
                act(by, prepared)
                transaction.set_rollback(True)
        else:
            with pytest.raises(ActionDenied):
                act(by, prepared)
            assert everything() == before


def test_the_system_makes_a_study_and_its_lead_replaces_it(tiny: Study, tiny_path: Any) -> None:
    lead = Asker(name="x", using="default", grants=(Grant(role="lead", study=tiny.pk),))
    other = Asker(name="x", using="default", grants=(Grant(role="lead", study=tiny.pk + 1),))
    assert load_folder(tiny_path, by=lead, replace=True) == tiny
    with pytest.raises(ActionDenied):
        load_folder(tiny_path, by=other, replace=True)
    tiny.delete()
    with pytest.raises(ActionDenied):
        load_folder(tiny_path, by=lead)
    load_folder(tiny_path, by=SYSTEM)
    with pytest.raises(InputError, match=r"tiny-study is there already.*--replace"):
        load_folder(tiny_path, by=SYSTEM)


def test_the_audit_never_holds_what_somebody_said_or_counted(tiny: Study) -> None:
    canary = "zebrafinch"
    an_event(SYSTEM, tiny, title=canary, note=canary)
    a_snapshot(SYSTEM, tiny, title=canary, body={"text": canary})
    withdraw(by=SYSTEM, publication=Publication.objects.get(), because=canary)
    a_notice(SYSTEM, tiny, how=canary)
    a_reply(SYSTEM, tiny, says=canary, role=canary)
    a_correction(SYSTEM, tiny, says=canary, where=canary, from_whom=canary)
    an_answer(SYSTEM, tiny, answer_says=canary)
    a_run(SYSTEM, tiny, question="before-after", parameters={"area": canary},
          asked=f"before-after area={canary}", result={"text": canary})  # fmt: skip
    assert AuditEvent.objects.count() >= 9
    for event in AuditEvent.objects.values():
        assert canary not in str(event), event


# What is wrong with an event, and a word of the answer.
WRONG_EVENTS = [
    ({"title": " \n "}, "few words"),
    ({"title": "x" * 401}, "401 characters"),
    ({"note": "x" * 20_001}, "20001 characters"),
    ({"stream": "weather"}, "stream must be one of practice"),
    ({"stage": "dreaming"}, "stage must be one of mobilising"),
    ({"direction": "sideways"}, "direction must be one of forward"),
    ({"latest": date(2024, 4, 30)}, "comes before the earliest"),
]


@pytest.mark.parametrize(("changed", "says"), WRONG_EVENTS, ids=lambda value: str(value)[:30])
def test_an_event_that_cannot_be_is_refused(tiny: Study, changed: Any, says: str) -> None:
    before = everything()
    with pytest.raises(InputError, match=says):
        an_event(SYSTEM, tiny, **changed)
    assert everything() == before


def test_an_event_belongs_to_an_innovation_of_its_own_site(tiny: Study) -> None:
    elsewhere = Innovation.objects.get(key="i-strathlorn")
    with pytest.raises(InputError, match="does not belong to Ambleford"):
        an_event(SYSTEM, tiny, innovation=elsewhere)


def test_an_event_keeps_both_its_dates_and_is_found_again(tiny: Study) -> None:
    event = an_event(SYSTEM, tiny, title=" A panel\nmet ", latest=date(2024, 5, 31),
                     learned_on=date(2024, 9, 1))  # fmt: skip
    kept = Event.objects.get(public_id=event.public_id)
    assert (kept.title, kept.earliest, kept.latest, kept.learned_on) == (
        "A panel met", DAY, date(2024, 5, 31), date(2024, 9, 1),
    )  # fmt: skip
    assert an_event(SYSTEM, tiny).latest == DAY


def test_a_member_of_a_site_needs_a_site_of_that_study(tiny: Study) -> None:
    other = Study.objects.create(key="other", title="Other", kind="public", as_at=DAY)
    elsewhere = Site.objects.create(
        study=other, key="s", name="Else", nation="uk", kind="network", status="known"
    )
    for changed, says in (
        ({"role": "owner"}, "no role owner"),
        ({"role": "site-member"}, "say which"),
        ({"role": "site-member", "site": elsewhere}, "Else is not a site of"),
    ):
        with pytest.raises(InputError, match=says):
            a_member(SYSTEM, tiny, **changed)
    assert not Membership.objects.exists()


def test_a_membership_given_again_runs_until_the_new_day(tiny: Study) -> None:
    a_member(SYSTEM, tiny, until=date(2024, 1, 1))
    a_member(SYSTEM, tiny, until=date(2025, 1, 1))
    assert Membership.objects.get().until == date(2025, 1, 1)
    a_member(SYSTEM, tiny)
    assert Membership.objects.get().until is None


def test_what_is_published_stays_as_it_was(tiny: Study) -> None:
    first = a_snapshot(SYSTEM, tiny)
    assert a_snapshot(SYSTEM, tiny) == first, "the same again is the same"
    with pytest.raises(InputError, match="Raise its version"):
        a_snapshot(SYSTEM, tiny, body={"text": "other words"})
    assert a_snapshot(SYSTEM, tiny, version=2, body={"text": "other words"}) != first
    assert Publication.objects.get(version=1).body == {"text": "as it was"}


def test_a_withdrawal_says_why_and_leaves_the_page_findable(tiny: Study) -> None:
    with pytest.raises(InputError, match="Say why"):
        a_withdrawal(SYSTEM, tiny, because="  ")
    a_withdrawal(SYSTEM, tiny)
    kept = Publication.objects.get()
    assert kept.withdrawn_because == "The number was wrong."
    assert kept.withdrawn_at is not None
    assert kept.body == {"text": "as it was"}


def test_the_same_question_over_the_same_frames_is_the_same_run(tiny: Study) -> None:
    first = a_run(SYSTEM, tiny)
    again = a_run(SYSTEM, tiny, revisions={"events": 2})
    assert again == first
    assert Run.objects.get().revisions == {"events": 2}, "it is known to be fresh"
    for changed in ({"digest": "1" * 64}, {"method_version": "2"}, {"asked": "stages x=1"}):
        assert a_run(SYSTEM, tiny, **changed) != first


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"panel": " \n "}, "by role and organisation, never by name"),
        ({"judgement": ""}, "Say what the panel judged"),
        ({"decision": "colour"}, "must be one of need, works, here"),
        ({"dissent": "x" * 20_001}, "20001 characters; it may have 20000"),
    ],
)
def test_a_judgement_that_says_too_little_is_refused(
    tiny: Study, changed: dict[str, Any], says: str
) -> None:
    before = everything()
    with pytest.raises(InputError, match=says):
        a_judgement(SYSTEM, tiny, **changed)
    assert everything() == before


def test_a_judgement_is_kept_as_the_panel_gave_it_and_not_edited(tiny: Study) -> None:
    row = a_judgement(
        SYSTEM, tiny, on=DAY, panel="A panel.\r\nOf three.", criteria=[" Size ", "", "How  sure"]
    )
    kept = Judgement.objects.get(key=row.key)
    assert (kept.panel, kept.criteria, kept.dissent) == (
        "A panel.\nOf three.",
        ["Size", "How sure"],
        "",
    )
    with pytest.raises(InputError, match="A judgement is not edited: record a later one"):
        a_judgement(SYSTEM, tiny, on=DAY)
    assert a_judgement(SYSTEM, tiny, on=DAY, decision="works").pk != row.pk

"""Somebody asks what is held on them: the clock, the search, and two people for what is hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import ActionDenied, InputError
from seedbed.record.days import months_after
from seedbed.record.harm.actions import raise_flag
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.record.subject_access import actions, selectors
from seedbed.record.subject_access.clock import due_on
from seedbed.record.subject_access.models import AccessItem, AccessRequest, Redaction
from seedbed.trust.asking import Asker, Grant
from seedbed.trust.models import AuditEvent
from seedbed.trust.roles import ROLES
from tests.real import BY, open_real

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.fixture
def real(monkeypatch, tmp_path) -> Study:
    return open_real(monkeypatch, tmp_path)


def member(study: Study, role: str = "data-protection", name: str = "first") -> Asker:
    return Asker(name=name, using="default", grants=(Grant(role=role, study=study.pk),))


def asked(study: Study, person: str = "p-robin", **more) -> AccessRequest:
    return actions.receive(
        by=more.pop("by", None) or member(study), study=study, now=NOW, asked_by="themself",
        participant=Participant.objects.get(key=person), received_on=TODAY, **more,
    )  # fmt: skip


def gathered(study: Study, person: str = "p-robin", opinion: str = "no-serious-harm"):
    request, by = asked(study, person), member(study)
    actions.give_opinion(by=by, request=request, opinion=opinion, opinion_by="Social worker",
                         says="Read all of it.", on=TODAY)  # fmt: skip
    actions.gather(by=by, request=request, now=NOW)
    return request


# The clock.


@given(DAYS, st.integers(1, 24))
def test_a_month_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(
    DAYS, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4), st.integers(0, 9)
)
def test_every_day_the_clock_stood_is_added_and_no_other(received, gaps, since) -> None:
    at, pauses, stood = received, [], 0
    for running, standing in gaps:
        start = at + timedelta(days=running)
        at = start + timedelta(days=standing)
        pauses.append((start, at))
        stood += standing
    due = due_on(received, pauses, today=at)
    assert due == months_after(received, 1) + timedelta(days=stood)
    # One that goes on moves it by as long as it has stood.
    still = due_on(received, [*pauses, (at, None)], today=at + timedelta(days=since))
    assert still == due + timedelta(days=since)


@pytest.mark.django_db
def test_the_clock_stops_and_runs_on_and_tells_the_desk(real) -> None:
    request, by = asked(real), member(real)
    assert selectors.due(by, request, today=TODAY) == date(2026, 12, 24)
    with pytest.raises(InputError, match="cannot stop before 2026-11-24"):
        actions.pause(by=by, request=request, unclear="scope", on=date(2026, 11, 1))
    actions.pause(by=by, request=request, unclear="scope", on=date(2026, 11, 26))
    with pytest.raises(InputError, match="stands already"):
        actions.pause(by=by, request=request, unclear="identity", on=date(2026, 11, 27))
    assert selectors.due(by, request, today=date(2026, 11, 28)) == date(2026, 12, 26)
    with pytest.raises(InputError, match="give a later day"):
        actions.resume(by=by, request=request, on=date(2026, 11, 25))
    actions.resume(by=by, request=request, on=date(2026, 11, 30))
    with pytest.raises(InputError, match="does not stand"):
        actions.resume(by=by, request=request, on=date(2026, 11, 30))
    [waiting] = selectors.waiting(by, real, today=TODAY)
    assert waiting.due is not None
    assert waiting.due.date() == date(2026, 12, 28)
    assert selectors.waiting(member(real, "researcher"), real, today=TODAY) == []


# The search.


@pytest.mark.django_db
def test_nothing_is_gathered_before_the_opinion_or_while_who_asks_is_not_clear(real) -> None:
    request, by = asked(real), member(real)
    with pytest.raises(InputError, match="opinion on serious harm comes first"):
        actions.gather(by=by, request=request, now=NOW)
    with pytest.raises(InputError, match="whether serious harm is likely"):
        actions.give_opinion(by=by, request=request, opinion="waiting", opinion_by="x", says="x",
                             on=TODAY)  # fmt: skip
    with pytest.raises(InputError, match="by their role"):
        actions.give_opinion(by=by, request=request, opinion="serious-harm", opinion_by=" ",
                             says="x", on=TODAY)  # fmt: skip
    actions.give_opinion(by=by, request=request, opinion="no-serious-harm", opinion_by="Doctor",
                         says="x", on=TODAY)  # fmt: skip
    actions.pause(by=by, request=request, unclear="identity", on=TODAY)
    with pytest.raises(InputError, match="Who is asking is not clear"):
        actions.gather(by=by, request=request, now=NOW)


@pytest.mark.django_db
def test_everything_of_the_person_is_found_and_logged_by_table(real) -> None:
    request = gathered(real)
    said = "\n".join(item.body for item in AccessItem.objects.filter(request=request))
    for words in (
        "Robin",
        "young carer",
        "quote",
        "Interview with Robin",
        "Now there is one I",
        "[place removed]",
        "Mostly.",
        "Regularity comes first.",
        "Somebody leaves",
    ):
        assert words in said, words
    for words in ("Not me.", "Manager A"):
        assert words not in said, words
    log = {row.place: row.found for row in selectors.searches(BY, request)}
    assert log["source_versions"] == 2
    assert log["participants"] == 1
    assert {"consents", "responses", "codings", "excerpts", "mentions", "attachments",
            "withdrawals", "flags"} <= set(log)  # fmt: skip
    assert sum(log.values()) == AccessItem.objects.filter(request=request).count()


@pytest.mark.django_db
@pytest.mark.parametrize(("opinion", "shown"), [("no-serious-harm", True), ("serious-harm", False)])
def test_flags_are_gathered_only_where_the_opinion_allows(real, opinion, shown) -> None:
    robin = Participant.objects.get(key="p-robin")
    raise_flag(by=BY, study=real, concern="zebra-lantern", now=NOW, participant=robin)
    request = gathered(real, opinion=opinion)
    said = "\n".join(item.body for item in AccessItem.objects.filter(request=request))
    assert ("zebra-lantern" in said) is shown
    assert ("flags" in {row.place for row in selectors.searches(BY, request)}) is shown


@pytest.mark.django_db
def test_where_others_name_them_is_found(real) -> None:
    from seedbed.record.evidence.models import SourceVersion

    row = SourceVersion.objects.get(key="sv-note")
    row.text = "Nothing here.\n\nRobin was mentioned."
    row.save()
    request = gathered(real)
    found = AccessItem.objects.get(request=request, place="mentions")
    assert "Robin was mentioned." in found.body
    assert "Nothing here." not in found.body


# What is hidden: two people.


def item_of(request: AccessRequest) -> AccessItem:
    return AccessItem.objects.filter(request=request, place="source_versions").last()


@pytest.mark.django_db
def test_one_person_chooses_and_another_checks(real) -> None:
    request = gathered(real)
    first, second = member(real, name="first"), member(real, "lead", name="second")
    item = item_of(request)
    with pytest.raises(InputError, match="Nobody has looked through"):
        actions.check(by=second, item=item, agree=True)
    hidden = actions.hide(by=first, item=item, words="Interviewer", exemption="third-party",
                          because="It names another.")  # fmt: skip
    assert len(hidden) == 2, "everywhere it stands"
    actions.looked_through(by=second, item=item)
    for who in (first, second):
        with pytest.raises(InputError, match="Another person looks at it"):
            actions.check(by=who, item=item, agree=True)
    actions.looked_through(by=first, item=item)
    actions.check(by=second, item=item, agree=False)
    assert item.redacted_by == ""
    actions.looked_through(by=first, item=item)
    actions.check(by=second, item=item, agree=True)
    item.refresh_from_db()
    assert (item.redacted_by, item.checked_by) == ("first", "second")
    assert set(item.redactions.values_list("checked_by", flat=True)) == {"second"}
    actions.show(by=first, redaction=item.redactions.first())
    item.refresh_from_db()
    assert (item.redacted_by, item.checked_by) == ("", ""), "what changes is looked at anew"


@pytest.mark.django_db
def test_the_database_itself_refuses_one_person_in_both_places(real) -> None:
    item = item_of(gathered(real))
    [*rows] = actions.hide(by=member(real), item=item, words="Robin", exemption="third-party",
                           because="x")  # fmt: skip
    for model, pk, wrong in (
        (AccessItem, item.pk, {"redacted_by": "a", "checked_by": "a"}),
        (AccessItem, item.pk, {"redacted_by": "", "checked_by": "a"}),
        (AccessItem, item.pk, {"left_out": "third-party", "left_out_because": ""}),
        (Redaction, rows[0].pk, {"checked_by": "first"}),
        (Redaction, rows[0].pk, {"end": 0}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(**wrong)


@pytest.mark.django_db
def test_hiding_says_what_is_missing(real) -> None:
    item, by = item_of(gathered(real)), member(real)
    good = {"words": "Robin", "exemption": "third-party", "because": "x"}
    for wrong, says in (
        ({"words": "never said"}, "not in the text"), ({"words": ""}, "not in the text"),
        ({"because": " "}, "Say why"), ({"exemption": "because"}, "must be one of"),
        ({"exemption": "serious-harm"}, "does not say that serious harm"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=says):
            actions.hide(by=by, item=item, **good | wrong)
    with pytest.raises(InputError, match="Say why this is left out"):
        actions.leave_out(by=by, item=item, exemption="third-party", because="")
    actions.leave_out(by=by, item=item, exemption="third-party", because="All of it.")
    actions.leave_out(by=by, item=item, exemption="", because="")
    item.refresh_from_db()
    assert item.left_out == ""


@pytest.mark.django_db
@pytest.mark.parametrize("role", [r for r in ROLES if r not in ("lead", "data-protection")])
def test_nobody_else_answers_or_sees(real, role) -> None:
    request, by = gathered(real), member(real, role)
    assert not selectors.access_requests(by, real).exists()
    assert not selectors.items(by, request).exists()
    with pytest.raises(ActionDenied):
        asked(real, by=by)
    for do in (
        lambda: actions.gather(by=by, request=request, now=NOW),
        lambda: actions.looked_through(by=by, item=item_of(request)),
        lambda: actions.refuse_unchecked(by=by, request=request),
    ):
        with pytest.raises(ActionDenied):
            do()


@pytest.mark.django_db
def test_the_audit_keeps_no_word_and_reads_are_noted(real) -> None:
    request = gathered(real)
    actions.hide(by=member(real), item=item_of(request), words="Robin", exemption="third-party",
                 because="zebra-lantern")  # fmt: skip
    selectors.access_item(member(real), str(item_of(request).public_id))
    for event in AuditEvent.objects.all():
        told = " ".join(str(value) for value in vars(event).values())
        assert "zebra-lantern" not in told
        assert "Robin" not in told
    assert AuditEvent.objects.filter(action="read", noun="access_items").exists()


@pytest.mark.django_db
def test_people_of_invented_studies_ask_for_nothing(tiny) -> None:
    with pytest.raises(InputError, match="nothing on anybody"):
        asked(tiny, by=BY)

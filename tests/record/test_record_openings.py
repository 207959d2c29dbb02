"""Break-glass: for an hour, for a reason, for members only, and never unseen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.errors import ActionDenied, InputError, NotFound
from seedbed.record.access import theirs
from seedbed.record.evidence.models import Source
from seedbed.record.members.actions import end_member
from seedbed.record.openings.actions import LASTS, acknowledge, end_opening, open_glass
from seedbed.record.openings.models import Opening
from seedbed.record.openings.selectors import opening, openings, to_note, waiting
from seedbed.record.people.actions import add_member
from seedbed.record.people.models import Membership
from seedbed.record.people.selectors import asker_for
from seedbed.record.reading import READS, saw
from seedbed.trust.asking import nobody
from seedbed.trust.models import AuditEvent
from tests.real import BY, TODAY, open_real, with_app

pytestmark = pytest.mark.django_db
REASON = "Zorba told of harm tonight and the interview holds where it is."


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


@pytest.fixture
def safe(real):
    """The safeguarding lead, who does not see sources."""
    return Membership.objects.get(study=real, role="safeguarding-lead").user


def now_of(user):
    return asker_for(user, using="default", proven=True)


def opened(study, user, *sets, now=None, reason=REASON):
    return open_glass(
        by=now_of(user), study=study, user=user, sets=sets or ("words",), reason=reason,
        now=now or timezone.now(),
    )  # fmt: skip


def test_what_was_hidden_is_seen_for_an_hour_and_no_longer(real, safe) -> None:
    assert not theirs(now_of(safe), Source).exists()
    row = opened(real, safe)
    assert theirs(now_of(safe), Source).count() == 5
    assert row.ends_at - row.opened_at == LASTS == timedelta(minutes=60)
    Opening.objects.update(opened_at=row.opened_at - LASTS, ends_at=row.ends_at - LASTS)
    assert not theirs(now_of(safe), Source).exists()
    assert not Opening.objects.get().lives(timezone.now())


def test_only_what_was_asked_for_is_opened_and_nothing_can_be_done_under_it(real, safe) -> None:
    row = opened(real, safe, "answers")
    by = now_of(safe)
    assert by.studies_for("responses") == {real.pk}
    assert not by.studies_for("sources")
    assert not by.may("export", study=real.pk)
    assert by.role_in(real.pk) == "safeguarding-lead"
    # Of what the role shows already nothing is opened.
    assert set(row.nouns) == {"items", "responses"}


def test_a_lead_ends_it_at_once_and_so_does_who_opened_it(real, safe) -> None:
    lead = Membership.objects.get(study=real, role="lead").user
    for who in (lead, safe):
        row = opened(real, safe)
        end_opening(by=now_of(who), opening=row, now=timezone.now())
        assert not theirs(now_of(safe), Source).exists()
        assert Opening.objects.get(pk=row.pk).ended_by == str(who.public_id)
    reader = with_app("reader")
    add_member(by=BY, study=real, user=reader, role="reader")
    row = opened(real, safe)
    with pytest.raises(ActionDenied):
        end_opening(by=now_of(reader), opening=row, now=timezone.now())


def test_the_reason_is_in_the_opening_and_never_in_the_audit(real, safe) -> None:
    row = opened(real, safe)
    assert row.reason == REASON
    event = AuditEvent.objects.get(action="open-glass")
    assert (event.noun, event.row) == ("openings", str(row.public_id))
    assert "Zorba" not in str([*AuditEvent.objects.values_list()])


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "x" * 19])
def test_without_a_reason_nothing_opens(real, safe, reason: str) -> None:
    with pytest.raises(InputError, match="Say why"):
        opened(real, safe, reason=reason)
    assert not Opening.objects.exists()


def test_strangers_and_the_shut_out_open_nothing(real, safe) -> None:
    stranger = with_app("stranger")
    with pytest.raises(ActionDenied):
        opened(real, stranger)
    with pytest.raises(ActionDenied):  # not proven: a password alone
        open_glass(
            by=asker_for(safe, using="default"), study=real, user=safe, sets=["words"],
            reason=REASON, now=timezone.now(),
        )  # fmt: skip
    with pytest.raises(ActionDenied):  # for somebody else
        open_glass(
            by=now_of(safe), study=real, user=stranger, sets=["words"], reason=REASON,
            now=timezone.now(),
        )  # fmt: skip
    held = Membership.objects.get(study=real, user=safe)
    add_member(by=BY, study=real, user=with_app("other"), role="safeguarding-lead")
    opened(real, safe)
    end_member(by=BY, membership=held, today=timezone.localdate())
    assert now_of(safe).grants == ()  # what was opened ends with the membership


def test_nothing_is_opened_that_is_seen_already_or_is_not_there(real, safe) -> None:
    for sets in (["nonsense"], []):
        with pytest.raises(InputError, match="Choose what you need"):
            open_glass(
                by=now_of(safe), study=real, user=safe, sets=sets, reason=REASON,
                now=timezone.now(),
            )  # fmt: skip
    contact = Membership.objects.get(study=real, role="data-protection").user
    with pytest.raises(InputError, match="open to you already"):
        opened(real, contact, "people")


@pytest.mark.parametrize(
    "role", ["lead", "researcher", "co-researcher", "circle-member", "reader", "output-checker"]
)
def test_no_other_role_opens_it(real, role: str) -> None:
    member = with_app("another")
    add_member(by=BY, study=real, user=member, role=role)
    with pytest.raises(ActionDenied, match="Only the safeguarding lead"):
        opened(real, member)
    assert not Opening.objects.exists()


def test_a_study_of_other_kinds_has_no_glass(tiny) -> None:
    user = with_app("ines")
    add_member(by=BY, study=tiny, user=user, role="safeguarding-lead")
    with pytest.raises(InputError, match="no glass"):
        opened(tiny, user)
    assert list(to_note(BY, tiny)) == []


def test_leads_and_data_protection_are_told_until_each_has_taken_note(real, safe) -> None:
    row = opened(real, safe)
    watching = [
        now_of(Membership.objects.get(study=real, role=role).user)
        for role in ("lead", "data-protection")
    ]
    for by in watching:
        [item] = waiting(by, real, today=TODAY)
        assert item.public_id == row.public_id
        acknowledge(by=by, opening=row, now=timezone.now())
        acknowledge(by=by, opening=row, now=timezone.now())
        assert waiting(by, real, today=TODAY) == []
    assert AuditEvent.objects.filter(action="acknowledge-opening").count() == 2
    with pytest.raises(ActionDenied):
        acknowledge(by=now_of(safe), opening=row, now=timezone.now())


def test_reads_under_it_are_told_as_such_and_others_are_not(real, safe) -> None:
    opened(real, safe)
    by = now_of(safe)
    saw(by=by, study=real, noun="sources", row="src-robin")
    saw(by=by, study=real, noun="safeguards")
    actions = list(AuditEvent.objects.filter(actor=by.name).values_list("noun", "action"))
    assert ("sources", READS[1]) in actions
    assert ("safeguards", READS[0]) in actions


def test_who_sees_openings(real, safe) -> None:
    row = opened(real, safe)
    lead = now_of(Membership.objects.get(study=real, role="lead").user)
    reader = with_app("reader")
    add_member(by=BY, study=real, user=reader, role="reader")
    assert list(openings(lead, real)) == [row]
    assert list(openings(now_of(safe), real)) == [row]
    assert list(openings(now_of(reader), real)) == []
    assert list(openings(nobody(using="default"), real)) == []
    with pytest.raises(NotFound):
        opening(now_of(reader), real, row.public_id)
    assert opening(lead, real, row.public_id) == row

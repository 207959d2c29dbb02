"""Harm disclosed in fieldwork: a flag, a clock, the safeguarding lead, and nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from seedbed.errors import ActionDenied, InputError, NotFound
from seedbed.formats.study_folder import export_folder
from seedbed.record.evidence.models import Source, SourceVersion
from seedbed.record.gate.actions import settle
from seedbed.record.harm import selectors
from seedbed.record.harm.actions import blank_flag, decide_flag, raise_flag, see_flag
from seedbed.record.harm.models import Flag
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Revision, Study
from seedbed.trust.asking import Asker, Grant
from seedbed.trust.models import AuditEvent
from seedbed.trust.roles import ROLES
from tests.real import BY, open_real
from tests.tiny import SILENT_YOUNG

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
CANARY = "zebra-lantern-seven"
DECIDED = {"outcome": "told-childrens-services", "done": "Rang the duty desk.", "ground": "power",
           "told": "yes"}  # fmt: skip


@pytest.fixture
def real(monkeypatch, tmp_path) -> Study:
    return open_real(monkeypatch, tmp_path)


def member(study: Study, *roles: str, name: str = "somebody") -> Asker:
    grants = tuple(Grant(role=role, study=study.pk) for role in roles)
    return Asker(name=name, using="default", grants=grants)


def flagged(study: Study, **more) -> Flag:
    by = more.pop("by", None) or member(study, "researcher", name="raiser")
    return raise_flag(by=by, study=study, concern=CANARY, now=more.pop("now", NOW), **more)


def passage(words: str = "They asked me the same things") -> tuple[SourceVersion, tuple[int, int]]:
    start = SILENT_YOUNG.index(words)
    return SourceVersion.objects.get(key="sv-ash"), (start, start + len(words))


def test_the_clock_is_a_day_unless_the_study_says_otherwise(real) -> None:
    assert flagged(real).due == NOW + timedelta(hours=24)
    settle(by=BY, study=real, harm_hours=4)
    assert flagged(real).due == NOW + timedelta(hours=4)
    for wrong in (0, -1, 169):
        with pytest.raises(InputError, match="1 to 168 hours"):
            settle(by=BY, study=real, harm_hours=wrong)


def test_the_safeguarding_lead_reads_the_passage_and_no_more_of_the_source(real) -> None:
    version, span = passage()
    row = flagged(real, version=version, span=span)
    lead = member(real, "safeguarding-lead")
    told = selectors.read(lead, selectors.flag(lead, str(row.public_id)))
    assert told.words == "They asked me the same things"
    assert (told.person, told.site, told.title) == ("Ash", "Strathlorn", "Interview with Ash")
    assert told.flag.concern == CANARY
    assert not told.gone
    assert "Did anything change" not in repr(told)
    noted = AuditEvent.objects.filter(action="read", noun="flags").get()
    assert noted.actor == "somebody"
    assert noted.row.endswith(str(row.public_id))


def test_a_flag_outlives_what_it_points_at(real) -> None:
    version, span = passage()
    row = flagged(real, version=version, span=span)
    Flag.objects.filter(pk=row.pk).update(version="sv-gone")
    told = selectors.read(BY, row)
    assert told.gone
    assert told.words == ""


@pytest.mark.parametrize("role", [name for name in ROLES if name != "safeguarding-lead"])
def test_nobody_else_sees_a_flag_or_decides_of_one(real, role) -> None:
    row, by = flagged(real), member(real, role)
    assert not selectors.flags(by, real).exists()
    for see in (lambda: selectors.flag(by, str(row.public_id)), lambda: selectors.read(by, row)):
        with pytest.raises(NotFound):
            see()
    assert selectors.waiting(by, real, today=TODAY) == []
    with pytest.raises(ActionDenied):
        decide_flag(by=by, flag=row, now=NOW, **DECIDED)
    with pytest.raises(ActionDenied):
        see_flag(by=by, flag=row, now=NOW)


def test_who_raised_it_is_told_that_it_was_received_and_nothing_else(real) -> None:
    raiser = member(real, "researcher", name="raiser")
    row = flagged(real, by=raiser)
    [mine] = selectors.raised_by(raiser, real)
    assert (mine.raised_at, mine.seen_at) == (NOW, None)
    assert CANARY not in repr(mine)
    decide_flag(by=BY, flag=row, now=NOW, **DECIDED)
    assert selectors.raised_by(raiser, real)[0].seen_at == NOW
    assert selectors.raised_by(member(real, "researcher", name="other"), real) == []


def test_an_account_can_be_both_researcher_and_safeguarding_lead(real) -> None:
    both = member(real, "researcher", "safeguarding-lead")
    row = flagged(real, by=both)
    decide_flag(by=both, flag=row, now=NOW, **DECIDED)
    assert selectors.flags(both, real).get().state == "decided"


def test_the_order_is_that_of_the_clock_and_what_is_decided_waits_no_more(real) -> None:
    lead = member(real, "safeguarding-lead")
    late = flagged(real, now=NOW - timedelta(days=3))
    fresh = flagged(real)
    older = flagged(real, now=NOW - timedelta(days=1))
    waiting = selectors.waiting(lead, real, today=TODAY)
    assert [w.public_id for w in waiting] == [r.public_id for r in (late, older, fresh)]
    assert [w.due < NOW for w in waiting] == [True, False, False]
    assert CANARY not in repr(waiting)
    decide_flag(by=lead, flag=late, now=NOW, review_on=date(2026, 12, 24), **DECIDED)
    assert len(selectors.waiting(lead, real, today=TODAY)) == 2
    again = selectors.waiting(lead, real, today=date(2026, 12, 24))
    assert "looked at again" in again[-1].what


def test_seen_then_decided_and_a_later_decision_stands_beside_the_first(real) -> None:
    lead, row = member(real, "safeguarding-lead"), flagged(real)
    see_flag(by=lead, flag=row, now=NOW)
    assert (row.state, row.seen_by) == ("seen", "somebody")
    see_flag(by=member(real, "safeguarding-lead", name="next"), flag=row, now=NOW)
    assert row.seen_by == "somebody"
    decide_flag(by=lead, flag=row, now=NOW, **DECIDED)
    later = NOW + timedelta(days=2)
    decide_flag(by=lead, flag=row, now=later, **DECIDED | {"outcome": "told-police"})
    kept = selectors.decisions(lead, row)
    assert [d.outcome for d in kept] == ["told-police", "told-childrens-services"]
    assert kept[0].law == "sharing-without-consent 1 and duty-or-power 1"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"outcome": "forgotten"}, "The outcome must be one of"),
        ({"ground": ""}, "The ground must be one of"),
        ({"told": "maybe"}, "told must be one of"),
        ({"done": "  "}, "Say what was done"),
        ({"told": "no"}, "why the person was not told"),
        ({"told": "not-yet", "told_because": "Danger."}, "give a day"),
        ({"review_on": TODAY}, "one to come"),
        ({"done": "x" * 10_001}, "it may have 10000"),
    ],
)  # fmt: skip
def test_a_decision_says_what_it_must(real, wrong, says) -> None:
    row = flagged(real)
    with pytest.raises(InputError, match=says):
        decide_flag(by=BY, flag=row, now=NOW, **DECIDED | wrong)
    assert not row.decisions.exists()


def test_what_is_flagged_must_be_there(real, tiny_path) -> None:
    version, span = passage()
    for wrong in ((5, 5), (-1, 3), (0, len(version.text) + 1)):
        with pytest.raises(InputError, match="not in the text"):
            flagged(real, version=version, span=wrong)
    with pytest.raises(InputError, match="not in the text"):
        flagged(real, span=span)
    with pytest.raises(InputError, match="Say what was disclosed"):
        raise_flag(by=BY, study=real, concern=" ", now=NOW)
    whole = flagged(real, source=Source.objects.get(key="src-note"))
    told = flagged(real, participant=Participant.objects.get(key="p-ash"))
    assert (whole.source, whole.end, told.participant) == ("src-note", None, "p-ash")
    for role in ("reader", "circle-member"):
        with pytest.raises(ActionDenied):
            flagged(real, by=member(real, role))


def test_invented_people_have_no_flags(tiny) -> None:
    with pytest.raises(InputError, match="nobody's words"):
        raise_flag(by=BY, study=tiny, concern="x", now=NOW)


def test_no_word_of_it_is_in_the_audit_the_folder_or_the_counts(real, tmp_path) -> None:
    before = dict(Revision.objects.values_list("noun", "number"))
    row = flagged(real)
    decide_flag(by=BY, flag=row, now=NOW, **DECIDED | {"done": CANARY})
    assert dict(Revision.objects.values_list("noun", "number")) == before
    for event in AuditEvent.objects.all():
        assert CANARY not in " ".join(str(value) for value in vars(event).values())
    export_folder(real, tmp_path / "out", by=BY, leaving=lambda tables: None)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path.name
        assert "flag" not in path.stem


def test_a_decided_flag_can_be_blanked_and_no_other(real) -> None:
    row = flagged(real)
    with pytest.raises(InputError, match="not decided yet"):
        blank_flag(by=BY, flag=row)
    decide_flag(by=BY, flag=row, now=NOW, **DECIDED | {"done": CANARY})
    blank_flag(by=BY, flag=row)
    kept = Flag.objects.get(pk=row.pk)
    assert (kept.concern, kept.participant, kept.state) == ("", "", "decided")
    assert kept.decisions.get().done == ""


def test_the_database_keeps_states_and_passages_whole(real) -> None:
    row = flagged(real)
    for wrong in ({"state": "decided"}, {"seen_at": NOW}, {"start": 3}, {"start": 3, "end": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=row.pk).update(**wrong)

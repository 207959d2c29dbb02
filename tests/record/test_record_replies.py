"""The right of reply in the record: what may be written, by whom, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from seedbed.errors import ActionDenied, InputError
from seedbed.formats.study_folder import exported_files
from seedbed.record.base import public_id_of
from seedbed.record.models import Study
from seedbed.record.replies import actions, selectors
from seedbed.record.replies.models import Notice, Reply
from seedbed.record.study.models import Site
from seedbed.trust.asking import Asker, Grant, nobody, system
from seedbed.trust.models import AuditEvent

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
DAY = date(2024, 6, 1)


def place(key: str) -> Site:
    return Site.objects.get(key=key)


def member(study: Study, role: str, site: str | None = None) -> Asker:
    at = place(site).pk if site else None
    return Asker(name="x", using="default", grants=(Grant(role=role, study=study.pk, site=at),))


def a_reply(by: Asker = SYSTEM, site: str = "s-ambleford", **changed: Any) -> Reply:
    given = {"kind": "dispute", "says": "We see it otherwise.", "role": "site lead",
             "received_on": DAY}  # fmt: skip
    return actions.reply(by=by, site=place(site), **given | changed)


def a_correction(study: Study, **changed: Any) -> Reply:
    given = {"by": system("front-room", using="default"), "says": "It was 2019.",
             "where": "Annual report", "from_whom": "A reader", "received_on": DAY}  # fmt: skip
    return actions.ask_for_correction(study=study, **given | changed)


def test_a_new_notice_takes_the_place_of_the_one_before(tiny: Study) -> None:
    site, before = place("s-strathlorn"), Notice.objects.get(key="nt-strathlorn")
    actions.give_notice(by=SYSTEM, site=site, shown_on=DAY, embargo_until=date(2024, 6, 21),
                        how="By post,\nto the lead")  # fmt: skip
    [kept] = Notice.objects.filter(site=site)
    assert (kept.key, kept.public_id, kept.pk) == (before.key, before.public_id, before.pk)
    assert (kept.shown_on, kept.how, kept.not_shown_because) == (DAY, "By post, to the lead", "")


def test_a_first_notice_gets_an_id_of_its_own(tiny: Study) -> None:
    Notice.objects.all().delete()
    made = actions.give_notice(by=SYSTEM, site=place("s-ambleford"), not_shown_because="Closed.")
    assert made.key.startswith("nt-")
    assert made.public_id == public_id_of(tiny.key, made.key)


WRONG_NOTICES: list[tuple[dict[str, Any], str]] = [
    ({}, "Give the day it was shown"),
    ({"shown_on": DAY}, "Give the day it was shown"),
    ({"shown_on": DAY, "embargo_until": date(2024, 5, 1)}, "comes before the day"),
    ({"shown_on": DAY, "embargo_until": DAY, "not_shown_because": "x"}, "not both"),
    ({"not_shown_because": "x" * 20_001}, "20001 characters"),
    ({"shown_on": DAY, "embargo_until": DAY, "how": "x" * 401}, "401 characters"),
]


@pytest.mark.parametrize(("given", "says"), WRONG_NOTICES, ids=lambda v: str(v)[:30])
def test_a_notice_that_cannot_be_is_refused(tiny: Study, given: Any, says: str) -> None:
    before = list(Notice.objects.values())
    with pytest.raises(InputError, match=says):
        actions.give_notice(by=SYSTEM, site=place("s-ambleford"), **given)
    assert list(Notice.objects.values()) == before


def test_the_database_itself_refuses_a_notice_that_says_both_or_nothing(tiny: Study) -> None:
    row = Notice.objects.get(key="nt-strathlorn")
    for because, shown in (("", None), ("Closed.", DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=row.pk).update(
                not_shown_because=because, shown_on=shown, embargo_until=shown
            )


def test_a_reply_is_kept_as_it_was_written_with_a_role_and_no_name(tiny: Study) -> None:
    kept = a_reply(says=" One line.\r\n\r\nAnother. ", role=" site\nlead ", about="event",
                   ref="ev-amb-start")  # fmt: skip
    kept.refresh_from_db()
    assert kept.says == "One line.\n\nAnother."
    assert kept.from_whom == "Ambleford, site lead"
    assert (kept.about, kept.ref, kept.shown, kept.answer) == (
        "event",
        "ev-amb-start",
        "no",
        "waiting",
    )
    assert kept.key.startswith("rp-")
    assert kept.public_id == public_id_of(tiny.key, kept.key)
    assert kept.key in exported_files(tiny, by=SYSTEM)["outputs/replies.toml"]


WRONG_REPLIES: list[tuple[dict[str, Any], str]] = [
    ({"says": " \n"}, "Say what is wrong"),
    ({"says": "x" * 20_001}, "20001 characters"),
    ({"role": "  "}, "in which role"),
    ({"role": "x" * 400}, "Organisation and role"),
    ({"kind": "praise"}, "must be one of comment, dispute, correction"),
    ({"about": "event", "ref": "ev-none"}, "not in the record"),
    ({"about": "event"}, "not in the record"),
    ({"ref": "ev-amb-start"}, "not in the record"),
    ({"about": "weather", "ref": "ev-amb-start"}, "not in the record"),
    ({"about": "run", "ref": "stages"}, "not in the record"),
]


@pytest.mark.parametrize(("given", "says"), WRONG_REPLIES, ids=lambda v: str(v)[:30])
def test_a_reply_that_cannot_be_is_refused(tiny: Study, given: Any, says: str) -> None:
    before = Reply.objects.count()
    with pytest.raises(InputError, match=says):
        a_reply(**given)
    assert Reply.objects.count() == before


def test_a_site_member_replies_for_the_own_site_to_what_it_may_see(tiny: Study) -> None:
    by = member(tiny, "site-member", "s-ambleford")
    assert a_reply(by, about="context", ref="cx-director").site == place("s-ambleford")
    with pytest.raises(ActionDenied, match="reply to what is said about this site"):
        a_reply(by, site="s-strathlorn")
    with pytest.raises(InputError, match="not yours to see"):
        a_reply(by, about="event", ref="ev-str-stall")
    for role in ("researcher", "co-researcher", "circle-member", "reader"):
        with pytest.raises(ActionDenied):
            a_reply(member(tiny, role))
    with pytest.raises(ActionDenied):
        a_reply(nobody(using="default"))


def test_a_correction_keeps_where_it_can_be_read_and_nothing_of_whoever_asks(tiny: Study) -> None:
    kept = a_correction(tiny, about="sustainment", ref="su-amb")
    assert kept.says == "It was 2019.\n\nWhere it can be read: Annual report"
    assert (kept.site, kept.kind, kept.shown) == (None, "correction", "no")
    assert AuditEvent.objects.last().actor == "system:front-room"
    held = {field.name for field in Reply._meta.fields}
    assert held == {
        "id", "study", "key", "public_id", "site", "kind", "about", "ref", "says", "from_whom",
        "received_on", "shown", "answer", "answered_on", "answer_says",
    }  # fmt: skip


def test_only_the_front_room_asks_for_a_correction(tiny: Study) -> None:
    for by in (nobody(using="default"), member(tiny, "lead")):
        with pytest.raises(ActionDenied, match="published pages"):
            a_correction(tiny, by=by)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"says": " "}, "Say what is wrong"),
        ({"says": "x" * 2_001}, "2001 characters"),
        ({"where": " "}, "where it can be read"),
        ({"where": "x" * 401}, "401 characters"),
        ({"from_whom": ""}, "in which role"),
        ({"from_whom": "x" * 401}, "401 characters"),
        ({"about": "event", "ref": "ev-none"}, "not in the record"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_correction_that_cannot_be_is_refused(tiny: Study, given: Any, says: str) -> None:
    before = Reply.objects.count()
    with pytest.raises(InputError, match=says):
        a_correction(tiny, **given)
    assert Reply.objects.count() == before


def test_strangers_cannot_fill_the_store(tiny: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WAITING", 2)
    first = a_correction(tiny)
    a_correction(tiny)
    with pytest.raises(InputError, match="Write to whoever runs this copy"):
        a_correction(tiny)
    assert a_reply().pk, "what a site says is never turned away for what strangers sent"
    actions.answer_reply(by=SYSTEM, reply=first, shown="no", answer="kept",
                         answer_says="It names a person.", answered_on=DAY)  # fmt: skip
    assert a_correction(tiny).pk


def test_an_answer_says_why_and_changes_no_word_of_the_reply(tiny: Study) -> None:
    waiting = Reply.objects.get(key="rp-waiting")
    words = (waiting.says, waiting.from_whom, waiting.received_on)

    def answer(**given: Any) -> None:
        actions.answer_reply(by=SYSTEM, reply=waiting, answered_on=DAY, **given)

    for given, says in (
        ({"shown": "yes", "answer": "kept", "answer_says": " "}, "Say why"),
        ({"shown": "yes", "answer": "waiting", "answer_says": "Soon."}, "corrected, or kept"),
        ({"shown": "perhaps", "answer": "kept", "answer_says": "x"}, "must be one of yes, no"),
        ({"shown": "yes", "answer": "never", "answer_says": "x"}, "must be one of waiting"),
    ):
        with pytest.raises(InputError, match=says):
            answer(**given)
    answer(shown="yes", answer="kept", answer_says="The minutes say so.")
    waiting.refresh_from_db()
    assert (waiting.shown, waiting.answer, waiting.answered_on) == ("yes", "kept", DAY)
    answer(shown="no", answer="waiting", answer_says="")
    waiting.refresh_from_db()
    assert (waiting.shown, waiting.answered_on, waiting.answer_says) == ("no", None, "")
    assert (waiting.says, waiting.from_whom, waiting.received_on) == words
    assert [e.action for e in AuditEvent.objects.all()].count("answer-reply") == 2


def test_only_the_lead_answers_and_records_what_was_shown(tiny: Study) -> None:
    waiting = Reply.objects.get(key="rp-waiting")
    for role in ("researcher", "co-researcher", "site-member", "circle-member", "reader"):
        by = member(tiny, role, "s-strathlorn")
        with pytest.raises(ActionDenied, match="answer a reply"):
            actions.answer_reply(by=by, reply=waiting, shown="yes", answer="kept",
                                 answer_says="x", answered_on=DAY)  # fmt: skip
        with pytest.raises(ActionDenied, match="record what was shown"):
            actions.give_notice(by=by, site=place("s-strathlorn"), not_shown_because="x")


def test_what_anybody_reads_are_the_shown_ones_oldest_first(tiny: Study) -> None:
    early = a_reply(received_on=date(2020, 1, 1))
    late = a_reply(received_on=date(2025, 1, 1))
    shown = selectors.shown_replies(tiny.pk, using="default")
    assert [row.key for row in shown] == ["rp-leader"], "nothing is shown before it was looked at"
    for row in (early, late):
        actions.answer_reply(by=SYSTEM, reply=row, shown="yes", answer="kept", answer_says="x",
                             answered_on=DAY)  # fmt: skip
    assert [row.key for row in shown.all()] == [early.key, "rp-leader", late.key]
    log = selectors.shown_corrections([tiny.pk], using="default")
    assert [row.key for row in log] == [late.key, early.key], "newest first, no comments"
    assert not selectors.shown_corrections([tiny.pk + 1], using="default")


def test_the_facts_of_a_site_are_its_own_and_no_other(tiny: Study) -> None:
    keys = {row.key for _kind, row in selectors.facts_at(SYSTEM, place("s-ambleford"))}
    assert {"cx-director", "ev-amb-start", "su-amb"} <= keys
    assert not any(key.startswith(("ev-str", "su-str")) for key in keys)
    by = member(tiny, "reader")
    assert "outcome" not in {kind for kind, _row in selectors.facts_at(by, place("s-ambleford"))}

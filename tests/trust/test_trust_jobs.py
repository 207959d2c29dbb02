"""Jobs: put once, held by a lease, done step by step, retried, given back, lost and taken over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from seedbed.errors import ActionDenied, InputError, NotFound
from seedbed.trust import jobs, work, worker
from seedbed.trust.asking import Asker, Grant, nobody, system
from seedbed.trust.keeping.backup import NotKept
from seedbed.trust.models import AuditEvent, Job, User
from seedbed.trust.work import LostHold, Work, begin, do

pytestmark = pytest.mark.django_db

STUDY = 7
LEAD = Asker(name="a-lead", using="default", grants=(Grant(role="lead", study=STUDY),))
READER = Asker(name="a-reader", using="default", grants=(Grant(role="reader", study=STUDY),))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def who(name: str, using: str) -> Asker:
    """Everybody is who they were."""
    if name.startswith("system:"):
        return system(name.removeprefix("system:"), using=using)
    return {"a-lead": LEAD, "a-reader": READER}.get(name) or nobody(using=using)


def never() -> bool:
    return False


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Kinds of jobs for tests alone."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(jobs, "KINDS", held)
    return held


@pytest.fixture
def three(kinds: dict[str, Any]) -> list[str]:
    """A job of three steps, each of which makes an account. Gives the names of those who did it."""
    seen: list[str] = []

    @jobs.kind("three")
    def _three(job: Work) -> None:
        for name, account in job.left({"one": "ann", "two": "bea", "three": "cy"}):
            with job.step(name) as by:
                User.objects.create(username=account)
                seen.append(by.name)

    return seen


def put(key: str = "k", **more: Any) -> Job:
    return jobs.later("three", by=LEAD, key=key, study=STUDY, **more)


def held(now: datetime | None = None) -> Job:
    job = jobs.take(using="default", now=now or datetime.now(UTC))
    assert job is not None
    return job


def seen_anew(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def names() -> set[str]:
    return set(User.objects.values_list("username", flat=True))


def test_a_job_is_done_as_who_asked_for_it_and_its_progress_can_be_read(three: list[str]) -> None:
    job = put()
    assert (job.status, jobs.live(LEAD, STUDY, "three")) == ("waiting", job)
    assert jobs.live(READER, STUDY, "three") is None, "whose role sees no jobs sees none"
    do(held(), using="default", who=who, stopping=never)
    job = seen_anew(job)
    assert (job.status, len(job.steps), job.of, job.held_by) == ("done", 3, 3, "")
    assert three == ["a-lead"] * 3
    assert jobs.take(using="default", now=datetime.now(UTC)) is None


def test_the_same_key_twice_while_one_waits_or_runs_is_one_job(three: list[str]) -> None:
    first = put()
    assert put() == first
    mine = held()
    assert put() == first
    assert put("another") != first
    do(mine, using="default", who=who, stopping=never)
    assert put() != first, "done before, it may be asked for anew"
    events = AuditEvent.objects.filter(action="ask-job")
    assert events.count() == 3
    assert "ann" not in str(list(events.values()))


def test_a_job_that_is_to_be_done_once_is_never_put_again(three: list[str]) -> None:
    first = put(once=True)
    do(held(), using="default", who=who, stopping=never)
    assert put(once=True) == first
    assert Job.objects.count() == 1


def test_who_is_slower_in_putting_a_job_gets_the_one_that_was_put(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the write somebody else puts the same."""
    note, others = jobs.note, []

    def late(**told: Any) -> Any:
        if not others:
            others.append(1)
            raise IntegrityError("the key is taken")
        return note(**told)

    monkeypatch.setattr(jobs, "note", late)
    assert put().status == "waiting"
    assert Job.objects.count() == 1


def test_a_job_that_others_keep_from_being_put_does_not_try_for_ever(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**_: Any) -> Any:
        raise IntegrityError("the key is taken")

    monkeypatch.setattr(jobs, "note", taken)
    with pytest.raises(IntegrityError):
        put()
    assert Job.objects.count() == 0


@pytest.mark.parametrize("once", [False, True])
def test_once_and_not_once_under_one_key_are_one_job(three: list[str], once: bool) -> None:
    first = put(once=once)
    assert put(once=not once) == first


@pytest.mark.parametrize("once", [False, True])
def test_the_database_itself_keeps_one_job_under_a_key(three: list[str], once: bool) -> None:
    first = put(once=once)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name="three", key="k", once=once, asked_by="x", asked_at=NOW,
                           not_before=NOW)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=first.pk).update(status="running")  # and nobody holds it


def test_arguments_are_ids_and_a_job_has_a_name(three: list[str]) -> None:
    assert put(site="s-ambleford", number=3).arguments == {"site": "s-ambleford", "number": 3}
    with pytest.raises(ValueError, match="ids, not words: said"):
        put("other", said="It felt like starting again.")
    with pytest.raises(ValueError, match="No job is called four"):
        jobs.later("four", by=LEAD, key="k")
    assert Job.objects.count() == 1


def test_told_to_stop_it_is_given_back_and_another_goes_on_from_there(three: list[str]) -> None:
    job = put()
    stops = iter([False, False, True])
    do(held(), using="default", who=who, stopping=lambda: next(stops))
    job = seen_anew(job)
    assert (job.status, job.tries, len(job.steps), job.held_by) == ("waiting", 0, 2, "")
    do(held(), using="default", who=who, stopping=never)
    assert len(three) == 3, "each step was done once"
    assert seen_anew(job).status == "done"


def test_a_lease_that_ran_out_puts_the_job_back_and_its_holder_keeps_nothing_more(
    three: list[str],
) -> None:
    put()
    slow = held()
    later = datetime.now(UTC) + jobs.LEASE + timedelta(seconds=1)
    quick = held(later)
    assert quick.pk == slow.pk
    assert quick.tries == 2
    do(slow, using="default", who=who, stopping=never)  # it does not know yet
    assert names() == set()
    assert not jobs.lengthen(slow, using="default", now=later)
    assert seen_anew(quick).held_by == quick.held_by
    do(quick, using="default", who=who, stopping=never)
    assert names() == {"ann", "bea", "cy"}
    assert seen_anew(quick).status == "done"


def test_the_hold_lost_in_a_step_undoes_the_step(three: list[str]) -> None:
    put()
    job = held()
    doing = Work(job, using="default", who=who, stopping=never)

    def step() -> None:
        with doing.step("one"):
            User.objects.create(username="ann")
            Job.objects.filter(pk=job.pk).update(held_by="somebody-else")

    with pytest.raises(LostHold):
        step()
    assert names() == set()


def test_a_lease_that_was_lengthened_is_not_put_back(three: list[str]) -> None:
    put()
    job, begun = held(), datetime.now(UTC)
    assert jobs.lengthen(job, using="default", now=begun + timedelta(seconds=50))
    assert jobs.take(using="default", now=begun + timedelta(seconds=70)) is None
    assert seen_anew(job).status == "running"


def test_the_lease_is_lengthened_while_it_is_done(
    kinds: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two beats: the first meets a busy store, the second comes through, the third is too late."""
    came: list[str] = []
    beats = iter([DatabaseError("busy"), True, False])

    def beat(job: Job, **_: Any) -> bool:
        answer = next(beats)
        came.append(str(answer))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(jobs, "LEASE", timedelta(milliseconds=4))
    monkeypatch.setattr(jobs, "lengthen", beat)

    @jobs.kind("slow")
    def _slow(job: Work) -> None:
        while len(came) < 3:
            pass

    jobs.later("slow", by=LEAD, key="k")
    do(held(), using="default", who=who, stopping=never)
    assert came == ["busy", "True", "False"]


def test_what_is_held_by_nobody_any_more_for_the_last_time_has_failed(three: list[str]) -> None:
    job, now = put(), NOW + timedelta(days=365)
    for _ in range(jobs.MOST_TRIES):
        held(now)
        now += jobs.LEASE + timedelta(seconds=1)
    assert jobs.take(using="default", now=now) is None
    job = seen_anew(job)
    assert job.status == "failed"
    assert "ended in the midst of it, 5 times" in job.reason
    assert AuditEvent.objects.filter(action="fail-job", actor="system:worker").count() == 1


def wrong(kinds: dict[str, Any], error: Exception) -> Job:
    @jobs.kind("wrong")
    def _wrong(job: Work) -> None:
        raise error

    return jobs.later("wrong", by=LEAD, key="k", study=STUDY)


@pytest.mark.parametrize(
    "refused", [InputError("No area X."), ActionDenied("Not you."), NotFound("No such study.")]
)
def test_what_is_refused_is_not_tried_again(kinds: dict[str, Any], refused: Exception) -> None:
    job = wrong(kinds, refused)
    do(held(), using="default", who=who, stopping=never)
    job = seen_anew(job)
    assert (job.status, job.reason, job.tries) == ("failed", str(refused), 1)
    assert job.ended_at is not None


def test_what_went_wrong_is_tried_again_later_and_later_until_it_has_failed(
    kinds: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    job, now, waits = wrong(kinds, KeyError("what Robin said")), datetime.now(UTC), []
    for _ in range(jobs.MOST_TRIES):
        begun = datetime.now(UTC)
        do(held(now), using="default", who=who, stopping=never)
        job = seen_anew(job)
        waits.append(round((job.not_before - begun).total_seconds() / 30))
        assert job.status == "failed" or jobs.take(using="default", now=begun) is None
        now = job.not_before
    assert waits[:4] == [1, 2, 4, 8]
    assert job.status == "failed"
    assert "did not foresee (KeyError)" in job.reason
    assert "Robin" not in job.reason + caplog.text, "an error may hold words"
    assert "in _wrong" in caplog.text


def test_an_error_of_the_house_is_told_in_its_own_words(kinds: dict[str, Any]) -> None:
    job = wrong(kinds, NotKept("No backup was made: the disk is full."))
    do(held(), using="default", who=who, stopping=never)
    job = seen_anew(job)
    assert (job.status, job.reason) == ("waiting", "No backup was made: the disk is full.")


def test_a_job_that_failed_is_tried_anew_by_who_may(kinds: dict[str, Any], three: Any) -> None:
    job = wrong(kinds, InputError("No area X."))
    do(held(), using="default", who=who, stopping=never)
    for other in (READER, nobody(using="default")):
        with pytest.raises(NotFound):
            jobs.again(by=other, study=STUDY, job=str(job.public_id))
    with pytest.raises(NotFound):
        jobs.again(by=LEAD, study=STUDY, job="not-an-id")
    anew = jobs.again(by=LEAD, study=STUDY, job=str(job.public_id))
    assert (anew.status, anew.tries, anew.reason) == ("waiting", 0, "")
    with pytest.raises(InputError, match="waits or runs already"):
        jobs.again(by=LEAD, study=STUDY, job=str(job.public_id))
    assert AuditEvent.objects.filter(action="ask-job-again", actor="a-lead").count() == 1


def test_tried_anew_while_another_waits_under_the_key_is_refused(kinds: dict[str, Any]) -> None:
    job = wrong(kinds, InputError("No area X."))
    do(held(), using="default", who=who, stopping=never)
    jobs.later("wrong", by=LEAD, key="k", study=STUDY)
    with pytest.raises(InputError, match="waits or runs already"):
        jobs.again(by=LEAD, study=STUDY, job=str(job.public_id))


def test_a_kind_that_this_worker_does_not_know_is_left_to_others(
    three: list[str], kinds: dict[str, Any]
) -> None:
    job = put()
    kinds.clear()
    assert jobs.take(using="default", now=datetime.now(UTC)) is None
    assert seen_anew(job).status == "waiting"


def test_who_takes_a_job_second_gets_another_or_none(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    monkeypatch.setattr(jobs, "_change", lambda *_, **__: False)
    assert jobs.take(using="default", now=datetime.now(UTC)) is None


def test_begun_here_it_is_done_or_left_to_a_worker(three: list[str]) -> None:
    job = put()
    begin(job, using="default", who=who, seconds=60)
    assert job.status == "done"
    other = put("other")
    held()
    begin(other, using="default", who=who, seconds=60)
    assert other.status == "running", "somebody else holds it"


def test_work_knows_its_ids(kinds: dict[str, Any]) -> None:
    found: list[Any] = []
    kinds["tell"] = lambda job: found.append((job.arguments, job.by.name))
    jobs.later("tell", by=system("daily", using="default"), key="k", which="a-b")
    do(held(), using="default", who=who, stopping=never)
    assert found == [({"which": "a-b"}, "system:daily")]


def a_worker(**more: Any) -> worker.Worker:
    return worker.Worker(using="default", who=who, **more)


def test_a_worker_does_what_waits_and_what_is_due_today_once(three: list[str]) -> None:
    for _ in range(2):
        a_worker(daily=["three"]).run(until_idle=True)
        User.objects.all().delete()
    assert len(three) == 3, "one daily job, however often a worker starts"
    put()
    a_worker(daily=["three"]).run(until_idle=True)
    assert list(Job.objects.values_list("status", "once")) == [("done", False), ("done", True)]


@pytest.mark.parametrize(
    ("moments", "days"),
    [
        # The night the clocks go back has 25 hours, the one they go forward 23.
        (["2026-10-24T23:30Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T23:59Z"],
         ["2026-10-25"]),
        (["2026-10-25T23:59Z", "2026-10-26T00:01Z"], ["2026-10-25", "2026-10-26"]),
        (["2026-03-28T23:59Z", "2026-03-29T00:59Z", "2026-03-29T01:01Z", "2026-03-29T22:59Z"],
         ["2026-03-28", "2026-03-29"]),
        (["2026-03-29T22:59Z", "2026-03-29T23:01Z"], ["2026-03-29", "2026-03-30"]),
        # A clock that jumps back.
        (["2026-11-24T12:00Z", "2026-11-22T12:00Z", "2026-11-24T13:00Z"],
         ["2026-11-22", "2026-11-24"]),
    ],
)  # fmt: skip
def test_each_day_has_one_daily_job(
    three: list[str], monkeypatch: pytest.MonkeyPatch, moments: list[str], days: list[str]
) -> None:
    for moment in moments:
        at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        worker.put_daily(["three"], using="default")
    assert sorted(Job.objects.values_list("key", flat=True)) == days


def test_a_worker_told_to_stop_stops(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_worker()
    one.stop()
    one.run()
    put()
    left = a_worker(parent=-1)
    assert left.stopping(), "the process it goes with is gone"
    left.run()
    assert three == []


def test_a_worker_waits_while_nothing_is_due_and_looks_again(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = a_worker()
    came = []

    def pause(seconds: float) -> None:
        came.append(seconds)
        one.stop() if len(came) == 2 else put()

    monkeypatch.setattr(one._told, "wait", pause)
    one.run()
    assert came == [worker.PAUSE] * 2
    assert names() == {"ann", "bea", "cy"}


def test_a_store_that_does_not_answer_is_asked_again(
    three: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one, closed = a_worker(), []
    monkeypatch.setattr(worker.connections["default"], "close", lambda: closed.append(1))
    monkeypatch.setattr(jobs, "take", lambda **_: (_ for _ in ()).throw(DatabaseError("locked")))
    one.run(until_idle=True)
    assert "did not answer (locked)" in caplog.text
    assert closed == [1], "the connection may be dead: a new one is made"


def test_the_names_of_the_table_are_kept() -> None:
    assert Job._meta.db_table in connection.introspection.table_names()
    assert str(Job(name="a", key="b")) == "a b"
    assert work.Stopped is not work.LostHold

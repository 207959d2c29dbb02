"""Jobs: work that is done apart from who asked for it, and done once whatever dies meanwhile.

A job lies in the store. Whoever does it holds it by a token until a moment, its lease, which they
lengthen while they live. A lease that ran out puts the job back. What a step of a job does and the
mark that it is behind are one transaction, and that transaction fails for whoever lost the hold:
so a job that is done twice has the effect of once.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from seedbed.errors import InputError, NotFound
from seedbed.trust.asking import Asker, system
from seedbed.trust.audit import note
from seedbed.trust.models import Job

LEASE = timedelta(seconds=60)
MOST_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)  # then twice as long each time
LIVE = ("waiting", "running")
TURNS = 3  # how often a job is put while others put and end the same
# An id, a key, a day: nothing that somebody said.
_AN_ID = re.compile(r"[\w.:+-]{1,120}")
KINDS: dict[str, Callable[[Any], None]] = {}


def kind(name: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Make a function the one that does the jobs of a name. It is given a ``Work``."""

    def known(do: Callable[[Any], None]) -> Callable[[Any], None]:
        KINDS[name] = do
        return do

    return known


def later(
    name: str,
    *,
    by: Asker,
    key: str,
    study: int | None = None,
    once: bool = False,
    **arguments: str | int,
) -> Job:
    """Put a job, or give back the one that waits or runs under this key.

    ``once``: a job that was ever put under this key counts too, so that it is never done again.
    It is done as ``by``, whose grants are looked up anew at that time. Arguments are ids only.
    """
    if name not in KINDS:
        raise ValueError(f"No job is called {name}. Jobs: {', '.join(KINDS)}.")
    wordy = [n for n, value in arguments.items() if not _AN_ID.fullmatch(str(value))]
    if wordy:
        raise ValueError(f"A job holds ids, not words: {', '.join(wordy)}.")
    # What the database itself lets stand only once.
    one = Q(once=True) | Q(status__in=LIVE)
    same = Job.objects.using(by.using).filter(one, name=name, key=key)
    now = datetime.now(UTC)
    job = Job(
        name=name, key=key, study=study, once=once, arguments=arguments, asked_by=by.name,
        asked_at=now, not_before=now,
    )  # fmt: skip
    for turn in range(TURNS):
        held = same.first()
        if held is not None:
            return held
        try:
            with transaction.atomic(using=by.using):
                job.save(using=by.using, force_insert=True)
                note(by=by, action="ask-job", noun="jobs", row=_told(job))
            break
        except IntegrityError:  # somebody was faster: it is theirs that counts
            if turn == TURNS - 1:
                raise
    return job


def jobs_of(by: Asker, study: int) -> QuerySet[Job]:
    """The jobs of a study, newest first, for whoever sees jobs there."""
    rows = Job.objects.using(by.using).filter(study=study)
    return rows if by.is_system or study in by.studies_for("jobs") else rows.none()


def live(by: Asker, study: int, name: str) -> Job | None:
    """The job of a name that waits or runs for a study."""
    return jobs_of(by, study).filter(name=name, status__in=LIVE).first()


def again(*, by: Asker, study: int, job: str) -> Job:
    """Let a job that failed be tried anew, from the step it had come to.

    Raises: NotFound where it is not theirs; InputError where it did not fail, or waits again.
    """
    try:
        row = jobs_of(by, study).filter(public_id=uuid.UUID(job)).first()
    except ValueError:
        row = None
    if row is None:
        raise NotFound("There is no such job, or it is not yours to see.")
    by.must("run", study=study)
    try:
        with transaction.atomic(using=by.using):
            put = _change(row, by.using, "failed", status="waiting", tries=0, reason="",
                          not_before=datetime.now(UTC), ended_at=None)  # fmt: skip
            if put:
                note(by=by, action="ask-job-again", noun="jobs", row=_told(row))
    except IntegrityError:
        put = False
    if not put:
        raise InputError("This job waits or runs already, or it is done. Nothing was changed.")
    row.refresh_from_db(using=by.using)
    return row


# What a worker does with a job. Every change says what the job must still be for it to count.


def take(*, using: str, now: datetime, only: Job | None = None) -> Job | None:
    """Take the job that has waited longest, and hold it; nothing where none is due."""
    put_back(using=using, now=now)
    due = Job.objects.using(using).filter(status="waiting", name__in=KINDS)
    due = due.filter(pk=only.pk) if only else due.filter(not_before__lte=now)
    for row in due.order_by("not_before", "pk")[:5]:
        token = str(uuid.uuid4())
        if _change(row, using, "waiting", status="running", held_by=token,
                   held_until=now + LEASE, tries=F("tries") + 1):  # fmt: skip
            row.refresh_from_db(using=using)
            return row
    return None


def put_back(*, using: str, now: datetime) -> None:
    """Put back what is held by somebody who no longer shows that they live."""
    for row in Job.objects.using(using).filter(status="running", held_until__lt=now):
        # Not if it was lengthened since it was read.
        ended = {"held_until": row.held_until, "held_by": row.held_by}
        if row.tries < MOST_TRIES:
            _release(row, using, matching=ended, status="waiting", not_before=now)
        else:
            reason = f"Whoever did it was ended in the midst of it, {row.tries} times."
            _fail(row, using, now, reason, matching=ended)


def lengthen(job: Job, *, using: str, now: datetime) -> bool:
    """Show that the holder lives. False where the hold is lost."""
    held = Job.objects.using(using).filter(pk=job.pk, held_by=job.held_by)
    return bool(held.update(held_until=now + LEASE))


def behind(job: Job, steps: Iterable[str], of: int, *, using: str) -> bool:
    """Mark which steps are behind, in the transaction of the last. False where the hold is lost."""
    held = Job.objects.using(using).filter(pk=job.pk, held_by=job.held_by)
    return bool(held.update(steps=list(steps), of=of))


def give_back(job: Job, *, using: str) -> None:
    """Let somebody else go on with it, as if it had not been begun this time."""
    _release(job, using, status="waiting", tries=F("tries") - 1)


def finish(job: Job, *, using: str, now: datetime) -> None:
    """Mark it done."""
    _release(job, using, status="done", ended_at=now, reason="")


def fail(job: Job, reason: str, *, using: str, now: datetime, for_good: bool) -> None:
    """Put it off, a longer while each time, or end it where trying again will not help."""
    if for_good or job.tries >= MOST_TRIES:
        _fail(job, using, now, reason)
    else:
        wait = FIRST_WAIT * 2 ** (job.tries - 1)
        _release(job, using, status="waiting", not_before=now + wait, reason=reason[:500])


def _fail(
    job: Job, using: str, now: datetime, reason: str, matching: dict[str, Any] | None = None
) -> None:
    with transaction.atomic(using=using):
        if _release(job, using, matching=matching, status="failed", ended_at=now,
                    reason=reason[:500]):  # fmt: skip
            note(by=system("worker", using=using), action="fail-job", noun="jobs", row=_told(job))


def _release(job: Job, using: str, matching: dict[str, Any] | None = None, **values: Any) -> bool:
    rows = Job.objects.using(using).filter(pk=job.pk, status="running")
    rows = rows.filter(**(matching or {"held_by": job.held_by}))
    return bool(rows.update(held_by="", held_until=None, **values))


def _change(job: Job, using: str, was: str, **values: Any) -> bool:
    return bool(Job.objects.using(using).filter(pk=job.pk, status=was).update(**values))


def _told(job: Job) -> str:
    return f"{job.name} {job.public_id}"

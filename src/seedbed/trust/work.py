"""Doing a job: as the person who asked for it, step by step, given back when told to stop."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from traceback import format_tb
from typing import Any, TypeVar

from django.db import DatabaseError, connections, transaction

from seedbed.errors import ActionDenied, InputError, NotFound, SeedbedError
from seedbed.trust import jobs
from seedbed.trust.asking import Asker
from seedbed.trust.models import Job

T = TypeVar("T")
# Who somebody is now, by the name the job keeps and the alias of the store.
Who = Callable[[str, str], Asker]
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The worker was told to stop; the job is given back."""


class LostHold(Exception):
    """The lease ran out and the job is no longer ours: nothing of this step is kept."""


class Work:
    """One job under way, as the function that does it sees it."""

    def __init__(self, job: Job, *, using: str, who: Who, stopping: Callable[[], bool]) -> None:
        self.job, self.using = job, using
        self._who, self._stopping = who, stopping
        self._behind: list[str] = list(job.steps)
        self._of = job.of

    @property
    def by(self) -> Asker:
        """Who asked for the job, with the grants they have now."""
        return self._who(self.job.asked_by, self.using)

    @property
    def arguments(self) -> Mapping[str, Any]:
        """The ids it was asked for with."""
        return dict(self.job.arguments)

    def left(self, steps: Mapping[str, T]) -> Iterator[tuple[str, T]]:
        """The steps that are not behind yet, by name. Stops between two where told to."""
        self._of = len(steps)
        for name, what in steps.items():
            if name in self._behind:
                continue
            if self._stopping():
                raise Stopped
            yield name, what

    @contextmanager
    def step(self, name: str) -> Iterator[Asker]:
        """What is stored in this block, and the mark that the step is behind: both or neither.

        Work the answer out before; here it is only kept. Gives who asked, as they are now.
        """
        with transaction.atomic(using=self.using):
            yield self.by
            behind = [*self._behind, name]
            of = max(self._of, len(behind))
            if not jobs.behind(self.job, behind, of, using=self.using):
                raise LostHold
        self._behind = behind


def do(job: Job, *, using: str, who: Who, stopping: Callable[[], bool]) -> None:
    """Do a job that is held: to its end, to the stop, or to what went wrong. Raises nothing."""
    work = Work(job, using=using, who=who, stopping=stopping)
    try:
        with _living(job, using):
            jobs.KINDS[job.name](work)
        jobs.finish(job, using=using, now=_now())
    except Stopped:
        jobs.give_back(job, using=using)
    except LostHold:
        log.warning("Job %s: the lease ran out; what was not finished is left to others.", job.pk)
    except (ActionDenied, InputError, NotFound) as refused:  # trying again will not help
        jobs.fail(job, str(refused), using=using, now=_now(), for_good=True)
    except Exception as wrong:
        where = "".join(format_tb(wrong.__traceback__))  # not what it says, which may hold words
        log.error("Job %s %s: %s\n%s", job.name, job.public_id, type(wrong).__name__, where)
        jobs.fail(job, _plain(wrong), using=using, now=_now(), for_good=False)


def begin(job: Job, *, using: str, who: Who, seconds: float) -> None:
    """Do a job here and now for a short while; what is left then, a worker goes on with."""
    held = jobs.take(using=using, now=_now(), only=job)
    if held is not None:
        ends = threading.Event()
        clock = threading.Timer(seconds, ends.set)
        clock.daemon = True
        clock.start()
        try:
            do(held, using=using, who=who, stopping=ends.is_set)
        finally:
            clock.cancel()
    job.refresh_from_db(using=using)


def _plain(wrong: Exception) -> str:
    """For whoever asked. What an unforeseen error says may hold words, and is not kept."""
    if isinstance(wrong, SeedbedError):
        return str(wrong)
    return (
        f"Something went wrong that Seedbed did not foresee ({type(wrong).__name__}). "
        "The log of the worker says more."
    )


@contextmanager
def _living(job: Job, using: str) -> Iterator[None]:
    """Lengthen the lease from another thread, on a connection of its own, while the block runs."""
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(jobs.LEASE.total_seconds() / 4):
                try:
                    if not jobs.lengthen(job, using=using, now=_now()):
                        return
                except DatabaseError:  # busy: there are three more beats in a lease
                    log.warning("Job %s: a beat was missed.", job.pk)
        finally:
            connections[using].close()

    thread = threading.Thread(target=beat, daemon=True, name=f"lease of job {job.pk}")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _now() -> datetime:
    return datetime.now(UTC)

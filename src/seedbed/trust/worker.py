"""A worker: puts what is due today, takes what waits, does it, and goes when told to."""

import logging
import os
import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import DatabaseError, connections
from django.utils import timezone

from seedbed.trust import jobs
from seedbed.trust.asking import system
from seedbed.trust.models import Job
from seedbed.trust.work import Who, do

PAUSE = 2.0  # seconds between two looks
log = logging.getLogger(__name__)


def put_daily(names: Iterable[str], *, using: str) -> None:
    """Put each daily job of today, once whoever else does the same.

    A day is a date here: one of 23 or 25 hours has one job too, and a clock that jumps back to a
    day that was makes none.
    """
    today = timezone.localdate().isoformat()
    for name in names:
        if not Job.objects.using(using).filter(name=name, key=today, once=True).exists():
            jobs.later(name, by=system("daily", using=using), key=today, once=True)


class Worker:
    """One worker. It stands still between jobs, and in a job between steps, once told to stop."""

    def __init__(
        self, *, using: str, who: Who, daily: Iterable[str] = (), parent: int | None = None
    ) -> None:
        self.using, self.who, self.daily = using, who, tuple(daily)
        self.parent = parent  # the process it goes with
        self._told = threading.Event()

    def stop(self, *_: object) -> None:
        """Finish the step that is under way, give the job back, and go."""
        self._told.set()

    def stopping(self) -> bool:
        """Say whether it was told to stop, or is left alone."""
        return self._told.is_set() or (self.parent is not None and os.getppid() != self.parent)

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop; or until nothing is due."""
        while not self.stopping():
            try:
                idle = not self.one()
            except DatabaseError as wrong:  # busy or away: it may come back
                log.warning("The store did not answer (%s). Trying again.", str(wrong).strip())
                connections[self.using].close()
                idle = True
            if idle and until_idle:
                return
            if idle:
                self._told.wait(PAUSE)

    def one(self) -> bool:
        """Do one job. False where none is due."""
        put_daily(self.daily, using=self.using)
        job = jobs.take(using=self.using, now=datetime.now(UTC))
        if job is not None:
            do(job, using=self.using, who=self.who, stopping=self.stopping)
        return job is not None

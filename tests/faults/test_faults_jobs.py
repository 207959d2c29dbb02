"""A worker killed in the midst of a job: the job ends once, and nothing is stored by halves."""

import signal
import time
from pathlib import Path

import pytest

from tests.faults.homes import KINDS, Home, points
from tests.tiny import tiny_folder

pytestmark = [pytest.mark.faults, pytest.mark.slow]

# The questions put anew from nothing: whatever was answered before is taken away.
PUT = """
import seedbed.publish.putting as p
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study
from seedbed.trust.asking import system
from seedbed.trust.models import AuditEvent, Job
Run.objects.all().delete(); Job.objects.all().delete()
study = Study.objects.get()
p.later(p.PUT_ALL, by=system("test", using="default"), key=study.key, study=study.pk,
        which=str(study.public_id))
print(AuditEvent.objects.filter(action="run").count())
"""
# Nobody waits a minute: the lease is over.
LATER = """
from datetime import UTC, datetime, timedelta
from seedbed.trust.models import Job
now = datetime.now(UTC)
Job.objects.filter(status="running").update(held_until=now - timedelta(seconds=1))
job = Job.objects.exclude(name="sign-head").get()
from seedbed.record.runs.models import Run
from seedbed.trust.models import AuditEvent
print(job.status, len(job.steps), Run.objects.count(),
      AuditEvent.objects.filter(action="run").count())
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_worker_killed_in_mid_job_and_the_job_ends_once(kind: str, tmp_path: Path) -> None:
    home = Home(kind, tmp_path)
    home.seedbed("load", str(tiny_folder(tmp_path / "study")))
    before = int(home.python(PUT))
    writes = home.writes("work", "--once")
    status, steps, runs, events = home.python(LATER).split()
    assert (status, steps) == ("done", runs)
    assert int(events) - before == int(runs) > 5
    for point in points(writes):
        before = int(home.python(PUT))
        if home.stopped_at(point, "work", "--once") == "here":
            status, behind, stored, told = home.python(LATER).split()
            assert status in ("waiting", "running", "done")
            assert behind == stored == str(int(told) - before), f"by halves at write {point}"
        home.seedbed("work", "--once")
        assert home.python(LATER).split() == ["done", runs, runs, str(before + int(runs))], point
    home.is_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_several_workers_do_each_job_once_and_go_when_told(kind: str, tmp_path: Path) -> None:
    home = Home(kind, tmp_path)
    home.seedbed("load", str(tiny_folder(tmp_path / "study")))
    before = int(home.python(PUT))
    workers = [home.begin("-m", "seedbed", "work") for _ in range(3)]
    try:
        for _ in range(300):
            status, steps, runs, events = home.python(LATER.replace("running", "never")).split()
            if status == "done":
                break
            time.sleep(1)
        assert (status, steps) == ("done", runs)
        assert int(events) - before == int(runs)
    finally:
        for process in workers:
            process.send_signal(signal.SIGTERM)
        ends = [process.communicate(timeout=120) for process in workers]
    assert [process.returncode for process in workers] == [0, 0, 0], ends
    assert len(list((home.data / "heads").iterdir())) == 1, "the daily job was done once"
    assert home.python(
        "from seedbed.trust.models import Job; print(Job.objects.filter(name='sign-head').count())"
    ) == "1"  # fmt: skip
    home.is_whole()

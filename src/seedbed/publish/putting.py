"""All questions of a study put again: at once where that is quick, else by a worker."""

from hashlib import sha256

from seedbed.inquiry.ask import all_lines, read_asked, worked_out
from seedbed.publish.snapshot import questions_of
from seedbed.record.people.again import asker_again
from seedbed.record.runs.actions import keep_run
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.asking import Asker
from seedbed.trust.jobs import kind, later
from seedbed.trust.models import Job
from seedbed.trust.work import Work, begin

PUT_ALL = "put-questions"
# How long a person waits for the page; what is not answered by then a worker goes on with.
SECONDS = 3.0


def put_all(*, by: Asker, study: Study, seconds: float | None = None) -> Job:
    """Put every question that the study's pages rest on; gives the job as far as it has come."""
    by.must("run", study=study.pk)
    job = later(PUT_ALL, by=by, key=study.key, study=study.pk, which=str(study.public_id))
    begin(job, using=by.using, who=asker_again, seconds=SECONDS if seconds is None else seconds)
    return job


@kind(PUT_ALL)
def _put(work: Work) -> None:
    by = work.by
    study = study_of(by, work.arguments["which"])
    by.must("run", study=study.pk)
    lines = {
        sha256(line.encode()).hexdigest()[:12]: line for line in all_lines(questions_of(by, study))
    }
    for name, line in work.left(lines):
        question, filled = read_asked(line)
        answer = worked_out(work.by, study, question, filled)
        with work.step(name) as now:
            keep_run(by=now, study=study, **answer)

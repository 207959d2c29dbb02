"""Reads of runs."""

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def runs(by: Asker, study: Study) -> QuerySet[Run]:
    """Runs of a study, newest first within a question. Only roles that may read all see any."""
    return theirs(by, Run).filter(study=study).order_by("question", "asked", "-at", "-pk")


def latest(by: Asker, study: Study) -> dict[str, Run]:
    """The newest run of each question with its parameters, by how it was asked."""
    newest: dict[str, Run] = {}
    for run in runs(by, study):
        newest.setdefault(run.asked, run)
    return newest


def run(by: Asker, public_id: str) -> Run:
    """One run."""
    return one(by, Run, public_id=public_id)

"""Reads of circles and their verdicts."""

from django.db.models import QuerySet

from seedbed.record.access import theirs
from seedbed.record.circles.models import Verdict
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def verdicts(by: Asker, study: Study) -> QuerySet[Verdict]:
    """All verdicts of a study."""
    rows = theirs(by, Verdict).filter(study=study)
    return rows.select_related("organisation", "session__circle", "claim").order_by("-session__on")

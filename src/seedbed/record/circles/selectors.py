"""Reads of circles and their verdicts."""

from django.db.models import QuerySet

from seedbed.record.access import theirs
from seedbed.record.circles.models import Circle, Verdict
from seedbed.record.claims.models import Claim
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def circles(by: Asker, study: Study) -> QuerySet[Circle]:
    """Circles of a study."""
    return theirs(by, Circle).filter(study=study).prefetch_related("organisations", "sessions")


def verdicts_on(by: Asker, claim: Claim) -> QuerySet[Verdict]:
    """What circles said of a claim, each with the version it judged."""
    rows = theirs(by, Verdict).filter(claim=claim)
    return rows.select_related("organisation", "session__circle").order_by("session__on", "key")


def verdicts(by: Asker, study: Study) -> QuerySet[Verdict]:
    """All verdicts of a study."""
    rows = theirs(by, Verdict).filter(study=study)
    return rows.select_related("organisation", "session__circle", "claim").order_by("-session__on")

"""Reads of readings, outcomes, experience and money."""

from django.db.models import QuerySet

from seedbed.record.access import theirs
from seedbed.record.measures.models import (
    BenefitLine,
    CostLine,
    Indicator,
    OutcomeLine,
    Reading,
)
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def indicators(by: Asker, study: Study) -> QuerySet[Indicator]:
    """What a study measures."""
    return theirs(by, Indicator).filter(study=study)


def readings(
    by: Asker, study: Study, *, indicator: str, areas: list[str] | None = None
) -> QuerySet[Reading]:
    """Readings of one indicator, all areas or some, in order of area and period."""
    rows = theirs(by, Reading).filter(study=study, indicator__key=indicator)
    if areas is not None:
        rows = rows.filter(area__in=areas)
    return rows.select_related("indicator").order_by("area", "starts", "key")


def outcomes(by: Asker, study: Study) -> QuerySet[OutcomeLine]:
    """The outcome ledger's rows."""
    return theirs(by, OutcomeLine).filter(study=study).select_related("innovation__site")


def costs(by: Asker, study: Study) -> QuerySet[CostLine]:
    """What was spent."""
    return theirs(by, CostLine).filter(study=study).select_related("innovation__site")


def benefits(by: Asker, study: Study) -> QuerySet[BenefitLine]:
    """What somebody reports as saved or avoided."""
    return theirs(by, BenefitLine).filter(study=study).select_related("innovation__site")

"""Reads of what was decided about passages that are quoted."""

from django.db.models import QuerySet

from seedbed.record.access import theirs
from seedbed.record.quoting.models import QuoteDecision, QuoteWording
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def quote_decisions(by: Asker, study: Study) -> QuerySet[QuoteDecision]:
    """Findings that somebody looked at, oldest first."""
    return theirs(by, QuoteDecision).filter(study=study)


def quote_wordings(by: Asker, study: Study) -> QuerySet[QuoteWording]:
    """Words with gaps that are shown in place of passages."""
    return theirs(by, QuoteWording).filter(study=study)

"""Reads of what is settled at the gate of a study."""

from django.db.models import QuerySet

from seedbed.record.access import theirs
from seedbed.record.gate.models import ConsentText, Safeguards
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def safeguards(by: Asker, study: Study) -> QuerySet[Safeguards]:
    """What is settled of a study: one row, or none yet."""
    return theirs(by, Safeguards).filter(study=study)


def consent_texts(by: Asker, study: Study) -> QuerySet[ConsentText]:
    """Every text that people were or are asked to consent to, newest version first."""
    return theirs(by, ConsentText).filter(study=study)

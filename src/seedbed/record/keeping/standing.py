"""Holds that stand now. Whether somebody may see a hold or not, it holds."""

from django.db.models import QuerySet

from seedbed.record.keeping.models import Hold
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def standing_holds(by: Asker, study: Study) -> QuerySet[Hold]:
    """Every hold of a study that nobody lifted."""
    return Hold.objects.using(by.using).filter(study=study, lifted_at__isnull=True)


def held_people(by: Asker, study: Study) -> set[str]:
    """Whom a hold stands on; an empty name among them is the study itself."""
    return set(standing_holds(by, study).values_list("participant", flat=True))

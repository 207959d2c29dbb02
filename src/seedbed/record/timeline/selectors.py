"""Reads of what happened and what became of it."""

from django.db.models import Q, QuerySet

from seedbed.record.access import theirs
from seedbed.record.study.models import Innovation, Site, Study
from seedbed.record.timeline.models import Adoption, Condition, Event, Score, Sustainment
from seedbed.trust.asking import Asker


def events(by: Asker, study: Study) -> QuerySet[Event]:
    """Events of a study in the order they happened."""
    return theirs(by, Event).filter(study=study).select_related("site", "innovation__site")


def events_at(by: Asker, site: Site) -> QuerySet[Event]:
    """Events of one site and of its innovations."""
    return events(by, site.study).filter(Q(site=site) | Q(innovation__site=site))


def conditions(by: Asker, study: Study) -> QuerySet[Condition]:
    """Conditions and outcomes that cases of a study are compared on."""
    return theirs(by, Condition).filter(study=study)


def scores(by: Asker, study: Study) -> QuerySet[Score]:
    """Scores of all cases."""
    rows = theirs(by, Score).filter(study=study)
    return rows.select_related("condition", "innovation__site")


def scores_of(by: Asker, site: Site) -> QuerySet[Score]:
    """Scores of the innovations of one site."""
    return scores(by, site.study).filter(innovation__site=site)


def sustainment(by: Asker, study: Study) -> QuerySet[Sustainment]:
    """What had become of each innovation, at each date it is known for."""
    rows = theirs(by, Sustainment).filter(study=study)
    return rows.select_related("innovation__site").order_by("innovation", "as_of", "key")


def adoptions(by: Asker, innovation: Innovation) -> QuerySet[Adoption]:
    """Areas that took an innovation up."""
    rows = theirs(by, Adoption).filter(innovation=innovation)
    return rows.order_by("earliest", "area")

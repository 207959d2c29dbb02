"""Reads of advice and of what was published."""

from typing import Any

from django.db.models import QuerySet

from seedbed.errors import NotFound
from seedbed.record.access import one, theirs
from seedbed.record.outputs.models import (
    Advice,
    AdviceVerdict,
    Fit,
    Judgement,
    Part,
    Publication,
    Rendering,
    Requirement,
    Sign,
)
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def advice(by: Asker, study: Study) -> QuerySet[Advice]:
    """Advice of a study."""
    rows = theirs(by, Advice).filter(study=study)
    return rows.select_related("innovation__site").prefetch_related("claims")


def one_advice(by: Asker, study: Study, public_id: str) -> Advice:
    """One piece of advice of a study."""
    return one(by, Advice, study=study, public_id=public_id)


def advice_anywhere(by: Asker, public_id: str) -> Advice:
    """One piece of advice, in whichever study it is, if it is theirs to see."""
    return one(by, Advice, "innovation__site", "study", public_id=public_id)


def verdicts_of(by: Asker, advice: Advice) -> QuerySet[AdviceVerdict]:
    """The three verdicts of a piece of advice."""
    return theirs(by, AdviceVerdict).filter(advice=advice).prefetch_related("claims")


# The rows of each layout, by the name of its table.
Layouts = dict[str, list[Any]]


def layouts_of(by: Asker, advice: Advice) -> Layouts:
    """The layouts of the ten decisions of one piece of advice."""
    plain = {m.noun: list(theirs(by, m).filter(advice=advice)) for m in (Part, Sign, Judgement)}
    tied = {
        m.noun: list(theirs(by, m).filter(advice=advice).prefetch_related("claims"))
        for m in (Requirement, Fit)
    }
    return plain | tied


def renderings(by: Asker, study: Study) -> QuerySet[Rendering]:
    """Words for particular readers, of claims and of advice."""
    return theirs(by, Rendering).filter(study=study).select_related("claim", "advice")


def published(*, using: str) -> QuerySet[Publication]:
    """What anybody may read: snapshots, the newest version of each first. No one is asked who."""
    return Publication.objects.using(using).select_related("study")


def publication(public_id: str, *, using: str) -> Publication:
    """One snapshot, also an old or withdrawn one: what was cited stays findable."""
    row = published(using=using).filter(public_id=public_id).first()
    if row is None:
        raise NotFound("Nothing is published at this address.")
    return row

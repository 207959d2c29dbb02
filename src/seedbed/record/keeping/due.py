"""What falls due: each thing whose time is over, or whose day nobody can work out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import get_args

from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed.record import words as w
from seedbed.record.access import theirs
from seedbed.record.days import months_after
from seedbed.record.gate.models import Safeguards
from seedbed.record.keeping.models import KeepingDecision, KeepingRule
from seedbed.record.keeping.standing import held_people
from seedbed.record.keeping.things import Thing, things
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker

# So long before its day the review of a study's safeguards enters the queue.
BEFORE_REVIEW = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing in the queue: its day, the last decision on it, and whether a hold stands."""

    thing: Thing
    day: date | None  # None: when it was collected is not known
    decision: KeepingDecision | None = None
    held: bool = False

    @property
    def is_decided(self) -> bool:
        """To be destroyed, and not gone yet."""
        return self.decision is not None and self.decision.decision == "destroy"


def falling_due(by: Asker, study: Study, *, today: date) -> list[Due]:
    """The queue of a study, by day; what has no day comes last. Held things are told as held."""
    rules = theirs(by, KeepingRule).filter(study=study)
    if study.kind != "real" or not rules:
        return []
    held = held_people(by, study)
    last: dict[tuple[str, str], KeepingDecision] = {}
    for row in theirs(by, KeepingDecision).filter(study=study).order_by("decided_at", "pk"):
        last[row.material, row.ref] = row
    found = []
    for rule in rules:
        for thing in things(by, study, rule.material):
            decision = last.get((rule.material, thing.ref))
            day = day_of(rule, thing, decision)
            if day is None or day <= today or (decision and decision.decision == "destroy"):
                found.append(Due(thing=thing, day=day, decision=decision, held=thing.held(held)))
    return sorted(found, key=lambda due: (due.day is None, due.day or today, due.thing.ref))


def day_of(rule: KeepingRule, thing: Thing, decision: KeepingDecision | None) -> date | None:
    """The day on which a thing falls due: the day it is kept until, or the one of its rule."""
    if decision is not None and decision.until is not None:
        return decision.until
    start = rule.from_day if rule.counts_from == "a-day" else thing.day
    return None if start is None else months_after(start, rule.months)


def without_a_rule(by: Asker, study: Study) -> list[str]:
    """Kinds of material for which nobody has said how long they are kept."""
    there = set(theirs(by, KeepingRule).filter(study=study).values_list("material", flat=True))
    return [material for material in get_args(w.Material) if material not in there]


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """What has fallen due, as one thing a day; and the review of the safeguards when it is near."""
    if study.kind != "real" or not by.may("keep", study=study.pk):
        return []
    queue = [due for due in falling_due(by, study, today=today) if not due.held]
    found = []
    if queue:
        since = _midnight(min((due.day or today) for due in queue))
        line = _("%(many)s things whose time of keeping is over") % {"many": len(queue)}
        found.append(Waiting(kind="keeping_decisions", what=line, since=since, due=since))
    row = Safeguards.objects.using(by.using).filter(study=study).first()
    if row is not None and row.review_on and (row.review_on - today).days <= BEFORE_REVIEW:
        found.append(
            Waiting(
                kind="safeguards", what=_("How long the material is kept, to be looked at"),
                since=_midnight(today), due=_midnight(row.review_on),
            )
        )  # fmt: skip
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

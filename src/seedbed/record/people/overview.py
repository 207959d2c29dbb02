"""What people agreed to, counted: no name, no pseudonym, no word of theirs."""

from dataclasses import dataclass
from datetime import date, timedelta

from seedbed.record.access import theirs
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import agreed_until
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How many of the people of a study agree to a use today, and how many only for a while."""

    use: str
    people: int
    agree: int
    ending: int  # of those who agree, within ``SOON``


def consents_counted(by: Asker, study: Study, *, today: date) -> list[Agreed]:
    """What people agreed to, by use; nothing for those who may not see consents."""
    people = set(theirs(by, Participant).filter(study=study).values_list("pk", flat=True))
    if not people:
        return []
    counted = []
    for use, agree in agreed_until(by, study, today).items():
        ends = [end for person, end in agree.items() if person in people]
        soon = sum(end is not None and end <= today + SOON for end in ends)
        counted.append(Agreed(use=use, people=len(people), agree=len(ends), ending=soon))
    return counted

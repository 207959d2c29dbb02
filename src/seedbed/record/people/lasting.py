"""How long a membership runs: of a study of real people never without an end."""

from datetime import date, timedelta

from seedbed.errors import InputError
from seedbed.record.study.models import Study

LONGEST = timedelta(days=366)


def lasting(study: Study, until: date | None, *, today: date) -> date | None:
    """The last day of a membership: the one given, or a year on where there must be one.

    Raises: InputError for a membership of a study of real people that runs for more than a year.
    """
    if study.kind != "real":
        return until
    if until is None:
        return today + LONGEST
    if until - today > LONGEST:
        raise InputError(
            f"A membership of a study of real people runs for a year at most, until "
            f"{today + LONGEST}; {until} was given. It can be made longer when it nears its end."
        )
    return until

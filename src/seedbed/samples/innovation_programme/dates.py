"""Dates known to a day, a month or a year, as the first and last day they can mean."""

from calendar import monthrange


def first_and_last(date: str) -> tuple[str, str]:
    """Return the first and last day that a date can mean.

    >>> first_and_last("2016"), first_and_last("2019-02"), first_and_last("2020-11-06")
    (('2016-01-01', '2016-12-31'), ('2019-02-01', '2019-02-28'), ('2020-11-06', '2020-11-06'))
    """
    match [int(part) for part in date.split("-")]:
        case [_]:
            return f"{date}-01-01", f"{date}-12-31"
        case [year, month]:
            return f"{date}-01", f"{date}-{monthrange(year, month)[1]}"
        case _:
            return date, date

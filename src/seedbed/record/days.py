"""Counting in calendar months, as periods of keeping and times for answering are counted."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of it where it has no such day.

    Example:
        >>> months_after(date(2026, 1, 31), 1)
        datetime.date(2026, 2, 28)
        >>> months_after(date(2026, 11, 24), 120)
        datetime.date(2036, 11, 24)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

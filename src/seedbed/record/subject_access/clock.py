"""When an answer is due: a calendar month after the request came in, and longer where it stood."""

from collections.abc import Iterable
from datetime import date, timedelta

from seedbed.record.days import months_after


def due_on(received: date, pauses: Iterable[tuple[date, date | None]], *, today: date) -> date:
    """The day by which a request is answered. A pause that has not ended still moves it on.

    A day on which the clock was both stopped and started again is not added.

    Example:
        >>> due_on(date(2026, 1, 31), [], today=date(2026, 2, 1))
        datetime.date(2026, 2, 28)
        >>> stood = [(date(2026, 2, 2), date(2026, 2, 9)), (date(2026, 2, 10), None)]
        >>> due_on(date(2026, 1, 31), stood, today=date(2026, 2, 12))
        datetime.date(2026, 3, 9)
    """
    stood = sum((max(end or today, start) - start).days for start, end in pauses)
    return months_after(received, 1) + timedelta(days=stood)

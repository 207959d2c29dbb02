"""How numbers and dates are said."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

THIN = "\u202f"  # narrow no-break space, between thousands and before a unit
MINUS = "\u2212"
MILLION = Decimal(1_000_000)


def number(value: Decimal | float | int, *, places: int | None = None) -> str:
    r"""A number with thin spaces in thousands and a real minus sign.

    >>> number(1414)
    '1\\u202f414'
    >>> number(-3.14159, places=1)
    '\\u22123.1'
    """
    exact = Decimal(str(value))
    if places is not None:
        exact = round(exact, places)
    plain = f"{abs(exact):,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    sign = MINUS if exact < 0 and plain.strip("0.,") else ""
    return sign + plain.replace(",", THIN)


def money(value: Decimal | float | int) -> str:
    r"""Pounds, in millions where that loses nothing worth keeping.

    >>> money(4850000)
    '£4.85\\u202fmillion'
    >>> money(956000)
    '£956\\u202f000'
    """
    exact = Decimal(str(value))
    if abs(exact) >= MILLION and exact == round(exact, -4):
        return _pounds(number(exact / MILLION)) + THIN + _("million")
    return _pounds(number(exact))


def _pounds(said: str) -> str:
    return f"{MINUS}£{said[1:]}" if said.startswith(MINUS) else f"£{said}"


def with_unit(value: Decimal | float | int, unit: str, *, places: int | None = None) -> str:
    r"""A number and its unit.

    >>> with_unit(-49, "%")
    '\\u221249\\u202f%'
    """
    if unit in ("GBP", "£"):
        return money(value)
    said = number(value, places=places)
    return f"{said}{THIN}{unit}" if unit else said


def span(earliest: date | None, latest: date | None) -> str:
    """A range of dates as exactly as it is known.

    >>> span(date(2016, 1, 1), date(2016, 12, 31))
    '2016'
    >>> span(date(2017, 3, 1), date(2017, 3, 31))
    'March 2017'
    >>> span(date(2017, 3, 20), date(2017, 3, 20))
    '20 March 2017'
    """
    if earliest is None and latest is None:
        return ""
    if earliest is None or latest is None:
        known = earliest or latest
        assert known is not None
        said = _("from %(day)s") if earliest else _("until %(day)s")
        return said % {"day": day(known)}
    if earliest == latest:
        return day(earliest)
    first_of_year = (earliest.month, earliest.day) == (1, 1)
    last_of_year = (latest.month, latest.day) == (12, 31)
    if first_of_year and last_of_year:
        return (
            str(earliest.year) if earliest.year == latest.year else _to(earliest.year, latest.year)
        )
    if earliest.day == 1 and (latest + timedelta(days=1)).day == 1:
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return _month(earliest)
        return _to(_month(earliest), _month(latest))
    return _to(day(earliest), day(latest))


def day(when: date) -> str:
    """One day, as people write it."""
    return f"{when.day} {_month(when)}"


def _month(when: date) -> str:
    return f"{MONTHS[when.month]} {when.year}"


def _to(first: object, last: object) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last}

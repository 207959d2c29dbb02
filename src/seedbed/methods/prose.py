"""How a result speaks: numbers, counts and lists in plain British English."""

from collections.abc import Iterable
from datetime import date

THIN = "\u202f"  # a narrow space that does not break, between thousands and before a unit
MINUS = "\u2212"


def figure(value: float | None, digits: int = 1) -> str:
    """Write a number with thin spaces in thousands and a true minus sign.

    >>> figure(None), figure(2.0), figure(-36.42), figure(199.7, 0)
    ('not known', '2', '\u221236.4', '200')
    >>> figure(1414).replace(THIN, " ")
    '1 414'
    """
    if value is None:
        return "not known"
    written = f"{abs(value):,.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    negative = value < 0 and written != "0"
    return (MINUS if negative else "") + written.replace(",", THIN)


def percent(value: float | None) -> str:
    """Write a percentage, one decimal.

    >>> percent(49).replace(THIN, " ")
    '49 %'
    """
    return figure(value) if value is None else f"{figure(value)}{THIN}%"


def counted(number: int, one: str, many: str = "") -> str:
    """Write how many of a thing.

    >>> counted(1, "case"), counted(3, "case"), counted(0, "body", "bodies")
    ('1 case', '3 cases', '0 bodies')
    """
    return f"{figure(number)} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Write names as a list, the rest counted when there are many.

    >>> listed(["a", "b", "c"]), listed([]), listed("abcde", limit=2)
    ('a, b and c', 'none', 'a, b and 3 more')
    """
    every = list(names)
    if len(every) > limit:
        return ", ".join(every[:limit]) + f" and {len(every) - limit} more"
    return " and ".join(filter(None, [", ".join(every[:-1]), *every[-1:]])) or "none"


def capital(sentence: str) -> str:
    """Give a sentence its first capital, and touch nothing else.

    >>> capital("a better result on CP plans")
    'A better result on CP plans'
    """
    return sentence[:1].upper() + sentence[1:]


def day(when: date) -> str:
    """Write a date.

    >>> day(date(2014, 3, 31))
    '31 March 2014'
    """
    return f"{when.day} {when:%B %Y}"

"""What a number is: a count, a percentage, a rate with its base, an average, money.

A percentage is not a rate, and a rate without a base is neither: turnover of 12 "per cent" is often
printed as a "rate". What is not said is ``unknown``; it is not guessed from how large numbers are.
"""

import re
from typing import Literal

Scale = Literal["count", "percentage", "rate", "average", "money", "unknown"]

PER = re.compile(r"\bper\s+(1\s?000|10\s?000|100\s?000|1,000|10,000|100,000|10k)\b", re.IGNORECASE)
PERCENT = re.compile(r"%|\bper\s?cent|\bpercentage|\bpct\b", re.IGNORECASE)
COUNT = re.compile(r"^number\b|^total cases$|\bcounts?\b|\bheadcount\b", re.IGNORECASE)
AVERAGE = re.compile(r"\baverage\b|\bmean\b|\bscore\b", re.IGNORECASE)
MONEY = re.compile(r"^spend$|^unit cost$|£|\bpounds?\b", re.IGNORECASE)
RATE = re.compile(r"\brates?\b", re.IGNORECASE)


def scale_of(words: str) -> Scale:
    """Say what a printed unit, or failing that a name, makes of a number.

    >>> scale_of("Rate per 10,000"), scale_of("% of referrals"), scale_of("Turnover rate")
    ('rate', 'percentage', 'unknown')
    """
    # The order decides "percentage rate" (a percentage) and "rate per 10,000 (count)" (a rate).
    if PER.search(words):
        return "rate"
    if PERCENT.search(words):
        return "percentage"
    if RATE.search(words):
        return "unknown"
    if COUNT.search(words):
        return "count"
    if AVERAGE.search(words):
        return "average"
    return "money" if MONEY.search(words) else "unknown"


def scale_of_column(column: str, *, whole: bool) -> Scale:
    """Say what a column of a table holds: by its name, else a count if every number is whole.

    Shapes: ``whole`` is true where the column has numbers and each is whole.

    >>> scale_of_column("rate_per_10000", whole=True), scale_of_column("Gangs", whole=True)
    ('rate', 'count')
    >>> scale_of_column("turnover_rate_fte", whole=False)
    'unknown'
    """
    words = in_words(column)
    told = scale_of(words)
    if told == "unknown" and whole and not RATE.search(words):
        return "count"
    return told


def unit_of_column(column: str, scale: Scale) -> str:
    """Write the unit of a column as a reader meets it.

    >>> unit_of_column("rate_per_10000", "rate"), unit_of_column("turnover_rate_fte", "unknown")
    ('rate per 10,000', 'rate, base not stated')
    """
    words = in_words(column)
    if scale == "rate" and (base := PER.search(words)):
        number = base[1].lower().replace("10k", "10000").replace(" ", "").replace(",", "")
        return f"rate per {int(number):,}"
    if scale == "percentage":
        return "per cent"
    if scale == "count":
        return "number"
    if RATE.search(words):
        return "rate, base not stated"
    return scale if scale != "unknown" else "not stated"


def in_words(column: str) -> str:
    """Write the name of a column as words.

    >>> in_words("CPP_subsequent_percent")
    'CPP subsequent percent'
    """
    return " ".join(re.sub(r"[_\s]+", " ", column).split())


def slug(words: str) -> str:
    """Write words as part of an id: lower case, hyphens, symbols that carry meaning spelt out.

    >>> slug("LAC_ceased_SGO%"), slug("3+ A grades & more")
    ('lac-ceased-sgo-percent', '3-plus-a-grades-and-more')
    """
    spelt = words.lower()
    for symbol, word in (("%", "percent"), ("&", "and"), ("+", "plus"), ("£", "pounds")):
        spelt = spelt.replace(symbol, f" {word} ")
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")

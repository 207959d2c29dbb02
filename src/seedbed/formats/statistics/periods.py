"""From the label of a period to its first and last day, and the rule by which they were told."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

# The last day of a year of each kind, as month and day.
LAST_DAYS = {"financial": (3, 31), "september": (9, 30), "academic": (8, 31), "calendar": (12, 31)}
RULES = {
    "financial": "financial year, 1 April to 31 March",
    "september": "year ending 30 September",
    "academic": "academic year, 1 September to 31 August",
    "calendar": "calendar year",
    "january": "census in January",
    "march": "reporting year, taken as the year ending 31 March",
    "annual": "year ending 31 March; the dictionary says only that it is annual",
}
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# What the dictionary of the interactive tool calls each kind of year.
TOOL_YEARS = {
    "Financial Year": "financial",
    "Academic Year": "academic",
    "Calendar Year": "calendar",
    "Annual (end of Sept)": "september",
    "Annual - January": "january",
    "Annual": "annual",
}
ENDING = re.compile(r"\s*\((?:OT|Rev|Final|prov)\)$", re.IGNORECASE)  # outturn, revised, ...
ONE = re.compile(r"^(\d{4})$")
PAIR = re.compile(r"^(\d{4})[-/](\d{2})$")
SPAN = re.compile(r"^(\d{4})/(\d{2})-(\d{2})/(\d{2})$")
EARLIEST, LATEST = 1950, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The first and last day that a label stands for, and why it is read so."""

    starts: date
    ends: date
    rule: str


def year_ending(kind: str, year: int, *, years: int = 1, rule: str = "") -> Period | None:
    """Give the year of one kind that ends in ``year``, or that many years together.

    >>> year_ending("financial", 2025)
    Period(starts=datetime.date(2024, 4, 1), ends=datetime.date(2025, 3, 31), \
rule='financial year, 1 April to 31 March')
    """
    if not EARLIEST <= year <= LATEST or years < 1:
        return None
    ends = date(year, *LAST_DAYS[kind])
    together = "" if years == 1 else f"{years} years together, each a "
    return Period(
        starts=ends.replace(year=year - years) + timedelta(days=1),
        ends=ends,
        rule=together + (rule or RULES[kind]),
    )


def published_period(period: str, identifier: str, table: str) -> Period | None:
    """Date a period of "explore education statistics"; None where no rule covers it.

    Terms and weeks have no dates that hold for every authority, so they are not dated.

    >>> published_period("2025", "Reporting year", "d3-plans").ends
    datetime.date(2025, 3, 31)
    >>> published_period("202425", "Academic year", "absence").starts
    datetime.date(2024, 9, 1)
    >>> published_period("202426", "Academic year", "absence")
    """
    kind = identifier.strip().lower()
    year = _year(period, six=kind in {"financial year", "academic year", "tax year"})
    if year is None:
        return None
    if kind == "reporting year":
        return _reporting(year, table)
    if kind == "tax year":
        return Period(
            starts=date(year - 1, 4, 6), ends=date(year, 4, 5), rule="tax year, 6 April to 5 April"
        )
    if kind in MONTHS:
        first = date(year, MONTHS.index(kind) + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(starts=first, ends=last, rule="month")
    named = kind.removesuffix(" year")
    return year_ending(named, year) if named in ("financial", "academic", "calendar") else None


def tool_period(label: str, year_type: str) -> Period | None:
    """Date a label of the interactive tool, given its dictionary's kind of year.

    >>> tool_period("2016-17 (OT)", "Financial Year").starts
    datetime.date(2016, 4, 1)
    >>> tool_period("2014-16", "Calendar Year").rule
    '3 years together, each a calendar year'
    >>> tool_period("0", "Academic Year")
    """
    kind = TOOL_YEARS.get(year_type.strip(), "")
    found = _years(ENDING.sub("", label.strip()), calendar=kind == "calendar")
    if not kind or found is None:
        return None
    last, years = found
    if kind == "january":
        bounded = year_ending("calendar", last, years=years)
        return bounded and Period(
            starts=date(last, 1, 1), ends=date(last, 1, 31), rule=RULES["january"]
        )
    if kind == "annual":
        return year_ending("financial", last, years=years, rule=RULES["annual"])
    return year_ending(kind, last, years=years)


def _years(label: str, *, calendar: bool) -> tuple[int, int] | None:
    """The year in which a label ends, and how many years it spans."""
    if found := ONE.match(label):
        return int(found[1]), 1
    if found := PAIR.match(label):
        first, last = int(found[1]), _following(int(found[1]), found[2])
        if calendar:
            return last, last - first + 1  # 2014-16 is three calendar years
        return (last, 1) if last == first + 1 else None  # 2016-17 is one year over two
    if found := SPAN.match(label):
        first = int(found[1])
        second, third = _following(first, found[2]), _following(first, found[3])
        last = _following(third, found[4])
        if second == first + 1 and last == third + 1 and third > first:
            return last, last - first
    return None


def _following(first: int, short: str) -> int:
    year = first // 100 * 100 + int(short)
    return year if year > first else year + 100


def _year(period: str, *, six: bool) -> int | None:
    """The year in which a period ends: 2025, or 202425 for a year over two."""
    text = period.strip()
    if not text.isascii() or not text.isdigit() or len(text) != (6 if six else 4):
        return None
    year = int(text[:4])
    if six:
        year = _following(year, text[4:])
        if year != int(text[:4]) + 1:
            return None
    return year if EARLIEST <= year <= LATEST else None


def _reporting(year: int, table: str) -> Period | None:
    for named in _reporting_years():
        if table.startswith(named["table"]):
            if named["kind"] == "mid-year":
                day = date(year, 6, 30)
                return Period(starts=day, ends=day, rule=named["rule"])
            return year_ending(named["kind"], year, rule=named["rule"])
    return year_ending("financial", year, rule=RULES["march"])


@cache
def _reporting_years() -> tuple[dict[str, str], ...]:
    data = files("seedbed.formats.statistics") / "data" / "reporting_years.toml"
    return tuple(tomllib.loads(data.read_text(encoding="utf-8"))["reporting_years"])

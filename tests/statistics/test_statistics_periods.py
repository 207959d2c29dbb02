"""From labels to days, and units: what is told, and what is left untold."""

import doctest
import importlib
import pkgutil
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedbed.formats.statistics as statistics
from seedbed.formats.statistics.periods import (
    LAST_DAYS,
    published_period,
    tool_period,
    year_ending,
)
from seedbed.formats.statistics.units import scale_of

MODULES = [m.name for m in pkgutil.iter_modules(statistics.__path__, statistics.__name__ + ".")]
DAY = date.fromisoformat


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


PUBLISHED = [
    ("2025", "Reporting year", "d3", "2024-04-01", "2025-03-31"),
    ("2025", "Reporting year", "csww-indicators", "2024-10-01", "2025-09-30"),
    ("2024", "Reporting year", "ons-mid-year-population-estimates", "2024-06-30", "2024-06-30"),
    ("2025", "Calendar year", "t", "2025-01-01", "2025-12-31"),
    ("202425", "Financial year", "t", "2024-04-01", "2025-03-31"),
    ("202425", "Academic year", "t", "2024-09-01", "2025-08-31"),
    ("199900", "Academic year", "t", "1999-09-01", "2000-08-31"),
    ("202425", "Tax year", "t", "2024-04-06", "2025-04-05"),
    ("2024", "February", "t", "2024-02-01", "2024-02-29"),
    ("2025", "december", "t", "2025-12-01", "2025-12-31"),
]


@pytest.mark.parametrize(("period", "identifier", "table", "starts", "ends"), PUBLISHED)
def test_published_periods(
    period: str, identifier: str, table: str, starts: str, ends: str
) -> None:
    found = published_period(period, identifier, table)
    assert found is not None
    assert (found.starts, found.ends) == (DAY(starts), DAY(ends))
    assert found.rule


@pytest.mark.parametrize(
    ("period", "identifier"),
    [
        ("202426", "Academic year"), ("2025", "Academic year"), ("202425", "Calendar year"),
        ("202425", "Autumn term"), ("2025", "Week 1"), ("", "Reporting year"), ("2025", ""),
        ("0000", "Calendar year"), ("9999", "Calendar year"), ("²⁰²⁵", "Calendar year"),
        ("-202", "Calendar year"), ("2025.0", "Reporting year"),
    ],
)  # fmt: skip
def test_what_no_rule_covers_is_not_dated(period: str, identifier: str) -> None:
    assert published_period(period, identifier, "t") is None


TOOL = [
    ("2025", "Financial Year", "2024-04-01", "2025-03-31"),
    ("2016-17 (OT)", "Financial Year", "2016-04-01", "2017-03-31"),
    ("2015/16", "Academic Year", "2015-09-01", "2016-08-31"),
    ("2025 (prov)", "Academic Year", "2024-09-01", "2025-08-31"),
    ("2018 (Rev)", "Academic Year", "2017-09-01", "2018-08-31"),
    ("2014-16", "Calendar Year", "2014-01-01", "2016-12-31"),
    ("2013/14-15/16", "Financial Year", "2013-04-01", "2016-03-31"),
    ("2025", "Annual (end of Sept)", "2024-10-01", "2025-09-30"),
    ("2025", "Annual - January", "2025-01-01", "2025-01-31"),
    ("2025", "Annual", "2024-04-01", "2025-03-31"),
]


@pytest.mark.parametrize(("label", "kind", "starts", "ends"), TOOL)
def test_periods_of_the_tool(label: str, kind: str, starts: str, ends: str) -> None:
    found = tool_period(label, kind)
    assert found is not None
    assert (found.starts, found.ends) == (DAY(starts), DAY(ends))
    assert found.rule


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("0", "Academic Year"), ("2014-16", "Financial Year"), ("2025", ""), ("2025", "Fortnight"),
        ("2025 (guess)", "Academic Year"), ("2013/15-16/17", "Financial Year"),
        ("2013/14-13/14", "Financial Year"), ("", "Annual"), ("9999", "Annual - January"),
    ],
)  # fmt: skip
def test_a_label_that_is_no_period_is_not_dated(label: str, kind: str) -> None:
    assert tool_period(label, kind) is None


@given(st.sampled_from(sorted(LAST_DAYS)), st.integers(1951, 2099), st.integers(1, 5))
def test_years_of_one_kind_follow_each_other(kind: str, year: int, years: int) -> None:
    one, then = year_ending(kind, year, years=years), year_ending(kind, year + 1)
    assert one is not None
    assert then is not None
    assert one.ends + timedelta(days=1) == then.starts
    assert (one.ends - one.starts).days in range(365 * years - 1, 366 * years + 1)


@pytest.mark.parametrize(
    ("words", "scale"),
    [
        ("Rate per 10,000", "rate"), ("Rate per 1000 live births", "rate"), ("per 10k", "rate"),
        ("% CIN", "percentage"), ("Percentage rate of turnover", "percentage"),
        ("per cent", "percentage"), ("Turnover rate", "unknown"), ("Absence Rate", "unknown"),
        ("Number of plans", "count"), ("Total cases", "count"), ("Average Score", "average"),
        ("Spend", "money"), ("Case Load", "unknown"), ("", "unknown"),
    ],
)  # fmt: skip
def test_units(words: str, scale: str) -> None:
    assert scale_of(words) == scale

"""Counting a frozen series from a year the reader chooses."""

import pytest

from seedbed.errors import InputError
from seedbed.publish.baseline import counted, years

VALUES = {
    "here": {2013: 80, 2014: 160, 2015: None, 2016: 90, 2017: 100},
    "there": {2014: 50, 2017: 60},
}


def check(values=VALUES):
    return {
        "area": "here",
        "comparison": ["there"],
        "readings": [
            {
                "area": area, "starts": f"{year}-01-01", "ends": f"{year}-12-31",
                "value": None if value is None else str(value),
                "mark": "suppressed" if value is None else "",
            }
            for area, series in values.items()
            for year, value in series.items()
        ],
    }  # fmt: skip


def test_a_suppressed_year_cannot_be_chosen():
    assert years(check()) == [2013, 2014, 2016, 2017]


def test_the_change_is_counted_from_the_chosen_year():
    count = counted(check(), start=2014, end=2017, beside=True)
    assert count.chosen.treated.change_percent == pytest.approx(-37.5)
    assert count.chosen.comparison_change_percent == pytest.approx(20)


def test_every_earlier_year_gives_its_own_answer():
    count = counted(check(), start=2014, end=2017, beside=True)
    assert count.changes == pytest.approx({2013: 25, 2014: -37.5, 2016: 100 / 9})
    assert count.falls == 1


def test_a_published_change_is_nearest_to_one_first_year():
    count = counted(check(), start=2014, end=2017, beside=True)
    assert (count.nearest(-49), count.nearest(20)) == (2014, 2013)


def test_without_a_comparison_nothing_is_said_of_elsewhere():
    count = counted(check(), start=2014, end=2017, beside=False)
    assert count.chosen.comparison_change_percent is None


@pytest.mark.parametrize(("start", "end"), [(2017, 2014), (2014, 2014), (2015, 2017), (1999, 2017)])
def test_years_out_of_order_or_without_a_value_are_refused(start, end):
    with pytest.raises(InputError, match="2013, 2014, 2016, 2017"):
        counted(check(), start=start, end=end, beside=True)

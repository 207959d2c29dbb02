"""How each case stood 1, 3 and 5 years after its grant ended, worked by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.sequences.marks import Mark, told_at
from seedbed.methods.sequences.standing import (
    HORIZONS,
    KNOWN,
    STOOD,
    Standing,
    standing_at,
    years_after,
)

Table = Callable[[str], pl.DataFrame]
LATE = date(2030, 1, 1)
ENDED = date(2017, 3, 31)  # the grant of every case here: horizons fall in 2018, 2020 and 2022
GRANT = pl.DataFrame(
    {"id": ["co-a"], "case": ["a"], "resource": ["grant"], "ends": [ENDED], "same_as": [None]},
    schema_overrides={"same_as": pl.String},
)
REGISTER = {"case": pl.String, "as_of": pl.Date, "delivered": pl.String, "ended": pl.String,
            "ended_on": pl.Date}  # fmt: skip


def stood(result: Standing, case: str = "a") -> list[str]:
    return [h.stood for h in result.horizons if h.case == case]


def why(result: Standing, years: int) -> str:
    return next(h.why for h in result.horizons if h.years == years)


def standing(*rows: tuple[object, ...], as_at: date = LATE) -> Standing:
    """One case whose grant ended on 31 March 2017: as_of, delivered, ended, ended_on."""
    register = pl.DataFrame([("a", *row) for row in rows], schema=REGISTER, orient="row")
    return standing_at(register, GRANT, as_at=as_at, cases=["a"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Nobody looked.
        ([], ["unknown", "unknown", "unknown"]),
        # Seen a day before the first horizon: says nothing of any.
        ([(date(2018, 3, 30), "yes", "no", None)], ["unknown", "unknown", "unknown"]),
        # Seen on the very day of the first horizon.
        ([(date(2018, 3, 31), "yes", "no", None)], ["continuing", "unknown", "unknown"]),
        # Seen after the second horizon: it was there at the first and the second.
        ([(date(2020, 4, 1), "yes", "no", None)], ["continuing", "continuing", "unknown"]),
        # Seen in part first, and later whole: each horizon takes the first sighting after it.
        (
            [(date(2019, 1, 1), "partly", "no", None), (date(2023, 1, 1), "yes", "no", None)],
            ["partly", "continuing", "continuing"],
        ),
        # Ended with the grant: ended ever after.
        ([(ENDED, "no", "reason-unknown", ENDED)], ["ended", "ended", "ended"]),
        # Ended on a known day between: it was there until then.
        (
            [(date(2021, 1, 1), "no", "by-decision", date(2019, 6, 30))],
            ["continuing", "ended", "ended"],
        ),
        # Seen to have ended, nobody knows when: known only from the day it was seen.
        ([(date(2021, 1, 1), "no", "by-drift", None)], ["unknown", "unknown", "ended"]),
        # An end with a day but no date of looking is dated all the same.
        ([(None, "no", "by-decision", date(2019, 6, 30))], ["continuing", "ended", "ended"]),
        # Ended, then there again: between the two the rows tell two stories.
        (
            [
                (date(2017, 6, 1), "no", "by-crisis", date(2017, 6, 1)),
                (date(2019, 1, 1), "yes", "no", None),
            ],
            ["disagree", "unknown", "unknown"],
        ),
        # One day, two stories.
        (
            [(date(2020, 5, 1), "yes", "no", None), (date(2020, 5, 1), "no", "unknown", None)],
            ["disagree", "disagree", "disagree"],
        ),
        # Two days given for one end, a horizon between them.
        (
            [
                (date(2021, 1, 1), "no", "by-decision", date(2017, 12, 31)),
                (date(2021, 1, 1), "no", "by-decision", date(2018, 12, 31)),
            ],
            ["disagree", "ended", "ended"],
        ),
        # A row without any date never speaks of a day.
        ([(None, "yes", "no", None)], ["unknown", "unknown", "unknown"]),
        ([(None, "no", "by-decision", None)], ["unknown", "unknown", "unknown"]),
        # A row that knows nothing says nothing.
        ([(date(2023, 1, 1), "unknown", "unknown", None)], ["unknown", "unknown", "unknown"]),
    ],
)
def test_what_rows_say_of_each_horizon(rows: list[tuple[object, ...]], expected: list[str]) -> None:
    assert stood(standing(*rows)) == expected


def test_a_day_that_has_not_come_is_not_a_gap() -> None:
    seen = (date(2018, 6, 1), "yes", "no", None)
    result = standing(seen, as_at=date(2020, 3, 30))
    assert stood(result) == ["continuing", "not-yet", "not-yet"]
    assert why(result, 3) == "31 March 2020 has not come"
    assert stood(standing(seen, as_at=date(2020, 3, 31)))[1] == "unknown"


def test_each_standing_says_why() -> None:
    assert why(standing(), 1) == "nobody is recorded to have looked"
    seen = standing((date(2018, 3, 31), "yes", "no", None))
    assert why(seen, 1) == "seen going on, 31 March 2018"
    assert why(standing((None, "yes", "no", None)), 1) == "said, without a date: going on"
    assert why(standing((date(2021, 1, 1), "no", "by-drift", None)), 1) == (
        "seen to have ended by 1 January 2021; when it ended is not known"
    )
    assert why(standing((date(2017, 9, 1), "partly", "no", None)), 1) == (
        "nothing is told of that day; last seen going on in part, 1 September 2017"
    )
    both = standing(
        (date(2020, 5, 1), "yes", "no", None), (date(2020, 5, 1), "no", "by-drift", None)
    )
    assert why(both, 1) == "seen to have ended by 1 May 2020 / seen going on, 1 May 2020"
    assert both.warnings == ("Rows tell different stories of the same day for a.",)


def test_the_clock_is_the_end_of_the_last_grant_and_only_of_grants(table: Table) -> None:
    costs = table("""
    id | case | resource | ends       | same_as
    c1 | a    | grant    | 2015-03-31 |
    c2 | a    | grant    | 2016-03-31 |
    c3 | a    | other    | 2019-03-31 |
    d1 | b    | other    | 2019-03-31 |
    e1 | c    | grant    |            |
    f1 | d    | grant    | 2016-03-31 |
    f2 | d    | grant    |            |
    g1 | e    | grant    | 2016-03-31 |
    g2 | e    | grant    |            | g1
    """)
    seen = pl.DataFrame({"case": list("abcde"), "as_of": date(2018, 1, 1), "delivered": "yes"})
    result = standing_at(seen, costs, as_at=LATE, cases=["z"])
    assert result.clocks == {
        "z": "no-grant", "a": "known", "b": "no-grant", "c": "no-end", "d": "no-end", "e": "known",
    }  # fmt: skip
    assert result.grants_ended["a"] == date(2016, 3, 31)
    assert stood(result, "a") == stood(result, "e") == ["continuing", "unknown", "unknown"]
    for case in "zbcd":
        assert stood(result, case) == ["unknown"] * 3
    assert result.numbers["grant_end_known"] == 2
    assert result.warnings == (
        "One grant has a last day and another has none for d, so it is not known when the money "
        "ended.",
    )
    rows = {row["case"]: row for row in result.table()}
    assert rows["c"]["why_3"] == "no date for the end of the grant"
    assert rows["b"]["why_5"] == "no grant is recorded, so there is no day to count from"
    assert result.text().startswith(
        "6 cases, counted from the day the last grant ended. 1 year after: 4 not known and 2 going "
        "on. 3 years after: 6 not known. "
    )
    assert "For 4 of them no day is known on which the last grant ended." in result.text()


def test_a_leap_day_comes_back_as_the_day_before() -> None:
    assert years_after(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert years_after(date(2015, 2, 28), 5) == date(2020, 2, 28)


def test_a_cost_line_of_another_kind_is_refused(table: Table) -> None:
    register = pl.DataFrame({"case": ["a"], "as_of": [None]}, schema_overrides={"as_of": pl.Date})
    costs = pl.DataFrame({"case": ["a"], "resource": ["gift"], "ends": [ENDED]})
    with pytest.raises(InputError, match=r"costs, row 1, 'resource'.*'gift'"):
        standing_at(register, costs, as_at=LATE)


# Laws.

DAYS = st.dates(date(2016, 1, 1), date(2025, 12, 31))
LIVE = st.tuples(DAYS, st.sampled_from(["yes", "partly"]), st.just("no"), st.none())
OVER = st.tuples(DAYS, st.just("no"), st.sampled_from(["by-decision", "unknown"]), st.none() | DAYS)
NOTHING = st.tuples(DAYS, st.just("unknown"), st.just("unknown"), st.none())
ROWS = st.lists(LIVE | OVER | NOTHING, max_size=5)
UNDATED = st.tuples(
    st.none(), st.sampled_from(["yes", "no", "partly", "unknown"]), st.just("unknown"), st.none()
)


@given(ROWS, UNDATED)
def test_an_undated_row_changes_no_horizon(
    rows: list[tuple[object, ...]], more: tuple[object, ...]
) -> None:
    assert stood(standing(*rows)) == stood(standing(*rows, more))


@given(ROWS, DAYS)
def test_once_ended_it_is_ended_unless_something_later_is_told(
    rows: list[tuple[object, ...]], ended: date
) -> None:
    before = [r for r in rows if max(day for day in (r[0], r[3]) if day) < ended]  # type: ignore[type-var]
    result = standing(*before, (ended, "no", "by-decision", ended))
    for horizon in result.horizons:
        assert horizon.on
        if horizon.on >= ended:
            assert horizon.stood == "ended"


@given(ROWS, DAYS)
def test_between_the_last_thing_told_and_a_later_sighting_it_is_never_plainly_ended(
    rows: list[tuple[object, ...]], seen: date
) -> None:
    last = max((day for row in rows for day in (row[0], row[3]) if day), default=date.min)
    assume(last < seen)  # type: ignore[operator]
    for horizon in standing(*rows, (seen, "yes", "no", None)).horizons:
        assert horizon.on
        if last < horizon.on <= seen:  # type: ignore[operator]
            assert horizon.stood in ("continuing", "disagree")
        if horizon.on == seen:
            assert horizon.stood == "continuing"


@given(ROWS, st.dates(date(2016, 1, 1), date(2026, 1, 1)))
def test_the_counts_of_each_horizon_add_up(rows: list[tuple[object, ...]], as_at: date) -> None:
    result = standing(*rows, as_at=as_at)
    for years in HORIZONS:
        counts = [result.numbers[f"{s.replace('-', '_')}_at_{years}"] or 0 for s in STOOD]
        assert sum(counts) == 1
        on = years_after(ENDED, years)
        assert (result.numbers[f"not_yet_at_{years}"] == 1) == (on > as_at)
        known = sum(result.numbers[f"{s}_at_{years}"] or 0 for s in KNOWN)
        assert result.numbers[f"known_at_{years}"] == known


@given(st.permutations([
    (date(2018, 6, 1), "yes", "no", None), (date(2019, 6, 1), "no", "by-drift", None),
    (date(2019, 6, 1), "partly", "no", None), (date(2021, 6, 1), "no", "by-decision", None),
]))  # fmt: skip
def test_the_order_of_rows_changes_nothing(rows: list[tuple[object, ...]]) -> None:
    assert standing(*rows).table() == standing(*sorted(rows, key=str)).table()


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_a_lone_sighting_speaks_of_its_day_and_all_days_before(seen: int, asked: int) -> None:
    start = date(2015, 1, 1)
    mark = Mark(on=start + timedelta(seen), fate="partly")
    told = told_at([mark], start + timedelta(asked))
    assert told == ([("partly", mark)] if asked <= seen else [])

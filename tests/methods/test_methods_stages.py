"""Time in stage and moves, worked by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.methods.stage_order import INNOVATE_STAGES

Table = Callable[[str], pl.DataFrame]


def test_exact_dates_give_exact_lengths_and_the_last_stay_is_open(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2020-01-01 | 2020-01-01 | mobilising | forward
        a    | 2020-01-11 | 2020-01-11 | mobilising | forward
        a    | 2020-01-31 | 2020-01-31 | designing  | forward
        """)
    )
    first, last = result.spells
    assert (first.days_low, first.days_high, first.finish) == (30, 30, "moved on")
    assert (last.days_low, last.days_high) == (None, None)
    assert last.finish == "not known when it ended"
    assert [(m.left, m.entered, m.way) for m in result.moves] == [
        ("mobilising", "designing", "forward")
    ]
    assert result.warnings == ()


def test_uncertain_dates_give_a_range(table: Table) -> None:
    # Began in 2016, next stage some day in March 2017: at least 31 Dec to 1 Mar = 60 days,
    # at most 1 Jan 2016 to 31 Mar 2017 = 455 days.
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage       | direction
        a    | 2016-01-01 | 2016-12-31 | developing  | forward
        a    | 2017-03-01 | 2017-03-31 | integrating | forward
        """)
    )
    assert (result.spells[0].days_low, result.spells[0].days_high) == (60, 455)


def test_a_stay_began_by_the_day_that_any_of_its_events_had_happened(table: Table) -> None:
    # Some day in 2016, or on 10 July at the latest, since by then one event had happened.
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2016-01-01 | 2016-12-31 | developing | forward
        a    | 2016-07-10 | 2016-07-10 | developing | forward
        a    | 2016-07-20 | 2016-07-20 | growing    | forward
        """)
    )
    assert str(result.spells[0].began_latest) == "2016-07-10"
    assert result.spells[0].days_low == 10


def test_an_ending_closes_the_stay_and_a_new_start_opens_another(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2020-01-01 | 2020-01-01 | developing | forward
        a    | 2020-01-11 | 2020-01-11 |            | ended
        a    | 2020-03-01 | 2020-03-01 | developing | forward
        """)
    )
    assert [(s.finish, s.days_low) for s in result.spells] == [
        ("ended", 10),
        ("not known when it ended", None),
    ]
    assert [move.way for move in result.moves] == ["same stage again"]
    assert result.numbers == {
        "cases": 1, "events": 3, "undated_stage": 1, "setbacks": 0, "ended": 1, "loops": 0,
    }  # fmt: skip
    assert "1 event names no stage" in result.text()


def test_on_a_tie_the_ending_comes_last(table: Table) -> None:
    # South Yorkshire: evaluation published and project ended in the same month.
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2017-03-01 | 2017-03-31 |            | ended
        a    | 2017-03-01 | 2017-03-31 | developing | forward
        a    | 2015-02-01 | 2015-02-28 | mobilising | forward
        """)
    )
    assert [(s.stage, s.finish) for s in result.spells] == [
        ("mobilising", "moved on"),
        ("developing", "ended"),
    ]
    assert (result.spells[1].days_low, result.spells[1].days_high) == (0, 30)


def test_a_stage_seen_only_in_its_ending_has_no_known_length(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage       | direction
        a    | 2020-01-01 | 2020-01-01 | developing  | forward
        a    | 2020-02-01 | 2020-02-01 | integrating | ended
        """)
    )
    assert (result.spells[1].finish, result.spells[1].days_low) == ("ended", None)


def test_a_move_back_counts_as_a_loop_only_where_the_order_is_known(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2018-01-01 | 2018-12-31 | developing | forward
        a    | 2019-05-01 | 2019-05-31 | designing  | loop
        b    | 2018-01-01 | 2018-12-31 | developing | forward
        b    | 2018-10-01 | 2018-10-31 | designing  | setback
        """)
    )
    assert [(m.case, m.way, m.order_known) for m in result.moves] == [
        ("a", "back", True),
        ("b", "back", False),
    ]
    assert (result.loops, result.setbacks, result.coded_loops) == (1, 1, 1)
    assert any("order of 1 of 2 moves is not known" in warning for warning in result.warnings)


def test_events_of_the_same_day_have_no_known_order(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        a    | 2018-01-01 | 2018-01-01 | developing | forward
        a    | 2018-01-01 | 2018-01-01 | designing  | forward
        """)
    )
    assert [move.order_known for move in result.moves] == [False]


def test_a_case_without_a_stage_keeps_its_row_and_its_ending(table: Table) -> None:
    result = time_in_stage(
        table("""
        case | earliest   | latest     | stage      | direction
        b    | 2018-01-01 | 2018-01-01 | developing | forward
        a    | 2018-01-01 | 2018-01-01 |            | ended
        """)
    )
    rows = result.table()
    assert [(row["case"], row["stage"]) for row in rows] == [("a", None), ("b", "developing")]
    assert set(rows[0]) == set(rows[1])
    assert "No stage is recorded for a." in result.warnings
    assert "a ended, but the stage it ended in is not recorded." in result.warnings


def test_another_stage_model_may_be_passed(table: Table) -> None:
    events = table("""
        case | earliest   | latest     | stage   | direction
        a    | 2018-01-01 | 2018-01-01 | prepare | forward
        a    | 2019-01-01 | 2019-01-01 | explore | forward
        """)
    assert time_in_stage(events, order=["explore", "prepare"]).loops == 1
    with pytest.raises(InputError, match="row 1, case 'a': expected a stage among mobilising"):
        time_in_stage(events)


def test_dates_in_reverse_are_refused(table: Table) -> None:
    events = table("""
        case | earliest   | latest     | stage | direction
        a    | 2019-01-01 | 2018-01-01 |       | forward
        """)
    with pytest.raises(InputError, match="expected earliest on or before latest"):
        time_in_stage(events)


START = date(2015, 1, 1)
EVENTS = st.lists(
    st.builds(
        lambda case, day, width, stage, direction: {
            "case": case,
            "earliest": START + timedelta(days=day),
            "latest": START + timedelta(days=day + width),
            "stage": stage,
            "direction": direction,
        },
        st.sampled_from("ab"),
        st.integers(0, 900),
        st.sampled_from([0, 0, 30, 364]),
        st.sampled_from([None, *INNOVATE_STAGES]),
        st.sampled_from(["forward", "loop", "stall", "setback", "ended"]),
    ),
    max_size=12,
)
SCHEMA = {
    "case": pl.String, "earliest": pl.Date, "latest": pl.Date, "stage": pl.String,
    "direction": pl.String,
}  # fmt: skip


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(events: list[dict[str, object]], random: object) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once = time_in_stage(pl.DataFrame(events, schema=SCHEMA))
    again = time_in_stage(pl.DataFrame(shuffled, schema=SCHEMA))
    assert once.table() == again.table()
    assert once.moves == again.moves
    assert once.numbers == again.numbers


@given(EVENTS)
def test_ranges_are_ranges_and_open_stays_have_none(events: list[dict[str, object]]) -> None:
    result = time_in_stage(pl.DataFrame(events, schema=SCHEMA))
    for spell in result.spells:
        assert spell.began_earliest <= spell.began_latest
        if spell.days_low is None or spell.days_high is None:
            assert spell.days_low is spell.days_high is None
        else:
            assert spell.finish != "not known when it ended"
            assert 0 <= spell.days_low <= spell.days_high
    # Every stay but the last is left by a move.
    assert len(result.moves) == len(result.spells) - len({s.case for s in result.spells})
    for case in result.cases:
        stays = [spell.finish for spell in result.spells if spell.case == case]
        assert "not known when it ended" not in stays[:-1]


@given(EVENTS)
def test_knowing_less_about_a_date_never_narrows_the_range(
    events: list[dict[str, object]],
) -> None:
    exact = [event | {"latest": event["earliest"]} for event in events]
    # Widening each date by a day on both sides keeps the order and can only widen the lengths.
    day = timedelta(days=1)
    wide = [
        event | {"earliest": event["earliest"] - day, "latest": event["latest"] + day}  # type: ignore[operator]
        for event in exact
    ]
    sharp = time_in_stage(pl.DataFrame(exact, schema=SCHEMA)).spells
    vague = time_in_stage(pl.DataFrame(wide, schema=SCHEMA)).spells
    for one, other in zip(sharp, vague, strict=True):
        if one.days_low is None:
            assert other.days_low is None
        else:
            assert other.days_low <= one.days_low <= one.days_high <= other.days_high  # type: ignore[operator]

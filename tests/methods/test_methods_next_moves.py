"""What came next after a stage, worked by hand, and what must hold for any events."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.sequences.next_moves import Next, next_moves
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.methods.stage_order import INNOVATE_STAGES

Table = Callable[[str], pl.DataFrame]

# One case a kind of thing that can follow developing; worked by hand below.
EVENTS = """
    case | earliest   | latest     | stage       | direction
    on   | 2020-01-01 | 2020-01-31 | developing  | forward
    on   | 2021-01-01 | 2021-12-31 | growing     | forward
    back | 2020-01-01 | 2020-12-31 | developing  | setback
    back | 2021-03-01 | 2021-03-31 | designing   | loop
    back | 2022-01-01 | 2022-01-31 | developing  | forward
    back | 2023-01-01 | 2023-01-31 | integrating | forward
    end  | 2020-05-01 | 2020-05-31 | developing  | stall
    end  | 2020-08-01 | 2020-08-01 |             | ended
    last | 2020-05-01 | 2020-05-31 | developing  | forward
    last | 2021-02-01 | 2021-02-28 |             | setback
    loop | 2020-01-01 | 2020-12-31 | developing  | forward
    loop | 2020-10-01 | 2021-01-31 | mobilising  | loop
    dim  | 2020-01-01 | 2020-12-31 | developing  | forward
    dim  | 2020-12-01 | 2021-01-31 | integrating | forward
    none | 2020-01-01 | 2020-01-01 | mobilising  | forward
    """


def test_each_case_is_told_by_what_followed(table: Table) -> None:
    found = {case.case: case for case in next_moves(table(EVENTS), stage="developing").cases}
    assert set(found) == {"on", "back", "end", "last", "loop", "dim"}  # none was never seen there
    assert (found["on"].moved_on, found["on"].went_back) == (("growing",), ())
    # It went back, came again, and then moved on: both are true of it.
    assert (found["back"].moved_on, found["back"].went_back) == (("integrating",), ("designing",))
    assert found["back"].setback
    assert not found["back"].stall
    # The ending names no stage: it ended at the last one recorded before.
    assert found["end"].ended
    assert found["end"].stall
    assert not found["end"].unknown
    # Nothing later is recorded; its setback names no stage, and is only counted as such.
    assert found["last"].unknown
    assert (found["last"].setback, found["last"].unplaced, found["last"].overlap) == (
        False,
        1,
        False,
    )
    # Its dates overlap, but somebody coded that it went back.
    assert found["loop"].went_back == ("mobilising",)
    assert not found["loop"].overlap
    # A next stage whose dates overlap is no known step.
    assert found["dim"].unknown
    assert found["dim"].overlap


def test_the_counts_the_rows_and_the_paragraph_tell_the_same(table: Table) -> None:
    result = next_moves(table(EVENTS), stage="developing")
    assert result.numbers == {
        "cases": 6, "moved_on": 2, "went_back": 2, "ended": 1, "setback": 1, "stall": 1,
        "unknown": 2,
    }  # fmt: skip
    assert [(r["what"], r["stage"], r["cases"], r["which"]) for r in result.table()] == [
        ("moved on", "integrating", 1, "back"),
        ("moved on", "growing", 1, "on"),
        ("went back", "mobilising", 1, "loop"),
        ("went back", "designing", 1, "back"),
        ("ended", None, 1, "end"),
        ("setback recorded here", None, 1, "back"),
        ("stall recorded here", None, 1, "end"),
        ("not known", None, 2, "dim; last"),
    ]
    assert result.text().startswith(
        "Of 6 cases with an event recorded at the stage developing, 1 moved on to integrating, "
        "1 moved on to growing, 1 went back to mobilising, 1 went back to designing and 1 ended; "
        "for 2 it is not known what came next."
    )
    assert "read these as counts, not as a rate" in result.text()
    assert "%" not in result.text()


def test_every_doubt_is_a_warning(table: Table) -> None:
    assert next_moves(table(EVENTS), stage="developing").warnings == (
        "6 cases, not drawn by chance: these are counts, not a rate.",
        "The dates of a next stage overlap in dim: it is not counted.",
        "1 stall or setback in these cases names no stage and is not counted.",
    )


def test_a_stage_nobody_was_seen_at_has_no_counts_and_says_so(table: Table) -> None:
    result = next_moves(table(EVENTS), stage="system-change")
    assert result.cases == ()
    assert result.numbers["unknown"] == 0
    assert result.text() == "No case has an event recorded at the stage system-change."
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("rows", "stage", "message"),
    [
        ("", "developed", "expected one of mobilising"),
        ("a | 2020-01-01 | 2020-01-01 | tested | forward", "growing", "row 1, case 'a'"),
        ("a | 2020-01-02 | 2020-01-01 | growing | forward", "growing", "on or before"),
    ],
)
def test_what_cannot_be_read_is_refused(table: Table, rows: str, stage: str, message: str) -> None:
    events = table("case | earliest | latest | stage | direction\n" + rows)
    with pytest.raises(InputError, match=message):
        next_moves(events, stage=stage)


START = date(2015, 1, 1)
ANY = st.lists(
    st.builds(
        lambda case, day, width, stage, direction: {
            "case": case,
            "earliest": START + timedelta(days=day),
            "latest": START + timedelta(days=day + width),
            "stage": stage,
            "direction": direction,
        },
        st.sampled_from("abc"),
        st.integers(0, 900),
        st.sampled_from([0, 0, 30, 364]),
        st.sampled_from([None, *INNOVATE_STAGES]),
        st.sampled_from(["forward", "loop", "stall", "setback", "ended"]),
    ),
    max_size=14,
)
STAGE = st.sampled_from(INNOVATE_STAGES)
Rows = list[dict[str, object]]


def framed(rows: Rows) -> pl.DataFrame:
    schema = {
        "case": pl.String, "earliest": pl.Date, "latest": pl.Date, "stage": pl.String,
        "direction": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


@given(ANY, STAGE, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: Rows, stage: str, random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert next_moves(framed(shuffled), stage=stage) == next_moves(framed(rows), stage=stage)


@given(ANY, STAGE)
def test_a_case_is_known_or_unknown_and_counted_only_where_it_was_seen(
    rows: Rows, stage: str
) -> None:
    result = next_moves(framed(rows), stage=stage)
    seen = {row["case"] for row in rows if row["stage"] == stage}
    assert {case.case for case in result.cases} == seen
    for case in result.cases:
        assert case.unknown != bool(case.moved_on or case.went_back or case.ended)
        assert stage not in (*case.moved_on, *case.went_back)
    assert all(0 <= (count or 0) <= len(seen) for count in result.numbers.values())


@given(ANY, STAGE)
def test_steps_are_those_of_time_in_stage_whose_order_is_known(rows: Rows, stage: str) -> None:
    uncoded = [row for row in rows if row["direction"] != "loop"]
    assert _steps(uncoded, stage) == _known_moves(uncoded, stage)
    # What somebody coded as going back may add steps back, and takes none away.
    more = _steps(rows, stage) - _known_moves(rows, stage)
    assert _known_moves(rows, stage) <= _steps(rows, stage)
    for case, way, entered in more:
        coded = (case, entered, "loop")
        assert way == "back"
        assert coded in {(row["case"], row["stage"], row["direction"]) for row in rows}


def _steps(rows: Rows, stage: str) -> set[tuple[str, str, str]]:
    found = next_moves(framed(rows), stage=stage).steps()
    return {(case, way, entered) for way, entered, which in found for case in which}


def _known_moves(rows: Rows, stage: str) -> set[tuple[str, str, str]]:
    return {
        (move.case, move.way, move.entered)
        for move in time_in_stage(framed(rows)).moves
        if move.left == stage and move.order_known and move.way != "same stage again"
    }


@given(ANY, STAGE)
def test_other_cases_change_nothing_for_a_case(rows: Rows, stage: str) -> None:
    def of(kept: Rows) -> dict[str, Next]:
        return {case.case: case for case in next_moves(framed(kept), stage=stage).cases}

    whole = of(rows)
    for name in "abc":
        alone = of([row for row in rows if row["case"] == name])
        assert alone.get(name) == whole.get(name)


@given(ANY, STAGE)
def test_knowing_less_about_dates_never_makes_an_unknown_case_known(rows: Rows, stage: str) -> None:
    day = timedelta(days=1)
    exact = [row | {"latest": row["earliest"]} for row in rows]
    vague = [
        row | {"earliest": row["earliest"] - day, "latest": row["latest"] + day}  # type: ignore[operator]
        for row in exact
    ]
    sharp = {case.case: case for case in next_moves(framed(exact), stage=stage).cases}
    for case in next_moves(framed(vague), stage=stage).cases:
        assert set(case.moved_on) <= set(sharp[case.case].moved_on)
        assert set(case.went_back) <= set(sharp[case.case].went_back)
        assert case.unknown or not sharp[case.case].unknown

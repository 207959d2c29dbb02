"""Conditions by outcome: what is lost, what does not vary, and that no formula is ever stated."""

from collections.abc import Callable, Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.configurational.conditions import ConditionsTable, conditions_table

Table = Callable[[str], pl.DataFrame]
Scores = Mapping[str, Mapping[str, float | None]]


def scores(cases: Scores) -> pl.DataFrame:
    """One row a case and condition; a half is coded but not calibrated."""
    rows = [
        {
            "case": case,
            "condition": name,
            "raw": value,
            "membership": None if value == 0.5 else value,
        }
        for case, row in cases.items()
        for name, value in row.items()
    ]
    schema = {
        "case": pl.String, "condition": pl.String, "raw": pl.Float64, "membership": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


def kinds(result: ConditionsTable) -> set[str]:
    return {doubt.kind for doubt in result.doubts}


def said(result: ConditionsTable, kind: str) -> str:
    return next(doubt.sentence for doubt in result.doubts if doubt.kind == kind)


# Twelve cases on three conditions, all varied, six with the outcome: nothing forbids it.
SOUND: Scores = {
    f"c{number:02}": {
        "a": float(number & 1),
        "b": float(number >> 1 & 1),
        "c": float(number >> 2 & 1),
        "y": float(number % 3 == 0 or number == 7 or number == 5),
    }
    for number in range(12)
}


def test_a_sound_table_may_be_reported_and_still_states_no_formula() -> None:
    result = conditions_table(scores(SOUND), outcome="y")
    assert result.reportable
    assert result.warnings == ()
    assert result.numbers == {
        "cases": 12, "complete": 12, "outcome_present": 6, "outcome_absent": 6, "warnings": 0,
    }  # fmt: skip
    assert "Nothing found here forbids a truth table" in result.text()
    assert not any(sign in result.text() for sign in ("*", "->", "=>", "~"))
    assert result.table()[0] == {
        "case": "c00", "a": 0.0, "b": 0.0, "c": 0.0, "y": 1.0, "complete": True, "raw_only": "",
    }  # fmt: skip


def test_lost_cases_are_counted_with_the_condition_that_loses_them() -> None:
    lossy = {
        **SOUND,
        "c00": {"a": None, "b": 1, "y": 1},
        "c01": {"a": None, "b": 0, "c": 1, "y": 0},
    }
    result = conditions_table(scores(lossy), outcome="y")
    assert result.numbers["complete"] == 10
    assert said(result, "lost-cases") == (
        "2 cases of 12 drop out because a score is not known: a in 2 and c in 1."
    )
    assert result.table()[0]["a"] is None
    assert result.table()[0]["complete"] is False


def test_the_nine_complete_programmes_carry_no_formula() -> None:
    # MDT, FRAME, WHOLE and SUST of the nine complete programmes of the real study.
    codes = {
        "p01": (1, 1, 1, 1), "p03": (1, 1, 0, 1), "p04": (0, 1, 0, 1), "p08": (1, 1, 1, 1),
        "p13": (1, 1, 0, 0.5), "p16": (1, 1, 1, 1), "p17": (0, 1, 0, 1), "p18": (0, 1, 0, 1),
        "p23": (1, 1, 0, 0.5),
    }  # fmt: skip
    names = ("mdt", "frame", "whole", "sust")
    result = conditions_table(
        scores({case: dict(zip(names, row, strict=True)) for case, row in codes.items()}),
        outcome="sust",
        conditions=["mdt", "frame", "whole"],
    )
    assert result.numbers["complete"] == 9
    assert (result.numbers["outcome_present"], result.numbers["outcome_absent"]) == (7, 0)
    assert not result.reportable
    assert kinds(result) == {
        "outcome-sides", "constant", "no-side", "too-few-cases", "limited-diversity",
    }  # fmt: skip
    assert "frame is present in every complete case" in said(result, "constant")
    assert "clearly absent in 0 of the complete cases" in said(result, "outcome-sides")
    assert said(result, "no-side").count("sust in 2") == 1
    assert said(result, "limited-diversity").startswith("3 of 8 possible combinations")
    assert "No combination should be reported." in result.text()
    assert result.table()[4]["raw_only"] == "sust"
    assert result.table()[4]["sust"] == 0.5


def test_a_condition_absent_everywhere_is_not_called_necessary() -> None:
    flat = {case: {**row, "a": 0.0} for case, row in SOUND.items()}
    sentence = said(conditions_table(scores(flat), outcome="y"), "constant")
    assert "absent in every complete case" in sentence
    assert "necessary" not in sentence


def test_a_condition_in_nearly_all_cases_is_called_trivial() -> None:
    nearly = {case: {**row, "a": float(case != "c00")} for case, row in SOUND.items()}
    result = conditions_table(scores(nearly), outcome="y")
    assert "a is present in 11 of 12 cases" in said(result, "trivial-necessity")
    assert "constant" not in kinds(result)


@pytest.mark.parametrize(("flip", "word"), [(False, "the same"), (True, "opposites")])
def test_conditions_that_never_part_are_named(flip: bool, word: str) -> None:
    twins = {
        case: {**row, "b": 1 - (row["a"] or 0) if flip else row["a"]} for case, row in SOUND.items()
    }
    result = conditions_table(scores(twins), outcome="y")
    assert f"a and b are {word} in every complete case" in said(result, "twins")
    assert not result.reportable


def test_two_constants_are_not_also_called_twins() -> None:
    flat = {case: {**row, "a": 1.0, "b": 1.0} for case, row in SOUND.items()}
    assert "twins" not in kinds(conditions_table(scores(flat), outcome="y"))


def test_membership_of_a_half_is_on_no_side(table: Table) -> None:
    result = conditions_table(
        table("""
        case | condition | raw | membership
        a    | x         | 7   | 0.5
        a    | y         | 1   | 1
        b    | x         | 9   | 0.8
        b    | y         | 0   | 0.2
        """),
        outcome="y",
    )
    assert "x in 1" in said(result, "no-side")
    assert result.grid.side("a", "x") is None
    assert result.grid.side("b", "x") is True
    assert result.grid.side("b", "y") is False


def test_the_latest_score_counts_and_a_change_is_named(table: Table) -> None:
    # Ealing: not whole-service, until April 2017.
    result = conditions_table(
        table("""
        case | condition | raw | membership | earliest   | latest
        p11  | whole     | 0   | 0          | 2015-01-01 | 2017-03-31
        p11  | whole     | 1   | 1          | 2017-04-01 |
        p11  | whole     |     |            |            |
        p11  | sust      | 1   | 1          |            |
        """),
        outcome="sust",
    )
    assert result.table()[0]["whole"] == 1.0
    assert "whole at p11" in said(result, "changed")


def test_scores_of_one_date_that_differ_make_the_cell_unknown(table: Table) -> None:
    result = conditions_table(
        table("""
        case | condition | raw | membership
        a    | x         | 0   | 0
        a    | x         | 1   | 1
        a    | y         | 1   | 1
        a    | y         |     |
        """),
        outcome="y",
    )
    assert result.table()[0]["x"] is None
    assert result.numbers["complete"] == 0
    assert "x at a" in said(result, "disagree")
    # A blank row contradicts nobody.
    assert result.table()[0]["y"] == 1.0


@pytest.mark.parametrize(
    ("outcome", "conditions", "message"),
    [
        ("z", [], "no score of z. Scored here: a, b, c and y"),
        ("y", ["a", "q"], "no score of q"),
        ("y", ["a", "y"], "the outcome 'y' not among them"),
        ("y", ["a", "a"], "each condition once"),
    ],
)
def test_names_that_make_no_table_are_refused(
    outcome: str, conditions: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        conditions_table(scores(SOUND), outcome=outcome, conditions=conditions)


def test_an_outcome_alone_makes_no_table() -> None:
    with pytest.raises(InputError, match="no condition beside the outcome"):
        conditions_table(scores({"a": {"y": 1}}), outcome="y")


def test_membership_outside_its_range_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"case 'a', condition 'x': expected membership in \[0, 1\]"
    ):
        conditions_table(scores({"a": {"x": 3, "y": 1}}), outcome="y")


CASES = st.dictionaries(
    st.sampled_from([f"c{n}" for n in range(9)]),
    st.fixed_dictionaries({n: st.sampled_from([None, 0.0, 0.5, 1.0]) for n in "aby"}),
    min_size=1,
)


@given(CASES, st.randoms(use_true_random=False))
def test_laws(cases: Scores, random: object) -> None:
    frame = scores(cases)
    result = conditions_table(frame, outcome="y")
    order = list(range(frame.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert conditions_table(frame[order], outcome="y") == result
    numbers = result.numbers
    # An unknown score never becomes a zero: the case leaves, it does not join the absent.
    complete = [row for row in cases.values() if None not in row.values()]
    assert numbers["complete"] == len(complete)
    assert numbers["outcome_absent"] == sum(row["y"] == 0 for row in complete)
    assert numbers["outcome_present"] == sum(row["y"] == 1 for row in complete)
    assert numbers["warnings"] == len(result.warnings)
    # Fewer than twelve cases on either side of three can never be reported.
    assert result.reportable <= (len(complete) >= 8)

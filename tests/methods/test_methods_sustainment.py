"""What became of each, worked by hand."""

from collections.abc import Callable
from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.methods.sequences.sustainment import FATES, became_of_each

Table = Callable[[str], pl.DataFrame]


@pytest.mark.parametrize(
    ("delivered", "core_kept", "ended", "fate", "how"),
    [
        ("yes", "yes", "no", "continuing", "running, core kept"),
        ("yes", "unknown", "no", "continuing", "running; whether its core was kept"),
        ("yes", "partly", "no", "partly", "its core was not kept whole"),
        ("yes", "no", "unknown", "partly", "its core was not kept whole"),
        ("partly", "unknown", "unknown", "partly", "running in part"),
        ("unknown", "yes", "no", "unknown", "whether it still runs is not known"),
        ("unknown", "unknown", "unknown", "unknown", "whether it still runs"),
        ("no", "unknown", "unknown", "ended", "how it ended is not recorded"),
        ("no", "unknown", "no", "unknown", "yet said not to have ended"),
        ("no", "unknown", "by-decision", "ended", "by decision"),
        ("unknown", "unknown", "by-drift", "ended", "by drift"),
        ("partly", "unknown", "by-crisis", "ended", "by crisis"),
        ("no", "unknown", "reason-unknown", "ended", "reason not known"),
    ],
)
def test_each_row_has_one_fate(
    delivered: str, core_kept: str, ended: str, fate: str, how: str
) -> None:
    row = {"case": "a", "as_of": None, "delivered": delivered, "core_kept": core_kept}
    result = became_of_each(pl.DataFrame([row | {"ended": ended}]))
    assert result.verdicts[0].fate == fate
    assert how in result.verdicts[0].how


def test_the_latest_row_counts_and_unknowns_come_first(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of      | delivered | core_kept | scale  | funder | ended       | ended_on
        a    | 2018-01-01 | yes       | yes       | same   | grant  | no          |
        a    | 2020-01-01 | no        |           |        |        | by-decision | 2019-06-30
        b    | 2021-01-01 | yes       | yes       | larger | pooled | no          |
        c    | 2021-01-01 | partly    |           |        |        |             |
        """),
        cases=["a", "b", "c", "d"],
    )
    assert [(v.case, v.fate) for v in result.verdicts] == [
        ("d", "unknown"), ("a", "ended"), ("c", "partly"), ("b", "continuing"),
    ]  # fmt: skip
    assert result.numbers == {
        "cases": 4, "unknown": 1, "continuing": 1, "partly": 1, "ended": 1,
    }  # fmt: skip
    assert str(result.verdicts[1].ended_on) == "2019-06-30"
    assert result.table()[0]["how"] == "nothing recorded"
    assert "Last seen between 1 January 2020 and 1 January 2021." in result.text()
    assert "Ending is not failing" in result.text()


def test_a_later_row_that_knows_less_still_counts_and_is_named(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of      | delivered
        a    | 2018-01-01 | yes
        a    | 2023-01-01 | unknown
        """)
    )
    assert result.of("unknown") == ("a",)
    assert any("earlier row said more" in warning for warning in result.warnings)


def test_rows_of_one_date_that_disagree_are_unknown(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of      | delivered | scale
        a    | 2018-01-01 | yes       | larger
        a    | 2018-01-01 | no        | same
        """)
    )
    assert result.verdicts[0].how == "rows of the same date disagree"
    assert result.verdicts[0].scale == "unknown"
    assert result.warnings == ("Rows of the same date disagree for a: counted as unknown.",)


def test_rows_that_agree_on_the_fate_keep_both_reasons(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of      | delivered | ended
        a    | 2018-01-01 | no        | by-drift
        a    | 2018-01-01 | no        | by-decision
        """)
    )
    assert (result.verdicts[0].fate, result.verdicts[0].how) == ("ended", "by decision / by drift")


def test_what_is_not_known_about_a_going_case_is_said(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of | delivered
        a    |       | yes
        """)
    )
    assert any("whether the core was kept is not known: a" in w for w in result.warnings)
    assert "The date is not known for a." in result.warnings
    assert "Last seen" not in result.text()


def test_a_dated_row_beats_an_undated_one(table: Table) -> None:
    result = became_of_each(
        table("""
        case | as_of      | delivered
        a    |            | no
        a    | 2018-01-01 | yes
        """)
    )
    assert result.of("continuing") == ("a",)


def test_the_order_of_rows_changes_nothing(table: Table) -> None:
    rows = [
        {"case": "a", "as_of": None, "delivered": "yes"},
        {"case": "a", "as_of": None, "delivered": "no"},
        {"case": "b", "as_of": None, "delivered": "partly"},
    ]
    answers = {
        str(became_of_each(pl.DataFrame(list(order))).table()) for order in permutations(rows)
    }
    assert len(answers) == 1


WORDS = st.sampled_from(["yes", "no", "partly", "unknown"])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), WORDS, WORDS), max_size=8),
    st.sets(st.sampled_from("abcde")),
)
def test_every_case_has_exactly_one_fate_and_the_counts_add_up(
    rows: list[tuple[str, str, str]], cases: set[str]
) -> None:
    schema = {"case": pl.String, "delivered": pl.String, "core_kept": pl.String}
    register = pl.DataFrame(rows, schema=schema, orient="row")
    register = register.with_columns(pl.lit(None, pl.Date).alias("as_of"))
    result = became_of_each(register, cases=sorted(cases))
    numbers = result.numbers
    assert numbers["cases"] == len(cases | {case for case, _, _ in rows})
    assert numbers["cases"] == sum(numbers[fate] or 0 for fate in FATES)
    silent = cases - {case for case, _, _ in rows}
    assert silent <= set(result.of("unknown"))
    places = [FATES.index(verdict.fate) for verdict in result.verdicts]
    assert places == sorted(places)

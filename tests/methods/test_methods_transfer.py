"""There beside here, and what must be in place first: by hand, and what always holds."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.stage_order import INNOVATE_STAGES
from seedbed.methods.transfer.readiness import Readiness, readiness
from seedbed.methods.transfer.side_by_side import SideBySide, side_by_side

THINGS = """
    factor          | there                 | here    | matters | change
    Pooled money    | Three bodies paid.    | no      | yes     | Agree one budget first.
    One leader      | The same throughout.  | yes     | yes     |
    A county        | Over a million people | partly  | partly  |
    Young people    |                       | yes     | yes     |
    Evening buses   | Every half an hour.   | no      | no      |
    A university    | Two nearby.           | yes     | unknown |
"""
NEEDS = """
    text            | stage       | weight | lead_months | here
    Shared office   | integrating | nice   | 30          | not-yet
    Pooled budget   | designing   | must   |             | partly
    Data agreement  | designing   | helps  | 9           | unknown
    Specialists     | designing   | must   | 12          | not-yet
    A named lead    | mobilising  | must   | 1           | in-place
"""


def needs(text: str, table) -> pl.DataFrame:
    return table(text).with_columns(pl.col("lead_months").cast(pl.Int64))


def test_each_thing_that_matters_is_counted_once_and_by_kind(table) -> None:
    result = side_by_side(table(THINGS))
    assert result.numbers == {
        "things": 6, "matter": 4, "same": 1, "partly": 1, "differs": 1, "not_known": 1,
        "matter_not_known": 1,
    }  # fmt: skip
    assert result.text().startswith(
        "On the 4 things said to matter, here is as there on 1, partly on 1, and differs on 1; "
        "1 is not known. Different: Pooled money. Partly so: A county. Not known: Young people. "
        "For 1 thing nobody has looked whether a difference matters: A university. "
    )
    assert "only be anticipated" in result.text()
    assert "Evening buses" not in result.text()


def test_a_yes_is_no_likeness_where_nothing_is_known_of_there(table) -> None:
    row = side_by_side(table(THINGS)).table()[3]
    assert (row["there"], row["here"], row["alike"]) == (None, "yes", "not-known")
    (warning,) = side_by_side(table(THINGS)).warnings
    assert "not known for Young people" in warning


def test_where_nobody_said_what_matters_no_count_is_made(table) -> None:
    result = side_by_side(pl.DataFrame({"factor": ["a"], "there": ["b"], "here": ["yes"]}))
    assert result.text().startswith("Nobody has said yet on which things")
    assert result.numbers["matter"] == 0


def test_a_word_outside_the_four_is_refused_with_its_row(table) -> None:
    frame = table(THINGS).with_columns(here=pl.lit("mostly"))
    with pytest.raises(InputError, match=r"things, row 1, 'here'.*'mostly'"):
        side_by_side(frame)


def test_what_is_listed_twice_is_said(table) -> None:
    frame = pl.concat([table(THINGS), table(THINGS)[:1]])
    assert "Listed more than once, and counted so: Pooled money." in side_by_side(frame).warnings


ANSWERS = st.sampled_from(["yes", "partly", "no", "unknown"])
ROWS = st.lists(
    st.tuples(st.one_of(st.none(), st.just("It was so.")), ANSWERS, ANSWERS), max_size=8
)


def things(rows) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "factor": [f"f{place}" for place in range(len(rows))],
            "there": [there for there, _, _ in rows],
            "here": [here for _, here, _ in rows],
            "matters": [matters for _, _, matters in rows],
        },
        schema_overrides=dict.fromkeys(("factor", "there", "here", "matters"), pl.String),
    )


@given(ROWS)
def test_the_kinds_add_up_to_what_matters_and_to_nothing_else(rows) -> None:
    result = side_by_side(things(rows))
    n = result.numbers
    assert n["same"] + n["partly"] + n["differs"] + n["not_known"] == n["matter"]
    assert n["matter"] + n["matter_not_known"] <= n["things"] == len(rows)
    assert "%" not in result.text()


@given(ROWS, st.randoms())
def test_the_order_of_things_changes_no_count(rows, random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert side_by_side(things(mixed)).numbers == side_by_side(things(rows)).numbers


@given(ROWS)
def test_nothing_answered_is_nothing_alike(rows) -> None:
    blank = side_by_side(things([(there, "unknown", matters) for there, _, matters in rows]))
    assert blank.numbers["same"] == blank.numbers["differs"] == blank.numbers["partly"] == 0
    assert {row["alike"] for row in blank.table()} <= {"not-known"}


@given(ROWS.filter(bool), st.data())
def test_one_other_answer_changes_one_row(rows, data) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    there, _, matters = rows[place]
    other = [*rows[:place], (there, data.draw(ANSWERS), matters), *rows[place + 1 :]]
    pairs = zip(
        _table(side_by_side(things(rows))), _table(side_by_side(things(other))), strict=True
    )
    assert {at for at, (one, two) in enumerate(pairs) if one != two} <= {place}


def _table(result: SideBySide) -> list:
    return result.table()


def test_what_is_left_comes_by_stage_and_the_longest_lead_first(table) -> None:
    result = readiness(needs(NEEDS, table))
    assert [row.text for row in result.left] == [
        "Specialists", "Data agreement", "Pooled budget", "Shared office",
    ]  # fmt: skip
    assert result.numbers == {
        "requirements": 5, "in_place": 1, "partly": 1, "not_yet": 2, "not_known": 1,
        "musts_left": 2, "longest_lead_months": 30, "untimed": 1,
    }  # fmt: skip
    assert result.text() == (
        "Of 5 requirements, 1 is in place, 1 partly, 2 not yet, and 1 is not known. Of what is "
        "left, 2 are a must. What takes longest, 30 months: Shared office. How long it takes is "
        "not recorded for 1 of them. A tick is what was answered; nobody has checked it."
    )
    assert result.warnings == (
        "For 1 must no lead time is recorded, so when to begin is not known.",
    )


def test_all_in_place_and_none_recorded_are_told_apart(table) -> None:
    done = needs(NEEDS, table).with_columns(here=pl.lit("in-place"))
    assert "5 are in place" in readiness(done).text()
    assert readiness(done).numbers["longest_lead_months"] is None
    assert "does not mean that none is needed" in readiness(done[:0]).text()


def test_a_stage_of_another_map_is_refused_unless_its_order_is_given(table) -> None:
    frame = needs(NEEDS, table).with_columns(stage=pl.lit("thinking"))
    with pytest.raises(InputError, match=r"'Shared office'.*expected a stage among mobilising"):
        readiness(frame)
    assert len(readiness(frame, order=["thinking"]).ticked) == 5


def test_a_lead_time_below_nought_is_refused(table) -> None:
    frame = needs(NEEDS, table).with_columns(lead_months=pl.lit(-1))
    with pytest.raises(InputError, match="nought months or more, found -1"):
        readiness(frame)


NEED = st.tuples(
    st.sampled_from(INNOVATE_STAGES),
    st.sampled_from(["must", "helps", "nice"]),
    st.one_of(st.none(), st.integers(0, 240)),
    st.sampled_from(["in-place", "partly", "not-yet", "unknown"]),
)


def ticked(rows) -> Readiness:
    return readiness(
        pl.DataFrame(
            {
                "text": [f"r{place}" for place in range(len(rows))],
                "stage": [row[0] for row in rows],
                "weight": [row[1] for row in rows],
                "lead_months": [row[2] for row in rows],
                "here": [row[3] for row in rows],
            },
            schema_overrides={
                "text": pl.String,
                "stage": pl.String,
                "weight": pl.String,
                "lead_months": pl.Int64,
                "here": pl.String,
            },
        )
    )


@given(st.lists(NEED, max_size=10))
def test_nothing_is_lost_and_the_order_is_the_order_of_work(rows) -> None:
    result = ticked(rows)
    n = result.numbers
    assert sorted(row.text for row in result.ticked) == sorted(f"r{k}" for k in range(len(rows)))
    assert n["in_place"] + n["partly"] + n["not_yet"] + n["not_known"] == n["requirements"]
    assert len(result.left) == n["requirements"] - n["in_place"]
    for one, two in zip(result.ticked, result.ticked[1:], strict=False):
        stages = INNOVATE_STAGES.index(one.stage), INNOVATE_STAGES.index(two.stage)
        assert stages[0] <= stages[1]
        if stages[0] == stages[1] and two.lead_months is not None:
            assert one.lead_months is not None
            assert one.lead_months >= two.lead_months


@given(st.lists(NEED, max_size=10), st.data())
def test_putting_one_thing_in_place_leaves_one_less(rows, data) -> None:
    left = [place for place, row in enumerate(rows) if row[3] != "in-place"]
    if not left:
        return
    place = data.draw(st.sampled_from(left))
    after = [*rows[:place], (*rows[place][:3], "in-place"), *rows[place + 1 :]]
    gone = {row.text for row in ticked(rows).left} - {row.text for row in ticked(after).left}
    assert gone == {f"r{place}"}

"""The outcome ledger: grades, directions, disagreements and the words a design has earned."""

import re
from collections.abc import Callable
from typing import get_args

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.effects.designs import IN_WORDS, MARYLAND, SENTENCES, STRENGTH, Design, Moved
from seedbed.methods.effects.ledger import outcome_ledger
from seedbed.methods.effects.outcomes import Outcome, sentence
from seedbed.methods.effects.sample_size import needed_in_each

Table = Callable[[str], pl.DataFrame]
CAUSAL = re.compile(r"\b(caus\w*|led to|because of|brought|worked|effect of|impact)\b")

HERTFORDSHIRE = """
id | case | statement | measure       | moved     | amount | unit | design           | status
o1 | p01  | page      | Plans started | better    | -49    | %    | before-after     | found
o2 | p01  | press     | plans started | better    | -30    | %    | before-after     | second-hand
o3 | p09  | report    | re-referrals  | no-change |        |      | comparison-group | found
o4 | p26  | trial     | enquiries     | no-change | 0.01   |      | trial            | found
o5 | p06  | report    |               | better    |        |      | described        | found
o6 | p08  | report    | days in care  | not-known |        |      | unknown          | unknown
o7 | p02  | memory    | days in care  | better    |        |      | before-after     | known
"""


def test_counts_by_direction_and_strength(table: Table) -> None:
    result = outcome_ledger(table(HERTFORDSHIRE))
    assert result.numbers == {
        "rows": 6, "better": 3, "no_change": 2, "worse": 0, "mixed": 0, "not_known": 1,
        "strong_rows": 2, "strong_better": 0, "weak_rows": 3, "weak_better": 3,
    }  # fmt: skip
    stronger, weaker, unclear = result.by_direction()
    assert (stronger["no-change"], weaker["better"], unclear["not-known"]) == (2, 3, 1)


def test_stronger_designs_come_first_whatever_the_news(table: Table) -> None:
    rows = outcome_ledger(table(HERTFORDSHIRE)).table()
    assert [row["id"] for row in rows] == ["o4", "o3", "o1", "o2", "o5", "o6"]
    assert [row["maryland"] for row in rows] == ["5", "3 or 4", "2", "2", "1", "not known"]


def test_two_numbers_for_one_thing_are_paired(table: Table) -> None:
    result = outcome_ledger(table(HERTFORDSHIRE))
    (pair,) = result.disagreements
    assert (pair.one, pair.other, pair.amounts) == ("o1", "o2", (-49.0, -30.0))
    assert result.warnings[0] == (
        "Two numbers for one thing at p01, Plans started: \u221249 and \u221230 %."
    )


def test_amounts_in_other_units_or_equal_do_not_disagree(table: Table) -> None:
    result = outcome_ledger(
        table("""
        id | case | statement | measure | moved  | amount | unit | design
        o1 | a    | x         | days    | better | -5     | %    | described
        o2 | a    | x         | days    | better | -5     | %    | described
        o3 | a    | x         | days    | better | -12    | days | described
        o4 | b    | x         | days    | better | -9     | %    | described
        o5 | a    | x         | days    | better |        | %    | described
        """)
    )
    assert result.disagreements == ()


def test_doubts_about_rows_are_said(table: Table) -> None:
    warnings = outcome_ledger(table(HERTFORDSHIRE)).warnings
    assert "1 row of background knowledge left out." in warnings
    assert "2 rows seen second-hand or with no record of how we know." in warnings
    assert "Rows whose design is not known count as neither kind; they are from p08." in warnings


def test_how_far_from_a_test_of_stronger_designs_report_less(table: Table) -> None:
    text = outcome_ledger(table(HERTFORDSHIRE)).text()
    assert "This is not a test of whether stronger designs report less" in text
    assert "2 programmes with a stronger and 2 with a weaker design" in text
    # All three weaker rows are gains, so a fall from 1 to 0.8 is looked for: n = 34.117.
    assert "would take about 35 programmes of each kind" in text


def test_without_gains_under_weaker_designs_there_is_no_fall_to_look_for(table: Table) -> None:
    result = outcome_ledger(table(HERTFORDSHIRE).filter(pl.col("design") == "trial"))
    assert "there is no fall to look for" in result.text()
    assert "1 programme with a stronger and 0 with a weaker design" in result.text()


# The first is the documented example of R's power.prop.test (n = 76.7, so 77 whole cases); the
# others are the same formula worked by hand: 92.998, 61.599 and 34.117.
@pytest.mark.parametrize(
    ("share", "other", "power", "needed"),
    [
        (0.5, 0.75, 0.9, 77),
        (0.5, 0.3, 0.8, 93),
        (0.9, 0.7, 0.8, 62),
        (0.7, 0.9, 0.8, 62),
        (1, 0.8, 0.8, 35),
    ],
)
def test_sample_size_agrees_with_the_reference(
    share: float, other: float, power: float, needed: int
) -> None:
    assert needed_in_each(share, other, power=power) == needed


def test_equal_shares_can_never_be_told_apart() -> None:
    assert needed_in_each(0.4, 0.4) is None


def test_every_design_has_its_grade_words_and_sentence() -> None:
    for kinds in (MARYLAND, IN_WORDS, STRENGTH, SENTENCES):
        assert set(kinds) == set(get_args(Design))


@pytest.mark.parametrize("design", get_args(Design))
@pytest.mark.parametrize("moved", get_args(Moved))
def test_only_a_trial_may_speak_of_what_was_brought_about(design: Design, moved: Moved) -> None:
    row = Outcome(
        id="o", case="a", statement="s", moved=moved, design=design, measure="m", status="found"
    )
    assert bool(CAUSAL.search(sentence(row))) == (design == "trial")


def test_a_sentence_carries_amount_interval_whose_and_status() -> None:
    row = Outcome(
        id="o", case="a", statement="s", moved="better", design="comparison-group", whose="boys",
        measure="days missing", amount=-4.25, low=-8, high=-0.5, unit="days", status="simulated",
    )  # fmt: skip
    assert sentence(row).replace("\u202f", " ") == (
        "A better result in days missing for boys (\u22124.25 days, \u22128 to \u22120.5) went "
        "with the innovation, set against a comparison group. Simulated."
    )
    bare = Outcome(id="o", case="a", statement="s", moved="better", design="unknown", amount=3)
    assert sentence(bare) == (
        "A better result in an unnamed measure (3) was reported; how it was studied is not "
        "known. How we know this is not recorded."
    )


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    frame = pl.DataFrame(
        {"id": ["o"], "case": ["a"], "statement": ["s"], "moved": ["up"], "design": ["trial"]}
    )
    with pytest.raises(InputError, match="'moved': expected one of better, no-change"):
        outcome_ledger(frame)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "case": st.sampled_from("ab"),
            "statement": st.just("s"),
            "measure": st.sampled_from(["days", "plans"]),
            "moved": st.sampled_from(get_args(Moved)),
            "design": st.sampled_from(get_args(Design)),
            "amount": st.sampled_from([None, 1.0, 2.0]),
        }
    ),
    min_size=1,
    max_size=8,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_laws(rows: list[dict[str, object]], random: object) -> None:
    named = [{"id": f"o{number}"} | row for number, row in enumerate(rows)]
    schema = dict.fromkeys(named[0], pl.String) | {"amount": pl.Float64}
    result = outcome_ledger(pl.DataFrame(named, schema=schema))
    random.shuffle(named)  # type: ignore[attr-defined]
    assert outcome_ledger(pl.DataFrame(named, schema=schema)) == result
    n = result.numbers
    moved = ("better", "no_change", "worse", "mixed", "not_known")
    assert sum(n[name] or 0 for name in moved) == n["rows"] == len(rows)
    assert (n["strong_better"] or 0) <= (n["strong_rows"] or 0)
    assert (n["weak_better"] or 0) <= (n["weak_rows"] or 0)
    assert all(pair.amounts[0] != pair.amounts[1] for pair in result.disagreements)
    assert "This is not a test" in result.text()

"""Cost-consequence: totals of what is known, the unknown apart, and never a ratio."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.value.consequence import CostConsequence, cost_consequence

Table = Callable[[str], pl.DataFrame]

COSTS = """
id | case | statement | stage     | payer   | kind        | resource  | amount | price_year| status
c1 | a    | grant     | developing| DfE     | piloting    | grant     | 1200000| 2015      | found
c2 | a    | top-up    | developing| DfE     | piloting    | grant     | 300000 | 2017      | found
c3 | a    | staff     | developing| council | implementing| staff-time|        |           | found
c4 | b    | running   | growing   |         | running     | other     | 50000  |           | found
c5 | b    | early     |           | council | unknown     | in-kind   |        |           | unknown
c6 | b    | memory    | designing | DfE     | piloting    | grant     | 999    | 2015      | known
"""
BENEFITS = """
    id | case | statement     | gainer  | cashable | amount | high   | address    | status
    b1 | a    | fewer nights  | council | avoided  | 200000 | 500000 | report 12  | found
    b2 | a    | calmer homes  |         | unknown  |        |        |            | found
"""
OUTCOMES = """
    id | case | statement     | amount | unit | whose    | reported_by | status
    o1 | a    | days missing  | -4     | days | children | the council | found
    o2 | b    | school        |        |      |          |             | known
"""


def asked(table: Table) -> CostConsequence:
    return cost_consequence(table(COSTS), table(BENEFITS), table(OUTCOMES))


def test_totals_by_stage_payer_and_kind(table: Table) -> None:
    rows = asked(table).table()
    assert [
        (r["stage"], r["payer"], r["kind"], r["known_total"], r["not_known"]) for r in rows
    ] == [
        ("developing", "DfE", "piloting", 1_500_000.0, 0),
        ("developing", "council", "implementing", None, 1),
        ("growing", "not known", "running", 50_000.0, 0),
        ("not known", "council", "not known", None, 1),
    ]
    assert [row["price_years"] for row in rows] == ["2015, 2017", "", "not known", ""]


def test_numbers(table: Table) -> None:
    assert asked(table).numbers == {
        "cost_lines": 5, "cost_known_total": 1_550_000.0, "benefit_lines": 2, "payer_unknown": 1,
    }  # fmt: skip


def test_benefits_and_outcomes_stand_beside_with_who_says_so(table: Table) -> None:
    rows = asked(table).beside()
    assert [(r["ledger"], r["id"], r["unit"], r["said_by"]) for r in rows] == [
        ("benefit", "b1", "GBP", "report 12"),
        ("benefit", "b2", "GBP", "not recorded"),
        ("outcome", "o1", "days", "the council"),
    ]
    assert (rows[0]["amount"], rows[0]["high"]) == (200_000.0, 500_000.0)
    assert (rows[1]["amount"], rows[1]["for_whom"]) == (None, "not known")


def test_doubts_are_said(table: Table) -> None:
    warnings = " ".join(asked(table).warnings)
    assert "prices of 2015 and 2017 are added as they stand" in warnings
    assert "The price year of 1 of 3 amounts is not known" in warnings
    assert "is not known and adds nothing" in warnings
    assert "Who paid for b (running) is not known." in warnings
    assert "2 rows of background knowledge left out." in warnings


def test_no_ratio_is_ever_given(table: Table) -> None:
    result = asked(table)
    assert "They are not divided by the costs" in result.text()
    assert not any("ratio" in name or "per" in name for name in result.numbers)
    assert "\u00a31\u202f550\u202f000" in result.text()


def test_with_no_known_amount_there_is_no_total(table: Table) -> None:
    costs = table(COSTS).filter(pl.col("id").is_in(["c3", "c5"]))
    result = cost_consequence(costs, table(BENEFITS), table(OUTCOMES))
    assert result.numbers["cost_known_total"] is None
    assert "no amount is known" in result.text()


def test_one_priced_line_alone_mixes_nothing(table: Table) -> None:
    costs = table(COSTS).filter(pl.col("id") == "c4")
    result = cost_consequence(costs, table(BENEFITS), table(OUTCOMES))
    assert not any("added as they stand" in warning for warning in result.warnings)


REPEATS = """
id | case | statement | stage | payer | kind     | resource| amount | price_year | same_as | status
c1 | nwd  | body      |       | DfE   | piloting | grant   | 2100000|            |         | {}
c2 | nwd  | headline  |       | DfE   | piloting | grant   | 1200000| 2014       | {}      | found
"""


def test_two_figures_for_one_grant_are_both_kept_and_never_added(table: Table) -> None:
    # No Wrong Door: one article, two sums.
    result = cost_consequence(
        table(REPEATS.format("found", "c1")), table(BENEFITS), table(OUTCOMES)
    )
    assert result.numbers["cost_lines"] == 2
    assert result.numbers["cost_known_total"] == 2_100_000
    (cell,) = result.table()
    assert (cell["lines"], cell["other_figures"], cell["not_known"]) == (2, 1, 0)
    assert (cell["known_total"], cell["price_years"]) == (2_100_000, "not known")
    assert "Not added: 1 other figure for the same money." in result.text()
    assert "Another figure for the same money, not added: nwd (headline)." in result.warnings


def test_a_repeat_of_a_line_that_is_left_out_is_the_only_figure(table: Table) -> None:
    result = cost_consequence(
        table(REPEATS.format("known", "c1")), table(BENEFITS), table(OUTCOMES)
    )
    assert result.numbers["cost_known_total"] == 1_200_000


@pytest.mark.parametrize("named", ["c2", "c9"])
def test_a_line_may_only_repeat_another_that_counts(table: Table, named: str) -> None:
    with pytest.raises(InputError, match="row 2, id 'c2': expected same_as to name another line"):
        cost_consequence(table(REPEATS.format("found", named)), table(BENEFITS), table(OUTCOMES))


def test_an_unknown_stage_is_refused(table: Table) -> None:
    costs = table(COSTS.replace("growing", "rooted"))
    with pytest.raises(InputError, match="row 4, id 'c4': expected a stage among mobilising"):
        cost_consequence(costs, table(BENEFITS), table(OUTCOMES))


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "case": st.sampled_from("ab"),
            "statement": st.just("s"),
            "stage": st.sampled_from([None, "developing", "growing"]),
            "payer": st.sampled_from([None, "DfE", "council"]),
            "kind": st.sampled_from(["running", "implementing", "piloting", "unknown"]),
            "resource": st.sampled_from(["grant", "other"]),
            "amount": st.none() | st.integers(0, 10_000).map(float),
            "price_year": st.sampled_from([None, 2015, 2016]),
            "repeats": st.booleans(),
        }
    ),
    min_size=1,
    max_size=9,
)


@given(LINES, st.randoms(use_true_random=False))
def test_laws(lines: list[dict[str, object]], random: object) -> None:
    none = pl.DataFrame(schema=["id", "case", "statement", "gainer", "cashable", "amount"])
    # A repeat gives another figure for the first line.
    lines = [
        line | {"same_as": "c0" if n and line["repeats"] else None} for n, line in enumerate(lines)
    ]
    named = [{"id": f"c{number}"} | line for number, line in enumerate(lines)]
    schema = dict.fromkeys(named[0], pl.String) | {
        "amount": pl.Float64, "price_year": pl.Int64, "repeats": pl.Boolean,
    }  # fmt: skip
    result = cost_consequence(pl.DataFrame(named, schema=schema), none, none)
    random.shuffle(named)  # type: ignore[attr-defined]
    again = cost_consequence(pl.DataFrame(named, schema=schema), none, none)
    assert again.table() == result.table()
    assert again.numbers == result.numbers
    known = [
        line["amount"] for line in lines if line["amount"] is not None and line["same_as"] is None
    ]
    assert result.numbers["cost_known_total"] == (sum(known) if known else None)  # type: ignore[arg-type]
    assert sum(cell.lines for cell in result.cells) == len(lines)
    unknown = sum(line["amount"] is None for line in lines)
    assert sum(cell.not_known for cell in result.cells) == result.amounts_not_known == unknown
    added = [cell.known_total for cell in result.cells if cell.known_total is not None]
    assert sum(added) == (result.cost_known_total or 0)

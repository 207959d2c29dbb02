"""What every result keeps: named figures, plain rows, one paragraph, sentences as warnings."""

import dataclasses
import json
import math
from datetime import date

import polars as pl
import pytest

from seedbed.methods.configurational.conditions import conditions_table
from seedbed.methods.effects.before_after import before_after
from seedbed.methods.effects.ledger import outcome_ledger
from seedbed.methods.experience.heard import not_heard
from seedbed.methods.results import Result
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.methods.sequences.sustainment import became_of_each
from seedbed.methods.value.consequence import cost_consequence


def empty(*columns: str) -> pl.DataFrame:
    return pl.DataFrame(schema=list(columns))


def results() -> dict[str, Result]:
    """One result of each question, the poorest data each will take."""
    day = date(2014, 1, 1)
    reading = pl.DataFrame(
        {"area": ["a"], "starts": [day], "ends": [day], "value": [None]},
        schema_overrides={"value": pl.Float64},
    )
    score = pl.DataFrame({"case": ["a", "a"], "condition": ["x", "y"], "raw": [1, None]})
    benefits = empty("id", "case", "statement", "gainer", "cashable", "amount")
    costs = empty(
        "id", "case", "statement", "stage", "payer", "kind", "resource", "amount", "price_year"
    )
    return {
        "stages": time_in_stage(empty("case", "earliest", "latest", "stage", "direction")),
        "conditions-outcome": conditions_table(
            score.with_columns(membership=pl.lit(None, pl.Float64)), outcome="y"
        ),
        "outcome-ledger": outcome_ledger(empty("id", "case", "statement", "moved", "design")),
        "before-after": before_after(reading, area="a", before=2014, after=2015),
        "cost-consequence": cost_consequence(costs, benefits, benefits),
        "not-heard": not_heard(
            empty("id", "site", "role"),
            empty("id", "site", "participant", "kind"),
            expected_roles=["young-person"],
        ),
        "became-of-each": became_of_each(empty("case", "as_of"), cases=["a"]),
    }


NUMBERS = {
    "stages": "cases events undated_stage setbacks ended loops",
    "conditions-outcome": "cases complete outcome_present outcome_absent warnings",
    "outcome-ledger": "rows better no_change worse mixed not_known strong_rows strong_better "
    "weak_rows weak_better",
    "before-after": "before after change change_percent comparison_change_percent difference low "
    "high n_comparison",
    "cost-consequence": "cost_lines cost_known_total benefit_lines payer_unknown",
    "not-heard": "participants roles_heard roles_silent sites_silent",
    "became-of-each": "cases unknown continuing partly ended",
}


@pytest.mark.parametrize("question", NUMBERS)
def test_the_figures_have_the_names_that_sentences_bind_to(question: str) -> None:
    assert " ".join(results()[question].numbers) == NUMBERS[question]


@pytest.mark.parametrize("question", NUMBERS)
def test_a_result_is_frozen_plain_and_speaks(question: str) -> None:
    result = results()[question]
    assert dataclasses.is_dataclass(result)
    assert type(result).__dataclass_params__.frozen
    assert hasattr(type(result), "__slots__")
    for value in result.numbers.values():
        assert value is None or not math.isnan(value)
    # Rows hold what JSON and a report can hold; only dates need writing out.
    json.dumps(result.table(), default=date.isoformat)
    assert result.text()[0].isupper() or result.text()[0].isdigit()
    assert result.text().endswith(".")
    assert "None" not in result.text()
    assert "nan" not in result.text().split()
    assert all(warning.endswith(".") for warning in result.warnings)


@pytest.mark.parametrize("question", NUMBERS)
def test_the_same_question_twice_is_the_same_answer(question: str) -> None:
    assert results()[question] == results()[question]

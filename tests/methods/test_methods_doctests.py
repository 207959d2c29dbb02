"""Every example in a docstring runs, and every question says what it takes and where it is from."""

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest

import seedbed.methods
from seedbed.methods.agreement.alpha import alpha
from seedbed.methods.agreement.kappa import kappa
from seedbed.methods.agreement.unitising import unitising_alpha
from seedbed.methods.configurational.conditions import conditions_table
from seedbed.methods.disclosure.differencing import differencing
from seedbed.methods.disclosure.models import judge_models, judge_summaries
from seedbed.methods.disclosure.protected import protect
from seedbed.methods.disclosure.reader import bounds
from seedbed.methods.disclosure.tables import frequency_table, magnitude_table, people_table
from seedbed.methods.disclosure.verdict import check_output
from seedbed.methods.effects.before_after import before_after, movable_baseline
from seedbed.methods.effects.ledger import outcome_ledger
from seedbed.methods.effects.sample_size import needed_in_each
from seedbed.methods.effects.specification import check_claim
from seedbed.methods.effects.synthetic import synthetic_mix
from seedbed.methods.experience.heard import not_heard
from seedbed.methods.frames import rows_of
from seedbed.methods.sequences.next_moves import next_moves
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.methods.sequences.standing import standing_at
from seedbed.methods.sequences.sustainment import became_of_each
from seedbed.methods.transfer.readiness import readiness
from seedbed.methods.transfer.side_by_side import side_by_side
from seedbed.methods.value.consequence import cost_consequence

MODULES = [
    module.name
    for module in pkgutil.walk_packages(seedbed.methods.__path__, prefix="seedbed.methods.")
]
PUBLIC = [
    became_of_each, before_after, check_claim, conditions_table, cost_consequence,
    movable_baseline, needed_in_each, next_moves, not_heard, outcome_ledger, readiness, rows_of,
    side_by_side, standing_at, synthetic_mix, time_in_stage,
    # Agreement of people who coded apart.
    alpha, kappa, unitising_alpha,
    # Disclosure control.
    bounds, check_output, differencing, frequency_table, judge_models, judge_summaries,
    magnitude_table, people_table, protect,
]  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("function", PUBLIC)
def test_a_public_method_is_documented(function: Callable[..., object]) -> None:
    said = inspect.getdoc(function) or ""
    for part in ("Shapes:", "Units:", "Raises:", "Source:", ">>>"):
        assert part in said

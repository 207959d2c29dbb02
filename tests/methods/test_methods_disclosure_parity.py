"""The same verdicts as ACRO, cell by cell, on tables made here; each difference has its reason.

ACRO's answers were printed by ``acro_verdicts.py`` and are kept beside it.
"""

import json
from pathlib import Path

import polars as pl
import pytest

from seedbed.methods.disclosure.cells import Table
from seedbed.methods.disclosure.models import judge_models
from seedbed.methods.disclosure.protected import named
from seedbed.methods.disclosure.rules import ACRO
from seedbed.methods.disclosure.tables import frequency_table, magnitude_table, people_table
from tests.methods.acro_verdicts import Line, tables

KEPT = json.loads((Path(__file__).parent / "acro_verdicts.json").read_text("utf-8"))
TABLES = tables()

pytestmark = pytest.mark.parity


def theirs(kind: str, name: str) -> dict[str, list[str]]:
    """ACRO's reasons. It calls an empty cell too few, and in a table of counts also nobody."""
    return {
        cell: ["nobody"] if "nobody" in reasons else reasons
        for cell, reasons in KEPT[kind][name].items()
    }


def ours(table: Table) -> dict[str, list[str]]:
    return {named(key): sorted(cell.protection.reasons) for key, cell in table.cells.items()}


def framed(lines: list[Line]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": [row for row, _, _ in lines],
            "column": [column for _, column, _ in lines],
            "amount": [amount for _, _, amount in lines],
            "contributor": [str(n) for n in range(len(lines))],
        }
    )


def test_the_verdicts_are_of_a_named_version_and_hold_every_kind_of_answer() -> None:
    assert KEPT["acro"] == "1.0.2"
    assert KEPT["counts"].keys() == KEPT["amounts"].keys() == TABLES.keys()
    said = [
        tuple(v)
        for kind in ("counts", "amounts")
        for t in KEPT[kind]
        for v in theirs(kind, t).values()
    ]
    assert {(), ("threshold",), ("nobody",), ("dominance",), ("dominance", "p-percent")} <= set(
        said
    )


@pytest.mark.parametrize("name", TABLES)
def test_counts_and_their_totals(name: str) -> None:
    frame = framed(TABLES[name])
    table = people_table(frame.rename({"contributor": "person"}), ACRO)
    assert ours(table) == theirs("counts", name)
    counted = pl.DataFrame(
        [
            {"row": key[0], "column": key[1], "count": int(cell.value)}
            for key, cell in table.cells.items()
            if "all" not in key
        ]
    )
    assert ours(frequency_table(counted, ACRO)) == theirs("counts", name)


@pytest.mark.parametrize("name", TABLES)
def test_amounts(name: str) -> None:
    found = ours(magnitude_table(framed(TABLES[name]), ACRO, margins=False))
    found = {cell: ["threshold"] if r == ["nobody"] else r for cell, r in found.items()}
    assert found == theirs("amounts", name)


def test_residual_degrees_of_freedom() -> None:
    frame = pl.DataFrame(
        [{"name": f"{n} - {k}", "observations": n, "parameters": k} for n, k, _ in KEPT["models"]]
    )
    found = ["fail" if one.reason else "pass" for one in judge_models(frame, ACRO)]
    assert found == [answer for _, _, answer in KEPT["models"]]

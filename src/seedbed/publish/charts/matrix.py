"""The conditions matrix: what was present, absent, partly there or not known, case by case."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish.charts import matrix_picture
from seedbed.publish.charts.chart import Chart, Rows, listed, made
from seedbed.publish.charts.matrix_picture import Grid, states


def matrix(
    cases: Rows,
    conditions: Rows,
    cells: Rows,
    *,
    title: str,
    description: str = "",
    simulated: bool = False,
    cache: Path | None = None,
) -> Chart:
    """Draw cases against conditions, each state with a shape of its own.

    Shapes: cases have ``id``, ``name``; conditions have ``id``, ``name``, perhaps ``kind`` (an
    ``outcome`` is set apart at the right); cells have ``case``, ``condition``, ``state``: present,
    absent, partly, not-known or differs (sources or dates disagree). A cell nobody gave is
    not known; a cell given twice with different states differs.
    Units: none; rows and columns keep the order given, which is never a ranking.
    Raises: InputError if there is nothing to draw, or a cell is of no case, condition or state.
    Source: presence and absence as in configurational comparison; our own signs.
    """
    case_rows = listed(cases, what="cases", needs=("id", "name"))
    condition_rows = sorted(
        listed(conditions, what="conditions", needs=("id", "name")),
        key=lambda row: row.get("kind") == "outcome",
    )
    known = _states(
        listed(cells, what="cells", needs=("case", "condition", "state"), may_be_empty=True),
        {row["id"] for row in case_rows},
        {row["id"] for row in condition_rows},
    )
    grid = Grid(cases=case_rows, conditions=condition_rows, known=known)
    words = states()
    return made(
        lambda size: matrix_picture.picture(grid, size, simulated),
        title=title,
        description=description or _described(grid),
        columns=(_("Case"), *(row["name"] for row in condition_rows)),
        rows=[
            (case["name"], *(words[grid.state(case, row)] for row in condition_rows))
            for case in case_rows
        ],
        simulated=simulated,
        cache=cache,
    )


def _states(
    cells: list[Mapping[str, Any]], cases: set[str], conditions: set[str]
) -> dict[tuple[str, str], str]:
    """The state of each cell; two known states that differ are kept as *differs*.

    A source that does not know says nothing against one that does.
    """
    allowed = states()
    found: dict[tuple[str, str], str] = {}
    for cell in cells:
        place, state = (cell["case"], cell["condition"]), cell["state"]
        if place[0] not in cases or place[1] not in conditions:
            raise InputError(
                f"A cell names case {place[0]!r} and condition {place[1]!r}, "
                "one of which is not in the matrix. Add it, or leave the cell out."
            )
        if state not in allowed:
            raise InputError(
                f"The cell of case {place[0]!r}, condition {place[1]!r} has the state {state!r}; "
                f"expected one of {', '.join(allowed)}."
            )
        told = {found.get(place, "not-known"), state} - {"not-known"}
        found[place] = "differs" if len(told) > 1 else next(iter(told), "not-known")
    return found


def _described(grid: Grid) -> str:
    """How many cells are in each state, the unknown first."""
    counted = grid.counts()
    words = states()
    text: str = _("%(cases)s cases against %(conditions)s conditions. ") % {
        "cases": len(grid.cases),
        "conditions": len(grid.conditions),
    }
    order = ("not-known", "present", "absent", "partly", "differs")
    parts = [f"{words[state]}: {counted[state]}" for state in order if counted[state]]
    return text + "; ".join(parts) + "."

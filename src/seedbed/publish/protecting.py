"""Disclosure control on all that leaves a study of real people, by default and without a way off.

Rows and answers are read through a shield at the place where a page, a report or an export is made.
Counts of few people are left out, others are rounded, and what earlier pages told is set beside
what this one would. Studies of published or invented facts pass through it untouched, and so does
what members see inside.
"""

import copy
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.inquiry.questions import QUESTIONS
from seedbed.inquiry.safe import counts_people, protected_count
from seedbed.methods.disclosure.differencing import differencing
from seedbed.methods.disclosure.released import Released
from seedbed.methods.disclosure.rules import SEEDBED
from seedbed.record.access import theirs
from seedbed.record.outputs.models import Publication
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study
from seedbed.trust.asking import system

# Where the counts of a row stand, by its kind.
COUNTS = {"reading": ("value",), "outcome": ("amount", "low", "high")}
Result = dict[str, Any]


class Shield:
    """What readers get of rows and answers of one study, and the totals they were told by it."""

    def __init__(self, study: Study, *, using: str, leaves: bool = True) -> None:
        self.study, self.using = study, using
        self.active = leaves and study.kind == "real"
        self._results: dict[int, Result] = {}
        self._told: dict[int, list[dict[str, Any]]] = {}

    def row(self, kind: str, row: Any) -> Any:
        """A row as a reader gets it: the row itself, or a copy without counts of few people."""
        if not self.active or kind not in COUNTS:
            return row
        unit = row.indicator.unit if kind == "reading" else row.unit
        if not counts_people(unit, row.status, row.address):
            return row
        held = copy.copy(row)
        for name in COUNTS[kind]:
            exact = getattr(row, name)
            shown = protected_count(None if exact is None else float(exact))
            setattr(held, name, None if shown is None else type(exact)(shown))
        if kind == "reading" and row.value is not None and held.value is None:
            held.mark = "suppressed"
        return held

    def result(self, run: Run) -> Result:
        """An answer as a reader gets it.

        Raises: InputError for an answer from before its question said what may leave.
        """
        if not self.active:
            return dict(run.result)
        if run.pk not in self._results:
            if "safe" not in run.result:
                raise InputError(
                    _("Put the questions again before anything leaves: seedbed run %(study)s.")
                    % {"study": self.study.key}
                )
            self._results[run.pk] = self._beside_what_is_out(run)
        return self._results[run.pk]

    def is_people(self, run: Run, figure: str) -> bool:
        """Say whether a figure of an answer counts people, and is told as "about" so many."""
        counting = QUESTIONS[run.question].counting
        return self.active and counting is not None and figure in counting.people

    def frozen(self) -> dict[str, Any]:
        """What a frozen page keeps for later: the totals it tells and whom each counts.

        No page shows it.
        """
        if not self.active:
            return {}
        return {"released": [one for run in sorted(self._told) for one in self._told[run]]}

    def _beside_what_is_out(self, run: Run) -> Result:
        """The protected answer, unless with earlier pages it would set few people apart."""
        safe = {name: value for name, value in run.result["safe"].items() if name != "released"}
        totals = run.result["safe"]["released"]
        known = {_whom(one) for one in self._earlier}
        new = [_total(one, "this page") for one in totals if _whom(one) not in known]
        if new:
            out = [_total(one, one["page"]) for one in self._earlier]
            if any(found.new for found in differencing(new, out, SEEDBED).findings):
                return _without_people(run, safe)
        self._told[run.pk] = totals
        return safe

    @cached_property
    def _earlier(self) -> list[dict[str, Any]]:
        """Totals that published pages told, each once. Withdrawn pages were read all the same."""
        by = system("disclosure", using=self.using)
        found: dict[Any, dict[str, Any]] = {}
        for page in theirs(by, Publication).filter(study=self.study):
            for one in page.body.get("released", ()):
                page_name = f"{page.kind} {page.key} {page.version}"
                found.setdefault(_whom(one), one | {"page": page_name})
        return list(found.values())


def _whom(one: dict[str, Any]) -> tuple[str, int, tuple[str, ...]]:
    return one["what"], one["rounding"], tuple(one["members"])


def _total(one: dict[str, Any], page: str) -> Released:
    return Released(
        release=page,
        group=one["group"],
        members=frozenset(one["members"]),
        what=one["what"],
        rounding=one["rounding"],
    )


def _without_people(run: Run, safe: Result) -> Result:
    """An answer with every count of people left out. Nobody is still nobody."""
    counting = QUESTIONS[run.question].counting
    assert counting is not None
    columns = {name for name, what in counting.columns.items() if what == "people"}
    return {
        "text": _(
            "How many people took part and were heard is not told here: beside what was published "
            "before, it would set few people apart."
        ),
        "numbers": {
            name: None if name in counting.people else value
            for name, value in safe["numbers"].items()
        },
        "warnings": safe["warnings"],
        "table": [
            {name: None if name in columns and value else value for name, value in row.items()}
            for row in safe["table"]
        ],
    }


def few() -> str:
    """What stands in the place of a count of few people."""
    return _("fewer than %(few)s") % {"few": SEEDBED.threshold}


def about(shown: str) -> str:
    """A rounded count, said to be one."""
    return _("about %(shown)s") % {"shown": shown}

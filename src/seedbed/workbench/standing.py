"""How questions were asked, and whether their answers still stand, told cheaply for a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from seedbed.errors import InputError
from seedbed.inquiry.ask import question_named
from seedbed.inquiry.question import Parameter, Question
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from seedbed.record.runs.models import Run
    from seedbed.record.study.models import Study


def question_of(run: Run) -> Question | None:
    """The question of a run; None if this Seedbed no longer asks it."""
    try:
        return question_named(run.question)
    except InputError:
        return None


class Wordings:
    """How questions were asked, in the words of what was chosen: each list of choices read once."""

    def __init__(self, by: Asker, study: Study) -> None:
        self.by, self.study = by, study
        self._chosen: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, run: Run) -> list[tuple[str, str]]:
        """What a question was told beyond its defaults, as pairs a person can read."""
        question = question_of(run)
        if question is None:
            return list(run.parameters.items())
        # In the order of the declaration: a database may keep the names in another.
        return [
            (p.name, self._say(run.question, p, run.parameters[p.name]))
            for p in question.parameters
            if run.parameters.get(p.name, p.default) != p.default
        ]

    def _say(self, question: str, parameter: Parameter, value: str) -> str:
        if parameter.choices is None:
            return value
        key = (question, parameter.name)
        if key not in self._chosen:
            self._chosen[key] = dict(parameter.choices(self.by, self.study))
        parts = value.split(",") if parameter.kind == "words" else [value]
        return ", ".join(self._chosen[key].get(part, part) for part in parts)


def standings(by: Asker, study: Study, runs: Iterable[Run]) -> dict[int, str]:
    """``fresh``, ``moved`` or ``older-method`` for each run, in one query.

    ``moved``: something in the tables a run read was written since. Only reading them again, which
    the page of the run does, can tell whether the answer would differ.
    """
    counters = revisions(by, study)
    return {run.pk: _standing(run, counters) for run in runs}


def _standing(run: Run, counters: dict[str, int]) -> str:
    question = question_of(run)
    if question is None or question.method_version != run.method_version:
        return "older-method"
    now = {noun: counters.get(noun, 0) for noun in question.nouns}
    return "fresh" if now == run.revisions else "moved"

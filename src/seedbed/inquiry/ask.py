"""Putting a question, and knowing whether an old answer still stands."""

import shlex
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from seedbed.errors import InputError
from seedbed.inquiry.digest import digest_of
from seedbed.inquiry.question import Question, needs_nothing
from seedbed.inquiry.questions import QUESTIONS
from seedbed.inquiry.safe import safe_answer
from seedbed.record.runs.actions import keep_run
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import Asker, system

Freshness = Literal["fresh", "stale", "older-method"]


def question_named(name: str) -> Question:
    """A question by its name.

    Raises: InputError naming the questions there are.
    """
    if name not in QUESTIONS:
        raise InputError(f"There is no question {name!r}. There are: {', '.join(QUESTIONS)}.")
    return QUESTIONS[name]


def read_asked(line: str) -> tuple[Question, dict[str, str]]:
    """A question and its filled parameters from a line such as ``before-after area=X ...``."""
    try:
        words = shlex.split(line)
    except ValueError as wrong:
        raise InputError(f"A quotation mark is not closed: {line!r}.") from wrong
    if not words:
        raise InputError("A question begins with its name.")
    question = question_named(words[0])
    given = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    if len(given) != len(words) - 1:
        raise InputError(f"Parameters are written name=value, each once: {line!r}.")
    return question, question.fill(given)


def canonical(line: str) -> str:
    """The one way to write a question with its parameters."""
    question, filled = read_asked(line)
    return question.asked(filled)


def ask(*, by: Asker, study: Study, question: Question, given: Mapping[str, str]) -> Run:
    """Put a question to a study and keep the run."""
    return keep_run(by=by, study=study, **worked_out(by, study, question, given))


def worked_out(
    by: Asker, study: Study, question: Question, given: Mapping[str, str]
) -> dict[str, Any]:
    """The answer to a question, as it will be kept. Nothing is stored yet.

    The system reads, because an answer is over the whole study; who may see it is decided where
    runs are read.
    """
    by.must("run", study=study.pk)
    reader = system("inquiry", using=by.using)
    filled = question.fill(given)
    # Counted before they are read: what is written meanwhile must not pass for read.
    counted = _revisions(reader, study, question)
    frames = question.frames(reader, study, question.read(filled))
    answer = question.answer(frames, question.read(filled))
    result: dict[str, Any] = {
        "text": answer.text(),
        "numbers": {name: answer.numbers[name] for name in answer.numbers},
        "warnings": list(answer.warnings),
        "table": [_plain(row) for row in answer.table()],
    }
    if study.kind == "real":
        read = question.read(filled)
        result["safe"] = safe_answer(reader, study, question, frames, read, answer)
    return {
        "question": question.name,
        "parameters": filled,
        "asked": question.asked(filled),
        "digest": digest_of(frames),
        "revisions": counted,
        "method_version": question.method_version,
        "result": result,
    }


def ask_line(*, by: Asker, study: Study, line: str) -> Run:
    """Put a question written as one line."""
    question, filled = read_asked(line)
    return ask(by=by, study=study, question=question, given=filled)


def ask_all(*, by: Asker, study: Study, also: Iterable[str] = ()) -> list[Run]:
    """Put every question that needs no parameters, and those that sentences name."""
    return [ask_line(by=by, study=study, line=line) for line in all_lines(also)]


def all_lines(also: Iterable[str] = ()) -> list[str]:
    """Every question that needs no parameters, and those named, a line each and each once."""
    lines = [question.name for question in QUESTIONS.values() if needs_nothing(question)]
    return list(dict.fromkeys([*lines, *(canonical(line) for line in also)]))


class Standings:
    """Whether runs of a study still answer what is in the record now: each asked after once."""

    def __init__(self, study: Study, *, using: str) -> None:
        self.study, self.reader = study, system("inquiry", using=using)
        self._counted: dict[str, int] | None = None
        self._known: dict[int, Freshness] = {}

    def of(self, run: Run) -> Freshness:
        """Say how one run stands."""
        if run.pk not in self._known:
            if self._counted is None:
                self._counted = revisions(self.reader, self.study)
            self._known[run.pk] = _standing(self.reader, self.study, run, self._counted)
        return self._known[run.pk]


def freshness(study: Study, run: Run, *, using: str) -> Freshness:
    """Say how one run stands; for several of a study see :class:`Standings`."""
    return Standings(study, using=using).of(run)


def _standing(reader: Asker, study: Study, run: Run, counted: Mapping[str, int]) -> Freshness:
    """Equal revisions mean nothing moved. Otherwise the digest decides.

    A change elsewhere in the same noun does not make a run stale.
    """
    question = QUESTIONS.get(run.question)
    if question is None or question.method_version != run.method_version:
        return "older-method"
    if {noun: counted.get(noun, 0) for noun in question.nouns} == run.revisions:
        return "fresh"
    try:
        frames = question.frames(reader, study, question.read(run.parameters))
    except InputError:  # what it was asked about is not there any more
        return "stale"
    return "fresh" if digest_of(frames) == run.digest else "stale"


def _revisions(by: Asker, study: Study, question: Question) -> dict[str, int]:
    counters = revisions(by, study)
    return {noun: counters.get(noun, 0) for noun in question.nouns}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}

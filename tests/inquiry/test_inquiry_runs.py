"""Runs: the same question of the same rows is the same run, fresh until those rows change."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seedbed.errors import ActionDenied, InputError
from seedbed.inquiry import ask as asking
from seedbed.inquiry.ask import ask, ask_all, ask_line, freshness
from seedbed.inquiry.questions import QUESTIONS
from seedbed.record.models import TABLES, Run, Study
from seedbed.record.study.models import Site
from seedbed.record.timeline.actions import log_event
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.roles import ROLES
from tests.tiny import BEFORE_AFTER

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
NAMED = f"{BEFORE_AFTER} comparison=Northmere"
LINES = [*(name for name in QUESTIONS if name != "before-after"), BEFORE_AFTER, NAMED]
# The figures that sentences may bind to, by question.
FIGURES = {
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


def asked(study: Study, line: str = "stages") -> Run:
    return ask_line(by=SYSTEM, study=study, line=line)


def state(study: Study, run: Run) -> str:
    return freshness(study, Run.objects.get(pk=run.pk), using="default")


def log(study: Study, site: str = "s-ambleford") -> None:
    log_event(by=SYSTEM, site=Site.objects.get(study=study, key=site), title="A panel met",
              earliest=date(2024, 5, 1), stream="practice", stage="growing",
              learned_on=date(2024, 5, 2))  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_every_question_is_answered_over_the_tiny_study(tiny: Study, line: str) -> None:
    run = asked(tiny, line)
    result = Run.objects.get(pk=run.pk).result
    assert set(FIGURES[run.question].split()) <= set(result["numbers"])
    for name, number in result["numbers"].items():
        assert number is None or math.isfinite(number), name
    assert result["text"].strip().endswith(".")
    assert result["table"]
    # As strict readers of JSON take it: an undefined number is null.
    json.dumps(result, allow_nan=False)


# Questions that cannot be put to an empty study, and what they say then.
NEEDS_ROWS = {
    "before-after": "no reading of ind-missing for Ambleford",
    "conditions-outcome": "compares no condition",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_something_over_an_empty_study(db: None, name: str) -> None:
    empty = Study.objects.create(key="empty", title="x", kind="public", as_at=date(2024, 1, 1))
    line = BEFORE_AFTER if name == "before-after" else name
    if name in NEEDS_ROWS:
        with pytest.raises(InputError, match=NEEDS_ROWS[name]):
            asked(empty, line)
        assert not Run.objects.exists()
    else:
        assert asked(empty, line).result["text"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (BEFORE_AFTER.replace("Ambleford", "Nowhere"), "no reading of ind-missing for Nowhere"),
        (BEFORE_AFTER.replace("ind-missing", "ind-gone"), "no reading of ind-gone for Ambleford"),
        (f"{BEFORE_AFTER} comparison=Nowhere,Elsewhere", "for Nowhere, Elsewhere"),
        ("conditions-outcome outcome=o-gone", "no condition 'o-gone'. It compares: c-lead"),
        ("conditions-outcome conditions=c-lead,c-gone", "no condition 'c-gone'"),
        ("cost-consequence innovation=i-gone", "no innovation 'i-gone'. It holds: i-ambleford"),
    ],
)
def test_what_the_study_does_not_hold_is_named(tiny: Study, line: str, says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        asked(tiny, line)
    assert not Run.objects.exists()


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_a_form_offers_is_answered(tiny: Study, name: str) -> None:
    question = QUESTIONS[name]
    for parameter in question.parameters:
        if parameter.choices:
            offered = parameter.choices(SYSTEM, tiny)
            assert offered, parameter.name
            assert not parameter.choices(Asker(name="x", using="default"), tiny), parameter.name
            for value, shown in offered:
                assert shown
                given = {"indicator": "ind-missing", "area": "Ambleford", "from": "2021",
                         "to": "2023"} if name == "before-after" else {}  # fmt: skip
                run = ask(by=SYSTEM, study=tiny, question=question,
                          given=given | {parameter.name: value})  # fmt: skip
                assert run.parameters[parameter.name] == value


@pytest.mark.parametrize("line", LINES)
def test_asked_twice_it_is_one_run(tiny: Study, line: str) -> None:
    first = asked(tiny, line)
    second = asked(tiny, line)
    assert second == first
    assert second.result == first.result
    assert Run.objects.count() == 1
    assert state(tiny, first) == "fresh"


def test_all_questions_without_parameters_are_put_and_those_that_are_named(tiny: Study) -> None:
    runs = ask_all(by=SYSTEM, study=tiny, also=[NAMED, NAMED, "stages"])
    assert [run.question for run in runs] == [
        name for name in QUESTIONS if name != "before-after"
    ] + ["before-after"]


@pytest.mark.parametrize("line", LINES)
def test_a_question_reads_no_table_that_it_does_not_name(tiny: Study, line: str) -> None:
    """What is read and not named could change without anybody seeing that the answer is old."""
    question = QUESTIONS[line.split()[0]]
    filled = question.fill(dict(word.split("=") for word in line.split()[1:]))
    with CaptureQueriesContext(connection) as queries:
        question.frames(SYSTEM, tiny, question.read(filled))
    said = " ".join(query["sql"] for query in queries)
    read = set(re.findall(r'(?:FROM|JOIN) "(record_\w+)"', said))
    assert read
    assert read <= {TABLES[noun]._meta.db_table for noun in question.nouns}


def test_revisions_that_moved_over_the_same_rows_leave_a_run_fresh(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    runs = [asked(tiny, line) for line in LINES]
    edit_tiny()
    assert [state(tiny, run) for run in runs] == ["fresh"] * len(runs)


READING = "2023-01-01,2023-12-31"


def test_a_change_elsewhere_in_the_same_noun_leaves_a_run_fresh(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    run = asked(tiny, NAMED)
    edit_tiny(("readings.csv", f"Eastfold,,{READING},66", f"Eastfold,,{READING},65"))
    assert state(tiny, run) == "fresh"


@pytest.mark.parametrize(("area", "value"), [("Ambleford", 52), ("Northmere", 86)])
def test_a_change_of_what_was_read_makes_a_run_stale(
    tiny: Study, edit_tiny: Callable[..., Study], area: str, value: int
) -> None:
    run = asked(tiny, NAMED)
    edit_tiny(("readings.csv", f"{area},,{READING},{value}", f"{area},,{READING},{value + 1}"))
    assert state(tiny, run) == "stale"
    again = asked(tiny, NAMED)
    assert again != run
    assert (state(tiny, again), state(tiny, run)) == ("fresh", "stale")


@pytest.mark.parametrize("line", LINES)
def test_a_logged_event_makes_stale_what_reads_events_and_only_that(tiny: Study, line: str) -> None:
    run = asked(tiny, line)
    log(tiny)
    assert state(tiny, run) == ("stale" if "events" in QUESTIONS[run.question].nouns else "fresh")


def test_a_run_whose_rows_are_gone_is_stale(tiny: Study) -> None:
    run = asked(tiny, NAMED)
    TABLES["readings"].objects.filter(area="Northmere").delete()
    tiny.revisions.filter(noun="readings").update(number=9)
    assert state(tiny, run) == "stale"


def test_a_newer_method_shows_as_such_whatever_the_rows(
    tiny: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(tiny)
    newer = replace(QUESTIONS["stages"], method_version="next")
    monkeypatch.setattr(asking, "QUESTIONS", QUESTIONS | {"stages": newer})
    assert state(tiny, run) == "older-method"
    log(tiny)
    assert state(tiny, run) == "older-method"
    again = asked(tiny)
    assert again != run
    assert state(tiny, again) == "fresh"
    monkeypatch.setattr(asking, "QUESTIONS", {})
    assert state(tiny, run) == "older-method", "a question that is asked no more"


def test_what_is_written_while_it_is_read_makes_a_run_stale(tiny: Study) -> None:
    """Nobody may take an answer for fresh that missed the last line."""
    whole = QUESTIONS["stages"]

    def read_and_then_somebody_writes(by: Asker, study: Study, given: Any) -> Any:
        frames = whole.frames(by, study, given)
        log(study)
        return frames

    slow = replace(whole, frames=read_and_then_somebody_writes)
    run = ask(by=SYSTEM, study=tiny, question=slow, given={})
    assert state(tiny, run) == "stale"


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_run_asks(tiny: Study, role: str) -> None:
    site = Site.objects.get(key="s-ambleford").pk
    by = Asker(name="x", using="default", grants=(Grant(role=role, study=tiny.pk, site=site),))
    if role in ("lead", "researcher"):
        whole = asked(tiny)
        assert ask_line(by=by, study=tiny, line="stages") == whole, "the system reads, for anybody"
    else:
        with pytest.raises(ActionDenied):
            ask_line(by=by, study=tiny, line="stages")
        assert not Run.objects.exists()


def test_a_question_too_long_to_keep_is_refused(tiny: Study) -> None:
    areas = ",".join(["Northmere"] * 40)
    with pytest.raises(InputError, match="at most 300"):
        asked(tiny, f"{BEFORE_AFTER} comparison={areas}")

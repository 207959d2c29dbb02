"""Cases set against conditions and an outcome."""

import polars as pl

from seedbed.errors import InputError
from seedbed.inquiry.question import Answer, Frames, Given, Parameter, Question
from seedbed.inquiry.safe import Counting
from seedbed.methods.configurational.conditions import conditions_table
from seedbed.record.study.models import Study
from seedbed.record.timeline.frames import scores_frame
from seedbed.record.timeline.selectors import conditions
from seedbed.trust.asking import Asker


def _outcomes(by: Asker, study: Study) -> list[tuple[str, str]]:
    return list(conditions(by, study).filter(kind="outcome").values_list("key", "name"))


def _conditions(by: Asker, study: Study) -> list[tuple[str, str]]:
    return list(conditions(by, study).filter(kind="condition").values_list("key", "name"))


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    names = dict(conditions(by, study).values_list("key", "name"))
    outcome = given["outcome"] or next((key for key, _ in _outcomes(by, study)), "")
    wanted = given["conditions"] or [key for key, _ in _conditions(by, study)]
    for key in (outcome, *wanted):
        if key not in names:
            known = ", ".join(names) or "none"
            raise InputError(f"This study compares no condition {key!r}. It compares: {known}.")
    asked = pl.DataFrame(
        {
            "id": [outcome, *wanted],
            "name": [names[outcome], *(names[key] for key in wanted)],
            "role": ["outcome", *("condition" for _ in wanted)],
        }
    )
    scores = scores_frame(by, study).filter(pl.col("condition").is_in(asked["name"].to_list()))
    return {"scores": scores, "asked": asked}


def _answer(frames: Frames, given: Given) -> Answer:
    asked = frames["asked"]
    outcome = asked.filter(pl.col("role") == "outcome")["name"].item()
    wanted = asked.filter(pl.col("role") == "condition")["name"].to_list()
    return conditions_table(frames["scores"], outcome=outcome, conditions=wanted)


QUESTION = Question(
    name="conditions-outcome",
    title="Which conditions were there where it lasted?",
    says="Cases against conditions and an outcome, with every reason why no formula may follow.",
    nouns=("scores", "conditions", "innovations", "sites"),
    parameters=(
        Parameter(
            name="outcome",
            says="the outcome; the first of the study unless given",
            default="",
            choices=_outcomes,
        ),
        Parameter(
            name="conditions",
            says="conditions with commas between; all of them unless given",
            kind="words",
            default="",
            choices=_conditions,
        ),
    ),
    frames=_frames,
    answer=_answer,
    # Its columns are conditions of cases, scored from 0 to 1.
    counting=Counting(
        figures={
            "cases": "cases",
            "complete": "cases",
            "outcome_present": "cases",
            "outcome_absent": "cases",
            "warnings": "warnings",
        },
        columns={"*": "scores"},
    ),
)

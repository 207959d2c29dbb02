"""What was spent, by whom, and what is reported to have come of it."""

from seedbed.errors import InputError
from seedbed.inquiry.question import Answer, Frames, Given, Parameter, Question
from seedbed.inquiry.safe import Counting, Safe, protected_outcomes, safe_of
from seedbed.methods.value.consequence import cost_consequence
from seedbed.record.measures.frames import benefits_frame, costs_frame, outcomes_frame
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import case_names, innovations
from seedbed.trust.asking import Asker


def _innovations(by: Asker, study: Study) -> list[tuple[str, str]]:
    return [(row.key, row.name) for row in innovations(by, study) if row.site.kind != "team"]


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    frames = {
        "costs": costs_frame(by, study),
        "benefits": benefits_frame(by, study),
        "outcomes": outcomes_frame(by, study),
    }
    if not given["innovation"]:
        return frames
    names = case_names(by, study)
    keys = {row.key: names[row.pk] for row in innovations(by, study)}
    if given["innovation"] not in keys:
        raise InputError(
            f"This study holds no innovation {given['innovation']!r}. It holds: {', '.join(keys)}."
        )
    case = keys[given["innovation"]]
    return {name: rows.filter(rows["case"] == case) for name, rows in frames.items()}


def _answer(frames: Frames, given: Given) -> Answer:
    return cost_consequence(frames["costs"], frames["benefits"], frames["outcomes"])


def _safe(by: Asker, study: Study, frames: Frames, given: Given) -> Safe:
    outcomes = protected_outcomes(by, study, frames["outcomes"])
    return safe_of(_answer(frames | {"outcomes": outcomes}, given))


QUESTION = Question(
    name="cost-consequence",
    title="What did it cost, who paid, and what is reported beside it?",
    says="Cost by stage and payer, with what is reported to have come of it. Never one ratio.",
    nouns=("costs", "benefits", "outcomes", "innovations", "sites"),
    parameters=(
        Parameter(
            name="innovation",
            says="one innovation; all of them unless given",
            default="",
            choices=_innovations,
        ),
    ),
    frames=_frames,
    answer=_answer,
    # The money is that of organisations; outcomes beside it may count people.
    counting=Counting(
        figures={
            "cost_lines": "lines",
            "cost_known_total": "pounds",
            "benefit_lines": "lines",
            "payer_unknown": "lines",
        },
        columns={
            "lines": "lines",
            "not_known": "lines",
            "other_figures": "lines",
            "known_total": "pounds",
        },
        safe=_safe,
    ),
)

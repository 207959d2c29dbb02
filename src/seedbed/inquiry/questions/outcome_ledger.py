"""Reported outcomes, by design, nulls beside gains."""

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.inquiry.safe import Counting, Safe, protected_outcomes, safe_of
from seedbed.methods.effects.ledger import outcome_ledger
from seedbed.record.measures.frames import outcomes_frame
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    return {"outcomes": outcomes_frame(by, study)}


def _answer(frames: Frames, given: Given) -> Answer:
    return outcome_ledger(frames["outcomes"])


def _safe(by: Asker, study: Study, frames: Frames, given: Given) -> Safe:
    outcomes = protected_outcomes(by, study, frames["outcomes"])
    return safe_of(_answer({"outcomes": outcomes}, given))


FIGURES = (
    "rows", "better", "no_change", "worse", "mixed", "not_known", "strong_rows", "strong_better",
    "weak_rows", "weak_better",
)  # fmt: skip

QUESTION = Question(
    name="outcome-ledger",
    title="Did it help, whom, and how sure are we?",
    says="Every reported outcome with its design. No change is a result, in the same size.",
    nouns=("outcomes", "innovations", "sites"),
    frames=_frames,
    answer=_answer,
    counting=Counting(
        figures=dict.fromkeys(FIGURES, "reported outcomes"),
        columns=dict.fromkeys(("amount", "low", "high"), "amounts, perhaps of people"),
        safe=_safe,
    ),
)

"""Reported outcomes, by design, nulls beside gains."""

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.methods.effects.ledger import outcome_ledger
from seedbed.record.measures.frames import outcomes_frame
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    return {"outcomes": outcomes_frame(by, study)}


def _answer(frames: Frames, given: Given) -> Answer:
    return outcome_ledger(frames["outcomes"])


QUESTION = Question(
    name="outcome-ledger",
    title="Did it help, whom, and how sure are we?",
    says="Every reported outcome with its design. No change is a result, in the same size.",
    nouns=("outcomes", "innovations", "sites"),
    frames=_frames,
    answer=_answer,
)

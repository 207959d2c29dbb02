"""How long each innovation stayed in each stage, and how it moved."""

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.inquiry.safe import Counting
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.record.study.models import Study
from seedbed.record.timeline.frames import events_frame
from seedbed.trust.asking import Asker


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    return {"events": events_frame(by, study)}


def _answer(frames: Frames, given: Given) -> Answer:
    return time_in_stage(frames["events"])


QUESTION = Question(
    name="stages",
    title="How did each one move through its stages?",
    says="Time in stage as a range, moves forward and back, setbacks and endings.",
    nouns=("events", "innovations", "sites"),
    frames=_frames,
    answer=_answer,
    counting=Counting(
        figures={
            "cases": "cases",
            "events": "events",
            "undated_stage": "events",
            "setbacks": "events",
            "ended": "cases",
            "loops": "events",
        },
        columns={"days_low": "days", "days_high": "days"},
    ),
)

"""Who has not been heard."""

from typing import get_args

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.methods.experience.heard import not_heard
from seedbed.record import words as w
from seedbed.record.people.frames import heard_frame, participants_frame
from seedbed.record.study.models import Study
from seedbed.record.timeline.frames import cases_frame
from seedbed.trust.asking import Asker


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    cases = cases_frame(by, study)
    return {
        "participants": participants_frame(by, study),
        "heard": heard_frame(by, study),
        "cases": cases.filter(cases["kind"] != "team"),
    }


def _answer(frames: Frames, given: Given) -> Answer:
    return not_heard(
        frames["participants"],
        frames["heard"],
        expected_roles=get_args(w.Role),
        sites=sorted(set(frames["cases"]["site"].to_list())),
    )


QUESTION = Question(
    name="not-heard",
    title="Who has not been heard?",
    says="Roles and sites whose words we hold, and those whose words we do not.",
    nouns=("participants", "sources", "source_versions", "excerpts", "innovations", "sites"),
    frames=_frames,
    answer=_answer,
)

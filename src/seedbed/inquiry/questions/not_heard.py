"""Who has not been heard."""

from typing import get_args

from seedbed.inquiry.heard_outside import heard_outside
from seedbed.inquiry.question import Frames, Given, Question
from seedbed.inquiry.safe import Counting, Safe
from seedbed.methods.experience.heard import Heard, not_heard
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


def _answer(frames: Frames, given: Given) -> Heard:
    return not_heard(
        frames["participants"],
        frames["heard"],
        expected_roles=get_args(w.Role),
        sites=sorted(set(frames["cases"]["site"].to_list())),
    )


def _safe(by: Asker, study: Study, frames: Frames, given: Given) -> Safe:
    return heard_outside(_answer(frames, given), frames)


QUESTION = Question(
    name="not-heard",
    title="Who has not been heard?",
    says="Roles and sites whose words we hold, and those whose words we do not.",
    nouns=(
        "participants",
        "consents",
        "sources",
        "source_versions",
        "excerpts",
        "innovations",
        "sites",
    ),
    frames=_frames,
    answer=_answer,
    counting=Counting(
        figures={
            "participants": "people",
            "roles_heard": "roles",
            "roles_silent": "roles",
            "sites_silent": "sites",
        },
        columns={"took_part": "people", "heard": "people", "sources": "sources of people"},
        safe=_safe,
    ),
)

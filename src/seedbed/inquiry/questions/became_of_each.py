"""What became of each innovation: the sustainment register."""

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.methods.sequences.sustainment import became_of_each
from seedbed.record.study.models import Study
from seedbed.record.timeline.frames import cases_frame, sustainment_frame
from seedbed.trust.asking import Asker


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    # Teams are parts of a case; what became of them is told at the site.
    cases = cases_frame(by, study)
    whole = cases.filter(cases["kind"] != "team")
    return {"register": sustainment_frame(by, study), "cases": whole}


def _answer(frames: Frames, given: Given) -> Answer:
    return became_of_each(frames["register"], cases=frames["cases"]["case"].to_list())


QUESTION = Question(
    name="became-of-each",
    title="What became of each?",
    says="Every innovation, and whether it was still there when last seen. Unknowns come first.",
    nouns=("sustainment", "innovations", "sites"),
    frames=_frames,
    answer=_answer,
)

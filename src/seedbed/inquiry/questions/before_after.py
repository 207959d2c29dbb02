"""Before and after at one area, beside others."""

from seedbed.errors import InputError
from seedbed.inquiry.question import Answer, Frames, Given, Parameter, Question
from seedbed.inquiry.safe import Counting, Safe, protected_readings, safe_of
from seedbed.methods.effects.before_after import before_after
from seedbed.record.access import theirs
from seedbed.record.measures.frames import readings_frame
from seedbed.record.measures.models import Reading
from seedbed.record.measures.selectors import indicators
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def _indicators(by: Asker, study: Study) -> list[tuple[str, str]]:
    return list(indicators(by, study).values_list("key", "name"))


def _areas(by: Asker, study: Study) -> list[tuple[str, str]]:
    rows = theirs(by, Reading).filter(study=study)
    found = rows.order_by("area").values_list("area", flat=True).distinct()
    return [(area, area) for area in found]


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    wanted = [given["area"], *given["comparison"]] if given["comparison"] else None
    rows = readings_frame(by, study, indicator=given["indicator"], areas=wanted)
    missing = [a for a in wanted or [given["area"]] if a not in rows["area"].to_list()]
    if missing:
        raise InputError(
            f"There is no reading of {given['indicator']} for {', '.join(missing)}. "
            "Check the spelling of the area and the id of the indicator."
        )
    return {"readings": rows}


def _answer(frames: Frames, given: Given) -> Answer:
    areas = set(frames["readings"]["area"].to_list()) - {given["area"]}
    return before_after(
        frames["readings"],
        area=given["area"],
        before=given["from"],
        after=given["to"],
        comparison=given["comparison"] or sorted(areas),
    )


def _safe(by: Asker, study: Study, frames: Frames, given: Given) -> Safe:
    readings = protected_readings(by, study, frames["readings"])
    return safe_of(_answer({"readings": readings}, given))


FIGURES = (
    "before", "after", "change", "change_percent", "comparison_change_percent", "difference",
    "low", "high",
)  # fmt: skip

QUESTION = Question(
    name="before-after",
    title="What changed here, and what changed elsewhere?",
    says="One area before and after, beside comparison areas, with an interval where they "
    "allow it.",
    nouns=("readings", "indicators"),
    parameters=(
        Parameter(name="indicator", says="what is measured", choices=_indicators),
        Parameter(name="area", says="the area that tried something new", choices=_areas),
        Parameter(name="from", says="the year before, by its end", kind="whole"),
        Parameter(name="to", says="the year after, by its end", kind="whole"),
        Parameter(
            name="comparison",
            says="areas to compare with, commas or semicolons between; all others unless given",
            kind="words",
            default="",
        ),
    ),
    frames=_frames,
    answer=_answer,
    method_version="2",
    # Readings may count people: those of few are left out before anything is worked out of them.
    counting=Counting(
        figures=dict.fromkeys(FIGURES, "readings") | {"n_comparison": "areas"},
        columns=dict.fromkeys(("before", "after", "change", "change_percent"), "readings"),
        safe=_safe,
    ),
)

"""What became of each innovation: as last seen, and 1, 3 and 5 years after its grant ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from seedbed.inquiry.question import Answer, Frames, Given, Question
from seedbed.inquiry.safe import Counting
from seedbed.methods.results import Numbers, Row
from seedbed.methods.sequences.standing import HORIZONS, Standing, standing_at
from seedbed.methods.sequences.sustainment import Register, became_of_each
from seedbed.record.frames import DATE, TEXT, frame
from seedbed.record.measures.frames import costs_frame
from seedbed.record.study.models import Study
from seedbed.record.timeline.frames import cases_frame, sustainment_frame
from seedbed.trust.asking import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """Both answers about each case, with its place and how we know the rows it rests on."""

    register: Register
    standing: Standing
    places: Mapping[str, str]
    known_by: Mapping[str, tuple[str, str]]  # status and address of each row of the register

    @property
    def numbers(self) -> Numbers:
        """How many met each fate, and how many stood how at each horizon."""
        return {**self.register.numbers, **self.standing.numbers}

    @property
    def warnings(self) -> tuple[str, ...]:
        """The doubts of both."""
        return (*self.register.warnings, *self.standing.warnings)

    def table(self) -> list[Row]:
        """List cases: unknown first, then ended, partly, continuing."""
        stood = {row["case"]: row for row in self.standing.table()}
        return [
            row | stood[row["case"]] | self._place(row["case"], str(row["rests_on"]).split())
            for row in self.register.table()
        ]

    def _place(self, case: Any, rests_on: list[str]) -> Row:
        known = [self.known_by[ref] for ref in rests_on]
        return {
            "site": self.places.get(case),
            "status": " ".join(sorted({status for status, _ in known})),
            "address": "; ".join(sorted({address for _, address in known if address})),
        }

    def text(self) -> str:
        """Tell first how many are not known, as last seen and then at each horizon."""
        return f"{self.register.text()} {self.standing.text()}"


def _frames(by: Asker, study: Study, given: Given) -> Frames:
    # Teams are parts of a case; what became of them is told at the site. What is only known in the
    # background is never told as a fact.
    cases, told = cases_frame(by, study), pl.col("status").ne_missing("known")
    return {
        "register": sustainment_frame(by, study).filter(told),
        "cases": cases.filter(cases["kind"] != "team"),
        "costs": costs_frame(by, study).filter(told),
        "study": frame([{"id": study.key, "as_at": study.as_at}], {"id": TEXT, "as_at": DATE}),
    }


def _answer(frames: Frames, given: Given) -> Answer:
    register, cases = frames["register"], frames["cases"]
    names = cases["case"].to_list()
    return Became(
        register=became_of_each(register, cases=names),
        standing=standing_at(
            register, frames["costs"], as_at=frames["study"]["as_at"].item(), cases=names
        ),
        places=dict(zip(names, cases["site"].to_list(), strict=True)),
        known_by={
            row["id"]: (row["status"], row["address"]) for row in register.iter_rows(named=True)
        },
    )


FATES = ("known", "unknown", "disagree", "ended", "partly", "continuing", "not_yet")
FIGURES = (
    "cases", "unknown", "continuing", "partly", "ended", "grant_end_known",
    *(f"{fate}_at_{years}" for years in HORIZONS for fate in FATES),
)  # fmt: skip

QUESTION = Question(
    name="became-of-each",
    title="What became of each?",
    says="Every innovation: was it still there when last seen, and 1, 3 and 5 years after its "
    "grant ended? Unknowns come first.",
    nouns=("sustainment", "innovations", "sites", "costs"),
    frames=_frames,
    answer=_answer,
    method_version="2",
    # Innovations are counted, and nobody in them.
    counting=Counting(figures=dict.fromkeys(FIGURES, "cases"), columns={}),
)

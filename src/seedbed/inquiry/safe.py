"""What an answer may say outside, where it is about real people.

Each question declares, in one place, what each of its figures counts and which columns of its
table hold numbers. Where people are counted, or figures about few people are read, it also says
how an answer is made that can leave: protected as a table is, or worked out anew from protected
readings, so that nothing in it is nearer to the people than they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from seedbed.errors import InputError
from seedbed.methods.disclosure.cells import rounded
from seedbed.methods.disclosure.rules import SEEDBED
from seedbed.record.access import theirs
from seedbed.record.measures.models import OutcomeLine, Reading
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

Frames = dict[str, pl.DataFrame]
RATES = ("%", "per ", "gbp", "£")


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """An answer as it may leave, and the totals it tells, with whom each counts.

    Whom they count is kept to compare a later release with this one. No reader is given it.
    """

    text: str
    numbers: Mapping[str, float | int | None]
    warnings: tuple[str, ...]
    table: list[dict[str, Any]]
    released: tuple[dict[str, Any], ...] = ()

    def kept(self) -> dict[str, Any]:
        """Give it as plain values, as a run keeps it."""
        return {
            "text": self.text,
            "numbers": dict(self.numbers),
            "warnings": list(self.warnings),
            "table": [
                {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
                for row in self.table
            ],
            "released": list(self.released),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What the figures and columns of a question count.

    Without ``safe`` nothing in an answer counts people, and it leaves as it is.
    """

    figures: Mapping[str, str]
    columns: Mapping[str, str]
    safe: Callable[[Asker, Study, Frames, Mapping[str, Any]], Safe] | None = None

    @property
    def people(self) -> frozenset[str]:
        """Name the figures that count people."""
        return frozenset(name for name, what in self.figures.items() if what == "people")


def safe_answer(
    by: Asker, study: Study, question: Any, frames: Frames, given: Mapping[str, Any], answer: Any
) -> dict[str, Any]:
    """An answer about real people as it may leave.

    Raises: InputError for a question that does not declare what its figures count.
    """
    counting: Counting | None = question.counting
    unsaid = set(answer.numbers) - set(counting.figures if counting else ())
    if counting is None or unsaid or (counting.people and counting.safe is None):
        raise InputError(
            f"The question {question.name} does not say what its figures count"
            + (f" ({', '.join(sorted(unsaid))})" if unsaid else "")
            + ", so it is not put to a study of real people."
        )
    if counting.safe is None:
        return safe_of(answer).kept()
    return counting.safe(by, study, frames, given).kept()


def safe_of(answer: Any) -> Safe:
    """An answer that leaves as it is."""
    return Safe(
        text=answer.text(), numbers=answer.numbers, warnings=answer.warnings, table=answer.table()
    )


def counts_people(unit: str, status: str, address: str) -> bool:
    """Say whether a figure must be taken for a count of few people of this study.

    A rate or an amount of money is none. What was found at an address on the web, anybody has.
    """
    found = status == "found" and "://" in address
    return not found and not unit.strip().lower().startswith(RATES)


def protected_count(value: float | None) -> float | None:
    """A count of people that stands by itself: ``None`` for too few, else rounded.

    >>> [protected_count(n) for n in (None, 0, 9, 10, 13)]
    [None, None, None, 10, 15]
    """
    if value is None or abs(value) < SEEDBED.threshold:
        return None
    near = rounded(abs(value), SEEDBED.rounding)
    return float(near if value > 0 else -near)


def protected_readings(by: Asker, study: Study, frame: pl.DataFrame) -> pl.DataFrame:
    """Readings of a frame with counts of few people marked as suppressed, the others rounded."""
    rows = theirs(by, Reading).filter(study=study, key__in=frame["id"].to_list())
    told = rows.values_list("key", "indicator__unit", "status", "address")
    counts = [key for key, *known in told if counts_people(*known)]
    held = pl.col("id").is_in(counts)
    small = held & (pl.col("value").abs() < SEEDBED.threshold)
    return frame.with_columns(
        value=_protected(held, "value"),
        mark=pl.when(small).then(pl.lit("suppressed")).otherwise(pl.col("mark")),
    )


def protected_outcomes(by: Asker, study: Study, frame: pl.DataFrame) -> pl.DataFrame:
    """Outcomes of a frame with counts of few people left out, the others rounded."""
    rows = theirs(by, OutcomeLine).filter(study=study, key__in=frame["id"].to_list())
    told = rows.values_list("key", "unit", "status", "address")
    held = pl.col("id").is_in([key for key, *known in told if counts_people(*known)])
    return frame.with_columns(
        **{name: _protected(held, name) for name in ("amount", "low", "high")}
    )


def _protected(held: pl.Expr, name: str) -> pl.Expr:
    near = pl.col(name).map_elements(protected_count, return_dtype=pl.Float64, skip_nulls=True)
    return pl.when(held).then(near).otherwise(pl.col(name)).alias(name)

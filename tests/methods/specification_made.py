"""Claims and readings for the tests of the specification curve: years to 31 March, as released."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from seedbed.methods.effects.checked import Checked
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.recomputed import Choice
from seedbed.methods.effects.specification import check_claim

BEGAN = date(2014, 4, 1)  # the first day of the year to March 2015: no year has it within
Value = float | str | None  # a word is a mark
Series = Mapping[str, Mapping[int, Value]]

SCHEMA = {
    "measure": pl.String, "kind": pl.String, "area": pl.String, "starts": pl.Date,
    "ends": pl.Date, "value": pl.Float64, "mark": pl.String,
}  # fmt: skip


def yearly(series: Series, *, measure: str = "plans started", kind: str = "starts") -> pl.DataFrame:
    """Readings of one measure; those of a stock are of one day."""
    rows = [
        {
            "measure": measure,
            "kind": kind,
            "area": area,
            "starts": date(year, 3, 31) if kind == "stock" else date(year - 1, 4, 1),
            "ends": date(year, 3, 31),
            "value": None if isinstance(value, str) else value,
            "mark": value if isinstance(value, str) else "",
        }
        for area, values in series.items()
        for year, value in values.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def claim(**parts: Any) -> ClaimToCheck:
    usual = {
        "says": "Plans fell by 40 %",
        "who": "a page",
        "measure": "plans",
        "area": "here",
        "direction": "fell",
        "percent": 40,
    }
    return ClaimToCheck(**(usual | parts))


def check(readings: pl.DataFrame, asked: ClaimToCheck | None = None, **options: Any) -> Checked:
    return check_claim(asked or claim(), readings, **({"began": BEGAN} | options))


def numbers(result: Checked) -> dict[tuple[str, str, str], float | None]:
    """The curve of one measure by baseline, end and comparison."""
    return {(c.baseline, c.end, c.comparison): c.number for c in result.curve}


def only(result: Checked, **parts: object) -> Choice:
    """The one choice, in the curve or left out, that has these parts."""
    every = [*result.curve, *result.left_out]
    (found,) = [c for c in every if all(getattr(c, k) == v for k, v in parts.items())]
    return found


def said(text: str) -> str:
    """A text with plain spaces and hyphens, so that a test can be read."""
    return text.replace("\u202f", " ").replace("\u2212", "-")

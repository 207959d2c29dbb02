"""Models and summaries: enough observations left over, and nobody's own value told.

A model with as many parameters as observations repeats its data. A least or a largest value is one
person's value, and a quantile near the end of a small group is nearly so.
"""

from dataclasses import dataclass
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.disclosure.rules import Rules
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import figure, percent

Statistic = Literal["mean", "deviation", "share", "median", "quantile", "minimum", "maximum"]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One fitted model."""

    name: str
    observations: int
    parameters: int


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One summary of a group."""

    name: str
    statistic: Statistic
    n: int
    at: float | None = None  # the share below a quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A model or summary, and why it may not be shown; no reason: it may."""

    name: str
    reason: str


def judge_models(models: IntoDataFrame, rules: Rules) -> list[Judged]:
    """Refuse models with too few residual degrees of freedom.

    Shapes: one row a model: name, observations, parameters (the constant and every dummy counted).
    Units: none.
    Raises: InputError for a count below nought.
    Source: Bond, Brandt & de Wolf (2015); ACRO 1.0, minimum degrees of freedom.

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> frame = pl.DataFrame({"name": ["a", "b"], "observations": [30, 13], "parameters": [4, 4]})
    >>> [one.reason for one in judge_models(frame, SEEDBED)]
    ['', '9 observations more than parameters, fewer than 10']
    """
    judged = []
    for row in rows_of(models, ModelRow, table="models"):
        _check("models", row.name, row.observations, row.parameters)
        left = row.observations - row.parameters
        few = (
            f"{figure(left)} observations more than parameters, fewer than "
            f"{figure(rules.residual_df)}"
        )
        judged.append(Judged(name=row.name, reason=few if left < rules.residual_df else ""))
    return judged


def judge_summaries(summaries: IntoDataFrame, rules: Rules) -> list[Judged]:
    """Refuse summaries of few people, least and largest values, and quantiles near an end.

    Shapes: one row a summary: name, statistic, n, and for a quantile at (the share below it).
    Units: none.
    Raises: InputError for a count below nought, or a quantile without its share.
    Source: Bond, Brandt & de Wolf (2015) for means and extremes. Quantiles by our own stricter
    reading: at least the threshold of people on either side.

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> frame = pl.DataFrame({
    ...     "name": ["age", "age", "age"], "statistic": ["mean", "median", "maximum"],
    ...     "n": [12, 12, 500]})
    >>> [one.reason for one in judge_summaries(frame, SEEDBED)][:2]
    ['', '6 people on one side of it, fewer than 10']
    """
    judged = []
    for row in rows_of(summaries, SummaryRow, table="summaries"):
        _check("summaries", row.name, row.n)
        judged.append(Judged(name=f"{row.name}, {row.statistic}", reason=_summary(row, rules)))
    return judged


def _summary(row: SummaryRow, rules: Rules) -> str:
    if row.statistic in ("minimum", "maximum"):
        return "the value of one person, however many there are"
    if row.n < rules.threshold:
        return f"{figure(row.n)} people, fewer than {figure(rules.threshold)}"
    if row.statistic not in ("median", "quantile"):
        return ""
    at = 0.5 if row.statistic == "median" else row.at
    if at is None or not 0 < at < 1:
        raise InputError(
            f"summaries, {row.name!r}, at: expected a share between 0 and 1 for a quantile, found "
            f"{at}. Write 0.25 for the lower quarter."
        )
    beyond = int(min(at, 1 - at) * row.n + 1e-9)
    if beyond >= rules.threshold:
        return ""
    where = "on one side of it" if at == 0.5 else f"beyond {percent(100 * at)}"
    return f"{figure(beyond)} people {where}, fewer than {figure(rules.threshold)}"


def _check(table: str, name: str, *counts: int) -> None:
    if any(count < 0 for count in counts):
        raise InputError(
            f"{table}, {name!r}: expected counts of nought or more, found {min(counts)}. "
            "Correct the value."
        )

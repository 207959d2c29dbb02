"""The simulated study ``six-sites``: words written by hand, numbers made from a seed.

``build`` writes the study folder, ``truth`` gives back what was planted in it. Everything is
invented and every fact is marked simulated. ``README.md`` beside this file says what is what.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from seedbed.errors import InputError
from seedbed.formats import rows as r
from seedbed.formats.row import Row
from seedbed.formats.writing import write_folder

from . import experience, people, readings, teams, words, written

SEED = 20261124


def build(folder: Path, seed: int = SEED) -> None:
    """Write the study into a new or empty folder; the same seed writes the same bytes.

    Raises: ``InputError`` if the folder holds anything already, or the seed is below nought.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     build(Path(place) / "six-sites")
    ...     (Path(place) / "six-sites" / "study.toml").exists()
    True
    """
    tables: dict[str, list[dict[str, Any]]] = {model.table: [] for model in r.ORDER}
    for row in study_rows(seed):
        tables[row.table].append(row.model_dump())
    write_folder(folder, study=written.study().model_dump(), tables=tables, texts=words.texts())


def truth() -> dict[str, Any]:
    """What is planted: effects, combination, deviant teams, unknown scores, traps.

    >>> truth()["combination"]["paths"]
    [['supervision', 'time'], ['copro', '~turnover']]
    """
    return written.toml("truth.toml")


def study_rows(seed: int = SEED) -> list[Row]:
    """Every row of the study, each through its model.

    Raises: ``InputError`` if the seed is below nought.
    """
    if seed < 0:
        raise InputError(f"Expected a seed of nought or more for six-sites, not {seed}.")
    planted = truth()
    # One stream a noun, so that a change to one leaves the numbers of the others as they were.
    series, scores, answers = np.random.default_rng(seed).spawn(3)
    counted = readings.readings(planted, series)
    return [
        *_hand_written(),
        *_outcomes(counted),
        *people.participants(),
        *people.consents(),
        *words.sources(),
        *words.passages(),
        *counted,
        *teams.teams(planted, scores),
        *experience.responses(planted, answers),
    ]


def _hand_written() -> list[Row]:
    """The tables that are written by hand from end to end."""
    tables: tuple[tuple[str, type[Row]], ...] = (
        ("sites", r.SiteRow),
        ("innovations", r.InnovationRow),
        ("contexts", r.ContextRow),
        ("events", r.EventRow),
        ("adoptions", r.AdoptionRow),
        ("conditions", r.ConditionRow),
        ("site_scores", r.ScoreRow),
        ("sustainment", r.SustainmentRow),
        ("indicators", r.IndicatorRow),
        ("costs", r.CostRow),
        ("benefits", r.BenefitRow),
        ("instruments", r.InstrumentRow),
        ("items", r.ItemRow),
        ("codebook", r.CodeRow),
        ("verdicts", r.VerdictRow),
    )
    from_csv = [row for name, model in tables for row in written.rows(model, written.csv(name))]
    return [*from_csv, *written.toml_rows()]


def _outcomes(counted: list[r.ReadingRow]) -> list[r.OutcomeRow]:
    """Reported outcomes; the service's own count is worked out as the service would."""
    own = _best_month_against_worst(counted)
    reported = written.rows(r.OutcomeRow, written.csv("outcomes"))
    return [
        row.model_copy(update={"amount": own}) if row.id == "oc-ost-missing-own" else row
        for row in reported
    ]


def _best_month_against_worst(counted: list[r.ReadingRow]) -> Decimal:
    """Per cent change from Ostlemere's worst month of 2021 to its best of 2024: a trap."""
    at_ostlemere = [
        row for row in counted if row.site == "ostlemere" and row.indicator == "repeat-missing"
    ]
    first = [row.value for row in at_ostlemere if row.starts < date(2022, 1, 1) and row.value]
    last = [row.value for row in at_ostlemere if row.starts >= date(2024, 1, 1) and row.value]
    return ((min(last) - max(first)) / max(first) * 100).quantize(Decimal(1))

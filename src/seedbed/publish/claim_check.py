"""Checking a published claim: its readings from wherever they are, to the specification curve."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from seedbed.errors import InputError
from seedbed.formats import statistics
from seedbed.formats.claim_file import ClaimFile, Series
from seedbed.methods.effects.checked import Checked
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.specification import check_claim
from seedbed.publish.baseline import frozen_frame
from seedbed.record.measures.frames import readings_frame
from seedbed.record.study.selectors import study_named
from seedbed.trust.asking import Asker

COLUMNS = ("area", "starts", "ends", "value", "mark")
NEIGHBOURS = "statistical neighbours"
# Which loaded measure is the same series as a shipped one, so that a page can look further.
SAME_SERIES = {"cpp-starts": "d3-cpps-subsequent-plan.cpp-start"}


def check_file(given: ClaimFile, *, by: Asker, data: Path) -> Checked:
    """Check a claim from a file. ``data`` is where statistics were loaded.

    Raises: InputError where a series is not to be had, or the claim cannot be checked with it.
    """
    comparisons = dict(given.comparisons)
    if comparisons.pop(NEIGHBOURS, None) is not None:
        comparisons[NEIGHBOURS] = statistics.neighbours(data, given.claim.area)
    wanted = [given.claim.area, *(area for areas in comparisons.values() for area in areas)]
    frames = [_series(entry, given, by=by, data=data, areas=wanted) for entry in given.series]
    return check_claim(given.claim, pl.concat(frames), comparisons=comparisons, began=given.began)


def check_snapshot(check: Mapping[str, Any], *, data: Path) -> list[Checked]:
    """Check every published number of a frozen check, one after the other.

    It works on the figures that were frozen; where the same series was loaded from official
    statistics, statistical neighbours come in as comparison too.
    """
    kind, name = check["indicator"]["kind"], check["indicator"]["name"]
    frame = _with_measure(frozen_frame(check["readings"]), name, kind)
    comparisons = {area: [area] for area in check["comparison"]}
    more = _neighbours(check, data)
    if more is not None:
        areas, rows = more
        frame = pl.concat([frame, _with_measure(rows, name, kind)])
        comparisons[NEIGHBOURS] = areas
    began = min((date.fromisoformat(e["earliest"]) for e in check["events"]), default=None)
    return [
        check_claim(_claim(check, row), frame, comparisons=comparisons, began=began)
        for row in check["published"]
    ]


def _claim(check: Mapping[str, Any], row: Mapping[str, Any]) -> ClaimToCheck:
    amount = float(row["amount"])
    return ClaimToCheck(
        says=row["statement"].rstrip("."),
        who=row["reported_by"] or row["address"],
        measure=row["measure"] or check["indicator"]["name"],
        area=check["area"],
        direction="fell" if amount < 0 else "rose",
        percent=abs(amount),
        address=row["address"],
    )


def _neighbours(check: Mapping[str, Any], data: Path) -> tuple[list[str], pl.DataFrame] | None:
    same = SAME_SERIES.get(check["indicator"]["id"])
    try:
        if same is None or not (data / "statistics").is_dir():
            return None
        areas = statistics.neighbours(data, check["area"])
        rows = statistics.series(data, measure=same, areas=areas)
    except InputError:  # that table, or the list of neighbours, was not loaded
        return None
    here = {date.fromisoformat(row["ends"]) for row in check["readings"]}
    return areas, rows.filter(pl.col("ends").is_in(list(here))).select(COLUMNS)


def _series(
    entry: Series, given: ClaimFile, *, by: Asker, data: Path, areas: list[str]
) -> pl.DataFrame:
    if entry.statistics:
        rows = statistics.series(data, measure=entry.statistics, areas=areas)
    elif entry.file:
        rows = _csv(given.home / entry.file)
    else:
        study = study_named(by, entry.study)
        rows = readings_frame(by, study, indicator=entry.indicator)
    held = rows.filter(pl.col("area").is_in(areas)).with_columns(pl.col("mark").fill_null(""))
    return _with_measure(held.select(COLUMNS), entry.measure, entry.kind)


def _csv(path: Path) -> pl.DataFrame:
    try:
        rows = pl.read_csv(path, infer_schema_length=0)
        return rows.select(
            "area",
            pl.col("starts", "ends").str.to_date(),
            pl.col("value").cast(pl.Float64),
            pl.col("mark").fill_null("") if "mark" in rows.columns else pl.lit("").alias("mark"),
        )
    except (OSError, pl.exceptions.PolarsError) as wrong:
        raise InputError(
            f"{path.name}: expected a CSV with the columns area, starts, ends, value and perhaps "
            f"mark, dates as year-month-day and plain numbers. {str(wrong).splitlines()[0]}"
        ) from wrong


def _with_measure(rows: pl.DataFrame, measure: str, kind: str) -> pl.DataFrame:
    return rows.select(pl.lit(measure).alias("measure"), pl.lit(kind).alias("kind"), *COLUMNS)

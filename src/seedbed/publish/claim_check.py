"""Checking a published claim: its readings from wherever they are, to the specification curve."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.formats import statistics
from seedbed.formats.claim_file import ClaimFile, Series
from seedbed.formats.statistics import kept
from seedbed.formats.statistics.asking import SERIES
from seedbed.methods.effects.checked import Checked
from seedbed.methods.effects.claim import ClaimToCheck
from seedbed.methods.effects.specification import check_claim
from seedbed.publish.baseline import frozen_frame
from seedbed.record.measures.frames import readings_frame
from seedbed.record.study.selectors import study_named
from seedbed.trust.asking import Asker

COLUMNS = ("area", "starts", "ends", "value", "mark")
NEIGHBOURS = "statistical neighbours"
REGION = "region"
Sets = dict[str, list[str]]
# Which loaded measure is the same series as a shipped one, so that a page can look further.
SAME_SERIES = {"cpp-starts": "d3-cpps-subsequent-plan.cpp-start"}


def check_file(given: ClaimFile, *, by: Asker, data: Path) -> Checked:
    """Check a claim from a file. ``data`` is where statistics were loaded.

    Raises: InputError where a series is not to be had, or the claim cannot be checked with it.
    """
    comparisons = sets_of(given, data=data)
    wanted = [given.claim.area, *(area for areas in comparisons.values() for area in areas)]
    frames = [_series(entry, given, by=by, data=data, areas=wanted) for entry in given.series]
    return check_claim(given.claim, pl.concat(frames), comparisons=comparisons, began=given.began)


def sets_of(given: ClaimFile, *, data: Path) -> Sets:
    """The sets of a claim file, with those whose areas only the loaded statistics know.

    Raises: InputError where the statistics do not know them.
    """
    sets = {name: list(areas) for name, areas in given.comparisons.items()}
    if NEIGHBOURS in sets:
        sets[NEIGHBOURS] = statistics.neighbours(data, given.claim.area)
    if REGION in sets:
        del sets[REGION]
        name, areas = statistics.region(data, given.claim.area, held=_held_by_all(given, data))
        sets[name] = areas
    return sets


def _held_by_all(given: ClaimFile, data: Path) -> set[str]:
    """The areas that every series of a claim file has readings of."""
    if not all(entry.statistics for entry in given.series):
        raise InputError(
            f"comparisons, {REGION!r}: expected every series to be one of the loaded statistics, "
            "which know what lies in a region. Name the areas to compare with instead."
        )
    held = [set(kept.whole_series(data, entry.statistics)["area"]) for entry in given.series]
    return set.intersection(*held)


def check_snapshot(check: Mapping[str, Any], *, data: Path) -> list[Checked]:
    """Check every published number of a frozen check, one after the other.

    It works on the figures that were frozen; where the same series was loaded from official
    statistics, statistical neighbours and the region come in as comparisons too.
    """
    kind, name = check["indicator"]["kind"], check["indicator"]["name"]
    frame = _with_measure(frozen_frame(check["readings"]), name, kind)
    comparisons = compared_with(check, data)
    wanted = {area for areas in comparisons.values() for area in areas}
    # What was frozen stands; other areas come in beside it.
    more = sorted(wanted - set(frame["area"]))
    if more:
        rows = _loaded(check, data).filter(pl.col("area").is_in(more))
        frame = pl.concat([frame, _with_measure(rows.select(COLUMNS), name, kind)])
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


def compared_with(check: Mapping[str, Any], data: Path) -> Sets:
    """Whom a frozen check is set against, by name: single areas, and sets of areas."""
    sets = {area: [area] for area in check["comparison"]}
    held = set(_loaded(check, data)["area"])
    near = [name for name in kept.neighbours_of(data, check["area"]) if name in held]
    if near:
        sets[NEIGHBOURS] = near
    try:
        name, areas = statistics.region(data, check["area"], held=held)
    except InputError:  # it lies in no region, or nothing of it is loaded
        return sets
    return sets | {name: areas}


def sets_said(sets: Mapping[str, Sequence[str]]) -> list[str]:
    """The sets in words: a single area by its name, several by their name and number."""
    named = {NEIGHBOURS: _("statistical neighbours")}
    return [
        _("%(name)s (%(n)s areas)") % {"name": named.get(name, name), "n": len(areas)}
        if len(areas) > 1
        else areas[0]
        for name, areas in sets.items()
        if areas
    ]


def _loaded(check: Mapping[str, Any], data: Path) -> pl.DataFrame:
    """The series that a check is of, for the years that were frozen; empty if not loaded."""
    same = SAME_SERIES.get(check["indicator"]["id"])
    ends = {date.fromisoformat(row["ends"]) for row in check["readings"]}
    try:
        if same is not None and kept.is_loaded(data):
            whole = kept.whole_series(data, same)
            return whole.filter(pl.col("ends").is_in(list(ends)))
    except InputError:  # other tables were loaded, and not that one
        pass
    return pl.DataFrame(schema=SERIES)


def _series(
    entry: Series, given: ClaimFile, *, by: Asker, data: Path, areas: list[str]
) -> pl.DataFrame:
    if entry.statistics:
        _refuse_another_scale(entry, data)
        rows = statistics.series(data, measure=entry.statistics, areas=areas)
    elif entry.file:
        rows = _csv(given.home / entry.file)
    else:
        study = study_named(by, entry.study)
        rows = readings_frame(by, study, indicator=entry.indicator)
    held = rows.filter(pl.col("area").is_in(areas)).with_columns(pl.col("mark").fill_null(""))
    return _with_measure(held.select(COLUMNS), entry.measure, entry.kind)


def _refuse_another_scale(entry: Series, data: Path) -> None:
    """A percentage is no rate, and neither is a number of children."""
    loaded = kept.measure_called(data, entry.statistics)
    due = "rate" if entry.kind == "rate" else "count"
    # What the publisher does not say is not held against the claim.
    if loaded is not None and loaded.scale not in (due, "unknown"):
        raise InputError(
            f"series {entry.measure!r}, kind = {entry.kind!r}: expected a measure that is a {due}, "
            f"found {entry.statistics}, a {loaded.scale} ({loaded.unit}). Name another measure, or "
            "correct the kind."
        )


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

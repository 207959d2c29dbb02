"""The columns of a published table: which tell rows apart, which hold figures, and of what."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics.cells import ROW, read_table
from seedbed.formats.statistics.marks import SHORTHAND
from seedbed.formats.statistics.measured import Measure
from seedbed.formats.statistics.units import (
    Scale,
    in_words,
    scale_of,
    scale_of_column,
    unit_of_column,
)
from seedbed.methods.prose import listed

TIME = ("time_period", "time_identifier")
PLACES = (
    "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
# Columns that locate smaller places, which are not kept: they are neither filter nor indicator.
OTHER_PLACES = re.compile(
    r"^(lad|pcon|ward|lsip|local_enterprise_partnership|mayoral_combined_authority|"
    r"english_devolved_area|opportunity_area|rsc_region_lead|trust|sponsor|school|institution|"
    r"provider|planning_area|police_force_area)_(code|name|id|urn|laestab|estab|postcode|ukprn)$"
)
META = ("col_name", "col_type", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column as its publisher describes it."""

    name: str
    kind: str  # Filter or Indicator
    label: str
    unit: str = ""
    decimals: int | None = None


def read_meta(path: Path) -> tuple[Column, ...]:
    """Read the ``.meta.csv`` that comes with a table."""
    rows = read_table(path).to_dicts()
    return tuple(
        Column(
            name=row["col_name"],
            kind=row["col_type"].capitalize(),
            label=row["label"],
            unit=row.get("indicator_unit", ""),
            decimals=int(digits) if (digits := row.get("indicator_dp", "")).isdigit() else None,
        )
        for row in rows
    )


def divide(
    path: Path, frame: pl.DataFrame, meta: tuple[Column, ...]
) -> tuple[list[str], list[str]]:
    """Tell filters from indicators: by the publisher's word, else by what the cells hold.

    Raises: InputError if the two files do not fit, or no column holds figures.
    """
    known = {*TIME, *PLACES, ROW}
    rest = [c for c in frame.columns if c not in known and not OTHER_PLACES.match(c)]
    if meta:
        kinds = {column.name: column.kind for column in meta}
        untold = [column for column in rest if column not in kinds]
        lost = [c.name for c in meta if c.name not in frame.columns and c.kind == "Indicator"]
        if untold or lost:
            raise InputError(
                f"{path.name}: expected the columns that its .meta.csv names, found "
                f"{listed(untold)} not named there and {listed(lost)} missing here. Hand in the "
                "two files of one download."
            )
        indicators = [column for column in rest if kinds[column] == "Indicator"]
    else:
        indicators = [column for column in rest if _measured(frame[column])]
    if not indicators:
        raise InputError(
            f"{path.name}: expected at least one column of numbers after time, place and filters, "
            f"found none among {listed(rest)}. Download the table again as CSV."
        )
    return [column for column in rest if column not in indicators], indicators


def _measured(column: pl.Series) -> bool:
    """Whether a column holds figures: more than half of what it says are numbers or marks.

    A figure mistyped in a column of figures must not turn the column into a filter.
    """
    said = column.filter(column != "")
    numbers = said.cast(pl.Float64, strict=False).is_not_null()
    marks = said.str.to_lowercase().is_in([mark for mark in SHORTHAND if mark])
    return len(said) == 0 or int((numbers | marks).sum()) * 2 > len(said)


def measures_of(
    path: Path,
    long: pl.DataFrame,
    filters: list[str],
    indicators: list[str],
    meta: tuple[Column, ...],
    *,
    release: str,
) -> list[Measure]:
    """Describe every measure of a table: an indicator under one set of filters.

    Raises: InputError if the publisher's own words on what one measures do not agree.
    """
    told = {column.name: column for column in meta}
    for column in meta:
        if column.name in indicators:
            _refuse_two_scales(path, column)
    columns = {
        name: _column(name, told.get(name), long.filter(pl.col("indicator") == name)["cell"])
        for name in indicators
    }
    # What is the same in every row is the heading of the table, and tells no rows apart.
    same = [name for name in filters if long[name].n_unique() == 1]
    heading = "; ".join(filter(None, (long[name][0] for name in same)))
    telling = [name for name in filters if name not in same]
    labels = [told[name].label if name in told else in_words(name) for name in telling]
    found = long.select("measure", "indicator", *telling).unique("measure", maintain_order=True)
    described = []
    for measure, indicator, *values in found.rows():
        column, scale = columns[indicator]
        under = "; ".join(f"{f}: {v}" for f, v in zip(labels, values, strict=True) if v)
        name = f"{column.label} ({under})" if under else column.label
        described.append(
            Measure(
                measure=measure,
                name=f"{heading}: {name}" if heading else name,
                unit=column.unit,
                scale=scale,
                decimals=column.decimals,
                release=release,
            )
        )
    return described


def _column(name: str, told: Column | None, cells: pl.Series) -> tuple[Column, Scale]:
    """An indicator with its label, unit and scale: told by the publisher, else by its name."""
    scale = scale_of_column(name, whole=_whole(cells))
    if told is None:
        unit = unit_of_column(name, scale)
        return Column(name=name, kind="Indicator", label=in_words(name), unit=unit), scale
    said = scale_of(told.unit or told.label)
    scale = scale if said == "unknown" else said
    return replace(told, unit=told.unit or unit_of_column(told.label, scale)), scale


def _refuse_two_scales(path: Path, told: Column) -> None:
    """A percentage taken for a rate is wrong by two orders, and still looks like a figure."""
    words = (told.unit, told.label, told.name)
    named = {scale_of(in_words(said)): said for said in words if said}
    if {"percentage", "rate"} <= set(named):
        raise InputError(
            f"{path.name}, {told.name}: its .meta.csv and its name must agree on what it measures; "
            f"found {named['percentage']!r}, a percentage, and {named['rate']!r}, a rate. Find out "
            "which is right and correct the other, or download both files again."
        )


def _whole(cells: pl.Series) -> bool:
    numbers = cells.cast(pl.Float64, strict=False).drop_nulls()
    return len(numbers) > 0 and bool((numbers == numbers.round(0)).all())

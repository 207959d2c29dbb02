"""The Local Authority Interactive Tool: one long table, and the dictionary that explains it.

The long table names measures by a short word and prints years without saying of which kind; both
are told by the dictionary, so the table is not read without it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics.cells import read_table
from seedbed.formats.statistics.geography import Area, Areas
from seedbed.formats.statistics.marks import DASH
from seedbed.formats.statistics.measured import Measure
from seedbed.formats.statistics.periods import tool_period
from seedbed.formats.statistics.places import place_by_number
from seedbed.formats.statistics.readings import PLACE, WHEN, Table
from seedbed.formats.statistics.units import scale_of, slug
from seedbed.methods.prose import counted, listed

KIND = "Local Authority Interactive Tool"
NAME = "lait"
LONG = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
DICTIONARY = ("Measure_short", "Measure", "Polarity", "y_axis_name", "Year_Type", "dps")
BETTER = {"High": "up", "Low": "down", "-": "neither"}
SHEET_DAY_ZERO = date(1899, 12, 30)  # a spreadsheet counts days from here


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """The measures of the tool by short name, and the kind of year of each."""

    measures: dict[str, Measure]
    years: dict[str, str]
    twice: tuple[str, ...]


def read_dictionary(path: Path) -> Dictionary:
    """Read the dictionary of the tool.

    A measure may be listed under two topics. The first listing describes it; two listings that
    disagree on what the numbers are cannot both be right.

    Raises: InputError for a measure listed twice with two kinds of year or two kinds of number.
    """
    measures: dict[str, Measure] = {}
    years: dict[str, str] = {}
    twice = []
    for row in read_table(path).to_dicts():
        short, measure = row["Measure_short"], _measure(row)
        if short not in measures:
            measures[short], years[short] = measure, row["Year_Type"]
            continue
        twice.append(short)
        if years[short] != row["Year_Type"] or measures[short].scale != measure.scale:
            raise InputError(
                f"{path.name}: {short} is listed twice, as {years[short]} of "
                f"{measures[short].unit!r} and as {row['Year_Type']} of {measure.unit!r}. Take out "
                "the listing that is wrong."
            )
    return Dictionary(measures=measures, years=years, twice=tuple(sorted(set(twice))))


def _measure(row: dict[str, str]) -> Measure:
    unit = row["y_axis_name"]
    scale = scale_of(unit)
    return Measure(
        measure=f"{NAME}.{slug(row['Measure_short'])}",
        name=row["Measure"],
        unit=unit,
        scale=scale_of(row["Measure"]) if scale == "unknown" else scale,
        better=BETTER.get(row["Polarity"], ""),
        decimals=int(row["dps"]) if row["dps"].isdigit() else None,
        release=_updated(row.get("Last Update", "")),
    )


def _updated(serial: str) -> str:
    if not serial.isdigit():
        return serial.lower()
    return f"updated {SHEET_DAY_ZERO + timedelta(days=int(serial))}"


def read_tool(path: Path, areas: Areas, dictionary: Dictionary) -> Table:
    """Read the long table by its dictionary.

    Raises: InputError if two short names of the dictionary make one id.
    """
    frame = pl.read_parquet(path, columns=list(LONG)).with_row_index("row", offset=2)
    measured = _measured(frame["Short Desc"].unique().to_list(), dictionary)
    cells = (
        frame.select(
            "row",
            pl.col("Short Desc").alias("short"),
            pl.col("Years").alias("period"),
            pl.col("LA and Regions").alias("called"),
            pl.col("LA Number").cast(pl.Int64, strict=False).alias("number"),
            pl.col("Values").fill_null("").str.strip_chars().alias("cell"),
        )
        .join(measured, on="short", how="left", nulls_equal=True)
        .join(_placed(frame, areas), on=["number", "called"], how="left", nulls_equal=True)
        .join(_dated(frame, dictionary), on=["short", "period"], how="left", nulls_equal=True)
        .with_columns(pl.coalesce("no_measure", "no_period").alias("why"))
    )
    used = sorted(set(measured["measure"].drop_nulls()))
    by_id = {measure.measure: measure for measure in dictionary.measures.values()}
    return Table(
        kind=KIND, name=NAME, source=path.name, marks=DASH,
        measures=[by_id[name] for name in used],
        cells=cells.select("row", "measure", *PLACE, *WHEN, "cell", "why", "strange"),
        notes=_notes(dictionary),
    )  # fmt: skip


def _measured(shorts: list[str | None], dictionary: Dictionary) -> pl.DataFrame:
    """The id of each short name, or why it has none."""
    rows: list[tuple[str | None, ...]] = []
    ids: dict[str, str | None] = {}
    for short in shorts:
        told = dictionary.measures.get(short or "")
        if told is None:
            rows.append((short, None, f"the measure {short!r} is not in the dictionary"))
            continue
        if ids.setdefault(told.measure, short) != short:
            raise InputError(
                f"The measures {short} and {ids[told.measure]} cannot be told apart by their short "
                "names. Rename one in the table and its dictionary."
            )
        rows.append((short, told.measure, None))
    schema = {"short": pl.String, "measure": pl.String, "no_measure": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _placed(frame: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The area of each number and name, or what is wrong with it."""
    pairs = frame.select(
        pl.col("LA Number").cast(pl.Int64, strict=False), pl.col("LA and Regions")
    ).unique()
    rows: list[tuple[str | int | None, ...]] = []
    for number, called in pairs.rows():
        found = place_by_number(areas, "" if number is None else str(number), called or "")
        if isinstance(found, Area):
            rows.append((number, called, found.code, found.name, found.level, None))
        else:
            rows.append((number, called, None, None, None, found))
    schema = {"number": pl.Int64, "called": pl.String} | PLACE | {"strange": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _dated(frame: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    """The days of each label, by the kind of year of its measure, or why it has none."""
    rows: list[tuple[str | date | None, ...]] = []
    for short, label in frame.select("Short Desc", "Years").unique().rows():
        kind = dictionary.years.get(short or "", "")
        found = tool_period(label or "", kind)
        if found is None:
            why = f"{label!r} is no period of the kind {kind!r}"
            rows.append((short, label, None, None, None, why))
        else:
            rows.append((short, label, found.starts, found.ends, found.rule, None))
    when = {name: kind for name, kind in WHEN.items() if name != "period"}
    schema = {"short": pl.String, "period": pl.String} | when | {"no_period": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _notes(dictionary: Dictionary) -> tuple[str, ...]:
    notes = ["The tool prints a dash for every missing figure and does not say why it is missing."]
    if dictionary.twice:
        notes.append(
            f"The dictionary lists {counted(len(dictionary.twice), 'measure')} twice "
            f"({listed(dictionary.twice, 3)}); the first listing is used."
        )
    return tuple(notes)

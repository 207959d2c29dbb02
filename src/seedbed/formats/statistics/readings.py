"""One tidy layout for every table: one row a measure, area and period, with a value or a mark.

A reader hands over cells as text with the area and period they belong to, or the reason why a row
cannot be taken. Here the cells become values and marks, and what contradicts itself is refused
whole: of two figures for one area and year nobody can say which is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics.marks import Mark
from seedbed.formats.statistics.measured import Measure, measures_frame
from seedbed.methods.prose import counted, listed

SHOWN = 8
ROW = "row"
PLACE = {"area_code": pl.String, "area": pl.String, "level": pl.String}
WHEN = {"period": pl.String, "starts": pl.Date, "ends": pl.Date, "rule": pl.String}
COLUMNS = (
    "measure", "name", "unit", "scale", "better", "decimals", "area_code", "area", "level",
    "period", "starts", "ends", "rule", "value", "mark", "symbol", "source", "release",
)  # fmt: skip
# One area, measure and time may have one figure.
ONCE = ("measure", "area_code", "starts", "ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a reader made of one file, before its cells are read.

    ``cells`` has row, measure, ``PLACE``, ``WHEN``, cell, why (null, or why the row is not taken)
    and strange (null, or what is wrong with its place, so that the table is refused).
    """

    kind: str
    name: str  # names the Parquet file: a newer release of the same table takes its place
    source: str
    measures: Sequence[Measure]
    cells: pl.DataFrame
    marks: Mapping[str, Mark]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Readings that were not taken, all for one reason."""

    why: str
    readings: int


def finish(table: Table) -> tuple[pl.DataFrame, tuple[Refusal, ...]]:
    """Turn the cells of a table into tidy readings, and count what was not taken by reason.

    Raises: InputError for a place that is not in the table of areas, a cell that is neither number
    nor mark, or an area and period twice.
    """
    _refuse_strange(table)
    kept = table.cells.filter(pl.col("why").is_null())
    refused = table.cells.filter(pl.col("why").is_not_null()).group_by("why").len("readings")
    read = _read_cells(kept, table)
    _refuse_twice(read, table)
    readings = (
        read.join(measures_frame(table.measures), on="measure", how="left")
        .with_columns(pl.lit(table.source).alias("source"))
        .select(COLUMNS)
        .sort(ONCE)
    )
    refusals = (Refusal(**row) for row in refused.sort("readings", "why").to_dicts())
    return readings, tuple(refusals)


def _read_cells(cells: pl.DataFrame, table: Table) -> pl.DataFrame:
    number = pl.col("cell").cast(pl.Float64, strict=False)
    symbol = pl.when(pl.col("value").is_null()).then(pl.col("cell")).otherwise(pl.lit(""))
    read = cells.with_columns(number.alias("value")).with_columns(symbol.alias("symbol"))
    # Text such as "inf" and "nan" reads as a number and is none.
    odd = read.filter(
        (pl.col("value").is_null() & ~pl.col("symbol").str.to_lowercase().is_in(list(table.marks)))
        | ~pl.col("value").is_finite()
    )
    if len(odd):
        places = [
            f"row {row['row']}, {row['measure']}: {row['cell']!r}"
            for row in odd.head(SHOWN).to_dicts()
        ]
        marks = listed([mark for mark in table.marks if mark], 30)
        raise InputError(
            f"{table.source}: expected a number or a mark ({marks}) in every cell, found "
            f"{_more(places, len(odd))}. Correct the file, or download it again. "
            "Nothing of it was loaded."
        )
    return read.with_columns(
        pl.col("symbol")
        .str.to_lowercase()
        .replace_strict(table.marks, return_dtype=pl.String)
        .alias("mark")
    )


def _refuse_twice(read: pl.DataFrame, table: Table) -> None:
    # In order, what stands twice stands together: many times faster than looking for pairs.
    again = pl.all_horizontal(pl.col(ONCE) == pl.col(ONCE).shift(1))
    ordered = read.lazy().select(*ONCE, "area", "period", ROW).sort(ONCE)
    twice = ordered.filter(again).collect()
    if len(twice):
        pairs = read.join(twice.select(ONCE).unique(), on=ONCE, how="semi").sort(*ONCE, ROW)
        places = [
            f"{row['measure']} of {row['area']} for {row['period']} "
            f"(rows {listed(map(str, row[ROW]))}: {listed(map(repr, row['cell']))})"
            for row in pairs.group_by(ONCE, maintain_order=True)
            .agg(pl.first("area", "period"), ROW, "cell")
            .head(SHOWN)
            .to_dicts()
        ]
        raise InputError(
            f"{table.source}: expected one figure for each measure, area and period, found a "
            f"second for {_more(places, len(twice))}. Take out the row that is wrong, also where "
            "both say the same; if a column that told the rows apart is missing, download the file "
            "again. Nothing of it was loaded."
        )


def _refuse_strange(table: Table) -> None:
    """Half the rows of an area are worse than none: a place that is not known refuses them all."""
    strange = table.cells.filter(pl.col("strange").is_not_null())
    if strange.is_empty():
        return
    found = strange.group_by("strange").agg(pl.min(ROW), pl.len().alias("times")).sort(ROW)
    places = [
        f"row {row[ROW]}: {row['strange']} ({counted(row['times'], 'reading')})"
        for row in found.head(SHOWN).to_dicts()
    ]
    raise InputError(
        f"{table.source}: expected every place to be in the table of areas under its own name, "
        f"found {_more(places, len(found))}. Correct the row. Where the authority is new, hand in "
        "a list of authority codes that names it as well. Nothing of the table was loaded."
    )


def _more(places: Iterable[str], count: int) -> str:
    shown = list(places)
    more = f"; and {count - len(shown)} more" if count > len(shown) else ""
    return "; ".join(shown) + more

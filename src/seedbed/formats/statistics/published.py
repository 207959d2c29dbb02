"""The layout of "explore education statistics": time, place, filters, then indicators.

Which columns are filters and which indicators, the file does not say; the ``.meta.csv`` that comes
in the same download does. Without it, a column of which more than half is numbers or marks is an
indicator, and what it measures is read from its name.
"""

import re
from pathlib import Path

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics.cells import ROW, read_table
from seedbed.formats.statistics.columns import PLACES, TIME, Column, divide, measures_of
from seedbed.formats.statistics.geography import Area, Areas
from seedbed.formats.statistics.marks import SHORTHAND
from seedbed.formats.statistics.periods import published_period
from seedbed.formats.statistics.places import NotKept, place_by_codes
from seedbed.formats.statistics.readings import PLACE, WHEN, Table
from seedbed.formats.statistics.tool import NAME as TOOL
from seedbed.formats.statistics.units import slug
from seedbed.methods.prose import listed

KIND = "explore education statistics"
NEEDED = (*TIME, "geographic_level", "country_code", "country_name")
NO_AREA = {"no_area": pl.String, "strange": pl.String}
RELEASE_YEARS = re.compile(r"(-(\d{4}|\d{6}))(-to-(\d{4}|\d{6}))?$")


def read_published(path: Path, areas: Areas, meta: tuple[Column, ...] = ()) -> Table:
    """Read one table, in whatever release.

    Raises: InputError if columns are missing, none of them is an indicator, or its own meta file
    says otherwise what one measures.
    """
    frame = read_table(path)
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise InputError(
            f"{path.name}: expected the columns {listed(NEEDED)}; {listed(missing)} not found. "
            "Download the table again as CSV."
        )
    filters, indicators = divide(path, frame, meta)
    family = RELEASE_YEARS.sub("", slug(path.stem)) or "table"
    if family == TOOL:  # that name is the interactive tool's: its table must not be replaced
        family = f"{family}-published"
    long = _place(_long(frame, filters, indicators, family), areas, family)
    measures = measures_of(path, long, filters, indicators, meta, release=_release(frame))
    notes = () if meta else (
        "Filters, names and units are told from the columns; hand in the .meta.csv of the "
        "download as well for the publisher's own.",
    )  # fmt: skip
    return Table(
        kind=KIND, name=family, source=path.name, marks=SHORTHAND, notes=notes,
        measures=measures,
        cells=long.select("row", "measure", *PLACE, *WHEN, "cell", "why", "strange"),
    )  # fmt: skip


def _long(
    frame: pl.DataFrame, filters: list[str], indicators: list[str], family: str
) -> pl.DataFrame:
    """One row a cell, with the id of its measure."""
    absent = [pl.lit("").alias(name) for name in PLACES if name not in frame.columns]
    telling = [name for name in filters if frame[name].n_unique() > 1]
    slugs = [
        pl.col(name).replace_strict({v: slug(v) or "none" for v in frame[name].unique()})
        for name in telling
    ]
    long = frame.with_columns(absent).unpivot(
        indicators,
        index=[ROW, *TIME, *PLACES, *filters],
        variable_name="indicator",
        value_name="cell",
    )
    named = pl.col("indicator").replace_strict({name: slug(name) for name in indicators})
    return long.rename({ROW: "row"}).with_columns(
        pl.concat_str(pl.lit(family), named, *slugs, separator=".").alias("measure")
    )


def _place(long: pl.DataFrame, areas: Areas, family: str) -> pl.DataFrame:
    """Add area and period to every cell, or why it has none: asked once of each that differs."""
    places = long.select(PLACES).unique().rows()
    placed = [(*place, *_area_of(place, areas)) for place in places]
    times = long.select(TIME).unique().rows()
    timed = [(*time, *_period_of(time[0], time[1], family)) for time in times]
    text = dict.fromkeys(PLACES, pl.String)
    where = pl.DataFrame(placed, schema=text | PLACE | NO_AREA, orient="row")
    when = pl.DataFrame(
        timed,
        schema=dict.fromkeys(TIME, pl.String) | WHEN | {"no_period": pl.String},
        orient="row",
    )
    return (
        long.join(where, on=PLACES, how="left", maintain_order="left")
        .join(when, on=TIME, how="left", maintain_order="left")
        .with_columns(pl.coalesce("no_area", "no_period").alias("why"))
    )


def _area_of(place: tuple[str, ...], areas: Areas) -> tuple[str | None, ...]:
    level, country_code, country, region_code, region, number, code, name = place
    given = {
        "National": (country_code, "", country),
        "Regional": (region_code, "", region),
    }.get(level, (code, number, name))
    found = place_by_codes(areas, level, *given)
    if isinstance(found, Area):
        return found.code, found.name, found.level, None, None
    if isinstance(found, NotKept):
        return None, None, None, str(found), None
    return None, None, None, None, found


def _period_of(period: str, identifier: str, family: str) -> tuple[object, ...]:
    found = published_period(period, identifier, family)
    label = f"{identifier.lower()} {period}"
    if found is None:
        return label, None, None, None, f"no dates can be told for {identifier} {period!r}"
    return label, found.starts, found.ends, found.rule, None


def _release(frame: pl.DataFrame) -> str:
    """How far a table reaches, which is how its releases are told apart."""
    last = frame.select(TIME).sort("time_period").rows()[-1:]
    return f"up to {last[0][1].lower()} {last[0][0]}" if last else ""

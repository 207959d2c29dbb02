"""Where readings lie: ``statistics/`` in the data folder, one Parquet file a table.

A file is written beside its place and moved there whole, so that a reader meets the old table or
the new one and never half of either.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import polars as pl

from seedbed.formats.statistics.geography import Area, Areas, shipped
from seedbed.formats.statistics.workbooks import Neighbour

ROW_GROUP = 50_000  # a query for one measure reads one or two of these


def statistics_folder(data: Path) -> Path:
    """Where the readings of a data folder lie."""
    return data / "statistics"


def reading_files(data: Path) -> list[Path]:
    """The tables that are loaded, by name."""
    return sorted(statistics_folder(data).glob("*.parquet"))


def source_of(table: Path) -> str:
    """The file that a loaded table came from; empty if it is not loaded."""
    if not table.exists():
        return ""
    return str(pl.scan_parquet(table).select("source").head(1).collect().item())


def scales_of(table: Path) -> dict[str, str]:
    """What each measure of a loaded table is: a rate, a percentage; empty if it is not loaded."""
    if not table.exists():
        return {}
    return dict(pl.scan_parquet(table).select("measure", "scale").unique().collect().rows())


def neighbours_file(data: Path) -> Path:
    """Where statistical neighbours lie."""
    return statistics_folder(data) / "lookups" / "neighbours.parquet"


def known_areas(data: Path) -> Areas:
    """Seedbed's own table of areas, with what loaded code lists add to it."""
    path = _areas_file(data)
    if not path.exists():
        return shipped()
    added = pl.read_parquet(path).to_dicts()
    return Areas([*shipped().all, *(Area(**row | {"also": tuple(row["also"])}) for row in added)])


def keep_areas(data: Path, areas: list[Area]) -> None:
    """Keep the areas of a code list that Seedbed's own table lacks."""
    rows = [asdict(area) | {"also": list(area.also)} for area in areas]
    schema = dict.fromkeys(("code", "name", "level", "region", "number"), pl.String)
    write_whole(pl.DataFrame(rows, schema=schema | {"also": pl.List(pl.String)}), _areas_file(data))


def keep_neighbours(data: Path, neighbours: list[Neighbour], source: str) -> None:
    """Keep the statistical neighbours of one release in place of the last."""
    frame = pl.DataFrame([asdict(neighbour) for neighbour in neighbours])
    write_whole(frame.with_columns(pl.lit(source).alias("source")), neighbours_file(data))


def write_whole(frame: pl.DataFrame, target: Path) -> None:
    """Write a Parquet file so that it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as made:
        frame.write_parquet(made, row_group_size=ROW_GROUP)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".loading-") as folder:
        yield Path(folder) / target.name


def _areas_file(data: Path) -> Path:
    return statistics_folder(data) / "lookups" / "areas.parquet"

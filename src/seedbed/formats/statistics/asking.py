"""Questions to loaded statistics, answered by DuckDB over the Parquet files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics import store
from seedbed.formats.statistics.geography import JOINT, Area
from seedbed.formats.statistics.units import Scale
from seedbed.methods.prose import day, listed

HOW = "Load official statistics first: seedbed load-statistics FILE..."
LEVELS = ("national", "regional", "local")
SERIES = {
    "area": pl.String, "area_code": pl.String, "starts": pl.Date, "ends": pl.Date,
    "value": pl.Float64, "mark": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One measure of which readings are loaded."""

    measure: str
    name: str
    unit: str
    scale: Scale
    better: str
    decimals: int | None
    areas: int
    first: date
    last: date
    source: str
    release: str

    def table(self) -> list[dict[str, str | int | date | None]]:
        """One row of plain values."""
        return [asdict(self)]

    def text(self) -> str:
        """Name the measure, its unit, its reach and where it came from."""
        release = f", {self.release}" if self.release else ""
        return (
            f"{self.name} ({self.unit}), {day(self.first)} to {day(self.last)}, "
            f"from {self.source}{release}."
        )


def measures(folder: Path) -> tuple[Loaded, ...]:
    """List the measures that are loaded, by id.

    Raises: InputError if no statistics are loaded.
    """
    rows = _rows(
        folder,
        "SELECT measure, any_value(name), any_value(unit), any_value(scale), any_value(better), "
        "any_value(decimals), count(DISTINCT area_code), min(starts), max(ends), "
        "any_value(source), any_value(release) FROM readings GROUP BY measure ORDER BY measure",
    )
    names = list(Loaded.__dataclass_fields__)
    return tuple(Loaded(**dict(zip(names, row, strict=True))) for row in rows)


def areas(folder: Path) -> tuple[Area, ...]:
    """List the areas of which readings are loaded: nation, regions, authorities, by name.

    Raises: InputError if no statistics are loaded.
    """
    rows = _rows(folder, "SELECT DISTINCT area_code, area, level FROM readings")
    known = store.known_areas(folder)
    found = (known.coded(code) or Area(code=code, name=name, level=lv) for code, name, lv in rows)
    return tuple(sorted(found, key=lambda area: (LEVELS.index(area.level), area.name)))


def series(
    folder: Path, *, measure: str, areas: Sequence[str] = (), scale: Scale | None = None
) -> pl.DataFrame:
    """Fetch one measure by area and period, as methods that compare areas want it.

    Shapes: columns area, area_code, starts, ends, value, mark; by area, then start. ``areas`` are
    names, codes or numbers; none means all, whatever their level. A value is null where a mark
    stands in its place, or where nothing is known.
    Units: the measure's own; ``scale`` says what is needed, so that a percentage is never taken
    for a rate.
    Raises: InputError if the measure or an area has no readings, or is of another scale.
    """
    known = store.known_areas(folder)
    names = [words if JOINT in words else known.named(words).name for words in areas]
    rows = _rows(
        folder,
        "SELECT area, area_code, starts, ends, value, mark, scale, unit FROM readings "
        "WHERE measure = ? ORDER BY area, starts",
        [measure],
        table=measure.split(".")[0],
    )
    if not rows:
        raise _no_measure(folder, measure)
    if scale is not None and rows[0][-2] != scale:
        raise InputError(
            f"{measure}: expected a {scale}, found {rows[0][-2]} ({rows[0][-1]}). Choose a measure "
            f"that is a {scale}."
        )
    frame = pl.DataFrame([row[: len(SERIES)] for row in rows], schema=SERIES, orient="row")
    missing = sorted(set(names) - set(frame["area"]))
    if missing:
        raise InputError(
            f"{measure}: there is no reading for {listed(missing)}. Choose another area or measure."
        )
    return frame.filter(pl.col("area").is_in(names)) if names else frame


def neighbours(folder: Path, area: str) -> list[str]:
    """Name the statistical neighbours of an authority, nearest first.

    Raises: InputError if no neighbours are loaded, or none for this area.
    """
    path = store.neighbours_file(folder)
    if not path.exists():
        raise InputError(f"No statistical neighbours are loaded. {HOW}")
    meant = store.known_areas(folder).named(area)
    with _connection() as db:
        rows = db.execute(
            "SELECT neighbour FROM read_parquet(?) WHERE area = ? ORDER BY rank",
            [str(path), meant.name],
        ).fetchall()
    if not rows:
        raise InputError(f"There are no statistical neighbours of {meant.name} in what is loaded.")
    return [name for (name,) in rows]


def _no_measure(folder: Path, measure: str) -> InputError:
    ids = [row[0] for row in _rows(folder, "SELECT DISTINCT measure FROM readings ORDER BY ALL")]
    near = [i for i in ids if measure.lower() in i][:5] or get_close_matches(measure, ids, 5, 0.4)
    return InputError(f"No measure {measure!r} is loaded. Near to it: {listed(near)}.")


def _rows(
    folder: Path, query: str, given: Sequence[object] = (), *, table: str = ""
) -> list[tuple[Any, ...]]:
    """Ask the loaded tables, or one of them: the id of a measure begins with its table."""
    files = store.reading_files(folder)
    if not files:
        raise InputError(f"No official statistics are loaded. {HOW}")
    asked = [str(file) for file in files if not table or file.stem == table]
    if not asked:
        return []
    readings = "WITH readings AS (SELECT * FROM read_parquet(?)) "
    with _connection() as db:
        return db.execute(readings + query, [asked, *given]).fetchall()


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    # Nothing is fetched from anywhere: what the engine lacks, it goes without.
    with duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    ) as db:
        yield db

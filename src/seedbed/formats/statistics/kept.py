"""What pages ask of loaded statistics again and again, kept while the files stay as they are.

A newer release replaces a file, and with its time and size all that was kept of it is asked anew.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics import asking, store
from seedbed.formats.statistics.changes import all_changes
from seedbed.formats.statistics.geography import Area

Stamp = tuple[tuple[str, int, int], ...]


def is_loaded(folder: Path) -> bool:
    """Whether any official statistics are loaded."""
    return bool(store.reading_files(folder))


def authorities(folder: Path) -> tuple[Area, ...]:
    """List the authorities that stand today and have readings, by name.

    Raises: InputError if no statistics are loaded.
    """
    return _authorities(folder, _stamp(folder))


def measure_called(folder: Path, words: str) -> asking.Loaded | None:
    """Find a loaded measure by its id, or by the name its publisher gave it.

    Raises: InputError if no statistics are loaded.
    """
    wanted = words.strip().lower()
    loaded = _measures(folder, _stamp(folder))
    return next((m for m in loaded if wanted in (m.measure, m.name.strip().lower())), None)


def whole_series(folder: Path, measure: str) -> pl.DataFrame:
    """Fetch one measure for every area and period, as ``series`` does.

    Raises: InputError if the measure has no readings.
    """
    return _series(folder, measure, _stamp(folder))


def neighbours_of(folder: Path, area: str) -> Sequence[str]:
    """Name the statistical neighbours of an authority, nearest first; none may be loaded."""
    return _neighbours(folder, area, _stamp(folder))


def neighbours_source(folder: Path) -> str:
    """Name the file that the neighbours came from; empty where none are loaded."""
    return store.source_of(store.neighbours_file(folder))


def _stamp(folder: Path) -> Stamp:
    lookups = sorted(store.neighbours_file(folder).parent.glob("*.parquet"))
    found = [(file.name, file.stat()) for file in (*store.reading_files(folder), *lookups)]
    return tuple((name, told.st_mtime_ns, told.st_size) for name, told in found)


@lru_cache(maxsize=4)
def _authorities(folder: Path, stamp: Stamp) -> tuple[Area, ...]:
    gone = {code for it in all_changes() if not it.comparable for code in it.ended}
    areas = (area for area in asking.areas(folder) if area.level == "local")
    return tuple(area for area in areas if not {area.code, area.number} & gone)


@lru_cache(maxsize=4)
def _measures(folder: Path, stamp: Stamp) -> tuple[asking.Loaded, ...]:
    return asking.measures(folder)


@lru_cache(maxsize=32)
def _series(folder: Path, measure: str, stamp: Stamp) -> pl.DataFrame:
    return asking.series(folder, measure=measure)


@lru_cache(maxsize=256)
def _neighbours(folder: Path, area: str, stamp: Stamp) -> tuple[str, ...]:
    try:
        return tuple(asking.neighbours(folder, area))
    except InputError:  # none are loaded, or none for this one
        return ()

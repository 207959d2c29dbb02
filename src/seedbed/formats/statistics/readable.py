"""Can every loaded table be read to its end?"""

from pathlib import Path

import polars as pl

from seedbed.formats.statistics.store import statistics_folder


def unreadable(data: Path) -> list[str]:
    """Names of the loaded statistics files that cannot be read to their end.

    Every value is read once and counted, so memory stays small.
    """
    return [path.name for path in sorted(statistics_folder(data).rglob("*.parquet"))
            if not _reads(path)]  # fmt: skip


def _reads(path: Path) -> bool:
    try:
        pl.scan_parquet(path).select(pl.all().null_count()).collect(engine="streaming")
        return True
    except (pl.exceptions.PolarsError, OSError):
        return False

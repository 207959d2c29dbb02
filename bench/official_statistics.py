"""Official statistics, measured: the whole interactive tool in, and series out.

Nothing here fails: a bar missed is printed as missed, for a person to judge on their machine. The
published files lie in ``SEEDBED_SHARED`` (``../shared`` unless named); without them it says so.

Not called ``statistics``: from this folder that name would stand for the standard library's module.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median

from machine import machine

from seedbed.formats.statistics import LoadReport, areas, load_statistics, measures, series

SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared")) / "data"
LONG, DICTIONARY = "bds_long_0.parquet", "lait_data_dictionary.csv"
LOADS, ASKS = 5, 30
MEASURE = "lait.cpp-abuse"


def line(said: str, value: float, bar: float | None, unit: str) -> None:
    told = "" if bar is None else f"bar {bar:g} {unit}  {'kept' if value <= bar else 'MISSED'}"
    print(f"{said:<62}{value:>9.2f} {unit:<3}{told}")


def seconds(doing: Callable[[], object]) -> float:
    begin = time.perf_counter()
    doing()
    return time.perf_counter() - begin


def load(data: Path) -> LoadReport:
    return load_statistics([SHARED / "lait" / LONG, SHARED / "lait" / DICTIONARY], data)


def main() -> None:
    if not (SHARED / "lait" / LONG).exists():
        sys.exit(f"The published files are not in {SHARED}: set SEEDBED_SHARED to where they lie.")
    print(machine())
    print(f"duckdb {version('duckdb')}, openpyxl {version('openpyxl')}\n")
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as home:
        data = Path(home)
        loads = [seconds(lambda: load(data)) for _ in range(LOADS)]
        report = load(data).files[0]
        print(f"{report.readings} rows of the tool, {report.kept} kept, {report.measures} measures")
        line("the tool into Parquet readings, first time", loads[0], 3, "s")
        line(f"the tool into Parquet readings, median of {LOADS}", median(loads), 3, "s")
        size = (data / "statistics" / "lait.parquet").stat().st_size / 1e6
        line("its Parquet file", size, None, "MB")
        dfe = sorted((SHARED / "dfe").glob("*.csv"))
        published = seconds(lambda: load_statistics(dfe, data))
        line(f"{len(dfe)} published tables beside it", published, None, "s")
        first = seconds(lambda: series(data, measure=MEASURE))
        asks = [seconds(lambda: series(data, measure=MEASURE)) for _ in range(ASKS)]
        rows = len(series(data, measure=MEASURE))
        line(f"one measure, all areas ({rows} readings), first time", first * 1e3, None, "ms")
        line(f"one measure, all areas, median of {ASKS}", median(asks) * 1e3, 50, "ms")
        line(f"one measure, all areas, slowest of {ASKS}", max(asks) * 1e3, None, "ms")
        line("every measure that is loaded", seconds(lambda: measures(data)) * 1e3, None, "ms")
        line("every area that is loaded", seconds(lambda: areas(data)) * 1e3, None, "ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of all this", peak, None, "MB")


if __name__ == "__main__":
    main()

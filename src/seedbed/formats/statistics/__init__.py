"""Official statistics of England: from published files to readings that can be asked.

Readings are Parquet files, not rows of the record: there are hundreds of thousands, they belong to
no study, and a newer release takes the place of an older one whole.
"""

from seedbed.formats.statistics.asking import Loaded, areas, measures, neighbours, series
from seedbed.formats.statistics.changes import AreaChange, all_changes, changes_among, changes_of
from seedbed.formats.statistics.geography import Area, Areas, shipped
from seedbed.formats.statistics.loading import load_statistics
from seedbed.formats.statistics.regions import region
from seedbed.formats.statistics.report import FileReport, LoadReport

__all__ = [
    "Area",
    "AreaChange",
    "Areas",
    "FileReport",
    "LoadReport",
    "Loaded",
    "all_changes",
    "areas",
    "changes_among",
    "changes_of",
    "load_statistics",
    "measures",
    "neighbours",
    "region",
    "series",
    "shipped",
]

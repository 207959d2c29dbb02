"""Official statistics in: from the files of a release to readings that can be asked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from seedbed.errors import InputError
from seedbed.formats.statistics import store
from seedbed.formats.statistics.cells import DAMAGED
from seedbed.formats.statistics.changes import AreaChange, changes_among
from seedbed.formats.statistics.columns import Column, read_meta
from seedbed.formats.statistics.geography import JOINT, Areas
from seedbed.formats.statistics.layouts import IN_WORDS, Layout, layout_of
from seedbed.formats.statistics.published import read_published
from seedbed.formats.statistics.readings import Refusal, Table, finish
from seedbed.formats.statistics.report import FileReport, LoadReport
from seedbed.formats.statistics.tool import Dictionary, read_dictionary, read_tool
from seedbed.formats.statistics.workbooks import read_codes, read_neighbours
from seedbed.methods.prose import counted, listed

META_ENDING = ".meta.csv"
# What explains a table is read before the table, in whatever order files are named.
ORDER: tuple[Layout, ...] = ("codes", "dictionary", "meta", "published", "long", "neighbours")


def load_statistics(files: Sequence[Path], folder: Path) -> LoadReport:
    """Load official statistics into a data folder, each file whole or not at all.

    A table takes the place of an earlier release of the same table. Files that explain a table
    (the dictionary of the interactive tool, a .meta.csv) are handed in together with it.

    Shapes: ``folder`` is the data folder; readings lie in its ``statistics/``.
    Raises: nothing for a file that cannot be taken: the report names it and says why.
    """
    load = _Load(folder)
    layouts: dict[Path, Layout] = {}
    for path in dict.fromkeys(files):
        load.attempt(path, partial(_tell, layouts, path))
    for path in sorted(layouts, key=lambda path: ORDER.index(layouts[path])):
        load.attempt(path, partial(load.take, path, layouts[path]))
    load.refuse_waiting()
    return LoadReport(
        files=tuple(load.reports[path] for path in dict.fromkeys(files)),
        changes=tuple(sorted(load.changes, key=lambda change: change.on)),
    )


def _tell(layouts: dict[Path, Layout], path: Path) -> None:
    layouts[path] = layout_of(path)


class _Load:
    """One load: what has been read so far, and what became of each file."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.areas: Areas = store.known_areas(data)
        self.dictionary: Dictionary | None = None
        self.metas: dict[str, tuple[Column, ...]] = {}
        self.waiting: dict[str, Path] = {}  # what explains a table that has not been met yet
        self.taken: dict[str, str] = {}  # table -> file
        self.reports: dict[Path, FileReport] = {}
        self.changes: set[AreaChange] = set()

    def attempt(self, path: Path, doing: Callable[[], None]) -> None:
        """Do something with a file; if it cannot be done, the file is refused with the reason."""
        try:
            doing()
        except InputError as wrong:
            self._refuse(path, str(wrong))
        except DAMAGED as wrong:
            said = (str(wrong).splitlines() or [type(wrong).__name__])[0]
            self._refuse(path, f"{path.name}: cannot be read ({said}). Download it again.")

    def take(self, path: Path, layout: Layout) -> None:
        """Read one file and keep what it holds."""
        match layout:
            case "codes":
                self._codes(path)
            case "dictionary":
                self._dictionary(path)
            case "meta":
                self._meta(path)
            case "published":
                self.waiting.pop(path.stem, None)
                self._table(path, read_published(path, self.areas, self.metas.get(path.stem, ())))
            case "long":
                self._table(path, self._long(path))
            case "neighbours":
                self._neighbours(path)

    def refuse_waiting(self) -> None:
        """Say of a file that explains a table that the table was not there."""
        for table, path in self.waiting.items():
            self._refuse(path, f"{path.name}: explains {table}, which was not handed in with it.")

    def _codes(self, path: Path) -> None:
        found = read_codes(path)
        new = [area for area in found if self.areas.numbered(area.number) is None]
        if new:
            added = [area for area in self.areas.all if area.code == area.number]
            store.keep_areas(self.data, [*added, *new])
            self.areas = store.known_areas(self.data)
        names = listed([f"{area.number} {area.name}" for area in new])
        self._explained(path, "codes", f"{_authorities(len(found))}; new to Seedbed: {names}.")

    def _dictionary(self, path: Path) -> None:
        if self.dictionary is not None:
            raise InputError(f"{path.name}: a second dictionary. Hand in one at a time.")
        self.dictionary = read_dictionary(path)
        self.waiting[IN_WORDS["long"]] = path
        described = counted(len(self.dictionary.measures), "measure")
        self._explained(path, "dictionary", f"{described} described.")

    def _meta(self, path: Path) -> None:
        table = path.name.removesuffix(META_ENDING)
        self.metas[table] = read_meta(path)
        self.waiting[table] = path
        self._explained(path, "meta", f"{counted(len(self.metas[table]), 'column')} described.")

    def _long(self, path: Path) -> Table:
        if self.dictionary is None:
            raise InputError(
                f"{path.name}: expected its dictionary beside it (a CSV file with the columns "
                "Measure_short, y_axis_name, Year_Type), which says what is measured and of which "
                "kind the years are. Hand in the two together."
            )
        self.waiting.pop(IN_WORDS["long"], None)
        return read_tool(path, self.areas, self.dictionary)

    def _neighbours(self, path: Path) -> None:
        found = read_neighbours(path, self.areas)
        store.keep_neighbours(self.data, found, path.name)
        owners = len({neighbour.area for neighbour in found})
        self._explained(path, "neighbours", f"Neighbours of {_authorities(owners)}.")

    def _table(self, path: Path, table: Table) -> None:
        if table.name in self.taken:
            raise InputError(
                f"{path.name}: holds the table {table.name}, as {self.taken[table.name]} does. "
                "Hand in one release at a time."
            )
        readings, refused = finish(table)
        if readings.is_empty():
            reasons = listed([refusal.why for refusal in refused], 3) if refused else "it is empty"
            raise InputError(f"{path.name}: no reading could be taken, because {reasons}.")
        target = store.statistics_folder(self.data) / f"{table.name}.parquet"
        replaced = store.source_of(target)
        _refuse_another_scale(table, replaced, store.scales_of(target))
        store.write_whole(readings, target)
        self.taken[table.name] = path.name
        codes, first, last = readings["area_code"].unique(), *_span(readings)
        self.changes.update(changes_among(codes, after=first, until=last))
        notes = [*table.notes, *_joint(readings)]
        if replaced:
            notes.append(f"It takes the place of what was loaded from {replaced}.")
        self.reports[path] = report_of(table, readings, refused, notes)

    def _explained(self, path: Path, layout: Layout, note: str) -> None:
        self.reports[path] = FileReport(file=path.name, kind=IN_WORDS[layout], notes=(note,))

    def _refuse(self, path: Path, error: str) -> None:
        self.reports[path] = FileReport(file=path.name, error=error)


def report_of(
    table: Table, readings: pl.DataFrame, refused: Sequence[Refusal], notes: Sequence[str]
) -> FileReport:
    """Count what became of the readings of one table."""
    marks = dict(readings["mark"].value_counts().rows())
    first, last = _span(readings)
    return FileReport(
        file=table.source,
        kind=table.kind,
        readings=len(readings) + sum(refusal.readings for refusal in refused),
        kept=len(readings),
        measures=readings["measure"].n_unique(),
        areas=readings["area_code"].n_unique(),
        first=first,
        last=last,
        marks={mark: count for mark, count in sorted(marks.items()) if mark},
        unknown=len(readings.filter((pl.col("mark") == "") & pl.col("value").is_null())),
        refused=tuple(refused),
        notes=tuple(notes),
    )


def _refuse_another_scale(table: Table, replaced: str, before: Mapping[str, str]) -> None:
    """A release that turns a rate into a percentage would go unseen into every series."""
    for measure in table.measures:
        was = before.get(measure.measure, measure.scale)
        if {was, measure.scale} == {"percentage", "rate"}:
            raise InputError(
                f"{table.source}, {measure.measure}: expected a {was}, as in {replaced}, which is "
                f"loaded, found a {measure.scale} ({measure.unit}). Correct the file; if the "
                f"publisher did change it, give the file another name to keep both."
            )


def _span(readings: pl.DataFrame) -> tuple[date, date]:
    return readings.select(pl.col("starts").min(), pl.col("ends").max()).row(0)


def _joint(readings: pl.DataFrame) -> list[str]:
    joint = readings.filter(pl.col("area").str.contains(JOINT, literal=True))["area"].unique()
    return [f"Reported together: {listed(sorted(joint))}."] if len(joint) else []


def _authorities(number: int) -> str:
    return counted(number, "authority", "authorities")

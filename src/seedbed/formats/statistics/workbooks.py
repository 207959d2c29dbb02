"""Two workbooks that come with the interactive tool: statistical neighbours, and area codes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from seedbed.errors import InputError
from seedbed.formats.statistics.geography import Area, Areas
from seedbed.methods.prose import listed

NEIGHBOURS = ("LA num", "SN1")
CODES = ("LA Number", "LA Name", "Region", "Type")
AUTHORITIES = {"OLB", "ILB", "MD", "UA", "SC"}  # boroughs, districts, unitaries, counties
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One statistical neighbour of an authority, by rank."""

    area_code: str
    area: str
    rank: int
    neighbour_code: str
    neighbour: str
    closeness: str


def rows_of_workbook(path: Path) -> list[Cells]:
    """Read the first sheet of a workbook as text; a whole number has no decimal point.

    Raises: InputError if it is not a workbook.
    """
    try:
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            rows = book.worksheets[0].iter_rows(values_only=True)
            return [tuple(_text(cell) for cell in row) for row in rows]
    # A damaged workbook breaks its reader in as many ways as it has layers: archive, compression,
    # markup, cells. None of them is this file's own mistake to mend.
    except Exception as wrong:
        raise InputError(
            f"{path.name}: expected an Excel workbook (.xlsx), and it cannot be read as one. "
            "Download it again."
        ) from wrong


def header_row(rows: Sequence[Cells], wanted: Sequence[str]) -> int | None:
    """Find the row that names the columns; there may be notes above it."""
    for number, row in enumerate(rows[:20]):
        if set(wanted) <= set(row):
            return number
    return None


def read_neighbours(path: Path, areas: Areas) -> list[Neighbour]:
    """Read the neighbours of every authority in the workbook.

    Raises: InputError for an unknown authority, one listed twice, or a rank left out.
    """
    rows = rows_of_workbook(path)
    start = header_row(rows, NEIGHBOURS)
    if start is None:
        raise InputError(
            f"{path.name}: expected a row that names the columns {listed(NEIGHBOURS)}, found none."
        )
    header = rows[start]
    ranks = [place for place, name in enumerate(header) if name[:2] == "SN" and name[2:].isdigit()]
    found: list[Neighbour] = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if row[header.index("LA num")].isdigit():
            where = f"{path.name}, row {number}"
            found += _neighbours_of(row, header.index("LA num"), ranks, areas, where)
    owners = [n.area for n in found if n.rank == 1]
    twice = sorted({name for name in owners if owners.count(name) > 1})
    if twice or not found:
        raise InputError(
            f"{path.name}: expected one row for each authority, found "
            f"{listed(twice) + ' twice' if twice else 'none'}. Correct the workbook."
        )
    return found


def _neighbours_of(
    row: Cells, owner: int, ranks: Sequence[int], areas: Areas, where: str
) -> Iterator[Neighbour]:
    area = _known(areas, row[owner], where)
    for rank, place in enumerate(ranks, start=1):
        other = _known(areas, row[place], where)
        yield Neighbour(
            area_code=area.code,
            area=area.name,
            rank=rank,
            neighbour_code=other.code,
            neighbour=other.name,
            closeness=row[place + 1].lower() if place + 1 < len(row) else "",
        )


def _known(areas: Areas, number: str, where: str) -> Area:
    area = areas.numbered(number)
    if area is None:
        raise InputError(
            f"{where}: expected the number of an authority, found {number or 'an empty cell'!r}. "
            "Hand in a code list that names it as well, or correct the workbook."
        )
    return area


def read_codes(path: Path) -> list[Area]:
    """Read the authorities of a code list; regions and totals are in Seedbed's own table.

    Raises: InputError if the list has no rows, or a number twice.
    """
    rows = rows_of_workbook(path)
    start = header_row(rows, CODES)
    if start is None:
        raise InputError(
            f"{path.name}: expected a row that names the columns {listed(CODES)}, found none."
        )
    number, name, region, kind = (rows[start].index(column) for column in CODES)
    found = [
        Area(code=row[number], number=row[number], name=row[name], level="local",
             region=row[region])
        for row in rows[start + 1 :]
        if row[number].isdigit() and row[kind] in AUTHORITIES
    ]  # fmt: skip
    numbers = [area.number for area in found]
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    if twice or not found:
        raise InputError(
            f"{path.name}: expected one row for each authority, found "
            f"{listed(twice) + ' twice' if twice else 'none'}. Correct the workbook."
        )
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

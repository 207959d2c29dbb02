"""The areas that English statistics are printed for: nation, regions, upper-tier authorities.

One authority has one name and one code here, whatever a file calls it. An authority that only took
a new code runs on; one that was replaced is another area, with its own name.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal

from seedbed.errors import InputError
from seedbed.formats.statistics.changes import renewed
from seedbed.methods.prose import listed

Level = Literal["national", "regional", "local"]
JOINT = " / "  # how a table writes two authorities that report together


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A nation, a region or an authority."""

    code: str  # nine characters; the department's number where no code is known
    name: str
    level: Level
    region: str = ""
    number: str = ""
    also: tuple[str, ...] = ()

    def table(self) -> list[dict[str, str]]:
        """One row of plain values."""
        return [asdict(self) | {"also": "; ".join(self.also)}]

    def text(self) -> str:
        """Name the area and where it lies.

        >>> shipped().named("919").text()
        'Hertfordshire (E10000015), local, East of England.'
        """
        return (
            ", ".join(filter(None, [f"{self.name} ({self.code})", self.level, self.region])) + "."
        )


class Areas:
    """A list of areas, found by code, number or name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.all = tuple(areas)
        self._codes = {area.code: area for area in self.all}
        self._codes |= {old: self._codes[new] for old, new in renewed().items()}
        self._numbers = {area.number: area for area in self.all if area.number}
        self._names: dict[str, list[Area]] = {}
        for area in self.all:
            for name in {plain(name) for name in (area.name, *area.also)}:
                self._names.setdefault(name, []).append(area)

    def coded(self, code: str) -> Area | None:
        """Find an area by its code or a code it had, or two that report together."""
        return self._joined(code, self._codes)

    def numbered(self, number: str) -> Area | None:
        """Find an area by the department's number, or two that report together."""
        return self._joined(number, self._numbers)

    def called(self, name: str) -> tuple[Area, ...]:
        """List the areas of a name, whatever its capitals, stops and spaces."""
        return tuple(self._names.get(plain(name), ()))

    def named(self, words: str) -> Area:
        """Find the area that a person means by a name, a code or a number.

        A name that an ended authority shares with a standing one means the standing one.

        Raises: InputError with near names.
        """
        found = self.coded(words.strip()) or self.numbered(words.strip())
        if found is not None:
            return found
        called = self.called(words)
        for area in called:
            if plain(area.name) == plain(words):
                return area
        if len(called) == 1:
            return called[0]
        names = [area.name for area in self.all]
        near = listed(get_close_matches(words, names, n=5, cutoff=0.5))
        raise InputError(
            f"There is no area called {words!r}: expected the name, code or number of an English "
            f"authority, a region or England. Near to it: {near}."
        )

    def _joined(self, words: str, held: Mapping[str, Area]) -> Area | None:
        parts = [held.get(part.strip()) for part in words.split(JOINT)]
        known = [area for area in parts if area is not None]
        if len(known) != len(parts):
            return None
        if len(known) == 1:
            return known[0]
        regions = {area.region for area in known}
        return Area(
            code=JOINT.join(area.code for area in known),
            name=JOINT.join(area.name for area in known),
            number=JOINT.join(area.number for area in known),
            level=known[0].level,
            region=regions.pop() if len(regions) == 1 else "",
        )


def plain(name: str) -> str:
    """Write a name so that spellings of it agree.

    >>> plain("St. Helens") == plain("St Helens"), plain("Yorkshire and The Humber")
    (True, 'yorkshireandthehumber')
    """
    return re.sub(r"[^a-z0-9]+", "", name.lower().replace("&", "and"))


@cache
def shipped() -> Areas:
    """The table of areas that comes with Seedbed.

    >>> len(shipped().all), shipped().named("dorset").code
    (170, 'E06000059')
    """
    data = files("seedbed.formats.statistics") / "data" / "areas.csv"
    rows = csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    return Areas(
        Area(**row | {"also": tuple(filter(None, row["also"].split("; ")))}) for row in rows
    )

"""The region of an authority, as a comparison: its own published row, or the others in it."""

from collections.abc import Collection
from pathlib import Path

from seedbed.errors import InputError
from seedbed.formats.statistics import store
from seedbed.formats.statistics.geography import Area, Areas


def region(folder: Path, area: str, *, held: Collection[str]) -> tuple[str, list[str]]:
    """Name the region of an authority as a comparison, and the areas that stand for it.

    ``held``: the areas that have readings. Where the region has a row of its own, that is it; else
    the other authorities of the region are taken, and the name says so.

    Raises: InputError if the area is no authority, or nothing of its region has readings.
    """
    known = store.known_areas(folder)
    meant = known.named(area)
    regions = _regions(known, meant)
    if not regions:
        raise InputError(
            f"{meant.name}: no region is known that it lies in. Expected an authority; name the "
            "areas to compare with instead."
        )
    for name in regions:
        if name in held:
            return name, [name]
    others = [a.name for a in known.all if a.region == regions[0] and a.level == "local"]
    there = sorted({name for name in others if name in held} - {meant.name})
    if not there:
        raise InputError(
            f"{meant.name}: neither {' nor '.join(regions)} nor another authority of it has "
            "readings. Load a table that has them, or name the areas to compare with."
        )
    return f"the other authorities of {regions[0]}", there


def _regions(known: Areas, area: Area) -> list[str]:
    """The region an area lies in, and the one around that: Inner London lies in London."""
    found: list[str] = []
    while area.region and area.region not in found:
        found.append(area.region)
        area = known.named(area.region)
    return found

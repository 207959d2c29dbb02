"""From what a file prints about a place to the area it is, or why it cannot be taken."""

from dataclasses import replace

from seedbed.formats.statistics.geography import JOINT, Area, Areas


class NotKept(str):
    """Why the row of a place is left out although nothing is wrong with it."""

    __slots__ = ()


LEVELS = {"National": "national", "Regional": "regional", "Local authority": "local"}


def place_by_number(areas: Areas, number: str, name: str) -> Area | str:
    """Find the area of a department's number; a string says why there is none."""
    area = areas.numbered(number)
    if area is None:
        return _unknown("number", number, name)
    return _named_so(areas, area, name)


def place_by_codes(areas: Areas, level: str, code: str, number: str, name: str) -> Area | str:
    """Find the area of a row that prints level, code, number and name; a string says why not.

    ``NotKept``: nothing is wrong, Seedbed only keeps no such places.
    """
    if level not in LEVELS:
        return NotKept(
            f"the geographic level {level or '(empty)'!r} is not kept: only National, Regional "
            "and Local authority are"
        )
    by_code, by_number = areas.coded(code), areas.numbered(number)
    if by_code and by_number and by_code != by_number:
        return f"code {code} is {by_code.name} and number {number} is {by_number.name}, in one row"
    area = by_code or by_number
    if area is not None and by_code is None and code:
        # Only an area that came without a code may take the one printed beside its number.
        area = replace(area, code=code) if area.code == area.number else None
    if area is None:
        return _unknown("code", code or number, name)
    if area.level != LEVELS[level]:
        return f"code {area.code} is {area.name}, which is not of the level {level!r}"
    return _named_so(areas, area, name)


def _unknown(what: str, given: str, name: str) -> str:
    called = f" ({name})" if name else ""
    return f"the area {what} {given or '(empty)'}{called} is not in the table of areas"


def _named_so(areas: Areas, area: Area, name: str) -> Area | str:
    """Refuse a code that stands beside the name of another area; a new spelling may pass."""
    holds = area.code.split(JOINT)
    for part in name.split(JOINT):
        called = areas.called(part)
        if called and not any(other.code in holds for other in called):
            return f"{area.code} is {area.name}, but the file calls it {name}"
    return area

"""One source for each address that facts were found at, so that a row can be traced to it."""

import re

from seedbed.samples.innovation_programme.made import Made, hand_written

_DAY = re.compile(r"(20\d\d)[-/](\d\d)[-/](\d\d)")


def sources(made: list[Made]) -> list[Made]:
    """Make the sources of these rows. Every address must have its line in ``map/sources.csv``."""
    behind: dict[str, list[Made]] = {}
    for row in made:
        if address := row.cells.get("address"):
            behind.setdefault(address, []).append(row)
    lines = {line["address"]: line for line in hand_written("sources")}
    if unlike := set(behind) ^ set(lines):
        raise ValueError(f"map/sources.csv and the addresses differ: {sorted(unlike)}")
    places = {row.id: row.cells["site"] for row in made if row.table == "innovations"}
    return [_source(lines[address], rows, places) for address, rows in behind.items()]


def _source(line: dict[str, str], rows: list[Made], places: dict[str, str]) -> Made:
    """A source belongs to a site when all that was found there is about that site."""
    sites = {_site(row, places) for row in rows}
    day = _DAY.search(line["address"])
    mirrored = any(row.cells["status"] == "second-hand" for row in rows)
    facts = tuple(sorted({number for row in rows for number in row.facts}))
    cells = {
        "id": f"so-{line['id']}",
        "site": sites.pop() if len(sites) == 1 else "",
        "kind": line["kind"],
        "title": line["title"],
        "on": "-".join(day.groups()) if day else "",
        "status": "second-hand" if mirrored else "found",
        "address": line["address"],
        "note": f"Facts found here: {', '.join(facts)}",
    }
    return Made(table="sources", cells=cells)


def _site(row: Made, places: dict[str, str]) -> str:
    return row.cells.get("site") or places.get(row.cells.get("innovation", ""), "")

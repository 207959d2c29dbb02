"""The regular rows: scores, adoptions and published series, made by rule from the facts."""

from seedbed.samples.innovation_programme.dates import first_and_last
from seedbed.samples.innovation_programme.facts import Given, given, withheld_because
from seedbed.samples.innovation_programme.made import Made, hand_written
from seedbed.samples.innovation_programme.provenance import (
    CODER,
    Provenance,
    provenance,
)

CONDITIONS = ("MDT", "FRAME", "WHOLE", "COPRO", "COFUND", "BUYIN", "EVALQ", "OUTC", "SAVE", "SUST")
MARKS = {"": "", "x": "not-available", "c": "suppressed"}
LICENCE = "Crown copyright, Open Government Licence v3.0"


def scores() -> list[Made]:
    """Make one row for each programme and condition, or one a period where the map says so."""
    cases = {row["programme"]: row["id"] for row in hand_written("innovations")}
    by_hand: dict[str, list[Given]] = {}
    for line in hand_written("scores"):
        by_hand.setdefault(line["fact"], []).append(line)
    return [
        _score(fact, line, cases[fact["programme_id"]])
        for fact in given("programme_facts").values()
        if fact["field"] in CONDITIONS
        for line in by_hand.get(fact["no"], [{}])
    ]


def _score(fact: Given, line: Given, innovation: str) -> Made:
    """Make a score. A part value keeps no membership: nobody has calibrated it."""
    value = line.get("raw") or fact["value"].replace("?", "")
    known = _score_provenance(fact, line.get("address", ""))
    parts = ("sc", innovation, fact["field"].lower(), line.get("part", ""))
    cells = {
        "id": "-".join(part for part in parts if part),
        "innovation": innovation,
        "condition": fact["field"].lower(),
        "earliest": line.get("earliest", ""),
        "latest": line.get("latest", ""),
        "raw": value,
        "membership": value if value in ("0", "1") else "",
        "reason": line.get("reason") or fact["source"],
        **known.cells(),
    }
    return Made(table="scores", cells=cells, facts=(fact["no"],))


def _score_provenance(fact: Given, address: str) -> Provenance:
    """The source of a score is a reason and not an address, save where the map names one."""
    if withheld_because(fact) or not fact["status"]:
        return Provenance(status="unknown")
    if fact["status"] == "O":
        return Provenance(status="coded", who=CODER)
    return provenance("F", address)


def adoptions() -> list[Made]:
    """Make one row for each area that took an approach up."""
    cases = {row["approach"]: row["innovation"] for row in hand_written("adoptions")}
    return [_adoption(fact, cases[fact["approach"]]) for fact in given("adoptions").values()]


def _adoption(fact: Given, innovation: str) -> Made:
    area = fact["area"].lower().replace(" ", "-")
    cells = {
        "id": f"ad-{innovation}-{area}",
        "innovation": innovation,
        "earliest": first_and_last(fact["earliest"])[0],
        "latest": first_and_last(fact["latest"])[1],
        **{name: fact[name] for name in ("area", "role", "what_is_dated", "learned_from")},
        **provenance(fact["status"], fact["source"]).cells(),
    }
    return Made(table="adoptions", cells=cells, facts=(fact["no"],))


def readings() -> list[Made]:
    """Make one row for each published figure, or the mark in its place."""
    indicators = {row["series"]: row["id"] for row in hand_written("indicators")}
    sites = {row["area_code"]: row["id"] for row in hand_written("sites") if row["area_code"]}
    return [
        _reading(fact, indicators[fact["series"]], sites.get(fact["area_code"], ""))
        for fact in given("published_series").values()
    ]


def _reading(fact: Given, indicator: str, site: str) -> Made:
    """A year of these statistics is the year that ends on its 31 March."""
    year = int(fact["year"])
    cells = {
        "id": f"rd-{indicator}-{fact['area_code'].lower()}-{year}",
        "indicator": indicator,
        "site": site,
        "area": fact["area"],
        "area_code": fact["area_code"],
        "starts": f"{year - 1}-04-01",
        "ends": f"{year}-03-31",
        "value": fact["value"],
        "mark": MARKS[fact["mark"]],
        **provenance("F", fact["release"]).cells(LICENCE),
    }
    return Made(table="readings", cells=cells, facts=(fact["no"],))

"""One chart of each kind from a few invented rows: no place or number here is real."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from seedbed.publish.charts import Chart, baselines, costs, lanes, matrix, series

TODAY = date(2026, 11, 24)
NASTY = '<script>alert("1")</script> & a very long name that has to wrap somewhere'


def year(number: int) -> dict[str, date]:
    return {"earliest": date(number, 1, 1), "latest": date(number, 12, 31)}


def on(*parts: int) -> dict[str, date]:
    return {"earliest": date(*parts), "latest": date(*parts)}


CASES = [{"id": "a", "name": "Alderway"}, {"id": "b", "name": NASTY}]
STAGES = [
    {"case": "a", "stage": "mobilising", **year(2019)},
    {"case": "a", "stage": "designing", **on(2021, 3, 1)},
    {"case": "a", "stage": None, **on(2022, 3, 1)},
    {"case": "b", "stage": "growing", **on(2020, 5, 1)},
]
EVENTS = [
    {"case": "a", "title": "Sponsors agree", **year(2019), "direction": "forward"},
    {"case": "a", "title": "Back to the plan", **on(2021, 3, 1), "direction": "loop"},
    {"case": "a", "title": "Lead leaves", **on(2021, 3, 1), "direction": "setback"},
    {"case": "a", "title": "Nothing moves", **on(2023, 3, 1), "direction": "stall"},
    {"case": "b", "title": "Closed", **on(2023, 6, 30), "direction": "ended"},
]


def lanes_chart(**more: Any) -> Chart:
    return lanes(CASES, STAGES, EVENTS, today=TODAY, title="What happened where", **more)


def lane_chart(**more: Any) -> Chart:
    own = [row for row in EVENTS if row["case"] == "a"]
    stages = [row for row in STAGES if row["case"] == "a"]
    return lanes(CASES[:1], stages, own, today=TODAY, title="What happened here", **more)


CONDITIONS = [
    {"id": "end", "name": "Kept going", "kind": "outcome"},
    {"id": "mdt", "name": "Several professions in one team"},
    {"id": "money", "name": NASTY},
]
CELLS = [
    {"case": "a", "condition": "mdt", "state": "present"},
    {"case": "a", "condition": "money", "state": "partly"},
    {"case": "b", "condition": "mdt", "state": "absent"},
    {"case": "b", "condition": "money", "state": "present"},
    {"case": "b", "condition": "money", "state": "absent"},
]


def matrix_chart(**more: Any) -> Chart:
    return matrix(CASES, CONDITIONS, CELLS, title="Conditions", **more)


def readings(area: str, *values: float | None, first: int = 2013) -> list[dict[str, Any]]:
    return [
        {"area": area, "at": date(first + n, 3, 31), "value": value}
        for n, value in enumerate(values)
    ]


GAPPED = readings("Alderway", 900, 1400, 980, None, 700, 650)
GAPPED[3]["mark"] = "suppressed"


def series_chart(**more: Any) -> Chart:
    given: dict[str, Any] = {
        "comparison": readings("Elsewhere", 1000, 1010, 1020, 1010, 1000, 990),
        "notes": [{"at": date(2015, 1, 1), "says": NASTY}],
        "baseline": date(2014, 3, 31),
        "indexed": True,
        "unit": "Plans started in the year, a long unit that wraps on a narrow sheet",
        "title": "Plans started",
    }
    return series(GAPPED, **given | more)


LINES = [
    {"stage": "designing", "payer": "National fund", "kind": "piloting", "amount": Decimal(900000)},
    {"stage": "designing", "payer": "National fund", "kind": "running", "amount": Decimal(1200000)},
    {"stage": "designing", "payer": "National fund", "kind": "running", "amount": None},
    {"stage": "growing", "payer": NASTY, "kind": "unknown", "amount": None},
    {"stage": None, "payer": "", "kind": "implementing", "amount": Decimal(950)},
]


def costs_chart(**more: Any) -> Chart:
    return costs(LINES, title="Who paid what", **more)


YEARS = [
    {"year": 2013, "change_percent": None},
    {"year": 2014, "change_percent": -49.4, "comparison_percent": 2.0, "chosen": True},
    {"year": 2015, "change_percent": -24.0, "comparison_percent": 1.0},
    {"year": 2016, "change_percent": 4.6, "comparison_percent": -1.0},
]
PUBLISHED = [
    {"says": NASTY, "change_percent": -49},
    {"says": "Second report", "change_percent": -47},
]


def baselines_chart(**more: Any) -> Chart:
    return baselines(YEARS, published=PUBLISHED, until="2017", title="How the fall moves", **more)


MAKERS = {
    "lanes": lanes_chart,
    "lane": lane_chart,
    "matrix": matrix_chart,
    "series": series_chart,
    "costs": costs_chart,
    "baselines": baselines_chart,
}


@cache
def chart(kind: str, simulated: bool = False) -> Chart:
    """A chart, drawn once for all tests that look at it."""
    return MAKERS[kind](simulated=simulated)

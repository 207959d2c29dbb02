"""The ledgers, as frames."""

import polars as pl

from seedbed.record.access import theirs
from seedbed.record.frames import DATE, FLOAT, TEXT, WHOLE, frame
from seedbed.record.measures.models import BenefitLine, CostLine, OutcomeLine
from seedbed.record.measures.selectors import readings
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import case_names
from seedbed.trust.asking import Asker


def readings_frame(
    by: Asker, study: Study, *, indicator: str, areas: list[str] | None = None
) -> pl.DataFrame:
    """Readings of one indicator: id, area, starts, ends, value, mark."""
    rows = readings(by, study, indicator=indicator, areas=areas)
    schema = {
        "id": TEXT, "area": TEXT, "starts": DATE, "ends": DATE, "value": FLOAT, "mark": TEXT,
    }  # fmt: skip
    values = rows.values("key", "area", "starts", "ends", "value", "mark")
    return frame(({"id": row["key"], **row} for row in values), schema)


def outcomes_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Reported outcomes, one a row."""
    words = (
        "statement", "whose", "measure", "baseline", "comparison", "moved", "unit", "design",
        "reported_by", "status",
    )  # fmt: skip
    schema = {
        "id": TEXT, "case": TEXT, **dict.fromkeys(words, TEXT),
        "amount": FLOAT, "low": FLOAT, "high": FLOAT,
    }  # fmt: skip
    return _ledger(by, study, OutcomeLine, schema)


def costs_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Cost lines, one a row. ``same_as`` names the line a row is another figure for."""
    words = ("statement", "stage", "payer", "kind", "resource", "status")
    schema = {
        "id": TEXT, "case": TEXT, **dict.fromkeys(words, TEXT), "amount": FLOAT,
        "price_year": WHOLE, "starts": DATE, "ends": DATE, "same_as": TEXT,
    }  # fmt: skip
    return _ledger(by, study, CostLine, schema, {"same_as": "same_as__key"})


def benefits_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Benefit lines, one a row."""
    words = ("statement", "gainer", "cashable", "address", "status")
    schema = {
        "id": TEXT, "case": TEXT, **dict.fromkeys(words, TEXT), "amount": FLOAT, "high": FLOAT,
        "price_year": WHOLE,
    }  # fmt: skip
    return _ledger(by, study, BenefitLine, schema)


def _ledger(
    by: Asker,
    study: Study,
    model: type,
    schema: dict[str, object],
    through: dict[str, str] | None = None,
) -> pl.DataFrame:
    paths = {name: (through or {}).get(name, name) for name in schema if name not in ("id", "case")}
    names = case_names(by, study)
    rows = theirs(by, model).filter(study=study).values("key", "innovation", *paths.values())
    return frame(
        (
            {
                "id": row["key"],
                "case": names[row["innovation"]],
                **{name: row[path] for name, path in paths.items()},
            }
            for row in rows
        ),
        schema,
    )

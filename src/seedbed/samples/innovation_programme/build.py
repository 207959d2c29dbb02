"""Build the study folder's tables from the facts and the hand-written map.

The words of the study (``study.toml``, ``claims.toml``, ``outputs/advice.toml``) are written by
hand in the folder itself. Building again gives the same bytes:

    python -m seedbed.samples.innovation_programme.build
"""

import json
import tomllib
from pathlib import Path

from seedbed.formats.datapackage import datapackage
from seedbed.formats.rows import CSV_ROWS
from seedbed.samples.innovation_programme import FOLDER
from seedbed.samples.innovation_programme.accounting import accounts, other_accounts
from seedbed.samples.innovation_programme.facts import Given, write
from seedbed.samples.innovation_programme.irregular import definitions, events, from_facts, places
from seedbed.samples.innovation_programme.made import Made, checked
from seedbed.samples.innovation_programme.regular import adoptions, readings, scores
from seedbed.samples.innovation_programme.sources import sources


def rows() -> list[Made]:
    """Make every row of every table."""
    made = [
        *places(), *events(), *adoptions(), *definitions(), *scores(), *readings(), *from_facts(),
    ]  # fmt: skip
    return [*made, *sources(made)]


def tables(made: list[Made]) -> dict[str, list[Given]]:
    """Check the rows and gather them by table, sorted by id."""
    gathered: dict[str, list[Given]] = {}
    for row in sorted(made, key=lambda row: row.id):
        gathered.setdefault(row.table, []).append(checked(row))
    return gathered


def build(folder: Path = FOLDER, beside: Path = FOLDER.parent) -> None:
    """Write the tables into the folder, and beside it the accounts of where each fact went."""
    made = rows()
    lines = tables(made)
    for table in lines:
        write(folder / f"{table}.csv", lines[table])
    _describe(folder, set(lines))
    write(beside / "accounting.csv", accounts(made, "programme_facts"))
    write(beside / "accounting_other.csv", other_accounts(made))


def _describe(folder: Path, held: set[str]) -> None:
    """Describe the tables for any tool that reads Frictionless Data."""
    study = tomllib.loads((FOLDER / "study.toml").read_text(encoding="utf-8"))
    package = datapackage(study, [model for model in CSV_ROWS if model.table in held])
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build()

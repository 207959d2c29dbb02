"""The tiny study with a claim that can be checked, published; and ways to change its folder."""

import csv
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from tests.tiny import tiny_folder

TODAY = date(2024, 7, 1)
# A published change beside the before-and-after question that the claim rests on already.
PUBLISHED_CHANGE = {
    "id": "sp-18", "claim": "cl-leader", "relation": "supports", "kind": "outcome",
    "ref": "oc-amb-missing", "says_what": "What the evaluators published.",
}  # fmt: skip


def checkable_folder(path: Path) -> Path:
    """The tiny study with its claim resting on a published change in per cent as well."""
    tiny_folder(path)
    change_toml(path / "claims.toml", lambda held: held["supports"].append(PUBLISHED_CHANGE))
    return path


def change_toml(file: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change one TOML file of a study folder."""
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    change(held)
    file.write_text(tomli_w.dumps(held), encoding="utf-8")


def change_row(folder: Path, table: str, key: str, **cells: str) -> None:
    """Change cells of one row of a study folder. A row that is not there is an error."""
    file = folder / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (row,) = [row for row in rows if row["id"] == key]
    assert set(cells) <= set(row)
    row.update(cells)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def load(folder: Path) -> Any:
    """Load a study folder, in the place of what is there."""
    from seedbed.formats.study_folder import load_folder
    from seedbed.trust.asking import system

    return load_folder(folder, by=system("test", using="default"), replace=True)


def publish(study: Any) -> dict[tuple[str, str], Any]:
    """Answer every question and publish; what is on the shelf now, by kind and key."""
    from seedbed.publish.shelf import shelf
    from seedbed.publish.snapshot import publish_study, run_study
    from seedbed.trust.asking import system

    by = system("test", using="default")
    run_study(by, study)
    publish_study(by=by, study=study, today=TODAY)
    kinds = ("advice", "claim", "study")
    return {(k, row.key): row for k in kinds for row in shelf(k, using="default")}

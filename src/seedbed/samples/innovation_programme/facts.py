"""What was given: four files of published facts, each fact with a number that never changes.

Two kinds of cell are emptied when the files are brought in, so that they cannot reach a reader:
background knowledge that nobody has checked, and ratings that would point at a person. The row,
its number and its status stay, so that nothing disappears without a trace.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent / "facts"
# The files, and the letter that starts the numbers of their facts.
FILES = {"programme_facts": "f", "events": "e", "adoptions": "a", "published_series": "s"}

Given = dict[str, str]

BACKGROUND = "background knowledge that has not been checked against a source"
RATES_A_PERSON = "rates identifiable people on thin evidence"
NOT_ATTRIBUTED = "no statement was seen that the rating could be attributed to"

# What an emptied row keeps; everything else in it goes.
_KEPT = {"no", "programme_id", "programme", "field", "site", "status"}
# Buy-in may be shown only as what somebody said; for this one nobody's words were seen.
_UNATTRIBUTED = {("P24", "BUYIN")}


def withheld_because(row: Given) -> str:
    """Say why a row is withheld; empty where it is not."""
    if row.get("status") == "K":
        return BACKGROUND
    if row.get("field") == "LEAD":
        return RATES_A_PERSON
    if (row.get("programme_id"), row.get("field")) in _UNATTRIBUTED:
        return NOT_ATTRIBUTED
    return ""


def withhold(row: Given) -> Given:
    """Empty what may not be shown in a withheld row; leave any other row as it is."""
    if not withheld_because(row):
        return row
    return {name: value if name in _KEPT else "" for name, value in row.items()}


def numbered(file: str, rows: list[Given]) -> list[Given]:
    """Give each fact its number: the letter of its file and its place when first brought in."""
    letter, width = FILES[file], len(str(len(rows)))
    return [{"no": f"{letter}{n:0{width}}", **row} for n, row in enumerate(rows, start=1)]


def bring_in(source: Path, target: Path = HERE) -> None:
    """Copy the four files with numbers, emptying what is withheld. Done once; kept for the test."""
    target.mkdir(exist_ok=True)
    for file in FILES:
        rows = [withhold(row) for row in numbered(file, read(source / f"{file}.csv"))]
        write(target / f"{file}.csv", rows)


def given(file: str) -> dict[str, Given]:
    """Read one of the four files: each fact by its number, in the order of the numbers."""
    return {row["no"]: row for row in read(HERE / f"{file}.csv")}


def read(path: Path) -> list[Given]:
    """Read a CSV file into rows of text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, rows: list[Given]) -> None:
    """Write rows of text as CSV: comma, LF, only the quotes that are needed."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.DictWriter(lines, fieldnames=list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)

"""Where each fact went: into which rows, or why it was withheld. None may be missing."""

from seedbed.samples.innovation_programme.facts import FILES, Given, given, withheld_because
from seedbed.samples.innovation_programme.made import Made, hand_written

_WHAT = ("programme", "field", "site", "event", "approach", "area", "series", "year")


def accounts(made: list[Made], file: str) -> list[Given]:
    """Account for each fact of a file, in the order of their numbers."""
    rows: dict[str, list[Made]] = {}
    for row in made:
        for number in row.facts:
            rows.setdefault(number, []).append(row)
    left_out = {line["fact"]: line["what"] for line in hand_written("left_out")}
    return [
        _line(fact, rows.get(number, []), left_out.get(number, ""))
        for number, fact in given(file).items()
    ]


def _line(fact: Given, rows: list[Made], left_out: str) -> Given:
    """A fact with no row and no reason is an error in the map, and stops the build."""
    went = " ".join(f"{row.table}:{row.id}" for row in rows)
    reason = withheld_because(fact)
    if not went and not reason:
        raise ValueError(f"fact {fact['no']} goes nowhere: {fact}")
    parts = (went, f"withheld: {reason}" if reason else "", left_out)
    what = {name: fact[name] for name in _WHAT if name in fact}
    status = {"status": fact["status"]} if "status" in fact else {}
    return {"fact": fact["no"], **what, **status, "goes_to": "; ".join(p for p in parts if p)}


def other_accounts(made: list[Made]) -> list[Given]:
    """Account for the facts of the three other files, in one list."""
    return [
        {
            "fact": line["fact"],
            "file": file,
            "what": " ".join(line[name] for name in _WHAT if line.get(name)),
            "goes_to": line["goes_to"],
        }
        for file in FILES
        if file != "programme_facts"
        for line in accounts(made, file)
    ]

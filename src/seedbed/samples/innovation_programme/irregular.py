"""The irregular rows: each written by hand in ``map/`` and tied to the facts it comes from."""

from seedbed.samples.innovation_programme.dates import first_and_last
from seedbed.samples.innovation_programme.facts import Given, given
from seedbed.samples.innovation_programme.made import Made, hand_written
from seedbed.samples.innovation_programme.provenance import CODER, Provenance, provenance

FROM_FACTS = ("contexts", "outcomes", "costs", "benefits", "sustainment")
OUR_WORDS = "name, kind and description are our reading of the facts"
OUR_STAGE = "the stage is our reading"
# A guess that says which way an event went, and not which stage it belongs to.
DIRECTIONS = ("setback", "ended")


def places() -> list[Made]:
    """Make the sites and the innovations."""
    ours = Provenance(status="coded", note=OUR_WORDS, who=CODER)
    made = []
    for table in ("sites", "innovations"):
        for line in hand_written(table):
            cells = {k: v for k, v in line.items() if k not in ("programme", "note")}
            cells |= ours.cells(line.get("note", ""))
            made.append(Made(table=table, cells=cells))
    return made


def definitions() -> list[Made]:
    """Make the conditions and the indicators: our own definitions, so no facts behind them."""
    made = []
    for table in ("conditions", "indicators"):
        for line in hand_written(table):
            cells = {k: v for k, v in line.items() if k != "series"}
            made.append(Made(table=table, cells=cells))
    return made


def from_facts() -> list[Made]:
    """Make the rows of the tables that are wholly written by hand."""
    facts = given("programme_facts")
    return [_from_facts(table, line, facts) for table in FROM_FACTS for line in hand_written(table)]


def _from_facts(table: str, line: Given, facts: dict[str, Given]) -> Made:
    """The first fact named gives the row its provenance; a status in the line stands over it."""
    numbers = tuple(line["facts"].split())
    first = facts[numbers[0]]
    known = provenance(line.get("status") or first["status"], first["source"])
    cells = {k: v for k, v in line.items() if k not in ("facts", "note", "status")}
    return Made(table=table, cells=cells | known.cells(line["note"]), facts=numbers)


def events() -> list[Made]:
    """Make the events: the dated trails, and what other facts date."""
    facts = given("events") | given("programme_facts")
    return [_event(line, facts) for line in hand_written("events")]


def _event(line: Given, facts: dict[str, Given]) -> Made:
    """An event of a trail brings its own title, date and stage; the map gives the rest."""
    numbers = tuple(line["facts"].split())
    first = facts[numbers[0]]
    guess = first.get("stage_guess_ours", "").replace(" ", "-")
    stage = "" if guess in DIRECTIONS else guess or line["stage"]
    earliest, latest = first_and_last(line["date"] or first["date"])
    cells = {
        **{name: line[name] for name in ("id", "site", "innovation", "stream")},
        "title": line["title"] or first["event"],
        "earliest": earliest,
        "latest": latest,
        "stage": stage,
        "direction": guess if guess in DIRECTIONS else line["direction"] or "forward",
        **provenance(first["status"], first["source"]).cells(
            line["note"], OUR_STAGE if stage else ""
        ),
    }
    return Made(table="events", cells=cells, facts=numbers)

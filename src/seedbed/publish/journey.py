"""Where a place stands on the six stages, and what was published of others at the same stage.

What others did is read from frozen lanes and registers alone: nothing that was not published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from seedbed.methods.sequences.next_moves import NextMoves, next_moves
from seedbed.methods.sequences.stages import time_in_stage
from seedbed.methods.sequences.stays import Spell
from seedbed.methods.stage_order import INNOVATE_STAGES
from seedbed.publish.shelf import is_simulated
from seedbed.record.outputs.models import Publication

Row = Mapping[str, Any]
STAGES = INNOVATE_STAGES
# A stall, a setback or an end is told even where nobody recorded its stage.
TROUBLE = ("stall", "setback", "ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Places with a published event at one stage; real and simulated ones are never in one."""

    places: tuple[Publication, ...]
    # Each event comes with the publication it was read from, under ``of``.
    events: tuple[Row, ...]  # at the stage; an end without a stage, where this is the last known
    unplaced: tuple[Row, ...]  # other stalls, setbacks and ends of these places, without a stage
    ends: tuple[Row, ...]  # ends that only the register knows: no event, so no stage
    next: NextMoves


def others_at(
    stage: str,
    *,
    advice: Iterable[Publication],
    registers: Iterable[Publication],
    but: frozenset[str] = frozenset(),
) -> Others:
    """What was published of places at one stage, from advice and registers of one reality.

    ``but`` names places that are not others, by all that ``names_of`` gives.
    """
    held = [place for place in _newest(advice) if case_of(place) not in but]
    events = [row | {"of": place} for place in held for row in place.body["lane"]]
    here = {case_of(row["of"]) for row in events if row["stage"] == stage}
    told = [row for row in events if case_of(row["of"]) in here]
    after = next_moves(_frame((case_of(row["of"]), row) for row in told), stage=stage)
    ended = {case.case for case in after.cases if case.ended}

    def at(row: Row) -> bool:
        end = row["direction"] == "ended" and not row["stage"]
        return bool(row["stage"] == stage or (end and case_of(row["of"]) in ended))

    trouble = [row for row in told if not row["stage"] and row["direction"] in TROUBLE]
    return Others(
        places=tuple(place for place in held if case_of(place) in here),
        events=tuple(row for row in told if at(row)),
        unplaced=tuple(row for row in trouble if not at(row)),
        ends=tuple(_ends(registers, events, but)),
        next=after,
    )


def case_of(place: Publication) -> str:
    """What a place is called among others: the innovation and its site."""
    innovation = place.body["innovation"]
    return f"{innovation['name']}, {innovation['site']}"


def names_of(innovation: str, site: str) -> frozenset[str]:
    """What a case may be called: by its innovation alone, or with its site where two share it."""
    return frozenset({innovation, f"{innovation}, {site}"})


def by_reality(publications: Iterable[Publication]) -> dict[bool, list[Publication]]:
    """Snapshots that still stand, those of simulated studies (True) apart from real ones."""
    found: dict[bool, list[Publication]] = {False: [], True: []}
    for row in publications:
        if row.withdrawn_at is None:
            found[is_simulated(row)].append(row)
    return found


def _newest(advice: Iterable[Publication]) -> list[Publication]:
    """One snapshot a place: two pieces of advice on one innovation freeze the same events."""
    held: dict[str, Publication] = {}
    for row in advice:
        at = row.body["innovation"]["public_id"]
        if at not in held or held[at].published_at < row.published_at:
            held[at] = row
    return list(held.values())


def _ends(
    registers: Iterable[Publication], events: Sequence[Row], but: frozenset[str]
) -> Iterable[Row]:
    """Ends in the register of places that have no ending among the published events."""
    ended = [row["of"].body["innovation"] for row in events if row["direction"] == "ended"]
    told = but.union(*(names_of(one["name"], one["site"]) for one in ended))
    for register in registers:
        for row in register.body["became"]["table"]:
            if row["fate"] == "ended" and row["case"] not in told:
                yield row


def _frame(rows: Iterable[tuple[str, Row]]) -> pl.DataFrame:
    cells = [
        {
            "case": case,
            "earliest": date.fromisoformat(row["earliest"]),
            "latest": date.fromisoformat(row["latest"]),
            "stage": row["stage"] or None,
            "direction": row["direction"],
        }
        for case, row in rows
    ]
    schema = {
        "case": pl.String, "earliest": pl.Date, "latest": pl.Date, "stage": pl.String,
        "direction": pl.String,
    }  # fmt: skip
    return pl.DataFrame(cells, schema=schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one innovation stands, as far as its own events tell."""

    name: str
    events: tuple[Row, ...]  # in the order they happened
    spells: tuple[Spell, ...]
    doubt: str  # the stage it may be in instead, where the dates overlap

    @property
    def stage(self) -> str:
        """The latest stage known; empty where no event names one."""
        return self.spells[-1].stage if self.spells else ""

    @property
    def ending(self) -> Row | None:
        """The ending, if it ended and nothing at any stage is recorded after it."""
        ends = [row for row in self.events if row["direction"] == "ended"]
        stands = not self.spells or self.spells[-1].finish == "ended"
        return ends[-1] if ends and stands else None


def standing(name: str, events: Iterable[Row]) -> Standing:
    """Read where an innovation stands from its events."""
    rows = sorted(events, key=lambda row: (row["earliest"], row["latest"]))
    times = time_in_stage(_frame((name, row) for row in rows))
    last = times.moves[-1] if times.moves else None
    return Standing(
        name=name,
        events=tuple(rows),
        spells=times.spells,
        doubt=last.left if last is not None and not last.order_known else "",
    )

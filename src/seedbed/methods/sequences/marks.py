"""What dated rows of the sustainment register can say about one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from seedbed.methods.sequences.sightings import FATES, Fate, Sighting, fate_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dated thing told of a case: seen there, or ended; an end is exact or seen afterwards."""

    on: date
    fate: Fate
    exact: bool = True


def marks_of(sightings: Sequence[Sighting]) -> list[Mark]:
    """Turn rows into marks; a row without a date, or that knows nothing, makes none."""
    marks = []
    for row in sightings:
        fate, _ = fate_of(row)
        if fate == "ended" and row.ended_on:
            marks.append(Mark(on=row.ended_on, fate=fate))
        elif fate != "unknown" and row.as_of:
            marks.append(Mark(on=row.as_of, fate=fate, exact=fate != "ended"))
    return sorted(marks, key=lambda mark: (mark.on, FATES.index(mark.fate), not mark.exact))


def undated(sightings: Sequence[Sighting]) -> list[Fate]:
    """List what rows without any date say: it is told, and counts for no day."""
    told = {fate_of(row)[0] for row in sightings if row.as_of is None and row.ended_on is None}
    return [fate for fate in FATES if fate in told and fate != "unknown"]


def told_at(marks: Sequence[Mark], day: date) -> list[tuple[Fate, Mark]]:
    """List what is told of one day, each with the mark that tells it; empty: nothing is.

    An end stands until something later tells of it being there again. A sighting speaks of its own
    day and of the days before it, back to the last thing told before it.

    Shapes: any number of marks of one case.
    Units: closed words and dates.
    Raises: nothing.
    Source: our own rules.

    >>> seen = Mark(on=date(2020, 1, 1), fate="continuing")
    >>> [fate for fate, _ in told_at([seen], date(2019, 1, 1))]
    ['continuing']
    >>> told_at([seen], date(2021, 1, 1))
    []
    """
    return [*_ended_before(marks, day), *_there_after(marks, day)]


def _ended_before(marks: Sequence[Mark], day: date) -> list[tuple[Fate, Mark]]:
    """The last thing told up to that day, if it was an end; a sighting of one day with it too."""
    last = _at(marks, max((mark.on for mark in marks if mark.on <= day), default=None))
    if not any(mark.fate == "ended" for mark in last):
        return []
    return [(mark.fate, mark) for mark in last if mark.fate == "ended" or mark.on < day]


def _there_after(marks: Sequence[Mark], day: date) -> list[tuple[Fate, Mark]]:
    """The first thing told from that day on: there, or ended only later.

    Seen to have ended by then, with no day for the end, tells nothing by itself; it gainsays
    another row of the same day that saw it there.
    """
    first = first_after(marks, day)
    if not any(mark.exact for mark in first):
        return []
    return [
        ("continuing" if mark.fate == "ended" and mark.exact else mark.fate, mark) for mark in first
    ]


def first_after(marks: Sequence[Mark], day: date) -> list[Mark]:
    """List the marks of the first day, from this one on, that anything is told of."""
    ahead = [m for m in marks if m.on > day or (m.on == day and m.fate != "ended")]
    return _at(ahead, min((mark.on for mark in ahead), default=None))


def _at(marks: Sequence[Mark], day: date | None) -> list[Mark]:
    return [mark for mark in marks if mark.on == day]

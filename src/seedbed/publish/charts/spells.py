"""What is known of a case's stages, cut into pieces that can be drawn honestly.

A stage starts at a date that may only be known to a month or a year, and lasts until the next one
starts, the case ends, or nobody has reported on it any more. Each piece therefore says how well it
is known: *sure*, *unsure* (within the range of its start), or *unseen* (after the last news).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of a lane: a stage (None when not known), its two ends, and how well known."""

    stage: str | None
    start: date
    end: date
    known: Literal["sure", "unsure", "unseen"]


def pieces(stages: Sequence[Row], events: Sequence[Row], *, today: date) -> list[Piece]:
    """Cut the stages of one case into pieces, in order of time.

    A stage row has ``stage``, ``earliest``, ``latest`` (range of its start) and may have
    ``ends`` (a date it is known to have lasted to). Events are read for the last news and the end.
    """
    rows = sorted(stages, key=lambda row: (row["earliest"], row["latest"]))
    found: list[Piece] = []
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        ends = row.get("ends") or (following["earliest"] if following else None)
        found += _cut(row, ends, events, today)
    return found


def _cut(row: Row, ends: date | None, events: Sequence[Row], today: date) -> Iterator[Piece]:
    """The pieces of one stage."""
    closed = ends or _end_of_case(row, events)
    limit = max(closed or today, row["earliest"])
    settled = min(row["latest"], limit)
    heard = limit if closed else min(max(settled, last_news(events) or settled), limit)
    for known, start, end in (
        ("unsure", row["earliest"], settled),
        ("sure", settled, heard),
        ("unseen", heard, limit),
    ):
        if end > start:
            yield Piece(stage=row["stage"], start=start, end=end, known=known)  # type: ignore[arg-type]


def last_news(events: Sequence[Row]) -> date | None:
    """The latest date at which anything is known to have happened."""
    return max((event["latest"] for event in events), default=None)


def _end_of_case(row: Row, events: Sequence[Row]) -> date | None:
    ends = [e["latest"] for e in events if e["direction"] == "ended"]
    return min((day for day in ends if day >= row["earliest"]), default=None)

"""What waits for somebody: the one shape in which every part of a study says so.

Parts whose acts somebody must take up (to release, to look at, to answer) have a selector
``waiting(by, study, today=...)`` that gives these; the trust desk shows them together.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: what it is, since when, and by when it must be done."""

    kind: str  # the noun it is of
    what: str  # one line a person reads
    since: datetime
    due: datetime | None = None  # the clock, where one runs
    public_id: UUID | None = None  # of the row, for its page

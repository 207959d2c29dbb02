"""What the consent of a young person needs, in one nation and one band of ages."""

from dataclasses import dataclass
from typing import Literal

from seedbed.library.shown import HOW_WE_KNOW, Row, Status

Own = Literal["presumed", "if-judged-able"]
Others = Literal["with-assent", "if-judged-not-able"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule:
    """One rule; an empty nation stands wherever the library holds no rule of the place.

    ``own`` says what the young person's own consent needs, ``others`` when that of somebody else
    serves.
    """

    id: str
    title: str
    nation: str
    band: str
    own: Own
    others: Others
    rule: str
    source: str
    as_at: str
    status: Status
    note: str = ""

    def table(self) -> list[Row]:
        """One row: what it asks for, how we know, where it comes from, and as at which day."""
        return [
            {
                "id": self.id,
                "title": self.title,
                "rule": self.rule,
                "how_we_know": HOW_WE_KNOW[self.status],
                "source": self.source,
                "as_at": self.as_at,
            }
        ]

    def text(self) -> str:
        """The rule, how far it may be leaned on, and its source."""
        how = HOW_WE_KNOW[self.status]
        told = f"{self.title}: {self.rule} ({how}, as at {self.as_at}). {self.source}."
        return f"{told} {self.note}".strip()

"""A reporting checklist, by name: what it is for and where to read it."""

from dataclasses import dataclass

from seedbed.library.shown import HOW_WE_KNOW, Row, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A published reporting standard: its name and size, never its wording."""

    id: str
    title: str
    stands_for: str
    for_what: str
    n_items: int
    counted: str
    status: Status
    citation: str
    licence: str
    address: str = ""

    def table(self) -> list[Row]:
        """One row: id, name, for what, number of items, how we know the number."""
        return [
            {
                "id": self.id,
                "title": self.title,
                "for_what": self.for_what,
                "n_items": self.n_items,
                "counted": self.counted,
                "how_we_know": HOW_WE_KNOW[self.status],
                "citation": self.citation,
            }
        ]

    def text(self) -> str:
        """What it is for, how long it is, where to read it."""
        return (
            f"{self.title} ({self.stands_for}). {self.for_what} It has {self.n_items} "
            f"{self.counted} ({HOW_WE_KNOW[self.status]}). Source: {self.citation} {self.licence}"
        )

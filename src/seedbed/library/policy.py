"""A body that a page of policy is for: which nation, and who named it as a reader."""

from dataclasses import dataclass

from seedbed.library.shown import HOW_WE_KNOW, Row, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyBody:
    """One body that makes, shapes or leads policy; an empty nation means none was named."""

    id: str
    title: str
    nation: str
    kind: str
    status: Status
    source: str
    note: str = ""

    def table(self) -> list[Row]:
        """One row: id, name, nation, what it is, how we know, where it was named."""
        return [
            {
                "id": self.id,
                "title": self.title,
                "nation": self.nation,
                "kind": self.kind,
                "how_we_know": HOW_WE_KNOW[self.status],
                "source": self.source,
            }
        ]

    def text(self) -> str:
        """What it is and who named it, with what is our own reading."""
        how = HOW_WE_KNOW[self.status]
        return f"{self.title}: {self.kind} ({how}). {self.source}. {self.note}".strip()

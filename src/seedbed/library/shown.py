"""What every part of the library offers a reader, and how each says where it comes from."""

from typing import Literal, Protocol

Row = dict[str, str | int | None]
Status = Literal["found", "known", "coded"]

# How far a reader may lean on a line; "known" is never to be printed as a fact.
HOW_WE_KNOW: dict[Status, str] = {
    "found": "found in its source",
    "known": "background knowledge, to be checked against its source",
    "coded": "our own judgement",
}


class Shown(Protocol):
    """A part of the library that `show` can return: it has an id, a title, rows and a text."""

    @property
    def id(self) -> str:
        """Lower-case name, unique in the whole library."""

    @property
    def title(self) -> str:
        """Name for a reader."""

    def table(self) -> list[Row]:
        """Its contents as rows of plain values."""

    def text(self) -> str:
        """One honest paragraph, with its limits."""

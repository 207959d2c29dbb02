"""A practice framework: its principles, how it drifts, what is said of it, what is not ours."""

from dataclasses import dataclass

from seedbed.library.shown import HOW_WE_KNOW, Row, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One principle, domain or level, in our own words; `construct` is its code."""

    id: str
    group: str
    name: str
    in_our_words: str
    status: Status
    construct: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What it looks like when practice slides away from the framework."""

    name: str
    looks_like: str
    status: Status
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody has said of the framework: who, when, and how we know."""

    says: str
    who: str
    as_at: str
    status: Status
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewhere:
    """Material that is not ours to ship: whose it is, and where to ask for it."""

    name: str
    owner: str
    why: str
    link: str = ""

    def where(self) -> str:
        """Whose it is, why it is not here, and the address if one is recorded."""
        return f"Owner: {self.owner}. {self.why} {self.link}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A flexible practice framework that sites make their own."""

    id: str
    title: str
    family: str
    summary: str
    status: Status
    citations: tuple[str, ...]
    codebook: str
    principles: tuple[Principle, ...]
    drifts: tuple[Drift, ...]
    statements: tuple[Statement, ...]
    held_elsewhere: tuple[HeldElsewhere, ...]

    def table(self) -> list[Row]:
        """One row a principle, then what drift looks like, what is said of it, what is not ours."""
        return [
            *(_row(it.group, it.name, it.in_our_words, it.status, it.id) for it in self.principles),
            *(_row("drift", it.name, it.looks_like, it.status) for it in self.drifts),
            *(_row("said", f"{it.who}, {it.as_at}", it.says, it.status) for it in self.statements),
            *(_row("held elsewhere", it.name, it.where(), None) for it in self.held_elsewhere),
        ]

    def text(self) -> str:
        """What it is, how it can drift, and what has to be asked for elsewhere."""
        drifts = "; ".join(drift.name.lower() for drift in self.drifts)
        elsewhere = "; ".join(held.name for held in self.held_elsewhere)
        return (
            f"{self.summary} Ways it can drift: {drifts}. The words are ours. "
            f"Not ours to ship, to be asked for from the owner: {elsewhere}."
        )


def _row(group: str, name: str, text: str, status: Status | None, id: str = "") -> Row:
    known = HOW_WE_KNOW[status] if status else ""
    return {"id": id, "group": group, "name": name, "text": text, "how_we_know": known}

"""A theory as propositions that evidence can contradict, each with its rivals."""

from dataclasses import dataclass
from typing import Literal

from seedbed.library.shown import HOW_WE_KNOW, Row, Status

Family = Literal["innovation", "organisation-and-change", "systemic", "psychosocial", "critical"]

# Order is meaning: the order in which a reader meets the families.
FAMILIES: dict[Family, str] = {
    "innovation": "Innovation and its diffusion",
    "organisation-and-change": "Organisational development and change management",
    "systemic": "Systemic",
    "psychosocial": "Psychosocial",
    "critical": "Critical sociology",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another explanation of the same pattern; `theory` names the theory it comes from, if any."""

    name: str
    says: str
    theory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What a theory holds, what we should see if it is true, what if it is false, and rivals.

    `stages` are the stages it speaks of (none: all). `constructs` are the codes to look under.
    """

    id: str
    statement: str
    predicts_if_true: str
    predicts_if_false: str
    rivals: tuple[Rival, ...]
    stages: tuple[str, ...] = ()
    constructs: tuple[str, ...] = ()

    @property
    def theory(self) -> str:
        """Id of the theory it belongs to."""
        return self.id.rpartition(".")[0]

    @property
    def title(self) -> str:
        """What it holds, without the full stop."""
        return self.statement.rstrip(".")

    def table(self) -> list[Row]:
        """One row: id, statement, both predictions, rivals."""
        return [
            {
                "id": self.id,
                "statement": self.statement,
                "predicts_if_true": self.predicts_if_true,
                "predicts_if_false": self.predicts_if_false,
                "rivals": "; ".join(rival.name for rival in self.rivals),
            }
        ]

    def text(self) -> str:
        """The whole proposition as a paragraph, rivals last."""
        rivals = " ".join(f"{rival.name}: {rival.says}" for rival in self.rivals)
        return (
            f"{self.statement} If it is true: {self.predicts_if_true} "
            f"If it is false: {self.predicts_if_false} Rivals. {rivals}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """A published theory in our own words, as propositions to be tested."""

    id: str
    title: str
    family: Family
    summary: str
    citation: str
    status: Status
    note: str
    propositions: tuple[Proposition, ...]
    codebooks: tuple[str, ...] = ()
    address: str = ""

    def table(self) -> list[Row]:
        """One row a proposition: id, statement, both predictions, rivals."""
        return [row for proposition in self.propositions for row in proposition.table()]

    def text(self) -> str:
        """What it holds, whose it is, and that its predictions are not findings."""
        return (
            f"{self.summary} Source: {self.citation} What is said of the theory is "
            f"{HOW_WE_KNOW[self.status]}. {self.note} Its {len(self.propositions)} propositions "
            f"are worded by us, to be tested against their rivals; they are not findings."
        )

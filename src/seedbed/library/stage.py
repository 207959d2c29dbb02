"""The stages an innovation goes through, what to ask before moving on, and signs of a stall."""

from dataclasses import dataclass

from seedbed.library.shown import Row, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: what happens in it, the gate questions that end it, and the signs of a stall."""

    id: str
    name: str
    construct: str
    definition: str
    gate_questions: tuple[str, ...]
    signs_of_stall: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    def table(self) -> list[Row]:
        """One row: id, stage, what it is, gate questions, signs of a stall."""
        return [
            {
                "id": self.id,
                "stage": self.name,
                "definition": self.definition,
                "gate_questions": " ".join(self.gate_questions),
                "signs_of_stall": " ".join(self.signs_of_stall),
            }
        ]

    def text(self) -> str:
        """What happens in it, what to ask before moving on, and what a stall looks like."""
        return (
            f"{self.name}: {self.definition} Before moving on, ask: "
            f"{' '.join(self.gate_questions)} Signs of a stall: {' '.join(self.signs_of_stall)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What is commonly said to be done with an innovation, and the stages it falls in."""

    word: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageModel:
    """A map of stages, in order, with the six everyday verbs laid over it."""

    id: str
    title: str
    family: str
    citation: str
    address: str
    status: Status
    note: str
    licence: str
    theory: str
    stages: tuple[Stage, ...]
    verbs: tuple[Verb, ...]

    def table(self) -> list[Row]:
        """One row a stage, in order."""
        return [row for stage in self.stages for row in stage.table()]

    def text(self) -> str:
        """What the map is, whose it is, and that it is not a ladder."""
        names = ", ".join(stage.name.lower() for stage in self.stages)
        return (
            f"{self.title}: {names}. It is a map, not a ladder: an innovation may go back, skip, "
            f"stall or end. Source: {self.citation} {self.note} {self.licence}"
        )

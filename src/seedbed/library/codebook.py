"""A codebook: the named constructs of one published framework, defined in our own words."""

from dataclasses import dataclass

from seedbed.library.shown import HOW_WE_KNOW, Row, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class MayShip:
    """Whether names, definitions (ours, never theirs) and questionnaire items may be printed."""

    names: bool
    definitions: bool
    items: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One named idea of a codebook.

    `group` is a label that gathers constructs, not an id. "process: engaging" means a part of
    the construct "engaging" in the group "process".

    Example:
        >>> slack = Construct(id="x.01", name="slack", definition="Spare resource to use.")
        >>> slack.codebook, slack.text()
        ('x', 'Slack (x.01): Spare resource to use.')
    """

    id: str
    name: str
    definition: str
    group: str = ""

    @property
    def codebook(self) -> str:
        """Id of the codebook it belongs to."""
        return self.id.rpartition(".")[0]

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    def table(self) -> list[Row]:
        """One row: id, name, group, definition."""
        return [
            {"id": self.id, "name": self.name, "group": self.group, "definition": self.definition}
        ]

    def text(self) -> str:
        """Its definition, after its name and id."""
        return f"{self.name[0].upper()}{self.name[1:]} ({self.id}): {self.definition}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A published framework as codes: whose it is, what may be shipped, and its constructs.

    `status` says how we know the names: found in the source, or background knowledge. `note`
    says what a reader must know before leaning on them.
    """

    id: str
    title: str
    family: str
    citation: str
    status: Status
    note: str
    licence: str
    may_ship: MayShip
    constructs: tuple[Construct, ...]
    address: str = ""

    def table(self) -> list[Row]:
        """One row a construct: id, name, group, definition."""
        return [row for construct in self.constructs for row in construct.table()]

    def text(self) -> str:
        """What it is, where the names come from, and what is not shipped."""
        return (
            f"{self.title}: {len(self.constructs)} constructs. Source: {self.citation} "
            f"The names are {HOW_WE_KNOW[self.status]}; the definitions are ours. "
            f"{self.note} {self.licence}"
        )

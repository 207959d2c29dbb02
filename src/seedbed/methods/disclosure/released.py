"""Totals that readers have, and what is found when they are set against each other."""

from dataclasses import asdict, dataclass
from typing import Literal

from seedbed.methods.disclosure.protected import Protected, named
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

Kind = Literal["worked out", "came and went"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One total that readers have, or are about to have, and who it counts."""

    release: str
    group: str
    members: frozenset[str]
    what: str = "people"  # totals of different things are not subtracted
    rounding: int = 1

    @property
    def name(self) -> str:
        """Name the total with its release."""
        return f"{self.group} ({self.release})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Few people whom released totals set apart, and the totals that do it.

    It tells how few: it is for those who decide on a release, never part of one.
    """

    kind: Kind
    totals: tuple[str, ...]
    few: int  # people set apart, or who came and went
    low: float  # what a reader can work out their number to be
    high: float | None
    new: bool  # not already so by what is out


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a new release gives away together with earlier ones."""

    findings: tuple[Finding, ...]
    compared: int
    earlier: int
    threshold: int

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say each finding as a sentence."""
        return tuple(sentence(finding) for finding in self.findings)

    @property
    def numbers(self) -> Numbers:
        """Totals compared, and groups of few people they set apart."""
        return {
            "totals": self.compared,
            "earlier": self.earlier,
            "worked_out": sum(f.kind == "worked out" for f in self.findings),
            "came_and_went": sum(f.kind == "came and went" for f in self.findings),
            "new": sum(f.new for f in self.findings),
        }

    def table(self) -> list[Row]:
        """List the findings, those worked out for certain first."""
        return [asdict(f) | {"totals": listed(f.totals, 30)} for f in self.findings]

    def text(self) -> str:
        """Tell what was compared and found, and what comparison cannot see."""
        found = (
            " ".join(self.warnings)
            or f"No difference of them sets fewer than {figure(self.threshold)} people apart."
        )
        return (
            f"{counted(self.compared, 'total')} were compared, {figure(self.earlier)} of them "
            f"released before. {found} Only totals handed to this check are compared: not what "
            "others have published of the same people, nor averages and percentages."
        )


def sentence(finding: Finding) -> str:
    """Say one finding, naming the totals."""
    again = "" if finding.new else " This is so by what is out already."
    if finding.kind == "came and went":
        return (
            f"{listed(finding.totals)} differ by {counted(finding.few, 'person', 'people')} who "
            f"came or went: whoever knows them learns from the difference.{again}"
        )
    many = listed(finding.totals, 30)
    high = "more" if finding.high is None else figure(finding.high)
    return (
        f"{many} set {counted(finding.few, 'person', 'people')} apart: a reader can work out a "
        f"count between {figure(finding.low)} and {high}.{again}"
    )


def released_from(protected: Protected, release: str, *, what: str = "people") -> list[Released]:
    """List the totals that a protected table of people shows."""
    table = protected.source
    return [
        Released(
            release=release,
            group=named(key),
            members=cell.members,
            what=what,
            rounding=table.rules.rounding,
        )
        for key, cell in table.cells.items()
        if cell.members and key not in protected.suppressed and not protected.is_few(key)
    ]

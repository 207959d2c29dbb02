"""Who has been heard, and who has not: roles by site, silences first.

A study hears whom it can reach. The roles and sites that nobody was heard from are a finding about
the study, and every claim that leans on it inherits the gap.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from narwhals.typing import IntoDataFrame

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, figure, listed
from seedbed.methods.results import Numbers, Row

# Kinds of source in which somebody speaks. A report without a speaker hides nobody.
SPOKEN = ("interview", "focus-group", "observation")


@dataclass(frozen=True, slots=True)
class Participant:
    """One person who took part, as this method needs them."""

    id: str
    site: str
    role: str


@dataclass(frozen=True, slots=True)
class Source:
    """One source: who speaks in it, if that is known."""

    id: str
    site: str | None
    participant: str | None
    kind: str
    wave: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How many people of one role at one site were heard, and in which waves."""

    role: str
    site: str
    took_part: int
    heard: int
    sources: int
    waves_heard: str
    waves_silent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who has been heard by role, site and wave."""

    hearings: tuple[Hearing, ...]
    participants: int
    people_heard: int
    roles_heard: tuple[str, ...]
    roles_silent: tuple[str, ...]
    sites_silent: tuple[str, ...]
    unknown_speakers: int
    warnings: tuple[str, ...]

    @property
    def numbers(self) -> Numbers:
        """People who took part, roles heard and silent, sites silent."""
        return {
            "participants": self.participants,
            "roles_heard": len(self.roles_heard),
            "roles_silent": len(self.roles_silent),
            "sites_silent": len(self.sites_silent),
        }

    def table(self) -> list[Row]:
        """List pairs of role and site, the silent ones first."""
        return [asdict(hearing) for hearing in self.hearings]

    def text(self) -> str:
        """Tell who is silent, and what being heard does not mean."""
        gaps = sum(hearing.heard == 0 for hearing in self.hearings)
        return (
            f"Of {counted(self.participants, 'person', 'people')} who took part, "
            f"{figure(self.people_heard)} can be heard in a source. Roles nobody was heard from: "
            f"{listed(self.roles_silent)}; sites nobody was heard from: "
            f"{listed(self.sites_silent)}. {figure(gaps)} of "
            f"{counted(len(self.hearings), 'pair')} of role and site are silent. In "
            f"{counted(self.unknown_speakers, 'spoken source')} the speaker is not recorded, so a "
            "silence may be a gap in the record. A source counts for the people named in it; "
            "being heard once is not having had a say."
        )


def not_heard(
    participants: IntoDataFrame,
    sources: IntoDataFrame,
    *,
    expected_roles: Sequence[str],
    sites: Sequence[str] = (),
) -> Heard:
    """Count who was heard by role, site and wave, and name the silences.

    Shapes: participants: id, site, role. Sources: id, site, participant (may be empty), kind, and
    wave where there are any. ``expected_roles`` are looked for at every site; ``sites`` names all
    sites, also those without anybody.
    Units: counts of people and of sources.
    Raises: InputError for a missing column, a repeated participant, or a source that names a
    participant who is not in the list.
    Source: our own count; the duty to look for missing voices is GRIPP2's and the study's own.

    >>> import polars as pl
    >>> people = pl.DataFrame({"id": ["p1"], "site": ["north"], "role": ["manager"]})
    >>> sources = pl.DataFrame({
    ...     "id": ["s1"], "site": ["north"], "participant": ["p1"], "kind": ["interview"],
    ... })
    >>> result = not_heard(people, sources, expected_roles=["young-person", "manager"])
    >>> result.roles_silent, result.numbers["roles_heard"]
    (('young-person',), 1)
    """
    people = rows_of(participants, Participant, table="participants")
    told = rows_of(sources, Source, table="sources")
    _check(people, told)
    waves = sorted({source.wave for source in told if source.wave is not None})
    roles = list(dict.fromkeys([*expected_roles, *sorted({person.role for person in people})]))
    places = {*sites, *(p.site for p in people), *(s.site for s in told if s.site)}
    nameless = [s for s in told if s.participant is None and s.kind in SPOKEN]
    hearings = [
        _hearing(role, site, people, told, waves) for role in roles for site in sorted(places)
    ]
    heard_at = {h.site for h in hearings if h.heard} | {source.site for source in nameless}
    roles_heard = tuple(r for r in roles if any(h.heard for h in hearings if h.role == r))
    return Heard(
        hearings=tuple(sorted(hearings, key=lambda hearing: hearing.heard > 0)),
        participants=len(people),
        people_heard=sum(hearing.heard for hearing in hearings),
        roles_heard=roles_heard,
        roles_silent=tuple(role for role in roles if role not in roles_heard),
        sites_silent=tuple(sorted(places - heard_at)),
        unknown_speakers=len(nameless),
        warnings=_warnings(nameless, people, told),
    )


def _check(people: Sequence[Participant], sources: Sequence[Source]) -> None:
    names = {person.id for person in people}
    for number, source in enumerate(sources, start=1):
        if source.participant is not None and source.participant not in names:
            raise InputError(
                f"sources, row {number}, id {source.id!r}: expected a participant of the list, "
                f"found {source.participant!r}. Add the person, or leave the cell empty."
            )
    for number, person in enumerate(people, start=1):
        if person.id not in names:
            raise InputError(
                f"participants, row {number}: expected each id once, found {person.id!r} again. "
                "Remove the second row."
            )
        names.remove(person.id)


def _hearing(
    role: str,
    site: str,
    people: Sequence[Participant],
    sources: Sequence[Source],
    waves: Sequence[int],
) -> Hearing:
    here = {person.id for person in people if (person.role, person.site) == (role, site)}
    told = [source for source in sources if source.participant in here]
    seen = {source.wave for source in told}
    return Hearing(
        role=role,
        site=site,
        took_part=len(here),
        heard=len({source.participant for source in told}),
        sources=len(told),
        waves_heard=", ".join(str(wave) for wave in waves if wave in seen),
        waves_silent=", ".join(str(wave) for wave in waves if wave not in seen),
    )


def _warnings(
    nameless: Sequence[Source], people: Sequence[Participant], sources: Sequence[Source]
) -> tuple[str, ...]:
    found = []
    if nameless:
        found.append(
            f"The speaker is not recorded in {listed(sorted(source.id for source in nameless))}."
        )
    if not people:
        found.append("Nobody took part: whatever this study says, it says about people unheard.")
    unplaced = sorted(
        s.id for s in sources if s.kind in SPOKEN and s.participant and s.wave is None
    )
    if unplaced:
        found.append(f"The wave is not recorded for {listed(unplaced)}.")
    return tuple(found)

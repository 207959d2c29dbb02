"""How each case stood one, three and five years after its grant ended, as far as rows date it.

"It went on" is worth little without "how long after". The clock starts on the last day of the last
grant. A row speaks of a day only where it must have been so on that day: seen there later without
an end between, or ended before. What was seen earlier says nothing about later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from narwhals.typing import IntoDataFrame

from seedbed.methods.frames import rows_of
from seedbed.methods.prose import counted, day, figure, listed
from seedbed.methods.results import Numbers, Row
from seedbed.methods.sequences.marks import Mark, first_after, marks_of, told_at, undated
from seedbed.methods.sequences.sightings import Fate, Sighting

HORIZONS = (1, 3, 5)  # years after the last grant ended
Stood = Literal["unknown", "disagree", "ended", "partly", "continuing", "not-yet"]
KNOWN: tuple[Stood, ...] = ("ended", "partly", "continuing")
# What nobody can say comes first.
STOOD: tuple[Stood, ...] = ("unknown", "disagree", "ended", "partly", "continuing", "not-yet")
Clock = Literal["known", "no-grant", "no-end"]
NO_CLOCK = {
    "no-grant": "no grant is recorded, so there is no day to count from",
    "no-end": "no date for the end of the grant",
}
SAID: dict[Stood, str] = {
    "unknown": "not known", "disagree": "told in two ways", "ended": "ended",
    "partly": "going on in part", "continuing": "going on",
    "not-yet": "where that day has not come",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Funding:
    """One cost line; only grants count here."""

    case: str
    resource: Literal["grant", "in-kind", "staff-time", "other", "unknown"]
    ends: date | None
    id: str = ""
    same_as: str | None = None  # the line that this is another published figure for


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How one case stood so many years after its last grant ended, and why we say so."""

    case: str
    years: int
    on: date | None
    stood: Stood
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Every case at every horizon."""

    horizons: tuple[Horizon, ...]
    clocks: dict[str, Clock]
    grants_ended: dict[str, date | None]
    warnings: tuple[str, ...]

    def of(self, years: int, stood: Stood) -> tuple[str, ...]:
        """List cases that stood so after so many years."""
        return tuple(h.case for h in self.horizons if (h.years, h.stood) == (years, stood))

    @property
    def numbers(self) -> Numbers:
        """For each horizon how many stood how; how many clocks are known."""
        found = {"grant_end_known": list(self.clocks.values()).count("known")}
        for years in HORIZONS:
            counts = {stood: len(self.of(years, stood)) for stood in STOOD}
            found[f"known_at_{years}"] = sum(counts[stood] for stood in KNOWN)
            for stood, count in counts.items():
                found[f"{stood.replace('-', '_')}_at_{years}"] = count
        return found

    def table(self) -> list[Row]:
        """List cases with a column for each horizon, and one for why."""
        by_case: dict[str, Row] = {
            case: {"case": case, "clock": clock, "grant_ended": self.grants_ended[case]}
            for case, clock in self.clocks.items()
        }
        for horizon in self.horizons:
            row = by_case[horizon.case]
            row[f"at_{horizon.years}"] = horizon.stood
            row[f"why_{horizon.years}"] = horizon.why
        return list(by_case.values())

    def text(self) -> str:
        """Tell for each horizon what is not known first; then the rule it rests on."""
        cases = len(self.clocks)
        dark = cases - list(self.clocks.values()).count("known")
        clock = (
            f" For {figure(dark)} of them no day is known on which the last grant ended."
            if dark
            else ""
        )
        return (
            f"{counted(cases, 'case')}, counted from the day the last grant ended. "
            f"{' '.join(self._horizon(years) for years in HORIZONS)}{clock} "
            "A row counts for a day only where it was seen there then or later, or had ended by "
            "then. Rows without a date say nothing about any of these days."
        )

    def _horizon(self, years: int) -> str:
        counts = {stood: len(self.of(years, stood)) for stood in STOOD}
        said = [
            f"{figure(count)} {SAID[stood]}"
            for stood, count in counts.items()
            if count or stood == "unknown"
        ]
        return f"{counted(years, 'year')} after: {listed(said)}."


def standing_at(
    register: IntoDataFrame, costs: IntoDataFrame, *, as_at: date, cases: Sequence[str] = ()
) -> Standing:
    """Say how each case stood 1, 3 and 5 years after its last grant ended.

    The clock: the latest day on which a grant ended. A case without a grant, or with a grant whose
    end has no date, has no clock, and all its horizons are not known. A day after ``as_at`` has
    not come. For any other day:

    - ended: a row dates an end on or before it, or saw it gone by then, and nothing later tells of
      it being there again;
    - going on, or in part: the first thing told of that day or a later one is that it was there,
      or that it ended later on a known day;
    - two rows that cannot both be so: sources disagree, and both are said;
    - else not known. A row without a date never speaks of a day.

    Shapes: register is one row a case and date; costs is one row a cost line; ``cases`` names all
    cases, also those without a row.
    Units: years after a day; closed words; dates.
    Raises: InputError for a missing column or case, or a word outside its vocabulary.
    Source: sustainment is asked at fixed times after funding ends, as reviews of programme
    sustainability advise; the rules for what a row can say are our own.

    >>> import polars as pl
    >>> from datetime import date
    >>> register = pl.DataFrame({
    ...     "case": ["a"], "as_of": [date(2019, 6, 1)], "delivered": ["yes"],
    ... })
    >>> costs = pl.DataFrame({
    ...     "case": ["a"], "resource": ["grant"], "ends": [date(2017, 3, 31)],
    ... })
    >>> result = standing_at(register, costs, as_at=date(2021, 1, 1))
    >>> [(h.years, h.stood) for h in result.horizons]
    [(1, 'continuing'), (3, 'unknown'), (5, 'not-yet')]
    """
    sightings = rows_of(register, Sighting, table="sustainment")
    funding = rows_of(costs, Funding, table="costs")
    names = tuple(dict.fromkeys([*cases, *(row.case for row in sightings)]))
    clocks = {name: _clock([row for row in funding if row.case == name]) for name in names}
    horizons = [
        _horizon(name, years, clocks[name], _of(name, sightings), as_at)
        for name in names
        for years in HORIZONS
    ]
    return Standing(
        horizons=tuple(horizons),
        clocks={name: clock for name, (clock, _) in clocks.items()},
        grants_ended={name: ended for name, (_, ended) in clocks.items()},
        warnings=_warnings(horizons, clocks, funding),
    )


def _of(case: str, sightings: Sequence[Sighting]) -> list[Sighting]:
    return [row for row in sightings if row.case == case]


def _clock(lines: Sequence[Funding]) -> tuple[Clock, date | None]:
    """The last day of the last grant; two figures for one grant are one grant."""
    grants: dict[str, list[date]] = {}
    for number, line in enumerate(lines):
        if line.resource == "grant":
            ends = grants.setdefault(line.same_as or line.id or f"line {number}", [])
            ends += [line.ends] if line.ends else []
    if not grants:
        return "no-grant", None
    if not all(grants.values()):
        return "no-end", None
    return "known", max(end for ends in grants.values() for end in ends)


def years_after(start: date, years: int) -> date:
    """Give the same day so many years on; 29 February becomes 28 February.

    Shapes: a day and a number.
    Units: whole years.
    Raises: nothing.
    Source: the calendar.

    >>> years_after(date(2016, 2, 29), 1)
    datetime.date(2017, 2, 28)
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def _horizon(
    case: str,
    years: int,
    clock: tuple[Clock, date | None],
    sightings: Sequence[Sighting],
    as_at: date,
) -> Horizon:
    known, ended = clock
    if ended is None:
        return Horizon(case=case, years=years, on=None, stood="unknown", why=NO_CLOCK[known])
    on = years_after(ended, years)
    stood, why = _stood(sightings, on, as_at)
    return Horizon(case=case, years=years, on=on, stood=stood, why=why)


def _stood(sightings: Sequence[Sighting], on: date, as_at: date) -> tuple[Stood, str]:
    if on > as_at:
        return "not-yet", f"{day(on)} has not come"
    marks = marks_of(sightings)
    told = told_at(marks, on)
    states = {fate for fate, _ in told}
    why = " / ".join(dict.fromkeys(_seen(fate, mark) for fate, mark in told))
    if len(states) > 1:
        return "disagree", why
    if states:
        return next(iter(states)), why
    return "unknown", _silence(marks, sightings, on)


def _silence(marks: Sequence[Mark], sightings: Sequence[Sighting], on: date) -> str:
    """Why nothing is known of a day, with the nearest that is."""
    if ended := first_after(marks, on):
        return f"{_seen('ended', ended[0])}; when it ended is not known"
    if said := undated(sightings):
        return f"said, without a date: {listed(SAID[fate] for fate in said)}"
    if marks:
        return f"nothing is told of that day; last {_seen(marks[-1].fate, marks[-1])}"
    return "nobody is recorded to have looked"


def _seen(fate: Fate, mark: Mark) -> str:
    if mark.fate != "ended":
        return f"seen {SAID[fate]}, {day(mark.on)}"
    return f"ended {day(mark.on)}" if mark.exact else f"seen to have ended by {day(mark.on)}"


def _warnings(
    horizons: Sequence[Horizon],
    clocks: dict[str, tuple[Clock, date | None]],
    funding: Sequence[Funding],
) -> tuple[str, ...]:
    found = []
    if split := list(dict.fromkeys(h.case for h in horizons if h.stood == "disagree")):
        found.append(f"Rows tell different stories of the same day for {listed(split)}.")
    half = [
        case
        for case, (clock, _) in clocks.items()
        if clock == "no-end"
        and any(line.ends for line in funding if (line.case, line.resource) == (case, "grant"))
    ]
    if half:
        found.append(
            f"One grant has a last day and another has none for {listed(half)}, so it is not "
            "known when the money ended."
        )
    return tuple(found)

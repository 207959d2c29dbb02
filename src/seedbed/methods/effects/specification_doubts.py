"""What should make a reader careful with a checked claim, and what is missing to settle it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seedbed.methods.effects.choices import Options
from seedbed.methods.effects.claim import KINDS, ClaimToCheck
from seedbed.methods.effects.mixes import FEWEST_YEARS, Fit
from seedbed.methods.effects.panel import Panel
from seedbed.methods.effects.recomputed import Choice
from seedbed.methods.prose import counted, day, figure, listed, percent

FEWEST_PEERS = 5  # other areas, for a placebo
POOR_FIT = 10.0  # per cent of the area's own mean in the years fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """All that a check has at hand."""

    claim: ClaimToCheck
    panel: Panel
    options: Options
    choices: Sequence[Choice]
    fits: Sequence[Fit]
    peers: Sequence[int]
    sets: Mapping[str, Sequence[str]]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Readings of the area itself that are not known, by measure."""
        taken = self.options.taken
        return tuple(
            f"{measure} ({gap})"
            for m, measure in enumerate(self.panel.measures)
            for gap in self.panel.gaps(m, 0, range(taken[0], taken[-1] + 1))
        )


def doubts_about(checking: Checking) -> tuple[str, ...]:
    """List each doubt as a sentence, the gravest first."""
    checks = (_kind, _extremes, _gaps, _between, _beside, _unlike, _thinned, _loose, _poor)
    return tuple(doubt for check in checks for doubt in check(checking))


def wanting_in(checking: Checking) -> tuple[str, ...]:
    """List what would settle the claim, each thing as a sentence."""
    checks = (_counted_how, _dated, _years, _areas, _missing, _rate)
    return tuple(wish for check in checks for wish in check(checking))


def _kind(c: Checking) -> Iterator[str]:
    kind = c.claim.kind
    if kind is not None and kind not in c.panel.kinds:
        yield f"The claim says {KINDS[kind]}; no measure here does. Other measures stand in for it."


def extremes_said(area: str, choices: Iterable[Choice]) -> list[str]:
    """Name the baselines that are an extreme of the area's readings, and what follows."""
    every, told = list(choices), []
    several = len({choice.measure for choice in every}) > 1
    for end, way in (("highest", "fall"), ("lowest", "rise")):
        starts = {
            f"{choice.baseline} ({choice.measure})" if several else choice.baseline
            for choice in every
            if choice.start_is == end
        }
        if starts:
            told.append(
                f"Counted from {listed(sorted(starts))}, {area} starts at the {end} reading "
                f"known, which would tend to {way} towards its usual level without any change in "
                "practice (regression to the mean)"
            )
    return told


def _extremes(c: Checking) -> Iterator[str]:
    for told in extremes_said(c.claim.area, c.choices):
        yield f"{told}."


def _gaps(c: Checking) -> Iterator[str]:
    if c.gaps:
        yield f"{c.claim.area} has no value in {listed(c.gaps)}. Nothing is filled in."


def _between(c: Checking) -> Iterator[str]:
    if c.options.between:
        yield (
            f"The innovation began on {day(c.options.began)}, within the period of "
            f"{listed(map(str, c.options.between))}: neither before nor after, it counts only "
            "where the claim itself states it."
        )


def _beside(c: Checking) -> Iterator[str]:
    beside = sum(choice.comparison_change_percent is not None for choice in c.choices)
    if beside:
        yield (
            f"{counted(beside, 'choice')} of {figure(len(c.choices))} set the change beside others "
            "and are in percentage points; a figure published without a comparison is best set "
            "beside those without one."
        )


def _unlike(c: Checking) -> Iterator[str]:
    if len(c.panel.areas) > 1:
        yield (
            "These readings do not say whether a comparison area took up the same innovation; and "
            "a nation or region that holds the area is not apart from it."
        )


def _thinned(c: Checking) -> Iterator[str]:
    places = c.panel.at(c.options.taken)
    inside = {a for comparison in c.options.comparisons for a in comparison.areas}
    gaps = sorted(
        (c.panel.areas[a], c.panel.measures[m], reason)
        for (m, a, y), reason in c.panel.reasons.items()
        if a in inside and y in places
    )
    if gaps:
        named = listed(f"{area} ({measure}: {reason})" for area, measure, reason in gaps)
        yield f"Comparison areas drop out where they have no value: {named}."


def _loose(c: Checking) -> Iterator[str]:
    loose = [
        f"{fit.of} for {fit.measure} ({len(fit.offered)} areas, {len(fit.years)} years)"
        for fit in c.fits
        if fit.loose
    ]
    if loose:
        yield (
            "Synthetic comparisons with more areas to mix than years to match, so that several "
            "mixes may fit alike, the most even one is taken, and a close fit proves little: "
            f"{listed(loose)}."
        )


def _poor(c: Checking) -> Iterator[str]:
    poor = [
        f"{fit.of} for {fit.measure} ({percent(fit.misfit_percent)} of the mean)"
        for fit in c.fits
        if fit.misfit_percent is not None and fit.misfit_percent > POOR_FIT
    ]
    if poor:
        yield (
            f"Synthetic comparisons that miss the years before by more than {percent(POOR_FIT)}, "
            f"so that no mix of these areas is like {c.claim.area}: {listed(poor)}."
        )


def _counted_how(c: Checking) -> Iterator[str]:
    kind = c.claim.kind
    if kind is None:
        *first, last = KINDS.values()
        yield (
            f"What was counted, from {c.claim.who}: the claim does not say. It may be "
            f"{', '.join(first)} or {last}."
        )
    elif kind not in c.panel.kinds:
        yield (
            f"Readings of {c.claim.area} that say {KINDS[kind]}: those at hand say "
            f"{listed(KINDS[k] for k in dict.fromkeys(c.panel.kinds))}."
        )


def _dated(c: Checking) -> Iterator[str]:
    stated = {"from": c.claim.baseline, "to": c.claim.end}
    missing = [word for word, period in stated.items() if period is None]
    if missing:
        words = listed(missing)
        yield f"The dates that {c.claim.who} counted {words}: the claim does not state them."
    elif not any(choice.own and choice.number is not None for choice in c.choices):
        yield f"Readings of {c.claim.area} at the claim's own dates: these have none."


def _years(c: Checking) -> Iterator[str]:
    known = max(len(c.options.before_in(c.panel, m)) for m, _ in enumerate(c.panel.measures))
    if known < FEWEST_YEARS:
        yield (
            f"Readings of more years before {day(c.options.began)}: with {counted(known, 'year')} "
            "before, nobody can tell a usual level from a passing one, and a synthetic comparison "
            f"needs {FEWEST_YEARS}."
        )


def _areas(c: Checking) -> Iterator[str]:
    empty = [name for name in sorted(c.sets) if not c.sets[name]]
    if empty:
        yield f"Readings of {listed(empty)}: none are loaded."
    if len(c.peers) < FEWEST_PEERS:
        yield (
            f"Readings of at least {FEWEST_PEERS} areas like {c.claim.area}, in one set: with "
            f"{len(c.peers) or 'none'}, nobody can see how often other areas moved as far by "
            "themselves."
        )


def _missing(c: Checking) -> Iterator[str]:
    if c.gaps:
        yield f"The values of {c.claim.area} that are not known: {listed(c.gaps)}."


def _rate(c: Checking) -> Iterator[str]:
    if "rate" not in c.panel.kinds:
        yield (
            "A rate for the children and young people who live there: a number alone also moves "
            "with how many they are."
        )

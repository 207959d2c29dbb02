"""A new table beside what is out already: does any difference of totals leave few people standing?

Two totals over nested groups give the people in between by one subtraction: every such pair is
named. Several totals give more. Each is an equation over the smallest groups that all totals are
made of; solving them all finds any such group, however many totals it takes, and leaving them out
one by one finds a list of which that cannot be cut.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

import numpy as np

from seedbed.errors import InputError
from seedbed.methods.disclosure.cells import rounded
from seedbed.methods.disclosure.layout import Key
from seedbed.methods.disclosure.puzzle import Puzzle, matrix_of
from seedbed.methods.disclosure.reader import intervals
from seedbed.methods.disclosure.released import Differences, Finding, Kind, Released
from seedbed.methods.disclosure.rules import Rules
from seedbed.methods.disclosure.secondary import too_narrow


def differencing(new: Sequence[Released], earlier: Sequence[Released], rules: Rules) -> Differences:
    """Find every group of few people that the totals together set apart.

    Shapes: totals with the pseudonyms they count; no pseudonym is in the result.
    Units: people.
    Raises: InputError for two unlike totals under one name.
    Source: differencing between tables, Hundepool and others (2012), chapter 5; here solved as
    whole-number equations over the groups that the totals divide people into.

    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> def total(release: str, n: int) -> Released:
    ...     who = frozenset(map(str, range(n)))
    ...     return Released(release=release, group="all", members=who)
    >>> found = differencing([total("May", 53)], [total("April", 50)], SEEDBED)
    >>> found.findings[0].totals, found.findings[0].low, found.findings[0].high
    (('all (April)', 'all (May)'), 3.0, 3.0)
    """
    _check_names([*new, *earlier])
    findings: dict[tuple[Kind, tuple[str, ...]], Finding] = {}
    for what in sorted({one.what for one in new}):
        mine = [one for one in new if one.what == what]
        before = [one for one in earlier if one.what == what]
        for finding in (*_pairs(mine, before, rules), *_worked_out(mine, before, rules)):
            findings.setdefault((finding.kind, finding.totals), finding)
    return Differences(
        findings=tuple(findings.values()),
        compared=len(new) + len(earlier),
        earlier=len(earlier),
        threshold=rules.threshold,
    )


def _check_names(totals: Iterable[Released]) -> None:
    named_so: dict[tuple[str, str], Released] = {}
    for one in totals:
        if named_so.setdefault((one.what, one.name), one) != one:
            raise InputError(
                f"released totals: expected one total under each name, found two unlike "
                f"ones called {one.name!r}. Name the release or the group more exactly."
            )


def _worked_out(
    new: Sequence[Released], earlier: Sequence[Released], rules: Rules
) -> Iterable[Finding]:
    totals = sorted({one.name: one for one in (*earlier, *new)}.values(), key=lambda one: one.name)
    puzzle, groups = _puzzle(totals, rules)
    outside = frozenset(range(len(totals), len(totals) + len(groups)))
    fresh = {one.name for one in new}
    for n in sorted(outside):
        if puzzle.values[n] >= rules.threshold or not _narrow(puzzle, outside, n):
            continue
        needed = _needed(puzzle, outside, n, [one.name in fresh for one in totals])
        found = intervals(puzzle, outside | (frozenset(range(len(totals))) - needed), only=n)[n]
        yield Finding(
            kind="worked out",
            totals=tuple(totals[place].name for place in sorted(needed)),
            few=int(puzzle.values[n]),
            low=found.low,
            high=found.high,
            new=any(totals[place].name in fresh for place in needed),
        )


def _narrow(puzzle: Puzzle, hidden: frozenset[int], n: int) -> bool:
    return bool(too_narrow(puzzle, intervals(puzzle, hidden, only=n)))


def _needed(
    puzzle: Puzzle, outside: frozenset[int], n: int, fresh: Sequence[bool]
) -> frozenset[int]:
    """Leave totals out one by one, new ones first, as long as the group is still set apart."""
    left_out: frozenset[int] = frozenset()
    # New ones first: what earlier releases tell by themselves is not the new one's doing.
    for place in sorted(range(len(fresh)), key=lambda place: not fresh[place]):
        if _narrow(puzzle, outside | left_out | {place}, n):
            left_out |= {place}
    return frozenset(range(len(fresh))) - left_out


def _puzzle(totals: Sequence[Released], rules: Rules) -> tuple[Puzzle, list[frozenset[int]]]:
    """Write totals as sums of the smallest groups: people whom the same totals count."""
    people: dict[str, set[int]] = {}
    for place, total in enumerate(totals):
        for person in total.members:
            people.setdefault(person, set()).add(place)
    signatures = [frozenset(places) for places in people.values()]
    groups = sorted(set(signatures), key=sorted)
    keys: list[Key] = [("total", one.name) for one in totals]
    keys += [("group", str(n)) for n in range(len(groups))]
    place_of = {key: n for n, key in enumerate(keys)}
    sums = [
        (keys[n], [keys[len(totals) + m] for m, group in enumerate(groups) if n in group])
        for n in range(len(totals))
    ]
    sizes = [len(one.members) for one in totals] + [signatures.count(group) for group in groups]
    known = [_known(one) for one in totals] + [(0, 0)] * len(groups)
    size = len(keys)
    return Puzzle(
        keys=tuple(keys),
        values=np.array(sizes, dtype=float),
        low=np.array([low for low, _ in known], dtype=float),
        high=np.array([high for _, high in known], dtype=float),
        least=np.zeros(size),
        may_hide=np.ones(size, dtype=bool),
        nought=np.zeros(size, dtype=bool),
        width=np.full(size, rules.width),
        above=np.zeros(size),
        part=np.arange(size) >= len(totals),
        sums=matrix_of(sums, place_of),
        whole=True,
        scale=1.0,
        place=place_of,
    ), groups


def _known(total: Released) -> tuple[int, int]:
    shown = rounded(len(total.members), total.rounding)
    return max(0, shown - total.rounding // 2), shown + (total.rounding - 1) // 2


def _pairs(new: Sequence[Released], earlier: Sequence[Released], rules: Rules) -> Iterable[Finding]:
    """Name any two totals that few people tell apart: one within the other, or overlapping."""
    for one, other in [*combinations(new, 2), *product(new, earlier)]:
        small, large = sorted((one, other), key=lambda total: len(total.members))
        apart = len(one.members ^ other.members)
        if not 0 < apart < rules.threshold or not one.members & other.members:
            continue
        (least, most), (fewest, highest) = _known(small), _known(large)
        low, high = max(0, fewest - most), highest - least
        nested = small.members <= large.members
        if high - low < rules.width:
            yield Finding(
                kind="worked out" if nested else "came and went",
                totals=tuple(sorted((one.name, other.name))),
                few=apart,
                low=float(low if nested else 0),
                high=float(high if nested else apart),
                new=True,
            )

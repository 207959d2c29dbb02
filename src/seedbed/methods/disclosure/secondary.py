"""Which further figures to suppress, so that nobody gets the suppressed ones back by subtraction.

Small tables of counts: the set that hides least, by integer programming. Larger ones, and amounts:
one figure at a time, the cheapest way out of its corner, by the same programme with its switches
relaxed. Either way the result is solved as a reader would, and widened until every suppressed
figure keeps its interval.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron

from seedbed.methods.disclosure.puzzle import CLOSE, Floats, Puzzle
from seedbed.methods.disclosure.reader import Interval, intervals, unseen

SMALL = 25  # figures, totals among them: a table of four by four
STEPS = 2000  # branches of the search: a count of steps ends alike on every machine


def complement(puzzle: Puzzle, primary: frozenset[int]) -> tuple[frozenset[int], bool]:
    """Choose what to suppress with the primary figures, and say if no choice would hide less."""
    small = puzzle.whole and len(puzzle.keys) <= SMALL
    start = _least(puzzle, primary) if small else primary
    hidden = _completed(puzzle, start)
    nothing_to_do = hidden == primary
    return hidden, nothing_to_do or (small and hidden == start)


def too_narrow(puzzle: Puzzle, found: Mapping[int, Interval]) -> frozenset[int]:
    """Name the figures of which a reader can work out too much."""
    return frozenset(
        n
        for n, one in found.items()
        if not one.enough(puzzle.values[n], puzzle.width[n], puzzle.above[n], puzzle.slack)
    )


def _least(puzzle: Puzzle, primary: frozenset[int]) -> frozenset[int]:
    """Search for the set that hides least, asking for more figures as they prove too narrow."""
    hidden, tried = primary, frozenset[int]()
    while (narrow := too_narrow(puzzle, intervals(puzzle, hidden))) - tried:
        tried |= narrow
        hidden = primary | _chosen(puzzle, primary, sorted(tried), exact=True)
    return hidden


def _completed(puzzle: Puzzle, hidden: frozenset[int]) -> frozenset[int]:
    """Free one figure after another. To suppress more never narrows what was wide enough."""
    wide: set[int] = set()
    everything = frozenset(np.flatnonzero(puzzle.may_hide).tolist())
    while left := unseen(puzzle, hidden) - wide:
        target = min(left)
        if hidden < everything and too_narrow(puzzle, intervals(puzzle, hidden, only=target)):
            grown = hidden | _chosen(puzzle, hidden, [target], exact=False)
            hidden = grown if grown > hidden else everything  # which is safe, if dear
        else:
            wide.add(target)
    return hidden


def _chosen(
    puzzle: Puzzle, must: Iterable[int], targets: Sequence[int], *, exact: bool
) -> frozenset[int]:
    """Solve for the cheapest set under which each target, if suppressed, can be far enough off.

    The unknowns are a switch for each figure, and for each target two whole tables that its reader
    could take for the true one: one where it is high, one where it is low.
    """
    n, tables = len(puzzle.keys), 2 * len(targets)
    forced = np.isin(np.arange(n), list(must))
    least = np.where(puzzle.may_hide, np.minimum(puzzle.least, puzzle.low), puzzle.low)
    found = milp(
        np.concatenate([_costs(puzzle), np.zeros(n * tables)]),
        integrality=np.repeat([int(exact), int(puzzle.whole)], [n, n * tables]),
        bounds=Bounds(
            np.concatenate([forced, np.tile(least, tables)]),
            np.concatenate([puzzle.may_hide, np.full(n * tables, np.inf)]),
        ),
        constraints=[*_likely(puzzle, targets), *_apart(puzzle, targets)],
        options={"node_limit": STEPS},
    )
    # Not solved, or not solved to the end: no choice at all, and the caller has another way.
    switches = found.x[:n] if found.status == 0 else np.zeros(n)
    return frozenset(np.flatnonzero(switches > (0.5 if exact else CLOSE)).tolist())


def _costs(puzzle: Puzzle) -> Floats:
    """Hide little, and few figures: a figure's share of all, and a share of one for its place."""
    costs: Floats = puzzle.values / max(puzzle.values.sum(), 1.0) + 1 / len(puzzle.keys)
    return costs


def _likely(puzzle: Puzzle, targets: Sequence[int]) -> list[LinearConstraint]:
    """Let each table add up, and agree with every shown figure unless that is switched off."""
    n, tables = len(puzzle.keys), 2 * len(targets)
    reach = 2 * max(puzzle.width[targets].max(), puzzle.above[targets].max())
    switched = kron(np.ones((tables, 1)), reach * eye_array(n), format="csr")
    sums = kron(eye_array(tables), puzzle.sums, format="csr")
    adding = hstack([csr_array((sums.shape[0], n)), sums], format="csr")
    own = eye_array(n * tables, format="csr")
    return [
        LinearConstraint(adding, 0, 0),
        LinearConstraint(hstack([-switched, own]), -np.inf, np.tile(puzzle.high, tables)),
        LinearConstraint(hstack([switched, own]), np.tile(puzzle.low, tables), np.inf),
    ]


def _apart(puzzle: Puzzle, targets: Sequence[int]) -> list[LinearConstraint]:
    """Hold each target's two tables apart by its width, and the high one above its true figure."""
    n, size = len(puzzle.keys), len(puzzle.keys) * (2 * len(targets) + 1)
    rows, least = np.zeros((2 * len(targets), size)), np.zeros(2 * len(targets))
    for place, target in enumerate(targets):
        high, low = n * (2 * place + 1) + target, n * (2 * place + 2) + target
        rows[2 * place, [high, low]] = 1, -1
        rows[2 * place + 1, high] = 1
        rows[2 * place + 1, target] = -puzzle.above[target]
        least[2 * place + 1] = puzzle.values[target]
        # What is shown as nought needs its width even if it is not suppressed.
        if puzzle.nought[target]:
            least[2 * place] = puzzle.width[target]
        else:
            rows[2 * place, target] = -puzzle.width[target]
    return [LinearConstraint(csr_array(rows), least, np.inf)]

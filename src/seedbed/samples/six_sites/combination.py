"""The combination planted over the teams: which conditions each has, and what follows from them.

Every row of the truth table over the conditions that matter is filled at least once. The deviant
teams sit each in a row with four that follow the combination, so that a careful reader can still
find it; ``truth.toml`` names them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp
from typing import Any

import numpy as np

FOLLOWERS = 4  # teams that share a deviant's row and follow the combination
# Raw values drawn where a condition is absent and where it is present, clear of the crossover.
DRAWN = {
    "supervision": ((0.0, 1.0), (2.0, 3.6)),
    "time": ((0.0, 1.4), (2.6, 5.0)),
    "turnover": ((4.0, 17.0), (28.0, 52.0)),
}
Case = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One score: as it was coded, and as a membership."""

    raw: float
    membership: float


def follows(paths: Sequence[Sequence[str]], scores: Mapping[str, float]) -> float:
    """Membership in the combination: the highest of its paths, each as low as its lowest part.

    >>> follows([["supervision", "~turnover"]], {"supervision": 0.9, "turnover": 0.2})
    0.8
    """
    return max(min(_part(part, scores) for part in path) for path in paths)


def calibrate(raw: float, *, out: float, crossover: float, full: float) -> float:
    """Membership by the direct method: log odds of -3, 0 and 3 at the three anchors.

    Source: Ragin 2008, Redesigning Social Inquiry, chapter 5.

    >>> round(calibrate(3.0, out=0.5, crossover=1.5, full=3.0), 2)
    0.95
    """
    width = full - crossover if raw >= crossover else crossover - out
    return 1 / (1 + exp(-3 * (raw - crossover) / width))


def cases(
    teams: Sequence[str], planted: dict[str, Any], rng: np.random.Generator
) -> dict[str, Case]:
    """Which conditions each team has: deviants' rows with their followers, then every other row."""
    idle: list[str] = planted["combination"]["idle"]
    matters = [name for name in planted["combination"]["conditions"] if name not in idle]
    made: dict[str, Case] = {deviant["team"]: deviant["row"] for deviant in planted["deviants"]}
    crowded = list(made.values())
    partly_known = {gap["team"] for gap in planted["unknown_scores"]}
    drawn = rng.permutation([team for team in teams if team not in made]).tolist()
    # Teams with a score missing go last, so that the deviants' rows stay whole.
    order = sorted(drawn, key=lambda team: team in partly_known)
    for row in crowded:
        made |= {order.pop(0): row for _ in range(FOLLOWERS)}
    taken = [tuple(row[name] for name in matters) for row in crowded]
    others = [values for values in product((0, 1), repeat=len(matters)) if values not in taken]
    again = rng.choice(len(others), size=len(order) - len(others), replace=False)
    for team, values in zip(order, [*others, *(others[i] for i in again)], strict=True):
        made[team] = dict(zip(matters, values, strict=True)) | _coins(idle, rng)
    return made


def scores(
    case: Case, *, deviant: bool, planted: dict[str, Any], rng: np.random.Generator
) -> dict[str, Scored]:
    """Conditions in their order, then the outcome that follows, or does not at a deviant team."""
    combination = planted["combination"]
    anchors = combination["anchors"]
    made = {name: _condition(name, case[name], anchors, rng) for name in combination["conditions"]}
    expected = follows(combination["paths"], {name: s.membership for name, s in made.items()})
    records = _records(1 - expected if deviant else expected, rng)
    outcome = combination["outcome"]
    made[outcome] = Scored(raw=records, membership=_membership(outcome, records, anchors))
    return made


def _part(part: str, scores: Mapping[str, float]) -> float:
    return 1 - scores[part[1:]] if part.startswith("~") else scores[part]


def _coins(names: Sequence[str], rng: np.random.Generator) -> Case:
    return {name: int(rng.integers(2)) for name in names}


def _condition(
    name: str, present: int, anchors: dict[str, Any], rng: np.random.Generator
) -> Scored:
    """A score on the right side: a measure with its membership, or a plain yes or no."""
    if name not in DRAWN:
        return Scored(raw=present, membership=present)
    low, high = DRAWN[name][present]
    raw = round(float(rng.uniform(low, high)), 1)
    return Scored(raw=raw, membership=_membership(name, raw, anchors))


def _membership(name: str, raw: float, anchors: dict[str, Any]) -> float:
    at = anchors[name]
    return round(calibrate(raw, out=at["out"], crossover=at["crossover"], full=at["full"]), 2)


def _records(expected: float, rng: np.random.Generator) -> float:
    """Of ten case records, how many show the practice: six or more where it is sustained."""
    drawn = round(10 * expected + float(rng.normal(0.0, 0.8)))
    return float(np.clip(drawn, 6, 10) if expected > 0.5 else np.clip(drawn, 0, 5))

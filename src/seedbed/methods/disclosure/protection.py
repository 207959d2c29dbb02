"""Why one figure may not stand by itself, and how close a reader may then come to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.methods.disclosure.rules import Rules

IN_WORDS = {
    "threshold": "too few people",
    "nobody": "nobody, which also tells something",
    "dominance": "a few contributors bring nearly all of it",
    "p-percent": "the second largest contributor could work out the largest too closely",
    "all the same": "every contributor brings the same, so the total tells each part",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """The rules a figure breaks, and the interval a reader must be left with."""

    reasons: tuple[str, ...]
    width: float  # of the reader's interval, from its lower to its upper end
    above: float = 0.0  # how far the interval must reach beyond the true figure
    contributors: int


def for_count(count: int, rules: Rules) -> Protection:
    """Judge a count of people.

    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> [for_count(n, SEEDBED).reasons for n in (0, 9, 10)]
    [('nobody',), ('threshold',), ()]
    """
    reasons = _few(count, rules)
    return Protection(reasons=reasons, width=rules.width, contributors=count)


def for_amount(parts: Sequence[float], largest: float, rules: Rules) -> Protection:
    """Judge an amount by what each contributor brings; ``largest`` is the table's largest part.

    The upper protection levels are those of Hundepool and others (2012): with less room above the
    total, the second largest contributor could still get the largest to within p %.

    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> twelve = for_amount([50.0, 30.0, *range(1, 11)], 50.0, SEEDBED)
    >>> twelve.reasons, twelve.above
    ((), 0.0)
    >>> for_amount([100.0, 2.0, *[0.5] * 10], 100.0, SEEDBED).reasons
    ('dominance', 'p-percent')
    """
    total, first = sum(parts), sorted(parts, reverse=True)
    rest = total - sum(first[:2])
    share = rules.p_percent / 100
    few = _few(len(parts), rules)
    top = sum(first[: rules.dominance_n])
    dominated = bool(parts) and total > 0 and top >= rules.dominance_k / 100 * total
    close = bool(parts) and rest < share * first[0]
    same = len(parts) > 1 and first[0] == first[-1]
    named = {"dominance": dominated, "p-percent": close, "all the same": same}
    return Protection(
        reasons=few + tuple(name for name, broken in named.items() if broken),
        width=share * (total or largest),
        above=max(
            0.0,
            100 / rules.dominance_k * top - total if dominated else 0.0,
            share * first[0] - rest if close else 0.0,
        ),
        contributors=len(parts),
    )


def _few(people: int, rules: Rules) -> tuple[str, ...]:
    if people == 0:
        return () if rules.zeros_stand else ("nobody",)
    return ("threshold",) if people < rules.threshold else ()

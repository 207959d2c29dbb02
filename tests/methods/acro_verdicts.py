"""Print ACRO's verdicts on tables made here, as JSON, for the parity test to keep beside it.

Run by hand in an environment of its own, which needs ``acro`` and nothing of ours:

    python acro_verdicts.py > acro_verdicts.json

ACRO (MIT) pins pandas to an old line and brings matplotlib and statsmodels: a third of a gigabyte
to compare a few dozen answers. Its answers are facts about the tables below; they are recorded.
"""

import json
import logging
import random
import sys
import warnings
from importlib.metadata import version
from typing import Any

RULES = {
    "MinimumThresholdCheck": "threshold",
    "PresenceOfZeroCheck": "nobody",
    "NKCheck": "dominance",
    "PPercentCheck": "p-percent",
}
Line = tuple[str, str, float]


def tables() -> dict[str, list[Line]]:
    """Lines of row, column and amount: each line is one contributor. No two lines are the same."""
    chance = random.Random(20260803)
    found = {}
    for name, most, spread in (
        ("small cells", 16, 1.0), ("sizes about the threshold", 13, 0.5), ("few large", 30, 2.5),
        ("very unequal", 30, 4.0), ("empty cells", 14, 1.5), ("large cells", 60, 1.0),
    ):  # fmt: skip
        lines: list[Line] = []
        for row in "abcd":
            for column in "xyz":
                empty = name == "empty cells" and chance.random() < 0.4
                for _ in range(0 if empty else chance.randint(most // 3, most)):
                    lines.append((row, column, round(10 * chance.lognormvariate(0, spread), 2)))
        found[name] = lines
    # Shares at and beside the limits of 90 and 10 per cent, twelve contributors in each cell.
    for name, first, second, each in (
        ("two bring 90 of 100", 50.0, 40.0, 1.0), ("two bring a little less", 50.0, 39.9, 1.0),
        ("the rest is a tenth of the largest", 100.0, 5.0, 1.0),
        ("the rest is a little less", 100.1, 5.0, 1.0),
    ):  # fmt: skip
        rest = [("a", "x", each)] * 10
        found[name] = [
            ("a", "x", first),
            ("a", "x", second),
            *rest,
            *(("b", "y", float(n)) for n in range(1, 13)),
        ]
    return found


def models() -> list[tuple[int, int]]:
    """Observations and parameters, the constant among them."""
    return [(12, 2), (11, 2), (30, 4), (14, 4), (13, 4), (5, 2)]


def reasons(acro: Any, lines: list[Line], *, amounts: bool) -> dict[str, list[str]]:
    import pandas

    frame = pandas.DataFrame(lines, columns=["row", "column", "amount"])
    summed = {"values": frame["amount"], "aggfunc": "sum"} if amounts else {}
    acro.crosstab(frame["row"], frame["column"], margins=not amounts, **summed)
    record = list(acro.results.results.values())[-1]
    found: dict[str, list[str]] = {}
    for row in record.outcome.index:
        for column in record.outcome.columns:
            said = str(record.outcome.loc[row, column])
            own = sorted(ours for theirs, ours in RULES.items() if theirs in said)
            found[f"{row} / {column}".replace("All", "all")] = own
    return found


def judged(acro: Any, observations: int, parameters: int) -> str:
    import numpy
    import pandas

    chance = numpy.random.default_rng(observations * 100 + parameters)
    frame = pandas.DataFrame(chance.normal(size=(observations, parameters)))
    frame[0] = 1.0
    acro.ols(pandas.Series(chance.normal(size=observations)), frame)
    return str(list(acro.results.results.values())[-1].status)


def main() -> None:
    from acro import ACRO

    warnings.filterwarnings("ignore")
    acro = ACRO(suppress=False)
    logging.disable(logging.CRITICAL)
    verdicts = {
        "acro": version("acro"),
        "counts": {name: reasons(acro, lines, amounts=False) for name, lines in tables().items()},
        "amounts": {name: reasons(acro, lines, amounts=True) for name, lines in tables().items()},
        "models": [[n, k, judged(acro, n, k)] for n, k in models()],
    }
    json.dump(verdicts, sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

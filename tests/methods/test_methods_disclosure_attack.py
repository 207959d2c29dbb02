"""An adversary with a published table, the rules and a solver must not get close to what is hidden.

The adversary is written here from the published rows alone and shares no code with the product: its
own equations from the names of rows and columns, its own reading of rounding, and for tiny tables
plain enumeration instead of a solver.
"""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from seedbed.methods.disclosure.protected import Protected, protect
from seedbed.methods.disclosure.rules import EHRQL, SEEDBED, Rules
from seedbed.methods.disclosure.tables import frequency_table, magnitude_table

Key = tuple[str, str]
some = settings(max_examples=12, deadline=None)
RULES = {
    "ours": SEEDBED,
    "zeros shown": Rules(zeros="show"),
    "threshold of 5, rounded to 10": Rules(threshold=5, rounding=10),
    "a wide protection": Rules(threshold=6, rounding=1, protection=15),
    "ehrQL": EHRQL,
}
COUNT = st.one_of(st.integers(0, 12), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn, rows: int = 3, columns: int = 3) -> dict[Key, int]:
    names = [f"r{n}" for n in range(draw(st.integers(2, rows)))]
    across = [f"c{n}" for n in range(draw(st.integers(1, columns)))]
    keys = list(itertools.product(names, across if len(across) > 1 else [""]))
    return dict(
        zip(keys, draw(st.lists(COUNT, min_size=len(keys), max_size=len(keys))), strict=True)
    )


def frame(counts: dict[Key, int], within: Callable[[str], str] = lambda row: "") -> pl.DataFrame:
    return pl.DataFrame(
        [{"row": r, "column": c, "count": n, "within": within(r)} for (r, c), n in counts.items()]
    )


def equations(keys: Iterable[Key], within: Callable[[str], str]) -> list[dict[Key, int]]:
    """Every sum that the names of a table's lines imply: 0 = total - parts."""
    rows, columns = {r for r, _ in keys}, {c for _, c in keys}
    inner = sorted(r for r in rows if r != "all" and not r.startswith("g"))
    groups = sorted({within(r) for r in inner} - {""})
    found = []
    for column in columns:
        for group in groups:
            found.append(
                {(group, column): 1} | {(r, column): -1 for r in inner if within(r) == group}
            )
        found.append({("all", column): 1} | {(r, column): -1 for r in groups or inner})
    if "all" in columns:
        found += [{(r, "all"): 1} | {(r, c): -1 for c in columns - {"all"}} for r in rows]
    return found


def known(row: dict[str, Any], rules: Rules, truth: float | None) -> tuple[float, float | None]:
    """What the adversary takes a published line to mean."""
    if row["mark"] == "suppressed":
        # Where nought is always shown, nothing that is suppressed is nought.
        return (1 if rules.zeros == "show" and rules.small == "suppress" else 0), None
    if row["mark"] == "few":
        return 0, rules.threshold - 1
    if truth is not None or row["shown"] == 0:
        value = row["shown"] if truth is None else truth
        return value, value
    values = [
        n for n in range(int(row["shown"]) + rules.rounding + 1)
        if n >= rules.threshold
        and np.floor(n / rules.rounding + 0.5) * rules.rounding == row["shown"]
    ]  # fmt: skip
    return min(values), max(values)


def solved(
    result: Protected,
    truth: dict[Key, float] | None,
    within: Callable[[str], str] = lambda row: "",
    *,
    whole: bool = True,
) -> dict[Key, tuple[float, float]]:
    """The adversary's interval for every line that does not tell its figure."""
    rows = {(str(r["row"]), str(r["column"])): r for r in result.published()}
    keys, rules = list(rows), result.source.rules
    exact = truth or {}
    limits = [known(rows[key], rules, exact.get(key)) for key in keys]
    matrix = np.array([[sums.get(key, 0) for key in keys] for sums in equations(keys, within)])
    found = {}
    for n, key in enumerate(keys):
        if rows[key]["mark"]:
            ends = []
            for sign in (1, -1):
                cost = np.zeros(len(keys))
                cost[n] = sign
                answer = linprog(
                    cost, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=limits,
                    integrality=int(whole), method="highs",
                )  # fmt: skip
                # Unbounded: there is no upper end. Anything else than that or an answer is wrong.
                assert answer.status in (0, 3, 4), answer.message
                ends.append(sign * answer.fun if answer.status == 0 else np.inf)
            found[key] = (ends[0], ends[1])
    return found


def exact(result: Protected) -> dict[Key, float]:
    return {key: cell.value for key, cell in result.source.cells.items()}


@pytest.mark.parametrize("name", RULES)
@some
@given(data=st.data())
def test_no_suppressed_count_is_narrowed_below_its_protection(
    name: str, data: st.DataObject
) -> None:
    result = protect(frequency_table(frame(data.draw(tables())), RULES[name]))
    for truth in (None, exact(result)):
        for key, (low, high) in solved(result, truth).items():
            assert low <= result.source.cells[key].value <= high
            assert high - low >= RULES[name].width - 1e-6, (key, low, high)
    assert result.open == ()


@some
@given(tables())
def test_what_we_say_a_reader_can_work_out_is_what_the_adversary_works_out(
    counts: dict[Key, int],
) -> None:
    result = protect(frequency_table(frame(counts), SEEDBED))
    said = {
        key: (one.low, np.inf if one.high is None else one.high)
        for key, one in result.intervals.items()
    }
    found = solved(result, exact(result))
    assert said.keys() == found.keys()
    for key, ends in found.items():
        assert said[key] == pytest.approx(ends)


@some
@given(tables(rows=4, columns=2))
def test_groups_with_subtotals_give_nothing_away(counts: dict[Key, int]) -> None:
    def within(row: str) -> str:
        return "g1" if row in ("r0", "r1") else "g2"

    result = protect(frequency_table(frame(counts, within), SEEDBED))
    for truth in (None, exact(result)):
        for low, high in solved(result, truth, within).values():
            assert high - low >= SEEDBED.width - 1e-6


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
def test_whoever_tries_every_table_of_two_by_two_gets_no_closer(counts: list[int]) -> None:
    rules = Rules(threshold=4, rounding=1)
    keys = list(itertools.product("ab", "xy"))
    result = protect(frequency_table(frame(dict(zip(keys, counts, strict=True))), rules))
    hidden = result.suppressed
    ways = [
        range(value + 2 * rules.threshold) if key in hidden else [value]
        for key, value in zip(keys, counts, strict=True)
    ]
    a, b, c, d = np.meshgrid(*ways, indexing="ij")
    every = {
        ("a", "x"): a, ("a", "y"): b, ("b", "x"): c, ("b", "y"): d, ("a", "all"): a + b,
        ("b", "all"): c + d, ("all", "x"): a + c, ("all", "y"): b + d,
        ("all", "all"): a + b + c + d,
    }  # fmt: skip
    likely = np.ones_like(a, dtype=bool)
    for key, values in every.items():
        if key not in hidden:
            likely &= values == result.source.cells[key].value
    for key in hidden:
        values = every[key][likely]
        assert values.max() - values.min() >= rules.width


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("rst"), st.sampled_from("xyz"), st.sampled_from("abcdefghijklmnop"),
            st.integers(0, 400).map(float),
        ),
        min_size=3, max_size=60,
    )
)  # fmt: skip
def test_no_contributor_works_out_the_largest_to_within_p_per_cent(
    lines: list[tuple[str, str, str, float]],
) -> None:
    rules = Rules(threshold=3)
    people = [f"{who}" for _, _, who, _ in lines]
    amounts = pl.DataFrame(
        {
            "row": [r for r, _, _, _ in lines], "column": [c for _, c, _, _ in lines],
            "contributor": people, "amount": [n for _, _, _, n in lines],
        }
    )  # fmt: skip
    result = protect(magnitude_table(amounts, rules))
    largest = max(result.source.cells[key].value for key in result.source.cells)
    close = 2e-6 * max(largest, 1)
    for key, (_, high) in solved(result, exact(result), whole=False).items():
        first, second = _largest_two(lines, key)
        assert high - second >= (1 + rules.p_percent / 100) * first - close
    assert result.open == ()


def _largest_two(lines: list[tuple[str, str, str, float]], key: Key) -> tuple[float, float]:
    brought: dict[str, float] = {}
    for row, column, who, amount in lines:
        if key[0] in (row, "all") and key[1] in (column, "all", ""):
            brought[who] = brought.get(who, 0) + amount
    first, second, *_ = [*sorted(brought.values(), reverse=True), 0.0, 0.0]
    return first, second


def test_the_adversary_does_get_back_what_only_the_threshold_hides() -> None:
    # The attack has teeth: the same adversary, a table without its complementary suppressions.
    counts = {("a", "x"): 3, ("a", "y"): 40, ("b", "x"): 25, ("b", "y"): 31}
    table = frequency_table(frame(counts), Rules(rounding=1))
    naive = Protected(source=table, suppressed=table.primary, least=True, open=(), intervals={})
    assert solved(naive, None) == {("a", "x"): (3, 3)}
    kept = solved(protect(table), None)
    assert kept["a", "x"][1] - kept["a", "x"][0] >= 10

"""Laws of disclosure control, over tables drawn at random."""

import itertools
from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.methods.disclosure.differencing import differencing
from seedbed.methods.disclosure.protected import protect
from seedbed.methods.disclosure.reader import bounds
from seedbed.methods.disclosure.released import Released
from seedbed.methods.disclosure.rules import EHRQL, SEEDBED, Rules
from seedbed.methods.disclosure.tables import frequency_table, magnitude_table, people_table

few = settings(max_examples=15, deadline=None)
many = settings(max_examples=100, deadline=None)
COUNTS = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 90)), min_size=6, max_size=6)
KEYS = list(itertools.product("ab", "xyz"))
RULES = st.sampled_from([SEEDBED, EHRQL, Rules(zeros="show"), Rules(threshold=4, rounding=1)])


def frame(counts: list[int]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"row": r, "column": c, "count": n} for (r, c), n in zip(KEYS, counts, strict=True)]
    )


@few
@given(COUNTS, st.permutations(range(6)), RULES)
def test_the_order_of_rows_changes_no_verdict(
    counts: list[int], order: list[int], rules: Rules
) -> None:
    once = protect(frequency_table(frame(counts), rules))
    again = protect(frequency_table(frame(counts)[order], rules))
    assert again.table() == once.table()
    assert again.text() == once.text()


@many
@given(COUNTS, st.integers(1, 30), st.integers(0, 30), st.sampled_from(["suppress", "show"]))
def test_a_higher_threshold_reveals_nothing_that_broke_a_lower_one(
    counts: list[int], low: int, more: int, zeros: str
) -> None:
    rules = Rules(threshold=low, rounding=1, zeros=zeros)  # type: ignore[arg-type]
    lower = frequency_table(frame(counts), rules).primary
    assert lower <= frequency_table(frame(counts), replace(rules, threshold=low + more)).primary


@few
@given(COUNTS, RULES)
def test_what_is_suppressed_stays_so_after_rounding_and_the_rest_is_near(
    counts: list[int], rules: Rules
) -> None:
    result = protect(frequency_table(frame(counts), rules))
    assert result.suppressed | {k for k in result.source.primary if result.is_few(k)} == (
        result.suppressed | result.source.primary
    )
    for row in result.table():
        key = (str(row["row"]), str(row["column"]))
        value, figure = result.source.cells[key].value, row["shown"]
        if key in result.suppressed:
            assert (figure, row["mark"]) == (None, "suppressed")
        elif row["mark"] == "few":
            assert figure == 0
            assert value < rules.threshold
        else:
            assert isinstance(figure, int | float)
            assert figure % rules.rounding == 0
            assert abs(figure - value) <= rules.rounding / 2


@few
@given(st.lists(st.integers(10, 200), min_size=6, max_size=6))
def test_where_nothing_is_small_nothing_is_changed(counts: list[int]) -> None:
    result = protect(frequency_table(frame(counts), Rules(rounding=1)))
    assert result.suppressed == frozenset()
    assert result.least
    assert [row["shown"] for row in result.table()] == [
        cell.value for cell in result.source.cells.values()
    ]


@few
@given(COUNTS, st.sets(st.integers(0, 11)), st.integers(0, 11))
def test_to_suppress_more_never_tells_more(counts: list[int], hidden: set[int], n: int) -> None:
    table = frequency_table(frame(counts), SEEDBED)
    keys = list(table.cells)
    less = bounds(table, {keys[place] for place in hidden})
    more = bounds(table, {keys[place] for place in hidden | {n}})
    for key, one in less.items():
        assert more[key].low <= one.low
        assert more[key].high is None or (one.high is not None and more[key].high >= one.high)


@few
@given(COUNTS, RULES)
def test_rounded_figures_never_tell_more_than_exact_ones(counts: list[int], rules: Rules) -> None:
    result = protect(frequency_table(frame(counts), rules))
    rounded = bounds(result.source, result.suppressed, rounding=True)
    for key, one in result.intervals.items():
        value = result.source.cells[key].value
        assert rounded[key].low <= one.low <= value
        high, wider = one.high, rounded[key].high
        assert high is None or value <= high
        assert wider is None or (high is not None and wider >= high)


@many
@given(st.integers(0, 5000))
def test_one_count_under_ehrql_rules_is_as_ehrql_shows_it(count: int) -> None:
    table = frequency_table(pl.DataFrame({"row": ["a"], "count": [count]}), EHRQL, margins=False)
    theirs = 0 if count <= 7 else 5 * round(count / 5)
    assert protect(table).table()[0]["shown"] == theirs


@few
@given(COUNTS)
def test_without_margins_only_what_breaks_a_rule_is_suppressed(counts: list[int]) -> None:
    result = protect(frequency_table(frame(counts), SEEDBED, margins=False))
    assert result.suppressed == result.source.primary
    assert all(one.high is None for one in result.intervals.values())


@few
@given(COUNTS)
def test_people_counted_one_by_one_give_the_same_table(counts: list[int]) -> None:
    people = [
        {"person": f"{row}{column}{n}", "row": row, "column": column}
        for (row, column), count in zip(KEYS, counts, strict=True)
        for n in range(count + 1)
    ]
    counted = frequency_table(frame([count + 1 for count in counts]), SEEDBED)
    table = people_table(pl.DataFrame(people), SEEDBED)
    assert {k: c.value for k, c in table.cells.items()} == {
        k: c.value for k, c in counted.cells.items()
    }
    assert protect(table).table() == protect(counted).table()
    assert all(len(cell.members) == cell.value for cell in table.cells.values())


@few
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from("abcdefgh"), st.integers(0, 99)),
        min_size=1, max_size=40,
    ),
    st.sampled_from([2.0**-6, 2.0, 2.0**12]),
)  # fmt: skip
def test_another_currency_suppresses_the_same_amounts(
    lines: list[tuple[tuple[str, str], str, int]], factor: float
) -> None:
    def suppressed(by: float) -> frozenset[tuple[str, str]]:
        rows = [
            {"row": r, "column": c, "contributor": who, "amount": n * by}
            for (r, c), who, n in lines
        ]
        return protect(magnitude_table(pl.DataFrame(rows), Rules(threshold=3))).suppressed

    assert suppressed(factor) == suppressed(1.0)


GROUPS = st.lists(st.frozensets(st.integers(0, 23).map(str), min_size=1), min_size=2, max_size=5)


def totals(groups: list[frozenset[str]]) -> list[Released]:
    return [Released(release=f"{n}", group="g", members=who) for n, who in enumerate(groups)]


@few
@given(GROUPS, st.data())
def test_every_subtraction_that_leaves_few_people_names_both_totals(
    groups: list[frozenset[str]], data: st.DataObject
) -> None:
    # A group within the first one, short of it by fewer people than the threshold.
    less = data.draw(st.integers(1, 3))
    first = groups[0] | {"x", "y", "z", "w"}
    inner = frozenset(sorted(first)[less:])
    earlier = [Released(release="old", group="g", members=inner), *totals(groups[1:])]
    new = Released(release="new", group="g", members=first)
    found = differencing([new], earlier, Rules(threshold=4)).findings
    [both] = [f for f in found if set(f.totals) == {"g (new)", "g (old)"}]
    assert (both.kind, both.few, both.low, both.high) == ("worked out", less, less, less)


@few
@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_releases_changes_no_finding(
    groups: list[frozenset[str]], chance: object
) -> None:
    new, earlier = totals(groups)[:1], totals(groups)[1:]
    once = differencing(new, earlier, Rules(threshold=4))
    chance.shuffle(earlier)  # type: ignore[attr-defined]
    again = differencing(new, earlier, Rules(threshold=4))
    assert {f.totals for f in again.findings if f.kind == "worked out"} == {
        f.totals for f in once.findings if f.kind == "worked out"
    }


@few
@given(GROUPS)
def test_a_finding_is_of_few_people_and_few_people_in_one_step_are_a_finding(
    groups: list[frozenset[str]],
) -> None:
    rules = Rules(threshold=4)
    found = differencing(totals(groups), [], rules)
    whole = any(0 < len(a - b) < 4 and b <= a for a in groups for b in groups)
    single = any(len(a) < 4 for a in groups)
    worked_out = [f for f in found.findings if f.kind == "worked out"]
    assert bool(worked_out) or not (whole or single)
    for finding in worked_out:
        assert finding.low <= finding.few <= (finding.high or finding.few)
        assert finding.few < 4
        assert (finding.high or 0) - finding.low < 4

"""Disclosure control by hand: small tables, worked out on paper."""

from dataclasses import replace

import polars as pl
import pytest
from scipy.optimize import OptimizeResult

from seedbed.errors import InputError
from seedbed.methods.disclosure import reader, secondary
from seedbed.methods.disclosure.differencing import differencing
from seedbed.methods.disclosure.models import judge_models, judge_summaries
from seedbed.methods.disclosure.protected import Protected, protect
from seedbed.methods.disclosure.protection import for_amount
from seedbed.methods.disclosure.reader import Interval, bounds
from seedbed.methods.disclosure.released import Released, released_from
from seedbed.methods.disclosure.rules import ACRO, EHRQL, PRESETS, SEEDBED, Rules
from seedbed.methods.disclosure.tables import frequency_table, magnitude_table, people_table
from seedbed.methods.disclosure.verdict import LIMITS, check_output
from seedbed.methods.prose import THIN
from seedbed.methods.results import Result

EXACT = replace(SEEDBED, rounding=1)


def counts(*rows: tuple[str, str, int], within: str = "") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"row": row, "column": column, "count": n, "within": within[i] if within else ""}
            for i, (row, column, n) in enumerate(rows)
        ]
    )


def line(**values: int) -> pl.DataFrame:
    return counts(*((name, "", n) for name, n in values.items()))


def people(**groups: tuple[str, int]) -> pl.DataFrame:
    """A person for each of a row's count, named by a letter: rows of one letter share people."""
    return pl.DataFrame(
        [
            {"person": f"{letter}{n}", "row": row}
            for row, (letter, many) in groups.items()
            for n in range(many)
        ]
    )


def amounts(*parts: float, row: str = "a") -> pl.DataFrame:
    return pl.DataFrame(
        {"contributor": [f"{row}{n}" for n in range(len(parts))], "row": row, "amount": parts},
        schema_overrides={"amount": pl.Float64},
    )


def seen(result: Protected) -> dict[str, object]:
    return {
        "/".join(filter(None, (str(r["row"]), str(r["column"])))): r["shown"]
        for r in result.table()
    }


# Rules


def test_the_presets_say_what_they_are_named_after() -> None:
    assert PRESETS == {"seedbed": SEEDBED, "ehrql": EHRQL, "acro": ACRO}
    ours = (SEEDBED.threshold, SEEDBED.dominance_n, SEEDBED.dominance_k, SEEDBED.p_percent)
    assert ours == (10, 2, 90, 10)
    assert (SEEDBED.residual_df, SEEDBED.rounding, SEEDBED.width) == (10, 5, 10)
    assert (EHRQL.threshold, EHRQL.width, EHRQL.zeros_stand) == (8, 7, False)
    assert Rules(protection=3.5).width == 3.5
    assert not replace(EHRQL, zeros="show").zeros_stand


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("threshold", 0, "a whole number at least 1, found 0"),
        ("rounding", 2.5, "a whole number at least 1, found 2.5"),
        ("dominance_n", 0, "at least 1"),
        ("dominance_k", 101, "a number above 0 and at most 100, found 101"),
        ("p_percent", 0, "above 0 and at most 100"),
        ("residual_df", -1, "at least 1"),
        ("protection", 0, "a number above 0, found 0"),
        ("rounding", 21, "at most twice the threshold of 10, found 21"),
    ],
)
def test_rules_that_cannot_be_kept_are_refused(name: str, value: float, expected: str) -> None:
    with pytest.raises(InputError, match=f"rules, {name}: expected") as refused:
        Rules(**{name: value})  # type: ignore[arg-type]
    assert expected in str(refused.value)


# Counts


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    # 52 - 31 = 21 is what a reader knows of a and b together. Hiding c instead would hide more.
    result = protect(frequency_table(line(a=4, b=17, c=31), SEEDBED))
    assert seen(result) == {"a": None, "b": None, "c": 30, "all": 50}
    assert result.intervals["a", ""] == Interval(low=0, high=21)
    assert result.numbers == {
        "figures": 4, "shown": 2, "primary": 1, "secondary": 1, "narrowest": 21,
    }  # fmt: skip
    by_row = {row["row"]: row for row in result.table()}
    assert by_row["a"]["reasons"] == "too few people"
    assert by_row["b"]["reasons"] == "would give another figure away by subtraction"
    assert [set(row) for row in result.published()] == [{"row", "column", "shown", "mark"}] * 4
    assert (by_row["b"]["mark"], by_row["c"]["mark"], by_row["c"]["low"]) == (
        "suppressed",
        "",
        None,
    )


def test_two_small_counts_of_fewer_than_ten_together_need_a_third() -> None:
    # 3 + 5 = 8: the total would tell that there are eight of them.
    result = protect(frequency_table(line(a=3, b=5, c=14, d=40), EXACT))
    assert seen(result) == {"a": None, "b": None, "c": None, "d": 40, "all": 62}
    assert result.intervals["a", ""] == Interval(low=0, high=22)


def test_two_small_counts_of_ten_together_protect_each_other() -> None:
    result = protect(frequency_table(line(a=4, b=6, c=40), EXACT))
    assert seen(result) == {"a": None, "b": None, "c": 40, "all": 50}
    assert result.intervals["b", ""] == Interval(low=0, high=10)


def test_in_two_ways_a_small_count_needs_a_rectangle() -> None:
    table = frequency_table(
        counts(("a", "x", 3), ("a", "y", 20), ("a", "z", 90), ("b", "x", 30), ("b", "y", 25),
               ("b", "z", 80), ("c", "x", 70), ("c", "y", 60), ("c", "z", 50)),
        EXACT,
    )  # fmt: skip
    result = protect(table)
    assert result.least
    # ax 3, ay 20, bx 30, by 25: in step with each other they go from ax 0 to ax 3 + 20 = 23.
    assert result.suppressed == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    assert result.intervals["a", "x"] == Interval(low=0, high=23)
    assert result.intervals["b", "x"] == Interval(low=10, high=33)


def test_nought_is_suppressed_or_shown_as_the_rules_say() -> None:
    frame = line(a=0, b=15, c=40)
    assert seen(protect(frequency_table(frame, EXACT))) == {
        "a": None, "b": None, "c": 40, "all": 55,
    }  # fmt: skip
    shown = protect(frequency_table(frame, replace(EXACT, zeros="show")))
    assert seen(shown) == {"a": 0, "b": 15, "c": 40, "all": 55}
    assert "Nothing had to be suppressed." in shown.text()


def test_where_nought_is_shown_a_suppressed_count_is_at_least_one_and_nought_hides_nothing() -> (
    None
):
    rules = replace(EXACT, zeros="show")
    result = protect(frequency_table(line(a=3, b=0, c=12, d=40), rules))
    assert seen(result) == {"a": None, "b": 0, "c": None, "d": 40, "all": 55}
    assert result.intervals["a", ""] == Interval(low=1, high=14)


def test_a_group_that_is_all_alike_is_pointed_out_where_nought_is_shown() -> None:
    frame = counts(("a", "x", 20), ("a", "y", 0), ("b", "x", 30), ("b", "y", 40))
    result = protect(frequency_table(frame, replace(EXACT, zeros="show")))
    assert result.suppressed == frozenset()
    assert result.warnings == (
        "Everybody in a / all is in a / x: the table tells it of each of them, however many they "
        "are.",
        "Everybody in all / y is in b / y: the table tells it of each of them, however many they "
        "are.",
    )
    hidden = protect(frequency_table(frame, EXACT))
    assert hidden.warnings == ()
    assert ("a", "x") in hidden.suppressed


def test_a_small_total_hides_with_its_parts_and_no_total_bounds_them() -> None:
    result = protect(frequency_table(line(a=2, b=3), SEEDBED))
    assert seen(result) == {"a": None, "b": None, "all": None}
    assert set(result.intervals.values()) == {Interval(low=0, high=None)}
    assert result.numbers["narrowest"] is None
    assert "No total that is shown puts an upper end" in result.text()


def test_as_nought_a_small_count_is_marked_few_and_still_protected() -> None:
    # 12 + 0 to 7: shown exactly, b and the total would give a away. b goes.
    result = protect(frequency_table(line(a=4, b=12, c=60), EHRQL))
    assert seen(result) == {"a": 0, "b": None, "c": 60, "all": 75}
    assert [row["mark"] for row in result.table()] == ["few", "", "suppressed", ""]
    assert result.intervals["a", ""] == Interval(low=0, high=7)
    assert result.warnings == (
        "A nought marked few is any count from 0 to 7: say so by the table.",
    )


def test_a_reader_of_rounded_figures_knows_less() -> None:
    table = frequency_table(line(a=4, b=17, c=31), SEEDBED)
    # The total 52 shows as 50: 48 to 52. c 31 shows as 30: 28 to 32. b 17 as 15: 13 to 17.
    assert bounds(table, [("a", "")], rounding=True)["a", ""] == Interval(low=0, high=11)
    # A count shown against the rules may be any that rounds to what is shown: a is 3 to 7.
    assert bounds(table, [("b", "")], rounding=True)["b", ""] == Interval(low=9, high=21)


def test_groups_of_rows_have_subtotals_that_are_solved_too() -> None:
    frame = counts(
        ("p", "", 4), ("q", "", 30), ("r", "", 40), ("s", "", 50), within="NNSS"
    )  # fmt: skip
    result = protect(frequency_table(frame, EXACT))
    # q hides p inside N (34); the subtotals may stand.
    assert seen(result) == {
        "p": None, "q": None, "r": 40, "s": 50, "N": 34, "S": 90, "all": 124,
    }  # fmt: skip
    alone = frame.with_columns(pl.Series("within", ["N", "S", "S", "S"]))
    result = protect(frequency_table(alone, EXACT))
    # p is all of N: the subtotal is as small, and the other subtotal would give it away.
    assert result.source.primary == {("p", ""), ("N", "")}
    assert ("S", "") in result.suppressed or ("all", "") in result.suppressed


def test_a_large_table_is_protected_by_a_rule_of_thumb_and_says_so() -> None:
    frame = counts(
        *((f"r{i}", f"c{j}", 3 if i == j else 20 + i + 2 * j) for i in range(5) for j in range(4))
    )
    result = protect(frequency_table(frame, SEEDBED))
    assert len(result.source.cells) == 30 > secondary.SMALL
    assert (result.least, result.open) == (False, ())
    assert "A choice that hides less may exist." in result.text()
    assert all((one.high or 99) - one.low >= 10 for one in result.intervals.values())


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (counts(("a", "x", 1), ("a", "y", 2), ("b", "x", 3)), "look at b / y"),
        (line(a=-3, b=3), "look at a. Count"),
        (counts(("a", "", 1), ("a", "", 2)), "found 2 rows; look at a"),
        (counts(("all", "", 1), ("a", "", 2)), "the name 'all' is kept for totals"),
        (counts(("a", "", 1), ("b", "", 2)).with_columns(within=pl.Series(["N", ""])), "one: b"),
        (counts(("N", "", 1), ("b", "", 2)).with_columns(within=pl.lit("N")), "found N as both"),
        (
            counts(("a", "x", 1), ("a", "y", 2)).with_columns(within=pl.Series(["N", "S"])),
            "row 'a': expected one group, found N and S",
        ),
        (counts(("a", "x", 1)).clear(), "found 0 rows"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(InputError) as refused:
        frequency_table(frame, SEEDBED)
    assert message in str(refused.value)


def test_a_person_is_counted_once_and_a_strange_key_is_refused() -> None:
    twice = pl.DataFrame({"person": ["p", "p"], "row": ["a", "b"]})
    with pytest.raises(InputError, match="found 2 rows of 1 people"):
        people_table(twice, SEEDBED)
    with pytest.raises(InputError, match="found 0 rows"):
        people_table(twice.clear(), SEEDBED)
    with pytest.raises(InputError, match=r"found \('z', ''\)"):
        bounds(people_table(twice[:1], SEEDBED), [("z", "")])


# Amounts


def test_dominance_and_p_per_cent_by_hand() -> None:
    many = [1.0] * 10
    # 50 + 40 of 100 are 90 per cent. The others bring 10, a fifth of 50: no more than the 10 %.
    dominated = for_amount([50, 40, *many], 50, SEEDBED)
    assert dominated.reasons == ("dominance",)
    assert dominated.above == pytest.approx(100 / 90 * 90 - 100)
    assert for_amount([50, 39.9, *many], 50, SEEDBED).reasons == ()
    # Beside 120 and 1 the others bring 10: less than a tenth of 120, short by 2.
    close = for_amount([120, 1, *many], 120, replace(SEEDBED, dominance_k=100))
    assert (close.reasons, close.above) == (("p-percent",), pytest.approx(2.0))
    assert close.width == pytest.approx(13.1)
    assert for_amount([7.0] * 12, 7, SEEDBED).reasons == ("all the same",)
    assert for_amount([0.0] * 12, 80, SEEDBED).width == pytest.approx(8.0)
    assert for_amount([], 80, SEEDBED).reasons == ("nobody",)
    assert for_amount([3.0], 80, SEEDBED).reasons == ("threshold", "dominance", "p-percent")


def test_an_amount_of_few_takes_another_with_it_and_is_not_rounded() -> None:
    frame = pl.concat([
        amounts(*range(1, 4), row="a"), amounts(*range(2, 14), row="b"),
        amounts(*range(20, 40), row="c"),
    ])  # fmt: skip
    result = protect(magnitude_table(frame, replace(SEEDBED, dominance_n=1)))
    assert seen(result) == {"a": None, "b": None, "c": 590, "all": 686}
    assert result.intervals["a", ""].high == pytest.approx(96)
    assert "rounded" not in result.text()


def test_one_contributor_in_two_cells_is_one_in_their_total() -> None:
    frame = amounts(*range(10, 20), row="a").vstack(
        amounts(*range(10, 20), row="b").with_columns(
            pl.Series("contributor", [f"a{n}" for n in range(10)])
        )
    )
    table = magnitude_table(frame, SEEDBED)
    assert table.cells["all", ""].protection.contributors == 10
    assert table.cells["all", ""].value == 290


def test_amounts_below_nought_are_refused() -> None:
    with pytest.raises(InputError, match=r"found row 2 \(-4\)"):
        magnitude_table(amounts(3, -4), SEEDBED)
    with pytest.raises(InputError, match="found none"):
        magnitude_table(amounts(3).clear(), SEEDBED)


# A solver that cannot be trusted


def test_a_solver_that_finds_nothing_makes_everything_suppressed_never_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failed = OptimizeResult(x=None, status=4, fun=None)
    monkeypatch.setattr(secondary, "milp", lambda *_, **__: failed)
    result = protect(frequency_table(line(a=4, b=17, c=31), SEEDBED))
    assert result.suppressed == set(result.source.cells)
    assert (result.least, result.open) == (False, ())


def test_a_reader_that_cannot_be_solved_refuses_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = OptimizeResult(x=None, status=4, fun=None)
    monkeypatch.setattr(reader, "milp", lambda *_, **__: failed)
    table = frequency_table(line(a=4, b=17, c=31), SEEDBED)
    result = protect(table)
    assert ("a", "") in result.open
    assert result.warnings[0] == "a can still be worked out too closely. Leave the table out."
    verdict = check_output(tables={"t": table})
    assert not verdict.holds
    assert verdict.count("refuse") == 4
    assert "It does not pass as it is." in verdict.text()


def test_a_witness_that_does_not_add_up_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = frequency_table(line(a=4, b=17, c=31), SEEDBED)
    honest = reader.milp

    def boastful(cost: object, **given: object) -> OptimizeResult:
        found = honest(cost, **given)
        return OptimizeResult(x=found.x * 3)

    monkeypatch.setattr(reader, "milp", boastful)
    assert bounds(table, [("a", ""), ("b", "")])["a", ""] == Interval(low=4, high=4)


# Earlier releases


def total(release: str, members: str, **more: object) -> Released:
    who = frozenset(
        f"{letter}{n}" for letter in members for n in range(20 if letter.isupper() else 3)
    )
    return Released(release=release, group="people", members=who, **more)  # type: ignore[arg-type]


def test_three_people_more_than_last_time_are_named_with_both_releases() -> None:
    found = differencing([total("May", "ABc")], [total("April", "AB")], SEEDBED)
    [finding] = found.findings
    assert finding.totals == ("people (April)", "people (May)")
    assert (finding.kind, finding.few, finding.low, finding.high) == ("worked out", 3, 3, 3)
    assert found.warnings == (
        "people (April) and people (May) set 3 people apart: a reader can work out a count between "
        "3 and 3.",
    )
    assert found.numbers == {
        "totals": 2, "earlier": 1, "worked_out": 1, "came_and_went": 0, "new": 1,
    }  # fmt: skip
    assert found.table()[0]["totals"] == "people (April) and people (May)"


def test_three_totals_can_give_away_what_no_two_do() -> None:
    earlier = [total("all", "ABc"), total("one site", "A")]
    found = differencing([total("another site", "B")], earlier, SEEDBED)
    [finding] = found.findings
    assert finding.totals == ("people (all)", "people (another site)", "people (one site)")
    assert (finding.few, finding.low, finding.high) == (3, 3, 3)


def test_a_difference_of_ten_or_more_or_of_other_things_is_no_finding() -> None:
    found = differencing([total("May", "ABC")], [total("April", "AB")], SEEDBED)
    assert found.findings == ()
    assert "No difference of them sets fewer than 10 people apart." in found.text()
    other = [total("April", "AB", what="events")]
    assert differencing([total("May", "ABc")], other, SEEDBED).findings == ()
    assert differencing([total("May", "AB")], [total("April", "AB")], SEEDBED).findings == ()


def test_rounding_wide_enough_covers_a_difference() -> None:
    # 43 shows as 45 (43 to 47), 40 as 40 (38 to 42): the difference is 1 to 9, closer than ten.
    five = differencing(
        [total("May", "ABc", rounding=5)], [total("April", "AB", rounding=5)], SEEDBED
    )
    assert [(f.low, f.high) for f in five.findings] == [(1.0, 9.0)]
    # To the nearest 20: 43 is 30 to 49 and 40 the same, a difference of nought to 19.
    twenty = differencing(
        [total("May", "ABc", rounding=20)], [total("April", "AB", rounding=20)], SEEDBED
    )
    assert twenty.findings == ()


def test_people_who_came_and_went_between_two_dates_are_a_warning() -> None:
    found = differencing([total("May", "ABc")], [total("April", "ABd")], SEEDBED)
    [finding] = found.findings
    assert (finding.kind, finding.few, finding.new) == ("came and went", 6, True)
    assert "differ by 6 people who came or went" in found.text()
    assert differencing([total("May", "ABc")], [total("April", "ABD")], SEEDBED).findings == ()


def test_what_is_out_already_is_told_apart_from_what_is_new() -> None:
    earlier = [total("March", "ABc"), total("April", "AB")]
    found = differencing([total("May", "D")], earlier, SEEDBED)
    assert [f.new for f in found.findings] == [False]
    assert found.warnings[0].endswith("This is so by what is out already.")


def test_a_total_of_few_people_is_a_finding_by_itself_and_names_are_unlike() -> None:
    found = differencing([total("May", "c")], [], SEEDBED)
    assert [f.totals for f in found.findings] == [("people (May)",)]
    with pytest.raises(InputError, match="found two unlike ones called 'people"):
        differencing([total("May", "A"), total("May", "B")], [], SEEDBED)


def test_a_protected_table_releases_what_it_shows_and_nothing_else() -> None:
    table = people_table(people(a=("A", 4), b=("B", 17), c=("C", 31)), SEEDBED)
    released = released_from(protect(table), "May", what="children")
    assert {(one.name, len(one.members), one.rounding, one.what) for one in released} == {
        ("c (May)", 31, 5, "children"), ("all (May)", 52, 5, "children"),
    }  # fmt: skip
    few = people_table(people(a=("A", 4), b=("B", 17), c=("C", 31)), EHRQL)
    assert {one.group for one in released_from(protect(few), "May")} == {"c", "all"}


# Models and summaries


def test_models_and_summaries_of_few_are_refused() -> None:
    models = pl.DataFrame({"name": ["a", "b"], "observations": [14, 13], "parameters": [4, 4]})
    assert [one.reason == "" for one in judge_models(models, SEEDBED)] == [True, False]
    frame = pl.DataFrame(
        [
            ("mean", 10, None), ("mean", 9, None), ("share", 9, None), ("deviation", 10, None),
            ("median", 20, None), ("median", 19, None), ("quantile", 40, 0.25),
            ("quantile", 39, 0.25), ("quantile", 100, 0.9), ("minimum", 900, None),
            ("maximum", 900, None),
        ],
        schema={"statistic": pl.String, "n": pl.Int64, "at": pl.Float64}, orient="row",
    ).with_columns(name=pl.lit("age"))  # fmt: skip
    reasons = [one.reason for one in judge_summaries(frame, SEEDBED)]
    assert [reason == "" for reason in reasons] == [
        True, False, False, True, True, False, True, False, True, False, False,
    ]  # fmt: skip
    assert reasons[1] == "9 people, fewer than 10"
    assert reasons[7] == f"9 people beyond 25{THIN}%, fewer than 10"
    assert reasons[9] == "the value of one person, however many there are"


@pytest.mark.parametrize(("statistic", "at", "n"), [("quantile", None, 50), ("quantile", 1.0, 50)])
def test_a_quantile_needs_its_share(statistic: str, at: float | None, n: int) -> None:
    frame = pl.DataFrame({"name": ["age"], "statistic": [statistic], "n": [n], "at": [at]})
    with pytest.raises(InputError, match="expected a share between 0 and 1"):
        judge_summaries(frame, SEEDBED)


def test_counts_below_nought_are_refused() -> None:
    models = pl.DataFrame({"name": ["a"], "observations": [-1], "parameters": [2]})
    with pytest.raises(InputError, match=r"models, 'a': .* found -1"):
        judge_models(models, SEEDBED)


# The one call


def test_one_call_judges_all_that_an_output_holds_and_never_calls_it_safe() -> None:
    verdict = check_output(
        tables={"ages": people_table(people(a=("A", 4), b=("B", 17), c=("C", 31)), SEEDBED)},
        models=pl.DataFrame({"name": ["m"], "observations": [50], "parameters": [4]}),
        summaries=pl.DataFrame({"name": ["age"], "statistic": ["maximum"], "n": [52]}),
        earlier=[
            Released(release="April", group="c", members=frozenset(f"C{n}" for n in range(29)))
        ],
        release="May",
    )
    asked: Result = verdict
    assert asked.numbers == {"items": 6, "show": 3, "suppress": 2, "refuse": 1, "set_apart": 1}
    assert [(item.name, item.answer) for item in verdict.items] == [
        ("a", "suppress"), ("all", "show"), ("b", "suppress"), ("c", "show"), ("m", "show"),
        ("age, maximum", "refuse"),
    ]  # fmt: skip
    assert verdict.table()[3] == {
        "part": "ages", "name": "c", "shown": 30, "answer": "show", "reason": "",
    }  # fmt: skip
    assert not verdict.holds
    assert verdict.differences is not None
    assert verdict.differences.findings[0].totals == ("c (April)", "c (May, ages)")
    said = verdict.text()
    assert said.endswith(f"It does not pass as it is. {LIMITS}")
    assert "Refused: age, maximum (the value of one person, however many there are)." in said
    assert "safe" not in said


def test_an_output_that_passes_says_no_more_than_that() -> None:
    verdict = check_output(tables={"t": frequency_table(line(a=14, b=17), SEEDBED)})
    assert verdict.holds
    assert verdict.warnings == (
        "t: not compared with other releases, because whom it counts is not known.",
    )
    assert verdict.numbers["set_apart"] is None
    assert "Nothing else stands against it in these checks." in verdict.text()
    assert "safe" not in verdict.text()
    assert "safe" not in verdict.tables["t"].text()
    models = pl.DataFrame({"name": ["m"], "observations": [50], "parameters": [4]})
    assert check_output(models=models).warnings == ()


def test_an_output_of_nothing_or_with_nothing_to_compare_is_refused() -> None:
    with pytest.raises(InputError, match="expected a table, a model or a summary"):
        check_output()
    with pytest.raises(InputError, match="Make it with people_table"):
        check_output(
            tables={"t": frequency_table(line(a=14, b=17), SEEDBED)}, earlier=[total("April", "A")]
        )


def test_the_paragraph_of_a_table_tells_all_of_it() -> None:
    assert protect(frequency_table(line(a=4, b=17, c=31), SEEDBED)).text() == (
        "Of 4 figures (totals among them), 1 may not stand by themselves (too few people: 1), 1 "
        "more are suppressed because they would give another figure away by subtraction, and 2 "
        "are shown, rounded to the nearest 5. The closest a reader can come, knowing every shown "
        "figure exactly, is for a: from 0 to 21. This guards against subtraction within this "
        "table alone. It does not guard against a reader who is in the table or knows somebody in "
        "it, nor "
        "against other tables of the same people."
    )

"""Agreement: as named references say, by hand where there is none, and laws."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.agreement.alpha import alpha
from seedbed.methods.agreement.kappa import kappa
from seedbed.methods.agreement.unitising import unitising_alpha

REFERENCE = json.loads(Path(__file__).with_name("agreement_reference.json").read_text())
CLOSE = 1e-9  # sums of small numbers in another order
LEVELS = ("nominal", "ordinal", "interval", "ratio")
CODES = ("1", "2", "3")


def ratings(*columns: list) -> pl.DataFrame:
    """Ratings of people by column; None where somebody gave none."""
    rows = [
        (str(unit), f"coder {person}", str(value))
        for person, given_ in enumerate(columns)
        for unit, value in enumerate(given_)
        if value is not None
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("unit", "coder", "value"), pl.String),
                        orient="row")  # fmt: skip


def marked(people: list, length: int, source: str = "a") -> tuple:
    """Passages (start, end, value) of people in one text, its length and readers."""
    rows = [
        (source, str(person), str(value), start, end)
        for person, spans in enumerate(people)
        for start, end, value in spans
    ]
    schema = {"source": pl.String, "coder": pl.String, "code": pl.String,
              "start": pl.Int64, "end": pl.Int64}  # fmt: skip
    readers = [str(person) for person in range(len(people))]
    return (
        pl.DataFrame(rows, schema=schema, orient="row"),
        pl.DataFrame({"source": [source], "length": [length]}),
        pl.DataFrame({"source": [source] * len(people), "coder": readers}),
    )


@pytest.mark.parametrize("case", REFERENCE["ratings"])
def test_alpha_and_kappa_are_the_references(case) -> None:
    for level in LEVELS:
        found = alpha(ratings(*case["data"]), level=level, draws=20)
        assert found.alpha == pytest.approx(case[level], abs=CLOSE), level
    assert kappa(ratings(case["a"], case["b"]), draws=20).kappa == pytest.approx(
        case["kappa"], abs=CLOSE
    )


@pytest.mark.parametrize("case", REFERENCE["unitising"])
def test_unitising_alpha_is_the_references(case) -> None:
    found = unitising_alpha(*marked(case["people"], case["length"]), of=CODES)
    assert found.together == pytest.approx(case["alpha"], abs=CLOSE)


def test_agreement_on_which_code_by_hand() -> None:
    """Two people, 20 characters: 0-10 both mark, one says 1 and 2, the other says 1 throughout."""
    people = [[(0, 6, 1), (6, 10, 2)], [(0, 10, 1)]]
    found = unitising_alpha(*marked(people, 20), of=("1", "2"))
    # Shared: 12 of 1 with 1, 4 of 1 with 2 each way; margins 16 and 4; total 20.
    # By chance: a passage does not meet itself: 20 * (400 - 256 - 16) / (400 - 36 - 16 - 100).
    expected = 20 * (400 - 16**2 - 4**2) / (400 - 6**2 - 4**2 - 10**2)
    assert found.which == pytest.approx(1 - 8 / expected, abs=CLOSE)
    assert found.marked == 1


PEOPLE = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9), st.sampled_from([1, 2, 3])),
             max_size=6),
    min_size=2, max_size=4,
)  # fmt: skip


def laid(steps: list) -> tuple[list, int]:
    """Steps of (gap, length, value) as passages that do not overlap, and a length for the text."""
    people, longest = [], 1
    for one in steps:
        at, spans = 0, []
        for gap, size, value in one:
            spans.append((at + gap, at + gap + size, value))
            at += gap + size
        people.append(spans)
        longest = max(longest, at)
    return people, longest + 5


@given(PEOPLE)
def test_those_who_mark_the_same_agree_and_order_of_people_does_not_matter(steps) -> None:
    people, length = laid(steps)
    same = unitising_alpha(*marked([people[0]] * 3, length), of=CODES)
    assert same.together in (None, pytest.approx(1))
    assert all(row.alpha in (None, pytest.approx(1)) for row in same.codes)
    one = unitising_alpha(*marked(people, length), of=CODES)
    other = unitising_alpha(*marked(people[::-1], length), of=CODES)
    for name in ("together", "marked", "which"):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert (mine is None) == (theirs is None)
        assert mine is None or mine == pytest.approx(theirs, abs=1e-9)
        assert mine is None or mine <= 1 + 1e-9


@given(PEOPLE)
def test_a_text_read_twice_over_as_two_texts_says_the_same_of_each_code(steps) -> None:
    """What several texts bring is summed: the same text under two names changes observed shares
    of disagreement in no way, so a perfect agreement stays one and an undefined one undefined."""
    people, length = laid(steps)
    first, second = marked(people, length), marked(people, length, "b")
    both = [pl.concat([a, b]) for a, b in zip(first, second, strict=True)]
    alone = {row.code: row.alpha for row in unitising_alpha(*first).codes}
    for row in unitising_alpha(*both, draws=30).codes:
        if alone[row.code] is not None:
            assert (row.alpha == pytest.approx(1)) == (alone[row.code] == pytest.approx(1))


@given(st.lists(st.sampled_from("xyz"), min_size=2, max_size=30), st.integers(0, 5))
def test_agreement_with_oneself_is_perfect_or_undefined(values, seed) -> None:
    found = kappa(ratings(values, values), draws=50, seed=seed)
    wanted = None if len(set(values)) == 1 else 1
    assert found.kappa == wanted
    assert alpha(ratings(values, values), draws=50).alpha == wanted
    if wanted is None:
        assert "undefined" in found.text()
        assert found.interval is None


def test_an_interval_holds_its_value_and_the_same_seed_gives_the_same() -> None:
    one = [n % 3 for n in range(60)]
    other = [value if n % 5 else (value + 1) % 3 for n, value in enumerate(one)]
    found = alpha(ratings(one, other))
    assert found.interval is not None
    assert found.alpha is not None
    assert found.interval.low < found.alpha < found.interval.high
    assert found == alpha(ratings(one, other))
    assert found.interval != alpha(ratings(one, other), seed=2).interval


def test_what_is_undefined_or_thin_is_said() -> None:
    thin = kappa(ratings([1, 2, None], [1, 1, 2]), draws=50)
    assert any("one of them alone" in doubt for doubt in thin.warnings)
    skewed = kappa(ratings([0] * 49 + [1], [0] * 48 + [1, 0]), draws=50)
    assert skewed.agreement == pytest.approx(0.96)
    assert any("chance alone gives much agreement" in doubt for doubt in skewed.warnings)
    nothing = alpha(ratings([1, None], [None, 2]))
    assert nothing.alpha is None
    assert "no unit was rated by two" in nothing.text()


def test_a_reader_who_marked_nothing_counts_and_one_alone_does_not() -> None:
    spans, long, _ = marked([[(0, 10, 1)], []], 50)
    read = pl.DataFrame({"source": ["a", "a", "b"], "coder": ["0", "1", "0"]})
    long = pl.concat([long, pl.DataFrame({"source": ["b"], "length": [10]})])
    found = unitising_alpha(spans, long, read)
    assert found.codes[0].alpha is not None
    assert found.codes[0].alpha <= 0
    assert found.alone == ("b",)
    assert found.sources == 1
    assert any("no interval" in doubt for doubt in found.warnings)
    assert found.table()[0]["share"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("people", "of", "why"),
    [([[(0, 60, 1)], []], (), "has 50 characters"),
     ([[(5, 9, 1), (7, 12, 2)], []], ("1", "2"), "both 1 and 2"),
     ([[(5, 9, 1)], []], ("1",), "needs a choice")],
)  # fmt: skip
def test_passages_that_cannot_be_compared_are_refused(people, of, why) -> None:
    with pytest.raises(InputError, match=why):
        unitising_alpha(*marked(people, 50), of=of)


def test_somebody_who_did_not_read_a_text_marked_nothing_in_it() -> None:
    spans, long, read = marked([[(0, 10, 1)], []], 50)
    with pytest.raises(InputError, match="not among its readers"):
        unitising_alpha(spans, long, read.filter(pl.col("coder") != "0"))


@pytest.mark.parametrize(
    ("call", "why"),
    [(lambda: kappa(ratings([1], [1], [2])), "compares two people"),
     (lambda: alpha(ratings(["x"], ["y"]), level="interval"), "expected a number"),
     (lambda: alpha(ratings([-1, 1], [1, 1]), level="ratio"), "0 or more"),
     (lambda: alpha(ratings([1, 2], [1, 2]), draws=0), "at least 1"),
     (lambda: alpha(pl.concat([ratings([1], [1])] * 2)), "rated 0 twice")],
)  # fmt: skip
def test_ratings_that_cannot_be_compared_are_refused(call, why) -> None:
    with pytest.raises(InputError, match=why):
        call()

"""The digest: equal frames give it, on any machine and in any order; any change moves it."""

import hashlib
import json
from datetime import date

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seedbed.inquiry.digest import digest_of

SCHEMA = {"id": pl.String, "word": pl.String, "other": pl.String, "value": pl.Float64,
          "whole": pl.Int64, "on": pl.Date}  # fmt: skip
# Separators and look-alikes of nothing: what a careless digest would mix up.
WORDS = (
    st.none()
    | st.sampled_from(["", "None", "null", "0", '"', "\x1f", "\x1e", ",", "[]"])
    | (st.text(st.characters(exclude_categories=["Cs"]), max_size=4))
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "word": WORDS,
            "other": WORDS,
            "value": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "whole": st.none() | st.integers(-(2**40), 2**40),
            "on": st.none() | st.dates(),
        }
    ),
    min_size=1,
    max_size=5,
)


def frame(rows: list[dict]) -> pl.DataFrame:
    named = [{"id": f"r{number}", **row} for number, row in enumerate(rows)]
    return pl.DataFrame(named, schema=SCHEMA)


@given(rows=ROWS, seed=st.randoms())
def test_the_order_of_rows_makes_no_difference(rows: list[dict], seed: object) -> None:
    whole = frame(rows)
    order = list(range(len(rows)))
    seed.shuffle(order)
    assert digest_of({"rows": whole[order]}) == digest_of({"rows": whole})


@given(rows=ROWS, data=st.data())
@settings(max_examples=200)
def test_any_changed_value_moves_it(rows: list[dict], data: st.DataObject) -> None:
    before = digest_of({"rows": frame(rows)})
    place = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(sorted(rows[0])))
    new = data.draw({"value": st.none() | st.floats(allow_nan=False, allow_infinity=False),
                     "whole": st.none() | st.integers(-(2**40), 2**40),
                     "on": st.none() | st.dates()}.get(column, WORDS))  # fmt: skip
    assume(new != rows[place][column])
    changed = [dict(row) for row in rows]
    changed[place][column] = new
    assert digest_of({"rows": frame(changed)}) != before


# Few, so that they meet.
PIECES = st.none() | st.sampled_from(["", "a", "\x1f", "\x1e", "\x00", '","', "null"])


@given(one=PIECES, two=PIECES, three=PIECES, four=PIECES)
@settings(max_examples=300)
def test_what_stands_in_one_cell_is_not_what_stands_in_two(
    one: str | None, two: str | None, three: str | None, four: str | None
) -> None:
    assume((one, two) != (three, four))
    schema = {"id": pl.String, "word": pl.String, "other": pl.String}
    first = pl.DataFrame([["r", one, two]], schema=schema, orient="row")
    second = pl.DataFrame([["r", three, four]], schema=schema, orient="row")
    assert digest_of({"rows": first}) != digest_of({"rows": second})


def test_nothing_and_an_empty_text_differ() -> None:
    empty, nothing = frame([ROW | {"word": ""}]), frame([ROW | {"word": None}])
    assert digest_of({"rows": empty}) != digest_of({"rows": nothing})


ROW = {"word": "a", "other": "b", "value": 1.5, "whole": 3, "on": date(2024, 5, 1)}


def test_rows_columns_and_names_of_frames_are_part_of_it() -> None:
    one, two = frame([ROW]), frame([ROW, ROW])
    seen = {
        digest_of(frames)
        for frames in (
            {},
            {"rows": one},
            {"rows": two},
            {"rows": one.clear()},
            {"others": one},
            {"rows": one, "others": one},
            {"rows": one.rename({"word": "text"})},
            {"rows": one.drop("word")},
            {"rows": one, "others": two},
            {"rows": two, "others": one},
        )
    }
    assert len(seen) == 10
    assert digest_of({"a": one, "b": two}) == digest_of({"b": two, "a": one})


def test_the_digest_is_the_same_in_years_to_come() -> None:
    """Published runs carry it, so its bytes are pinned here."""
    said = [
        ["rows", ["id", "word", "other", "value", "whole", "on"]],
        ["r0", "a", None, 0.1, 3, "2024-05-01"],
    ]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in said)
    wanted = hashlib.sha256(text.encode()).hexdigest()
    assert digest_of({"rows": frame([ROW | {"value": 0.1, "other": None}])}) == wanted

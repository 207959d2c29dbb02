"""The public edge: what may come in, and what a wrong cell is told."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import polars as pl
import pytest

from seedbed.errors import InputError
from seedbed.methods.frames import rows_of


@dataclass(frozen=True)
class Line:
    case: str
    when: date | None
    amount: float | None
    count: int | None = None
    word: Literal["yes", "no", "unknown"] = "unknown"


def line(**cells: object) -> Line:
    row = {"case": "a", "when": None, "amount": None} | cells
    return rows_of(pl.DataFrame({name: [cell] for name, cell in row.items()}), Line, table="t")[0]


def test_values_become_plain_python() -> None:
    found = line(when=datetime(2020, 5, 1, 13, 0), amount=Decimal("1.50"), count=3.0, word="yes")
    assert found == Line(case="a", when=date(2020, 5, 1), amount=1.5, count=3, word="yes")
    assert type(found.when) is date


def test_empty_cells_are_none_or_the_default_and_never_zero() -> None:
    assert line(amount=float("nan"), count=None, word=None) == Line("a", None, None)
    assert line(word="") == Line("a", None, None, word="unknown")


def test_columns_not_asked_for_are_left_alone() -> None:
    assert line(colour="red") == Line("a", None, None)


def test_an_empty_frame_has_no_rows() -> None:
    empty = pl.DataFrame(schema=["case", "when", "amount"])
    assert rows_of(empty, Line, table="t") == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"case": None}, "t, row 1, 'case': expected text, found an empty cell"),
        ({"case": ""}, "t, row 1, 'case': expected text, found an empty cell"),
        ({"case": 7}, "expected text, found 7"),
        ({"when": "spring 2019"}, "'when': expected a date, found 'spring 2019'"),
        ({"amount": "12"}, "'amount': expected a finite number, found '12'"),
        ({"amount": True}, "'amount': expected a finite number, found True"),
        ({"amount": float("inf")}, "expected a finite number, found inf"),
        ({"count": 2.5}, "'count': expected a whole number, found 2.5"),
        ({"word": "maybe"}, "'word': expected one of yes, no and unknown, found 'maybe'"),
    ],
)
def test_a_wrong_cell_is_named(cells: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match="t, row 1") as caught:
        line(**cells)
    assert said in str(caught.value)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputError, match="when and amount not found among case"):
        rows_of(pl.DataFrame({"case": ["a"]}), Line, table="t")


@pytest.mark.parametrize("thing", [pl.LazyFrame({"case": ["a"]}), [{"case": "a"}]])
def test_what_is_no_collected_frame_is_refused(thing: object) -> None:
    with pytest.raises(InputError, match="expected a polars, pandas or pyarrow data frame"):
        rows_of(thing, Line, table="t")  # type: ignore[arg-type]

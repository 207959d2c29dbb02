"""The specification curve: every choice is there, thinned where there are thousands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.publish.charts import curve, why_undrawn

PUBLISHED = [{"number": -49.0, "label": "published: -49 %"}]


def choices(numbers: list[float]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "label": f"choice {place}",
            "way": "same" if number < 0 else "other" if number > 0 else "none",
            "nearest": place == 0,
        }
        for place, number in enumerate(numbers)
    ]


def drawn(numbers: list[float]):
    return curve(choices(numbers), published=PUBLISHED, title="Every choice")


def test_each_choice_is_a_row_lowest_first_and_the_picture_is_drawn() -> None:
    chart = drawn([-48.0, -60.0, 5.0, 0.0])
    assert [row[0] for row in chart.rows] == ["choice 1", "choice 0", "choice 3", "choice 2"]
    assert chart.rows[1][2] == "Nearest to the published number"
    assert chart.rows[3][2] == "Turns the claim round"
    for svg in (chart.svg_wide, chart.svg_narrow):
        for name in ("same", "other", "none", "nearest", "published_0"):
            assert why_undrawn(svg, name) == []
    assert "1 turn the claim round" in chart.description


def test_thousands_are_thinned_and_the_reversed_ones_stay() -> None:
    many = [-80 + number * 0.014 for number in range(6000)]
    chart = drawn(many)
    assert len(chart.svg_wide) < 200_000
    assert "thinned" in chart.description
    assert len(chart.rows) == 60
    assert chart.rows[0][0] == "choice 0"
    assert chart.rows[-1][0] == "choice 5999"


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(InputError):
        curve([], published=PUBLISHED, title="Every choice")


@given(numbers=st.lists(st.floats(-99, 400), min_size=1, max_size=12))
@settings(max_examples=6)
def test_any_curve_is_drawn_the_same_twice(numbers: list[float]) -> None:
    first, again = drawn(numbers), drawn(list(numbers))
    assert first == again
    assert why_undrawn(first.svg_wide, "nearest") == []

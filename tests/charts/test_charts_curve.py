"""The specification curve: every choice in order, and thousands thinned without losing any news."""

import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.publish.charts import Chart, curve, why_undrawn
from seedbed.publish.charts.curve_picture import DOTS, HEIGHT, TURNED, apart, spread
from seedbed.publish.charts.drawn import drawn_marks
from seedbed.publish.charts.finish import SVG
from seedbed.publish.charts.paper import TEXT
from tests.charts.drawings import NASTY

PUBLISHED = [{"number": -49.0, "label": "first report"}, {"number": -47.0, "label": NASTY}]


def choices(numbers: list[float], nearest: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "label": f"choice {place}",
            "way": "same" if number < 0 else "other" if number > 0 else "none",
            "nearest": place == nearest,
        }
        for place, number in enumerate(numbers)
    ]


def ramp(count: int, low: float = -80.0, high: float = 20.0) -> list[float]:
    return [low + (high - low) * n / (count - 1) for n in range(count)]


def drawn(numbers: list[float], nearest: int = 0, **more: Any) -> Chart:
    given_: dict[str, Any] = {"published": PUBLISHED, "title": "Every choice"}
    return curve(choices(numbers, nearest), **given_ | more)


def both(chart: Chart) -> tuple[str, str]:
    return chart.svg_wide, chart.svg_narrow


def test_each_choice_is_a_dot_and_a_row_lowest_first() -> None:
    chart = drawn([-48.0, -60.0, 5.0, 0.0])
    assert chart.rows == (
        ("choice 1", "\u221260\u202f%", ""),
        ("choice 0", "\u221248\u202f%", "Nearest to the published figure"),
        ("choice 3", "0\u202f%", "No change"),
        ("choice 2", "+5\u202f%", "Reversed"),
    )
    expected = {"zero": 1, "same": 2, "other": 1, "none": 1, "nearest": 1, "published": 2}
    for svg in both(chart):
        assert why_undrawn(svg, *expected) == []
        assert {name: drawn_marks(svg)[name] for name in expected} == expected
    assert "Same direction as published: 2; reversed: 1; no change: 1." in chart.description
    assert "thinned" not in chart.description
    assert "JSON" not in chart.description


def places(svg: str, name: str) -> list[tuple[float, float]]:
    group = next(
        g for g in ET.fromstring(svg).iter(f"{{{SVG}}}g")
        if f"role-mark {name}_marks" in g.get("class", "")
    )  # fmt: skip
    found = [re.findall(r"-?[\d.]+", path.get("transform", "")) for path in group]
    return [(float(x), float(y)) for x, y in found]


def test_dots_go_from_left_to_right_and_from_low_to_high() -> None:
    for svg in both(drawn(list(reversed(ramp(40, high=-5.0))), nearest=7)):
        dots = places(svg, "same")
        assert len(dots) == 40
        assert dots == sorted(dots, key=lambda at: (at[0], -at[1]))
        assert dots[0][1] > dots[-1][1], "a higher change lies higher"
        # Given from high to low, the eighth lies at rank 33 of 40.
        assert places(svg, "nearest") == [dots[32]]


def test_direction_is_told_by_shape_and_filling() -> None:
    svg = drawn([-10.0, 10.0]).svg_wide
    paths = {}
    for way in ("same", "other"):
        found = re.search(rf'role-mark {way}_marks">\s*<path ([^>]*)/>', svg)
        assert found
        paths[way] = dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))
    assert "A" in paths["same"]["d"]
    assert "A" not in paths["other"]["d"]
    assert paths["same"]["fill"] == paths["same"]["stroke"]
    assert paths["other"]["fill"] == "#ffffff"


@pytest.mark.parametrize("count", [8, DOTS, DOTS + 1, 6000])
def test_a_drawing_stays_small_and_legible_however_many_choices(count: int) -> None:
    chart = drawn(ramp(count), nearest=count // 3)
    for svg, width in zip(both(chart), ("960", "340"), strict=True):
        assert why_undrawn(svg, "zero", "same", "other", "nearest", "published") == []
        assert len(svg.encode()) < 150_000
        root = ET.fromstring(svg)
        assert root.get("viewBox", "").split()[2] == width
        assert root[1].text == chart.description
        texts = root.iter(f"{{{SVG}}}text")
        assert min(float(t.get("font-size", "0").removesuffix("px")) for t in texts) >= 16
        assert ("line" in drawn_marks(svg)) is (count > DOTS)
    assert ("thinned" in chart.description) is (count > DOTS)


def test_a_line_keeps_its_ends_the_nearest_and_every_reversed_choice_as_dots() -> None:
    numbers = [*ramp(2000, high=-1.0), *ramp(30, low=1.0, high=9.0)]
    chart = drawn(numbers, nearest=700)
    marks = drawn_marks(chart.svg_wide)
    assert (marks["same"], marks["other"], marks["nearest"]) == (2, 30, 1)
    assert "30 of 30 reversed choices" in chart.description


def test_of_very_many_reversed_choices_some_stay_and_the_description_counts_them() -> None:
    chart = drawn([*ramp(1000, high=-1.0), *ramp(500, low=1.0)], nearest=3)
    assert drawn_marks(chart.svg_narrow)["other"] == TURNED
    assert f"{TURNED} of 500 reversed choices" in chart.description
    assert "reversed: 500;" in chart.description


def test_a_long_table_holds_both_ends_and_what_lies_round_the_published_figure() -> None:
    numbers = ramp(6000)
    near = min(range(6000), key=lambda n: abs(numbers[n] + 49))
    chart = drawn(numbers, nearest=near, published=PUBLISHED[:1], description="My own words.")
    names = [row[0] for row in chart.rows]
    assert len(names) == len(set(names)) == 60
    assert names[:20] == [f"choice {n}" for n in range(20)]
    assert names[-20:] == [f"choice {n}" for n in range(5980, 6000)]
    middle = [int(name.split()[1]) for name in names[20:40]]
    assert middle == list(range(middle[0], middle[0] + 20))
    assert middle[0] < near < middle[-1]
    assert chart.description.startswith("My own words. Dots were thinned")
    assert "seedbed check-claim gives the whole curve" in chart.description
    assert len(drawn(ramp(60)).rows) == 60
    assert "JSON" not in drawn(ramp(60)).description


def test_labels_are_on_the_wide_sheet_and_letters_with_a_key_on_the_narrow_one() -> None:
    chart = drawn([-50.0, -20.0])
    assert ">first report<" in chart.svg_wide
    assert ">a<" in chart.svg_narrow
    assert ">b<" in chart.svg_narrow
    for svg in both(chart):
        assert "&lt;script&gt;" in svg
        assert "<script" not in svg


def test_labels_of_figures_close_together_do_not_cover_each_other() -> None:
    rows = [
        {"py": 100.0, "text": "one\ntwo"},
        {"py": 101.0, "text": "x"},
        {"py": 300.0, "text": ""},
    ]
    assert [row["py"] for row in apart(rows)] == [100.0, 132.5, 300.0]


def test_labels_never_run_into_the_key_below() -> None:
    rows = [{"py": float(HEIGHT - n), "text": "one\ntwo\nthree"} for n in range(3)]
    placed = apart(rows)
    assert max(row["py"] for row in placed) + 3 * TEXT / 2 < HEIGHT + 58
    steps = [b["py"] - a["py"] for a, b in pairwise(placed)]
    assert min(steps) >= 3 * TEXT


def test_simulated_data_says_so_in_picture_and_words() -> None:
    chart = drawn([-1.0], simulated=True)
    assert chart.description.startswith("Simulated data.")
    assert all(">SIMULATED DATA<" in svg for svg in both(chart))


def test_what_cannot_be_drawn_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="instead of an empty chart"):
        drawn([])
    with pytest.raises(InputError, match="published figures"):
        drawn([1.0], published=[])
    with pytest.raises(InputError, match=r"'choice 1'.*nan"):
        drawn([1.0, float("nan")])
    with pytest.raises(InputError, match=r"same, none, other.*'up'"):
        curve([choices([1.0])[0] | {"way": "up"}], published=PUBLISHED, title="T")
    with pytest.raises(InputError, match="'nearest'"):
        curve([{"number": 1, "label": "x", "way": "same"}], published=PUBLISHED, title="T")


@given(st.lists(st.floats(-99, 400), min_size=1, max_size=12), st.randoms())
@settings(max_examples=6, deadline=None)
def test_the_order_of_the_rows_changes_no_byte(numbers: list[float], shuffler: Any) -> None:
    rows = choices(numbers)
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    first, again = (curve(r, published=PUBLISHED, title="T") for r in (rows, shuffled))
    assert first == again
    assert all(why_undrawn(svg, "zero", "nearest", "published") == [] for svg in both(first))


@given(st.integers(1, 900), st.integers(2, 60))
def test_a_spread_keeps_both_ends_and_repeats_nothing(count: int, most: int) -> None:
    kept = [row["n"] for row in spread([{"n": n} for n in range(count)], most)]
    assert len(kept) == len(set(kept)) == min(count, most)
    assert (kept[0], kept[-1]) == (0, count - 1)

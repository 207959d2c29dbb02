"""What holds for any rows: pieces of a lane, lines of events, the stage ramp, the doctests."""

import doctest
import importlib
import pkgutil
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedbed.publish.charts as charts
from seedbed.publish.charts import ink
from seedbed.publish.charts.key import Item, key_height, placed
from seedbed.publish.charts.lanes_layout import Span, drawable, event_lines, middle
from seedbed.publish.charts.paper import NARROW, WIDE
from seedbed.publish.charts.spells import last_news, pieces

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2010, 1, 1), TODAY)
STAGE = st.sampled_from([*ink.STAGE_INKS, None])


@st.composite
def dated(draw: Any, **more: Any) -> dict[str, Any]:
    earliest = draw(DAYS)
    reach = draw(st.sampled_from([0, 0, 30, 365]))
    latest = min(earliest + timedelta(days=reach), TODAY)
    return {"earliest": earliest, "latest": latest} | {k: draw(v) for k, v in more.items()}


STAGES = st.lists(dated(stage=STAGE), min_size=1, max_size=8)
EVENTS = st.lists(dated(direction=st.sampled_from(["forward", "setback", "ended"])), max_size=12)
AXIS = Span(first=date(2010, 1, 1), last=date(2027, 1, 1), width=700)


@given(STAGES, EVENTS)
def test_pieces_never_overlap_and_never_pass_today(stages: Any, events: Any) -> None:
    found = pieces(stages, events, today=TODAY)
    assert all(piece.start < piece.end <= TODAY for piece in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(piece.start >= min(row["earliest"] for row in stages) for piece in found)


@given(STAGES, EVENTS)
def test_nothing_is_sure_after_the_last_news(stages: Any, events: Any) -> None:
    news = max(
        [last_news(events) or date.min, *(row["latest"] for row in stages)],
    )
    for piece in pieces(stages, events, today=TODAY):
        if piece.known == "sure":
            assert piece.end <= news


@given(STAGES, EVENTS)
def test_what_is_too_narrow_to_draw_is_not_lost(stages: Any, events: Any) -> None:
    found = pieces(stages, events, today=TODAY)
    shown = drawable(found, AXIS)
    assert sum((p.end - p.start).days for p in shown) == sum((p.end - p.start).days for p in found)
    assert all(a.end <= b.start for a, b in pairwise(shown))


@given(EVENTS, st.booleans())
def test_events_on_one_line_stay_apart(events: Any, numbered: bool) -> None:
    events = sorted(events, key=lambda row: (row["earliest"], row["latest"]))
    lines = event_lines(events, AXIS, numbered=numbered)
    assert len(lines) == len(events)
    placed_on: dict[int, list[tuple[float, float]]] = {}
    for event, line in zip(events, lines, strict=True):
        mark = AXIS.at(middle(event["earliest"], event["latest"]))
        left = min(AXIS.at(event["earliest"]), mark - 8)
        right = max(AXIS.at(event["latest"]), mark + 8)
        placed_on.setdefault(line, []).append((left, right))
    for spans in placed_on.values():
        assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(st.lists(st.text(alphabet="abc de", min_size=1, max_size=120), min_size=1, max_size=9))
def test_a_key_stays_on_its_sheet(says: list[str]) -> None:
    items = [Item(says=words) for words in says]
    for size in (WIDE, NARROW):
        spots, height = placed(items, size)
        assert len(spots) == len(items)
        assert all(0 <= x < size.width and 0 <= y < height for x, y, _item in spots)
        assert key_height(items, size) == height


def lightness(colour: str) -> float:
    """CIE L* of a colour such as ``#1f6360``."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    cube = luminance ** (1 / 3) if luminance > 0.008856 else 7.787 * luminance + 16 / 116
    return 116 * cube - 16


def test_stages_grow_darker_in_even_steps() -> None:
    steps = [a - b for a, b in pairwise(map(lightness, ink.STAGE_INKS.values()))]
    assert all(11 <= step <= 16 for step in steps), steps


def test_numbers_in_bars_can_be_read() -> None:
    for fill in ink.STAGE_INKS.values():
        light, dark = sorted((lightness(fill), lightness(ink.on(fill))), reverse=True)
        assert light - dark > 45, fill


MODULES = [m.name for m in pkgutil.iter_modules(charts.__path__, "seedbed.publish.charts.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    # The package names functions as its modules, so the module is asked for by its full name.
    assert doctest.testmod(importlib.import_module(name)).failed == 0

"""Charts tell what the rows say: gaps stay gaps, unknown stays unknown, nothing is added."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from seedbed.errors import InputError
from seedbed.publish.charts import baselines, costs, lanes, matrix, series
from seedbed.publish.charts.drawn import drawn_marks
from tests.charts.drawings import (
    CASES,
    CONDITIONS,
    EVENTS,
    GAPPED,
    TODAY,
    chart,
    on,
    readings,
    series_chart,
)


def test_a_marked_period_breaks_the_line_and_is_named() -> None:
    drawing = series(GAPPED, unit="Plans", title="Plans")
    marks = drawn_marks(drawing.svg_wide)
    assert (marks["own"], marks["gap"], marks["reading"]) == (2, 1, 5)
    assert "Suppressed" in drawing.svg_wide
    assert ("Alderway", "31 March 2016", "", "Suppressed: small number") in drawing.rows
    assert "Periods without a value: 1." in drawing.description


def test_a_period_with_no_row_at_all_breaks_the_line_too() -> None:
    whole = readings("A", 1, 2, 3, 4, 5, 6)
    drawing = series(whole[:3] + whole[4:], unit="Plans", title="Plans")
    assert drawn_marks(drawing.svg_wide)["own"] == 2
    assert drawn_marks(series(whole, unit="Plans", title="Plans").svg_wide)["own"] == 1


def test_an_index_is_one_hundred_at_its_baseline() -> None:
    rows = {(row[0], row[1]): row[2] for row in series_chart().rows}
    assert rows["Alderway", "31 March 2014"] == "100"
    assert rows["Elsewhere", "31 March 2014"] == "100"
    assert rows["Alderway", "31 March 2015"] == "70"


def test_a_comparison_without_a_baseline_is_left_out_and_named() -> None:
    late = readings("Late", 5, 6, first=2016)
    drawing = series_chart(comparison=[*late, *readings("Elsewhere", 10, 10)])
    assert "Left out for want of a baseline value: Late." in drawing.description
    assert not any(row[0] == "Late" for row in drawing.rows)


def test_many_comparison_areas_become_a_sheaf_with_its_median() -> None:
    many = [row for n in range(12) for row in readings(f"Area {n}", *[100.0 + n] * 6)]
    drawing = series_chart(comparison=many, indexed=False)
    marks = drawn_marks(drawing.svg_wide)
    assert (marks["comparison"], marks["comparison_median"]) == (12, 1)
    assert "12 other areas" in drawing.description


def test_an_index_needs_a_value_to_call_one_hundred() -> None:
    with pytest.raises(InputError, match="2016-03-31"):
        series_chart(baseline=date(2016, 3, 31))
    with pytest.raises(InputError, match="None"):
        series_chart(baseline=None)


def test_a_cell_nobody_gave_is_not_known_and_disagreement_is_kept() -> None:
    drawing = chart("matrix")
    assert drawing.rows[0][1:] == ("Present", "Partly", "Not known")
    assert drawing.rows[1][1:] == ("Absent", "Sources or dates differ", "Not known")
    assert drawing.columns[-1] == "Kept going", "an outcome is set apart at the right"


def test_not_knowing_says_nothing_against_knowing() -> None:
    for states in (["present", "not-known"], ["not-known", "present"]):
        cells = [{"case": "a", "condition": "mdt", "state": state} for state in states]
        drawing = matrix(CASES[:1], CONDITIONS[1:2], cells, title="Conditions")
        assert drawing.rows == (("Alderway", "Present"),)


def test_an_unknown_amount_is_a_block_and_never_nought() -> None:
    drawing = chart("costs")
    assert [row[3] for row in drawing.rows] == [
        "£900\u202f000",
        "£1.2\u202fmillion",
        "Not known",
        "Not known",
        "£950",
    ]
    assert "5 cost lines, 2 of unknown amount" in drawing.description
    assert "£2.1\u202fmillion, 1 amount not known" in drawing.svg_narrow


def test_costs_that_are_all_unknown_are_still_drawn() -> None:
    line = {"stage": None, "payer": "", "kind": "unknown", "amount": None}
    drawing = costs([line], title="Costs")
    assert drawn_marks(drawing.svg_narrow)["not_known"] == 1
    assert "£0" not in drawing.svg_narrow


def test_a_cost_of_nought_is_told_from_an_unknown_one() -> None:
    free = {"stage": None, "payer": "A", "kind": "running", "amount": Decimal(0)}
    drawing = costs([free], title="Costs")
    assert drawn_marks(drawing.svg_wide)["not_known"] == 0
    assert drawing.rows[0][3] == "£0"
    assert ">£0<" in drawing.svg_wide


def test_a_year_without_a_value_is_marked_and_not_counted() -> None:
    drawing = chart("baselines")
    assert drawing.rows[0][:2] == ("2013", "Not known")
    assert "from each of 3 baseline years" in drawing.description
    assert "a fall from 2 of them" in drawing.description
    assert drawn_marks(drawing.svg_wide)["change"] == 2


def test_published_labels_do_not_cover_each_other() -> None:
    from seedbed.publish.charts.baselines_picture import _apart

    rows: list[dict[str, Any]] = [
        {"py": 100.0, "text": "one\ntwo"},
        {"py": 104.0, "text": "three"},
        {"py": 300.0, "text": "four"},
    ]
    placed = [row["py"] for row in _apart(rows)]
    assert placed == [100.0, 142.0, 300.0]


def test_lanes_list_stages_and_events_in_order_of_time() -> None:
    drawing = chart("lane")
    assert [row[3] for row in drawing.rows] == [
        "Mobilising",
        "Sponsors agree",
        "Designing",
        "Back to the plan",
        "Lead leaves",
        "Stage not known",
        "Nothing moves",
    ]
    assert [row[1] for row in drawing.rows if row[1]] == ["1", "2", "3", "4"]
    assert "Setbacks: 1." in drawing.description


def test_several_lanes_number_no_event() -> None:
    assert drawn_marks(chart("lanes").svg_wide)["event_number"] == 0
    assert "event_number" in chart("lane").svg_wide
    assert "event_number" not in chart("lanes").svg_wide


def test_nothing_to_draw_is_refused_with_what_to_do() -> None:
    unknown = readings("A", None, None)
    refusals: list[Any] = [
        lambda: lanes([], [], [], today=TODAY, title="T"),
        lambda: lanes(CASES, [], [], today=TODAY, title="T"),
        lambda: matrix(CASES, [], [], title="T"),
        lambda: series([], unit="u", title="T"),
        lambda: series(unknown, unit="u", title="T"),
        lambda: costs([], title="T"),
        lambda: baselines([], until="2017", title="T"),
        lambda: baselines([{"year": 2014, "change_percent": None}], until="2017", title="T"),
    ]
    for refused in refusals:
        with pytest.raises(InputError, match="instead of an empty chart"):
            refused()


def test_a_row_of_an_unknown_case_or_state_is_refused_by_name() -> None:
    stray = {"case": "nowhere", "title": "T", **on(2020, 1, 1), "direction": "forward"}
    with pytest.raises(InputError, match="'nowhere'"):
        lanes(CASES, [], [*EVENTS, stray], today=TODAY, title="T")
    cell = {"case": "a", "condition": "mdt", "state": "maybe"}
    with pytest.raises(InputError, match="'maybe'"):
        matrix(CASES, CONDITIONS, [cell], title="T")
    with pytest.raises(InputError, match="'direction'"):
        lanes(CASES, [], [{"case": "a", "title": "T", **on(2020, 1, 1)}], today=TODAY, title="T")

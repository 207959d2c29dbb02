"""Every chart is drawn: marks for its rows, at places, named, and nothing a page may not hold."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from seedbed.publish.charts import is_drawn, why_undrawn
from seedbed.publish.charts.drawn import drawn_marks
from seedbed.publish.charts.finish import SVG
from tests.charts.drawings import LINES, MAKERS, NASTY, chart

KINDS = list(MAKERS)
# The marks that each chart exists for, and how many the invented rows must give.
EXPECTED = {
    "lanes": {
        "stage": 4, "unsure": 1, "unseen": 1, "forward": 1, "loop": 1, "setback": 1, "stall": 1,
        "ended": 1, "ending": 1, "today": 1, "range": 1,
    },
    "lane": {"stage": 3, "unsure": 1, "unseen": 1, "forward": 1, "setback": 1, "today": 1},
    "matrix": {"present": 1, "partly": 1, "absent": 1, "differs": 1, "not_known": 2},
    "series": {"own": 2, "reading": 5, "gap": 1, "baseline": 1, "baseline_ring": 1,
               "comparison_0": 1, "note": 1},
    "costs": {"cost": 3, "not_known": 2},
    "baselines": {"zero": 1, "change": 2, "chosen": 1, "stem": 2, "comparison": 3, "published": 2},
}  # fmt: skip


def both(kind: str) -> tuple[str, str]:
    drawing = chart(kind)
    return drawing.svg_wide, drawing.svg_narrow


@pytest.mark.parametrize("kind", KINDS)
def test_both_designs_have_a_mark_for_each_row(kind: str) -> None:
    for svg in both(kind):
        assert why_undrawn(svg, *EXPECTED[kind]) == []
        marks = drawn_marks(svg)
        for layer, count in EXPECTED[kind].items():
            # A range of dates may be shorter than an edge on the narrow sheet.
            assert marks[layer] == count, (layer, dict(marks))


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_scales_and_has_no_size_style_or_script(kind: str) -> None:
    for svg, width in zip(both(kind), ("960", "340"), strict=True):
        root = ET.fromstring(svg)
        assert root.get("viewBox", "").split()[2] == width
        assert not {"width", "height", "style"} & set(root.attrib)
        assert "<script" not in svg
        assert "style=" not in svg
        assert not re.search(r"https?:", svg.replace(SVG, ""))


@pytest.mark.parametrize("kind", KINDS)
def test_letters_are_large_enough_for_the_smallest_display(kind: str) -> None:
    for svg in both(kind):
        sizes = [
            float(text.get("font-size", "0").removesuffix("px"))
            for text in ET.fromstring(svg).iter(f"{{{SVG}}}text")
        ]
        assert sizes
        assert min(sizes) >= 16


def test_title_and_description_are_in_the_drawing_and_ids_are_its_own() -> None:
    seen: set[str] = set()
    for kind in KINDS:
        drawing = chart(kind)
        for svg in both(kind):
            root = ET.fromstring(svg)
            assert root[0].text == drawing.title
            assert root[1].text == drawing.description
            ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
            assert len(ids) == len(set(ids))
            assert not seen & set(ids)
            seen |= set(ids)
            links = re.findall(r"url\(#([^)]+)\)", svg)
            assert set(links) <= set(ids)


def test_names_are_text_and_never_markup() -> None:
    for kind in ("lanes", "matrix", "series", "costs", "baselines"):
        for svg in both(kind):
            assert "&lt;script&gt;" in svg
            assert "<script" not in svg
    assert any(NASTY in row for row in chart("costs").rows)


@pytest.mark.parametrize("kind", KINDS)
def test_simulated_data_says_so_in_picture_and_words(kind: str) -> None:
    drawing = chart(kind, simulated=True)
    for svg in (drawing.svg_wide, drawing.svg_narrow):
        assert ">SIMULATED DATA<" in svg
        assert is_drawn(svg, *EXPECTED[kind])
    assert drawing.description.startswith("Simulated data.")
    assert ">SIMULATED DATA<" not in chart(kind).svg_wide


def test_same_rows_give_the_same_bytes_whatever_was_drawn_before() -> None:
    first = chart("costs")
    MAKERS["series"]()
    again = MAKERS["costs"]()
    assert first == again


def test_another_process_draws_the_same_bytes() -> None:
    program = (
        "import django; django.setup()\n"
        "from tests.charts.drawings import MAKERS\n"
        "print(MAKERS['series']().svg_narrow)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.rstrip("\n") == chart("series").svg_narrow


def test_the_table_holds_every_row() -> None:
    drawing = chart("costs")
    assert len(drawing.rows) == len(LINES)
    assert drawing.table()[0]["Payer"] == "National fund"
    assert drawing.head[3] == {"text": "Amount", "numeric": True}
    assert [cell["text"] for cell in drawing.body[0]] == list(drawing.rows[0])


def _without(svg: str, what: str) -> str:
    broken, count = re.subn(what, "", svg, count=1)
    assert count, "the test would prove nothing"
    return broken


def test_what_is_not_drawn_is_found_out() -> None:
    svg = chart("costs").svg_wide
    assert is_drawn(svg, "cost")
    assert not is_drawn("")
    assert not is_drawn(f"<svg xmlns='{SVG}' viewBox='0 0 1 1'/>")
    assert "no mark is drawn" in why_undrawn(re.sub(r' d="[^"]*"', ' d=""', svg))
    assert "layer 'stage' has no mark" in why_undrawn(svg, "stage")
    assert not is_drawn(svg.replace('d="M0,', 'd="MNaN,', 1))
    assert not is_drawn(svg.replace("<path", "<path style='x'", 1))
    assert not is_drawn(svg.replace("<path", "<script/><path", 1))
    assert not is_drawn(_without(svg, ' role="img"'))
    assert not is_drawn(_without(svg, "(?<=>)Who paid what(?=</title>)"))
    assert not is_drawn(_without(svg, r' viewBox="[^"]*"'))

"""The tool of ``make check``: it reads what xgettext would read, and fails on a doubt."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "plain_english.py"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tool as a module; it names a data folder of its own when it is read."""
    monkeypatch.setenv("SEEDBED_DATA", os.environ["SEEDBED_DATA"])
    spec = importlib.util.spec_from_file_location("plain_english_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def planted(tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front room with nothing in it yet, in the place of ours."""
    for room in tool.ROOMS:
        (tmp_path / room).mkdir()
    monkeypatch.setattr(tool, "SOURCE", tmp_path)
    monkeypatch.setattr(tool, "samples", lambda: iter(()))
    return tmp_path / "front_room"


def test_strings_of_a_template_are_found_with_their_lines(tool: Any) -> None:
    template = (
        '<p>{% translate "One\'s own" %}\n{{ x|default:_("Two") }}{# {% translate "Not" %} #}\n'
        "{% blocktranslate trimmed count n=n %}\n {{ n }}\n page {% plural %}{{ n }} pages"
        "{% endblocktranslate %}"
    )
    assert list(tool.of_template(template)) == [
        (1, "One's own"), (2, "Two"), (3, "%(n)s page"), (3, "%(n)s pages"),
    ]  # fmt: skip


def test_strings_of_a_module_are_found_with_their_lines(tool: Any) -> None:
    code = '"""Not this."""\na = _("One "\n  "whole") + "not"\nb = lazy_plural("day", "days", "n")'
    assert sorted(tool.of_python(code)) == [(2, "One whole"), (4, "day"), (4, "days"), (4, "n")]


def test_a_plain_front_room_passes(tool: Any, planted: Path) -> None:
    (planted / "page.html").write_text('{% translate "All is said." %} stakeholder')
    assert tool.main() == 0


def test_each_doubt_is_told_with_its_place(
    tool: Any, planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planted / "page.html").write_text('<p>\n{% translate "For all stakeholders." %}</p>')
    (planted / "views.py").write_text(f"title = _({' '.join(['word'] * 30)!r})")
    assert tool.main() == 1
    said = capsys.readouterr().out
    assert "front_room/page.html:2: stakeholders: say who" in said
    assert "front_room/views.py:1: a sentence of 30 words" in said
    assert "Doubts: 2." in said


def test_the_stages_and_both_samples_are_read(tool: Any) -> None:
    assert len(list(tool.stages())) > 24
    from seedbed.library.plain_english import Doubt
    from seedbed.samples import six_sites

    found: list[int] = []

    def count(text: str, **_given: object) -> list[Doubt]:
        found.append(len(text))
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seedbed.formats.language.doubts", count)
        assert list(tool.samples()) == []
    claims = [row for row in six_sites.study_rows() if row.table == "claims"]
    assert len(found) > 10 * len(claims)

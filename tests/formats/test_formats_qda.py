"""REFI-QDA in: however a tool counts, its passages keep their words; nothing is lost unsaid."""

import contextlib
import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.formats.archive import ImportRefused, Limits, open_archive
from seedbed.formats.qda import items
from seedbed.formats.qda.elements import guid_of
from seedbed.formats.qda.offsets import MARK, Convention, Text, _tried, read_positions, usual_for
from seedbed.formats.qda.reading import open_project
from seedbed.formats.qda.report import look
from tests.formats import made_qdpx as made

SHARED = Path(os.environ.get("SEEDBED_SHARED") or "../shared") / "data" / "qda"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="The shared data are not here.")
WAYS = [
    Convention(unit=unit, line_break=line_break, mark=mark, inclusive=inclusive)
    for unit in ("code point", "UTF-16")
    for line_break in (1, 2)
    for mark in (False, True)
    for inclusive in (False, True)
]
LETTERS = st.sampled_from(["a", "b", "é", " ", ".", "\U0001f642", "\r\n", "\n", "\r\n\r\n"])
RAW = st.lists(LETTERS, min_size=1, max_size=60).map("".join)


@st.composite
def texts_with_passages(draw):
    raw = draw(st.sampled_from(["", MARK])) + draw(RAW)
    first = raw.startswith(MARK)
    # Between characters as a reader sees them: not within a line break, not before the mark.
    places = [
        at for at in range(first, len(raw) + 1) if not (raw[at - 1 : at + 1] == "\r\n" and at > 0)
    ]
    spans = draw(
        st.lists(
            st.tuples(st.sampled_from(places), st.sampled_from(places)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            min_size=1, max_size=8,
        )
    )  # fmt: skip
    return raw, spans, draw(st.sampled_from(WAYS))


def plain(words: str) -> str:
    return words.removeprefix(MARK).replace("\r\n", "\n")


@given(texts_with_passages())
def test_positions_of_every_way_of_counting_go_where_they_belong(made_up) -> None:
    raw, spans, way = made_up
    selections = [
        items.Selection(
            guid=str(number), start=made.counted(raw, start, way),
            end=made.counted(raw, end, way, end=True),
        )
        for number, (start, end) in enumerate(spans)
    ]  # fmt: skip
    read = _tried(Text(raw), selections, way)
    assert [read.text[p.start : p.end] for p in read.passages] == [
        plain(raw[a:b]) for a, b in spans
    ]
    assert not any(p.moved for p in read.passages)
    assert read.outside == ()


@given(texts_with_passages())
def test_quoted_words_settle_how_a_source_counts(made_up) -> None:
    raw, spans, way = made_up
    raw += "They came."
    spans = [*spans, (len(raw) - 10, len(raw) - 1)]
    selections = [
        items.Selection(
            guid=str(number), name=plain(raw[start:end]), start=made.counted(raw, start, way),
            end=made.counted(raw, end, way, end=True),
        )
        for number, (start, end) in enumerate(spans)
    ]  # fmt: skip
    read = read_positions(raw, selections, prior=Convention())
    found = {p.guid: read.text[p.start : p.end] for p in read.passages}
    quoted = [s for s in selections if len(s.name.strip()) >= 3]
    for one in quoted:
        assert " ".join(found[one.guid].split()) == " ".join(one.name.split())
    assert read.certain


def test_a_place_within_a_character_is_widened_and_told() -> None:
    smile = "a\U0001f642b"
    way = Convention(unit="UTF-16")
    starts, exact = Text(smile).place(_array(2), way)
    ends, _ = Text(smile).place(_array(2), way, up=True)
    assert (starts[0], ends[0], bool(exact[0])) == (1, 2, False)


def _array(*numbers: int):
    import numpy as np

    return np.array(numbers, dtype=np.int64)


def test_what_lies_outside_its_text_is_told_and_not_kept() -> None:
    read = read_positions(
        "Short.", [items.Selection(guid="far", start=3, end=99)], prior=Convention()
    )
    assert (read.passages, read.outside) == ((), ("far",))


@pytest.mark.parametrize(
    ("origin", "unit", "line_break"),
    [("NVivo for Windows 12.6", "UTF-16", 2), ("NVivo for Mac", "code point", 1),
     ("ATLAS.ti 8", "code point", 1), ("", "code point", 1)],
)  # fmt: skip
def test_what_is_usual_for_a_tool_breaks_a_tie(origin: str, unit: str, line_break: int) -> None:
    usual = usual_for(origin)
    assert (usual.unit, usual.line_break) == (unit, line_break)
    raw = "\U0001f642\r\n" * 3
    read = read_positions(raw, [], prior=usual)
    assert (read.convention.unit, read.convention.line_break) == (unit, line_break)


def test_a_project_comes_item_by_item_in_its_order(tmp_path: Path) -> None:
    raw = "They came every week.\nThen nobody did.\n"
    codes = (
        f'<Code guid="{{{made.CODE.upper()}}}" name="Outer" isCodable="false">'
        f"<Description>What counts</Description>"
        f'<Code guid="{made.guid(6, 1)}" name="Inner" isCodable="true" color="#3366AA"/></Code>'
    )
    more = (
        f'<Notes><Note guid="{made.guid(7, 1)}" name="Memo">'
        f"<PlainTextContent>A thought.</PlainTextContent></Note></Notes>"
        f'<Links><Link guid="{made.guid(8, 1)}" name="leads to" direction="OneWay" '
        f'originGUID="{made.CODE}" targetGUID="{made.guid(6, 1)}"/></Links>'
        f'<Sets><Set guid="{made.guid(9, 1)}" name="All">'
        f'<MemberCode targetGUID="{made.CODE}"/></Set></Sets>'
    )
    said = made.project(made.coded(raw, [(0, 9)], Convention(), quote=True), codes=codes, more=more)
    with open_project(made.write(tmp_path / "a.qdpx", said, [raw])) as opened:
        found = list(opened.items())
        source = next(item for item in found if isinstance(item, items.Source))
        assert opened.text(source.texts[0]) == raw
    kinds = [type(item).__name__ for item in found]
    assert kinds == ["Project", "User", "Code", "Code", "Source", "Note", "Link", "Set"]
    outer, inner = found[2], found[3]
    assert (outer.guid, outer.codable, outer.description) == (made.CODE, False, "What counts")
    assert (inner.parent, inner.color) == (outer.guid, "#3366AA")
    coding = source.texts[0].selections[0].codings[0]
    assert (coding.code, coding.by) == (made.CODE, made.USER)
    assert found[5].text.content == "A thought."
    assert (found[6].origin, found[6].target) == (outer.guid, inner.guid)
    assert found[7].codes == (outer.guid,)


def test_ids_are_compared_without_braces_and_case() -> None:
    assert guid_of(" {ABCDEF00-0000-4000-8000-000000000000} ") == guid_of(
        "abcdef00-0000-4000-8000-000000000000"
    )


BOMB = (
    f'{made.HEAD}<!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<Project xmlns="urn:QDA-XML:project:1.0" name="&c;"/>'
)
OUTSIDE = (
    f'{made.HEAD}<!DOCTYPE Project SYSTEM "file:///etc/passwd">'
    '<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>'
)
DEEP = made.project(
    codes="".join(
        f'<Code guid="{made.guid(6, n)}" name="{n}" isCodable="true">' for n in range(200)
    )
    + "</Code>" * 200
)


@pytest.mark.parametrize(
    ("said", "why"),
    [(BOMB, "document type"), (OUTSIDE, "document type"), (DEEP, "deep"),
     (made.project()[:200], "breaks off"), ("", "breaks off"), ("not XML", "breaks off"),
     (f"{made.HEAD}<CodeBook/>", "instead of a REFI-QDA project")],
    ids=["entity bomb", "external entity", "deep", "cut short", "empty", "no XML", "other XML"],
)  # fmt: skip
def test_a_project_that_is_none_or_does_harm_is_refused(tmp_path, said: str, why: str) -> None:
    with (
        open_project(made.write(tmp_path / "a.qdpx", said)) as opened,
        pytest.raises(ImportRefused, match=why),
    ):
        list(opened.items())


def zipped(path: Path, *entries: tuple[str, bytes, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    ("name", "mode", "why"),
    [("../out.txt", 0o644, "outside"), ("/etc/passwd", 0o644, "outside"),
     ("C:/x.txt", 0o644, "outside"), ("a\\..\\..\\x", 0o644, "outside"),
     ("sources/link.txt", 0o120777, "link"), ("a\x07b.txt", 0o644, "control")],
)  # fmt: skip
def test_an_archive_that_leads_outside_is_refused(tmp_path, name: str, mode: int, why: str) -> None:
    path = zipped(tmp_path / "a.qdpx", ("project.qde", b"<Project/>", 0o644), (name, b"x", mode))
    with pytest.raises(ImportRefused, match=why), open_project(path):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.qdpx"]


def test_an_archive_that_would_fill_a_disk_stops_early(tmp_path) -> None:
    path = zipped(tmp_path / "a.qdpx", ("project.qde", b" " * 40_000_000, 0o644))
    with (
        open_project(path) as opened,
        pytest.raises(ImportRefused, match="times its size"),
    ):
        list(opened.items())


def test_a_budget_is_of_bytes_that_come_out_not_of_sizes_that_are_told(tmp_path) -> None:
    import random

    noise = random.Random(1).randbytes(300_000)
    path = zipped(tmp_path / "a.zip", ("one", noise, 0o644), ("two", noise, 0o644))
    held = path.read_bytes()
    # The size that the archive tells of its files, in its directory, made small.
    size = (300_000).to_bytes(4, "little")
    at = held.rindex(size)
    path.write_bytes(held[:at] + (10).to_bytes(4, "little") + held[at + 4 :])
    with open_archive(path, Limits(bytes=400_000)) as archive:
        archive.read("one")
        with pytest.raises(ImportRefused):
            archive.read("two")


@pytest.mark.parametrize("keep", [0, 1, 30, 200])
def test_a_file_cut_short_is_refused(tmp_path, keep: int) -> None:
    whole = made.write(tmp_path / "a.qdpx", made.project(), ["Some words."])
    whole.write_bytes(whole.read_bytes()[:keep])
    with pytest.raises(ImportRefused), open_project(whole):
        pass


@given(st.integers(min_value=0, max_value=10**6), st.binary(min_size=1, max_size=4))
def test_damage_anywhere_is_refused_or_read_and_never_an_error(
    tmp_path_factory, at: int, other: bytes
) -> None:
    path = tmp_path_factory.mktemp("damage") / "a.qdpx"
    held = made.write(path, made.project(made.text_source(0, [])), ["Some words."]).read_bytes()
    place = at % len(held)
    path.write_bytes(held[:place] + other + held[place + len(other) :])
    with contextlib.suppress(ImportRefused):
        look(path)


def test_a_text_that_is_missing_and_one_outside_the_archive_are_told(tmp_path) -> None:
    outside = f'<TextSource guid="{made.guid(5, 9)}" name="Far" plainTextPath="absolute:///x.txt"/>'
    said = made.project(made.text_source(0, [], name="Near"), outside)
    found = look(made.write(tmp_path / "a.qdpx", said))
    assert [(row["name"], row["text"]) for row in found.table()] == [
        ("Near", "missing"), ("Far", "missing"),
    ]  # fmt: skip
    assert "Sources without their text in the file: 2." in found.text()


@needs_shared
@pytest.mark.parity
def test_real_projects_of_three_tools_are_read_as_is_known() -> None:
    inquiry = look(SHARED / "ogl_inquiry_qualcoder4.qdpx")
    assert inquiry.numbers["passages"] == inquiry.numbers["agreeing"] == 166
    assert Counter(coding.by for coding in inquiry.codings) == {"AB": 88, "CD": 78}
    nvivo = look(SHARED / "nvivo12_windows_scrambled.qdpx")
    ways = {row["counts"] for row in nvivo.table() if row["passages"]}
    assert ways == {Convention(unit="UTF-16", line_break=2).text()}
    assert nvivo.numbers["passages"] == 303
    assert nvivo.numbers["codes"] == 152
    atlas = look(SHARED / "atlasti8_standard_missing_sources.qdpx")
    assert atlas.numbers["no_text"] == 12
    assert {lost.kind for lost in atlas.lost} >= {"PictureSelection", "PDFSelection", "Graph"}
    assert json.dumps(atlas.table())


def test_the_command_says_what_is_there_and_what_is_not(tmp_path) -> None:
    from typer.testing import CliRunner

    from seedbed.cli.main import app

    raw = "They came every week."
    source = made.coded(raw, [(0, 9)], Convention(), quote=True)
    more = f'<Graphs><Graph guid="{made.guid(9, 9)}"/></Graphs>'
    path = made.write(tmp_path / "a.qdpx", made.project(source, more=more), [raw])
    told = json.loads(CliRunner().invoke(app, ["look-qdpx", str(path), "--format", "json"]).stdout)
    assert told["numbers"]["passages"] == 1
    assert told["lost"] == [{"kind": "Graph", "id": made.guid(9, 9), "why": "A drawing of items."}]
    said = CliRunner().invoke(app, ["look-qdpx", str(path)]).stdout
    assert "1 coding by 1 coder" in said
    assert "A drawing of items." in said

"""Documents in: the words and who says them, whatever they came in; what does harm is refused."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import odfdo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.formats.archive import ImportRefused
from seedbed.formats.documents import reading
from seedbed.formats.documents.document import Document, plain
from seedbed.formats.documents.reading import read_document, read_here
from seedbed.formats.documents.speakers import with_speakers

SHARED = Path(os.environ.get("SEEDBED_SHARED") or "../shared") / "data" / "qda" / "transcripts"
TALK = (
    "Interviewer: What helped?\n\nRobin: Somebody who stayed.\nAnd rang.\n\nInterviewer: And now?\n"
)


def word(*paragraphs: str, table: str = "") -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if table:
        made.add_table(1, 1).cell(0, 0).text = table
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def opendocument(*paragraphs: str) -> bytes:
    made = odfdo.Document("text")
    made.body.clear()
    for paragraph in paragraphs:
        made.body.append(odfdo.Paragraph(paragraph))
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def pdf(*pages: str) -> bytes:
    """The least PDF there is, with a line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
    ]
    font = 3 + 2 * count
    for number, words in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    out, places = "%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


LONG = "They came every week, so you got to know them."
RTF = rb"{\rtf1\ansi They came \b every\b0  week.\par Then nobody did, caf\'e9.}"
HTML = (
    b"<html><head><title>No</title><script>bad()</script></head><body><h1>A head</h1>"
    b"<p>They came <b>every</b>\n week.</p><ul><li>One</li><li>Two</li></ul>"
    b"<img src=http://192.0.2.1/x onerror=bad()></body></html>"
)
TEAMS = (
    "WEBVTT\n\n1f/2-0\n00:00:01.000 --> 00:00:03.500\n<v Robin Hale>They came.</v>\n\n"
    "1f/2-1\n00:00:03.600 --> 00:00:05.000\n<v Robin Hale>Every week.</v>\n\n"
    "1f/2-2\n00:00:06.000 --> 00:00:07.000\n<v Ash>Not to us.</v>\n"
)
ZOOM = (
    "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:03.000\r\nRobin Hale: They came.\r\n\r\n"
    "2\r\n00:00:04.000 --> 00:00:05.000\r\nEvery week.\r\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\nThey came.\n\n"
    "2\n00:00:02,500 --> 00:00:04,000\nEvery week.\n"
)


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", TALK.encode(), TALK),
        ("a.txt", TALK.encode("utf-16"), TALK),
        ("a.md", b"\xef\xbb\xbfOne\r\ntwo\rthree", "One\ntwo\nthree"),
        ("a.docx", word(LONG, "Then\tnobody.", table="Cell"), f"{LONG}\nThen\tnobody.\nCell\n"),
        ("a.odt", opendocument(LONG, "Then nobody."), f"{LONG}\nThen nobody.\n"),
        ("a.rtf", RTF, "They came every week.\nThen nobody did, café.\n"),
        ("a.html", HTML, "A head\nThey came every week.\nOne\nTwo\n"),
        ("a.vtt", TEAMS.encode(), "Robin Hale: They came. Every week.\n\nAsh: Not to us.\n"),
        ("a.vtt", ZOOM.encode(), "Robin Hale: They came. Every week.\n"),
        ("a.srt", SRT.encode(), "They came. Every week.\n"),
        ("A.SRT", b"\xef\xbb\xbf" + SRT.replace("\n", "\r\n").encode(), "They came. Every week.\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith(("a.", "A.")) else "",
)  # fmt: skip
def test_each_kind_of_file_gives_its_words(name: str, content: bytes, text: str) -> None:
    assert read_here(content, name).text == text


def test_a_pdf_keeps_its_pages() -> None:
    found = read_here(pdf(LONG, "Then nobody came again, not once."), "a.pdf")
    assert [found.text[p.start : p.end] for p in found.pages] == [
        LONG, "Then nobody came again, not once.",
    ]  # fmt: skip
    assert [page.number for page in found.pages] == [1, 2]


def test_times_and_speakers_of_subtitles_stand_at_their_words() -> None:
    found = read_here(TEAMS.encode(), "a.vtt")
    said = [(t.speaker, found.text[t.start : t.end], t.begins, t.ends) for t in found.turns]
    assert said == [
        ("Robin Hale", "They came. Every week.", 1000, 5000), ("Ash", "Not to us.", 6000, 7000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TALK, [("Interviewer", "What helped?"), ("Robin", "Somebody who stayed.\nAnd rang."),
                ("Interviewer", "And now?")]),
        ("**Ms Hale**: Good morning.\n**Counsel**: Thank you.\n**Ms Hale**: I was.\n",
         [("Ms Hale", "Good morning."), ("Counsel", "Thank you."), ("Ms Hale", "I was.")]),
        ("Speaker 1  0:03\nThey came.\n\nSpeaker 2  1:02:10\nNot to us.\n\nSpeaker 1  1:03:00\nNo.",
         [("Speaker 1", "They came."), ("Speaker 2", "Not to us."), ("Speaker 1", "No.")]),
        ("10:30 Meeting: the panel.\nNote: cold.\nNote: late.\nDate: today.\n", []),
        ("One sentence: with a colon. Another.\n", []),
    ],
    ids=["names", "bold", "times", "no speakers", "a colon"],
)  # fmt: skip
def test_who_speaks_is_read_from_the_lines(text: str, said: list) -> None:
    found = with_speakers(Document(text=text))
    assert [(t.speaker, found.text[t.start : t.end].strip()) for t in found.turns] == said


@given(st.text(max_size=300))
def test_any_text_is_read_and_its_turns_lie_in_it(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        found = read_here(content, "a.txt")
    except ImportRefused:
        return
    at = 0
    for turn in found.turns:
        assert at <= turn.start <= turn.end <= len(found.text)
        at = turn.end
    assert "\r" not in found.text


def with_part(content: bytes, name: str, held: bytes) -> bytes:
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, held)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", with_part(word(LONG), "word/vbaProject.bin", b"x"), "holds a program"),
        ("a.docx", with_part(word(LONG), "word/media/a.png", b" " * 60_000_000), "times its size"),
        ("a.docx", with_part(word(LONG), "../out", b"x"), "outside"),
        ("a.docx", b"PK no", "not a whole archive"), ("a.odt", word(LONG), "cannot be read as"),
        ("a.docx", opendocument(LONG), "cannot be read as"), ("a.rtf", b"no", "rich text"),
        ("a.pdf", b"%PDF-1.4 no", "cannot be read as a PDF"), ("a.pdf", pdf("x"), "recognised"),
        ("a.vtt", b"no", "not whole"), ("a.vtt", b"WEBVTT\n", "no words"),
        ("a.txt", b"\x00\x01\x02\xff" * 9, "no text"), ("a.txt", b" \n ", "no words"),
        ("a.exe", b"MZ", "not read"), ("a", b"x", "nothing"), ("a.html", b"", "no w"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(name, content, why) -> None:
    with pytest.raises(ImportRefused, match=why):
        read_here(content, name)


def test_an_encoding_that_was_guessed_is_said() -> None:
    text = "They said it was naïve: “we were – as ever – late”, and the café had closed. " * 3
    found = read_here(text.encode("cp1252"), "a.txt")
    assert "a guess" in found.lost[0]


def test_the_files_of_strangers_are_read_apart_and_come_back_whole() -> None:
    content = word(*TALK.splitlines())
    assert read_document(content, "a.docx") == read_here(content, "a.docx")
    with pytest.raises(ImportRefused, match="holds a program"):
        read_document(with_part(content, "word/vbaProject.bin", b"x"), "a.docx")


def test_reading_ends_where_it_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(ImportRefused, match="was ended"):
        read_document(word(LONG), "a.docx")
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(ImportRefused, match="at most"):
        read_document(b"x" * 11, "a.txt")


def test_a_process_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    with pytest.raises(ImportRefused, match="2 GB of memory"):
        read_document(word(LONG), "a.docx")


@pytest.mark.parity
@pytest.mark.skipif(not SHARED.is_dir(), reason="The shared data are not here.")
def test_real_hearings_are_read_with_their_speakers() -> None:
    for path in sorted(SHARED.glob("*.rst")):
        content = path.read_bytes()
        found = read_document(content, path.name)
        assert found.text == plain(content.decode("utf-8"))
        written = [
            line for line in found.text.splitlines() if line.startswith("**") and "**:" in line
        ]
        named = {line[2 : line.index("**:")].strip() for line in written}
        assert written
        assert set(found.speakers) >= {
            n for n in named if sum(f"**{n}**:" in w for w in written) > 1
        }

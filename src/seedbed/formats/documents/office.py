"""Word, OpenDocument and rich text files, as paragraphs."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import odfdo
from docx.oxml.ns import qn
from striprtf.striprtf import rtf_to_text

from seedbed.formats.archive import ImportRefused, Limits, open_archive
from seedbed.formats.documents.decoding import decoded
from seedbed.formats.documents.document import Document, lines, plain

LIMITS = Limits(entries=5_000, bytes=512 * 1024**2)
PROGRAMS = ("vbaproject.bin", "vbadata.xml")


def read_docx(content: bytes, name: str) -> Document:
    """A Word file: paragraphs and cells of tables in their order, insertions in, deletions out."""
    held = _looked_into(content, name)
    if any(one.casefold().rpartition("/")[2] in PROGRAMS for one in held):
        raise ImportRefused(f"{name} holds a program. Save it as a file without macros (.docx).")
    lost = []
    if any("/media/" in one for one in held):
        lost.append("Pictures in it are not kept as part of the text.")
    if any(one.endswith(("comments.xml", "footnotes.xml", "endnotes.xml")) for one in held):
        lost.append("Comments and notes at the foot of pages are not part of the text.")
    try:
        body = docx.Document(BytesIO(content)).element.body
    except Exception as wrong:  # it raises what its parts raise, of many kinds
        raise _broken(name, "a Word file") from wrong
    return Document(text=lines(_paragraphs(body)), lost=tuple(lost))


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(qn("w:p")):
        pieces = []
        for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
            tag = node.tag
            if tag == qn("w:t"):
                pieces.append(node.text or "")
            else:
                pieces.append("\t" if tag == qn("w:tab") else "\n")
        yield "".join(pieces)


def read_odt(content: bytes, name: str) -> Document:
    """An OpenDocument text: paragraphs and headings in their order."""
    _looked_into(content, name)
    try:
        body = odfdo.Document(BytesIO(content)).body
        found = [str(getattr(one, "inner_text", one)) for one in body.xpath("//text:p | //text:h")]
    except Exception as wrong:  # as above
        raise _broken(name, "an OpenDocument text") from wrong
    return Document(text=lines(found))


def read_rtf(content: bytes, name: str) -> Document:
    """A rich text file: its words, without what is formatting."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise _broken(name, "a rich text file")
    raw, _ = decoded(content, name)
    try:
        text = str(rtf_to_text(raw, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as wrong:  # as above
        raise _broken(name, "a rich text file") from wrong
    return Document(text=plain(text).strip("\n") + "\n")


def _looked_into(content: bytes, name: str) -> tuple[str, ...]:
    """The names of what is inside, every byte of it counted before anything reads it."""
    with open_archive(BytesIO(content), LIMITS, name=name) as archive:
        for one in archive.names:
            with archive.stream(one) as stream:
                while stream.read(1024**2):
                    pass
        return archive.names


def _broken(name: str, what: str) -> ImportRefused:
    return ImportRefused(
        f"{name} cannot be read as {what}: it is damaged or something else. Open it where it was "
        "written and save it again."
    )

"""A Word file that anybody can read: real headings, header rows, a language, and no author."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from docx.shared import Mm, Pt

LANGUAGE = "en-GB"
A4 = (Mm(210), Mm(297))
MARGIN = Mm(20)
# What follows a table stands off from it, without an empty paragraph to be read aloud.
AFTER_TABLE = Pt(8)


class WordFile:
    """A document being written, from the top down."""

    def __init__(self, title: str, *, made_on: date) -> None:
        self.document = Document()
        self._page()
        self._language()
        about = self.document.core_properties
        about.title, about.language = title, LANGUAGE
        # The library signs its template with names and a remark of its own.
        about.author = about.last_modified_by = about.comments = ""
        about.created = about.modified = datetime(made_on.year, made_on.month, made_on.day)
        self.heading(title, 1)

    def heading(self, text: str, level: int) -> None:
        """A heading that a reader can jump to."""
        self.document.add_heading(text, level)

    def say(self, text: str, *, strong: bool = False) -> None:
        """A paragraph; none where there is nothing to say."""
        if text:
            said = self.document.add_paragraph()
            said.paragraph_format.space_before = AFTER_TABLE
            said.add_run(text).bold = strong

    def points(self, texts: Iterable[str]) -> None:
        """A list."""
        for text in texts:
            self.document.add_paragraph(text, style="List Bullet")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first row is its header, on every page it runs over."""
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _mark(table.rows[0], "w:tblHeader")
        for row in rows:
            made = table.add_row()
            _mark(made, "w:cantSplit")
            for cell, text in zip(made.cells, row, strict=True):
                cell.text = text

    def written(self) -> bytes:
        """The file."""
        held = BytesIO()
        self.document.save(held)
        return held.getvalue()

    def _page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = A4
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN

    def _language(self) -> None:
        """The language a screen reader speaks it in, in place of the template's."""
        for told in self.document.styles.element.iter(qn("w:lang")):
            told.set(qn("w:val"), LANGUAGE)


def _mark(row: object, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]

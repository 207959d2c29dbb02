"""PDF files with a layer of text, page by page, and web pages."""

import re
from io import BytesIO

import pdfplumber
from lxml import etree, html

from seedbed.formats.archive import ImportRefused
from seedbed.formats.documents.decoding import decoded
from seedbed.formats.documents.document import Document, Page, Writer, lines, plain

MOST_PAGES = 3_000
FEWEST_LETTERS = 20  # a page with fewer, on the average, is a picture of a text
_BLOCKS = frozenset(
    (
        "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "blockquote", "pre",
        "section", "article", "header", "footer", "dd", "dt",
    )
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\f\v]+")


def read_pdf(content: bytes, name: str) -> Document:
    """A PDF: the text layer of each page.

    Raises: ImportRefused where there is no text in it, as in a scan.
    """
    writer, pages = Writer(), []
    try:
        with pdfplumber.open(BytesIO(content)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise ImportRefused(
                    f"{name} has {len(opened.pages)} pages; {MOST_PAGES} are read at most. "
                    "Split it."
                )
            for number, page in enumerate(opened.pages, start=1):
                start, end = writer.line(plain(page.extract_text() or "").strip())
                writer.add("\n")
                pages.append(Page(number=number, start=start, end=end))
                page.close()
    except ImportRefused:
        raise
    except Exception as wrong:  # it raises what its parts raise, of many kinds
        raise ImportRefused(
            f"{name} cannot be read as a PDF: it is damaged, locked or something else."
        ) from wrong
    text = writer.text
    if len("".join(text.split())) < FEWEST_LETTERS * len(pages):
        raise ImportRefused(
            f"{name} holds pictures of pages and hardly any text. Have its words recognised first "
            "(OCR), and bring in the result."
        )
    return Document(text=text, pages=tuple(pages))


def read_html(content: bytes, name: str) -> Document:
    """A web page: the words a reader sees, a paragraph a line. Nothing in it is opened or run."""
    raw, lost = decoded(content, name)
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(plain(raw).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as wrong:
        raise ImportRefused(f"{name} holds no web page.") from wrong
    for element in root.xpath("//script|//style|//noscript|//template|//head"):
        element.drop_tree()
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        block = element.tag in _BLOCKS
        if event == "start":
            pieces += ["\n" if block or element.tag == "br" else "", _spaced(element.text)]
        else:
            pieces += ["\n" if block else "", _spaced(element.tail)]
    found = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return Document(text=lines(line for line in found if line), lost=lost)


def _spaced(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")

"""Every page of the demo's front room in plain English: the words of people, methods and facts.

``make check`` looks at what is written to be translated and at what studies write. What a method
says, and what a page puts together, is only met here. Both samples, every page a link leads to.
"""

import re
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from seedbed import library
from seedbed.library.plain_english import Doubt, doubts
from tests.served import Served

# Longer than what is written by hand: a method's sentence names its areas and years.
LONGEST = 35
# One sentence to a reader ends with each of these.
BLOCKS = {
    "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "label", "legend", "li", "main",
    "nav", "ol", "option", "p", "section", "select", "summary", "table", "td", "th", "tr", "ul",
    "br",
}  # fmt: skip
VOID = {"meta", "link", "img", "input", "br", "hr", "path", "circle", "rect", "line"}


class Main(HTMLParser):
    """What ``main`` says, block by block, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.blocks: list[str] = [""]
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "a" and held.get("href"):
            self.links.append(str(held["href"]))
        if tag in BLOCKS:
            self.blocks.append("")
        if tag not in VOID:
            self.open.append((tag, _others(tag, held.get("class") or "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.open.pop()
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if any(tag == "main" for tag, _ in self.open) and not any(hid for _, hid in self.open):
            self.blocks[-1] += data


def _others(tag: str, classes: str) -> bool:
    """Is it a drawing, a quotation, an address or a question in code: not a sentence of ours?"""
    return tag in {"svg", "blockquote", "q", "cite", "code", "style"} or bool(
        re.search(r"\bsb-mark(__where)?\b", classes)
    )


# What pages show of a row that is no sentence of ours: its name, or a circle's own words.
LABELS = {
    "sites": "name", "innovations": "name", "conditions": "name", "organisations": "name",
    "indicators": "name", "instruments": "name", "codebook": "name", "costs": "statement",
    "benefits": "statement", "adoptions": "what_is_dated", "sources": "title",
    "verdicts": "reason",
}  # fmt: skip


def labels_of_studies() -> Iterator[str]:
    """Names of places and programmes, and what their rows are called."""
    from seedbed.formats.folder import read_folder
    from seedbed.samples import innovation_programme, six_sites

    real = read_folder(innovation_programme.FOLDER).tables.values()
    for row in (*(row for rows in real for row in rows), *six_sites.study_rows()):
        if row.table in LABELS:
            yield getattr(row, LABELS[row.table])


def terms_of_the_library() -> Iterator[str]:
    """Titles, names of constructs and citations: terms that others coined, and ids made of them.

    Definitions of constructs are word for word those of the published list, and stay so.
    """
    for entry in library.catalogue():
        found = library.show(entry.id)
        yield from (entry.id, entry.title, getattr(found, "citation", ""))
        yield from getattr(found, "citations", ())
        for part in ("constructs", "principles", "drifts", "held_elsewhere"):
            for it in getattr(found, part, ()):
                yield from (it.name, getattr(it, "id", ""), getattr(it, "definition", ""))


@pytest.fixture(scope="module")
def terms() -> set[str]:
    """Labels and terms, as they stand and as they begin a heading."""
    known = {*labels_of_studies(), *terms_of_the_library()}
    return {form for name in known for form in (name, name[:1].upper() + name[1:])}


def doubts_of(block: str, terms: set[str]) -> list[Doubt]:
    """What is doubtful in a block; a block that is a term is none of our words.

    In a sentence only a term of several words, or with a capital, can be told from our own words.
    """
    if block.strip() in terms:
        return []
    names = (term for term in terms if " " in term or not term.islower())
    found = doubts(block, names=names, longest=LONGEST)
    return [doubt for doubt in found if doubt.kind != "initials"]


def read(served: Served, path: str) -> Main:
    with urllib.request.urlopen(served.at(path)) as page:
        return Main(page.read().decode())


@pytest.fixture(scope="module")
def pages(served: Served) -> dict[str, Main]:
    """Every page that a link leads a stranger to, breadth first."""
    found: dict[str, Main] = {}
    queue = ["/"]
    while queue:
        path = queue.pop(0)
        if path in found:
            continue
        found[path] = read(served, path)
        for link in found[path].links:
            target = urlsplit(urljoin(served.at(path), link))
            if target.port == served.port and target.path.endswith("/") and _open(target.path):
                queue.append(target.path)
    return found


def _open(path: str) -> bool:
    return not path.startswith(("/static/", "/log-", "/workbench/"))


def test_every_kind_of_page_was_read(pages: dict[str, Main]) -> None:
    kinds = {path.split("/")[1] for path in pages}
    assert {"", "advice", "claims", "studies", "check", "became", "about", "library"} <= kinds
    assert len(pages) > 60
    assert all(any(len(block.split()) > 5 for block in page.blocks) for page in pages.values())


def test_pages_are_in_plain_english(pages: dict[str, Main], terms: set[str]) -> None:
    where: dict[str, str] = {}
    for path, page in pages.items():
        for block in page.blocks:
            where.setdefault(block, path)
    found = [
        f"{where[block]}: {doubt.text()}\n    {doubt.sentence}"
        for block in where
        for doubt in doubts_of(block, terms)
    ]
    assert found == [], "\n".join([f"{len(found)} doubts", *found])


def test_what_is_not_plain_is_found_on_a_page_and_quotations_are_not() -> None:
    page = Main(
        "<body><p>Our stakeholders.</p><main><p>Robust <b>placements</b>.</p><svg><text>robust"
        "</text></svg><blockquote>My placement.</blockquote><p>“Contact” is a bad word.</p></main>"
    )
    found = [d.found for block in page.blocks for d in doubts(block)]
    assert sorted(found) == ["Robust", "placements"]

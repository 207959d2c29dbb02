"""The front room under a catalogue that marks every string: what is left unmarked is data.

Published and shown under the marks, since a snapshot freezes words with its numbers. Data are the
tiny study's own texts, what methods answered, and what the library says: none of them is gettext's.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from seedbed import library
from seedbed.errors import InputError
from seedbed.inquiry.questions import QUESTIONS
from seedbed.publish.bindings import split_sentences
from seedbed.publish.claim_check import check_snapshot
from seedbed.publish.shelf import shelf
from seedbed.publish.wording import _SAID
from seedbed.record.runs.selectors import latest
from seedbed.trust.asking import system
from tests import tiny
from tests.publish.made import PUBLISHED_CHANGE, checkable_folder, load, publish
from tests.web.test_plain_english_pages import Main

pytestmark = pytest.mark.django_db
LETTERS = re.compile(r"[^\W\d_]{2,}")
TOKEN = re.compile(r"\{\{[^}]*\}\}")
ADDRESS = re.compile(r"https?://\S+")
SAME = {"Seedbed", "SHA", "GBP"}
# Pages that are the library's own content from end to end.
LIBRARY = re.compile(r"^/library/.+")


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every translated string comes back between marks."""
    translation.gettext("wake the translations")
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda one, many, n: f"⟦{one if n == 1 else many}⟧"
    )


def leaves(held: Any) -> Iterator[str]:
    """Every text in rows, lists and results."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for name, value in held.items():
            yield from leaves(value)
            yield from leaves(name) if " " in str(name) else ()
    elif isinstance(held, list | tuple):
        for value in held:
            yield from leaves(value)


def why_not_checked() -> str:
    """What a method says of a claim that these few readings cannot check."""
    [found] = shelf("study", using="default")
    with pytest.raises(InputError) as wrong:
        check_snapshot(found.body["check"], data=settings.DATA)
    return str(wrong.value)


def data_of(study: Any) -> list[str]:
    """Texts that are data, longest first; a word of a vocabulary is none: it has to be said."""
    parts = (
        tiny.STUDY, tiny.TABLES, tiny.CLAIMS, tiny.CIRCLES, tiny.ADVICE, tiny.RENDERINGS,
        tiny.REPLIES, list(tiny.TEXTS.values()), PUBLISHED_CHANGE, why_not_checked(),
        [run.result for run in latest(system("test", using="default"), study).values()],
        [(q.title, q.says, q.name) for q in QUESTIONS.values()],
        [(e.title, library.show(e.id).text(), library.show(e.id).table())
         for e in library.catalogue()],
    )  # fmt: skip
    values = [f"{row['attribute']}: {row['value']}" for row in tiny.TABLES["contexts"]]
    pieces = {
        " ".join(piece.split())
        for text in (*leaves(parts), *values)
        for line in text.splitlines()
        for sentence in (line, *split_sentences(line))
        for piece in TOKEN.split(sentence)
    }
    told = {piece for piece in pieces if LETTERS.search(piece)} - {
        w for v in _SAID.values() for w in v
    }
    begun = {piece[0].upper() + piece[1:] for piece in told}
    return sorted(told | begun, key=len, reverse=True)


def outside(text: str) -> str:
    """What stands outside all marks."""
    depth, kept = 0, []
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        kept.append(letter if depth == 0 and letter != "⟧" else " ")
    return "".join(kept)


def unmarked(block: str, data: list[str]) -> list[str]:
    """Words of a block that neither gettext gave nor the study holds."""
    left = ADDRESS.sub(" ", " ".join(outside(block).split()))
    for piece in data:
        if piece in left:
            left = re.sub(rf"(?<![^\W\d]){re.escape(piece)}(?![^\W\d])", " ", left)
    return [word for word in LETTERS.findall(left) if word not in SAME]


def pages(client: Client) -> Iterator[tuple[str, Main]]:
    """Every page that a link leads a stranger to."""
    queue, seen = ["/"], set()
    while queue:
        path = queue.pop(0)
        if path in seen or LIBRARY.match(path):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = Main(answer.content.decode())
        yield path, page
        targets = (urlsplit(urljoin(f"http://testserver{path}", link)) for link in page.links)
        queue += [
            target.path
            for target in targets
            if target.netloc == "testserver" and target.path.endswith("/")
            and not target.path.startswith(("/workbench/", "/log-", "/static/"))
        ]  # fmt: skip


def test_what_no_translator_is_given_is_data(tmp_path: Any, marked: None) -> None:
    study = load(checkable_folder(tmp_path / "study"))
    publish(study)
    data = data_of(study)
    wrong, count = {}, 0
    for path, page in pages(Client()):
        count += 1
        for block in page.blocks:
            words = unmarked(block, data)
            if words:
                wrong.setdefault(" ".join(block.split())[:300], (path, words))
    assert count > 8
    assert not wrong, "\n".join(f"{path} {w}\n    {block}" for block, (path, w) in wrong.items())


def test_words_outside_the_marks_are_found() -> None:
    assert unmarked("⟦Version ⟦1⟧, by⟧ hand in Ambleford", ["Ambleford"]) == ["hand", "in"]
    assert unmarked("⟦All is ⟦well⟧⟧.", []) == []

"""The file for somebody who asked what is held on them: redactions burnt in, then looked for again.

The words that are hidden are never put into the file: what is written is the text without them. It
is one page of HTML with no script, no link and no word about who made it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish.wording import said
from seedbed.record.reading import saw
from seedbed.record.subject_access import selectors
from seedbed.record.subject_access.actions import note_answered, refuse_unchecked
from seedbed.record.subject_access.models import AccessItem, AccessRequest
from seedbed.trust.asking import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Burnt:
    """One thing as it is given out: its kind, and its words without what is hidden."""

    kind: str
    body: str
    hidden: tuple[str, ...] = ()  # the words that must not be found again


def subject_file(by: Asker, request: AccessRequest, *, on: date) -> bytes:
    """Make the file, look through its bytes for every hidden word, and note that it was given out.

    Raises: InputError while an item is not checked by a second person, or where a hidden word is
    found in what was made; then nothing is given out.
    """
    by.must("answer-access", study=request.study_id)
    refuse_unchecked(by=by, request=request)
    items = list(selectors.items(by, request).defer(None).prefetch_related("redactions"))
    saw(by=by, study=request.study, noun="access_items", rows=len(items))
    burnt = [burn(item) for item in items]
    content = written(burnt, on=on)
    refuse_leaks(content, burnt, on=on)
    note_answered(by=by, request=request, sha256=hashlib.sha256(content).hexdigest(), on=on)
    return content


def burn(item: AccessItem) -> Burnt:
    """An item without the words that are hidden in it."""
    kind = kind_of(item.place)
    if item.left_out:
        left = _("This is left out: %(why)s.") % {"why": said("exemption", item.left_out).lower()}
        return Burnt(kind=kind, body=f"[{left}]", hidden=(item.body,))
    spans = [(r.start, r.end, r.exemption) for r in item.redactions.all()]
    return Burnt(
        kind=kind,
        body=without(item.body, spans),
        hidden=tuple(item.body[start:end] for start, end, _why in spans),
    )


def without(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """A text with a mark in the place of each hidden stretch; what overlaps is one stretch.

    Example:
        >>> without("Jo and Al went.", [(7, 9, "third-party")])
        'Jo and [left out: it tells of somebody else] went.'
    """
    kept, at = [], 0
    for start, end, why in _merged(spans):
        mark = _("left out: %(why)s") % {"why": said("exemption", why).lower()}
        kept += [text[at:start], f"[{mark}]"]
        at = end
    return "".join([*kept, text[at:]])


def _merged(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for start, end, why in sorted(spans):
        if found and start < found[-1][1]:
            first, last, before = found[-1]
            found[-1] = (first, max(last, end), before)
        else:
            found.append((start, end, why))
    yield from found


def written(burnt: list[Burnt], *, on: date) -> bytes:
    """The file itself."""
    page = render_to_string("published/subject_file.html", {"items": burnt, "on": on})
    return page.encode("utf-8")


def refuse_leaks(content: bytes, burnt: list[Burnt], *, on: date) -> None:
    """Look for every hidden stretch in the bytes: as text, in tags, in comments, everywhere.

    A stretch that stands openly elsewhere too, and was not hidden there, is no leak of the file:
    the page of the request names those for the person who checks.

    Raises: InputError naming how many were found, and no word of them.
    """
    raw = content.decode("utf-8")
    said_there = (unescape(raw), _everything(raw))
    # What the file would say if every body were empty, and what is said openly in the bodies.
    bare = written([Burnt(kind=item.kind, body="") for item in burnt], on=on).decode("utf-8")
    allowed = (unescape(bare), _everything(bare), "\n".join(item.body for item in burnt))
    hidden = {words.strip() for item in burnt for words in item.hidden} - {""}
    found = [
        words
        for words in hidden
        if any(words in place for place in said_there)
        and not any(words in place for place in allowed)
    ]
    if found:
        raise InputError(
            f"The file still holds {len(found)} of the stretches that were hidden, so it is not "
            "given out. This is a fault of Seedbed: tell whoever runs this copy."
        )


def still_open(items: Iterable[AccessItem]) -> list[str]:
    """Hidden words that stand openly in another item, for whoever checks to look at."""
    held = list(items)
    burnt = [burn(item) for item in held]
    openly = "\n".join(item.body for item in burnt)
    hidden = {
        words.strip() for item, b in zip(held, burnt, strict=True) if not item.left_out
        for words in b.hidden
    }  # fmt: skip
    return sorted(words for words in hidden if words and words in openly)


def kind_of(place: str) -> str:
    """What a thing is, by the table it was found in."""
    return str(
        {
            "participants": _("What is noted of you"),
            "consents": _("What you agreed to"),
            "sources": _("A source that is yours"),
            "source_versions": _("The text of a source that is yours"),
            "excerpts": _("Where you speak in another source"),
            "mentions": _("Where you are named in another text"),
            "responses": _("An answer you gave"),
            "codings": _("What was noted of your words"),
            "attachments": _("An original file"),
            "withdrawals": _("What you took back"),
            "flags": _("A flag that harm was disclosed"),
        }.get(place, _("From another table"))
    )


def _everything(page: str) -> str:
    """All that a file says to anybody or any program: text, attributes, comments."""
    parser = _Everything()
    parser.feed(page)
    parser.close()
    return "\n".join(parser.found)


class _Everything(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(f"{name}={value or ''}" for name, value in attrs)]

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

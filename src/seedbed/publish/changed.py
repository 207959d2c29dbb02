"""What changed between two published versions of one piece of advice, in plain sentences.

Only frozen bodies are compared: what the older page said against what the newer one says. A number
that moved in an unchanged sentence is told apart from a sentence that came or went.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seedbed.publish.ledgers import amount_said
from seedbed.publish.report import plain_text
from seedbed.publish.wording import said

Body = Mapping[str, Any]
# Where running text stands in a body, and the part of the page it belongs to.
LISTS = {
    "local_need": "need", "costs": "cost", "after_grant": "after", "rights": "right",
    "not_known": "not-known",
}  # fmt: skip
TEXTS = {
    "verdicts": ("verdict", ("sentence", "change_our_mind")),
    "requirements": ("first", ("text", "why")),
    "fits": ("here", ("factor", "there", "ask", "why", "change")),
    "parts": ("change", ("name", "why", "changed")),
    "signs": ("drift", ("sign", "measure", "others")),
    "claims": ("why", ("text",)),
}  # fmt: skip
# Words of a row that a reader decides by, each with its vocabulary.
WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "verdicts": ("verdict", {"word": "advice-word", "confidence": "confidence"}),
    "outcomes": ("works", {"moved": "moved", "design": "design"}),
    "fits": ("here", {"matters": "known"}),
    "requirements": ("first", {"stage": "stage", "weight": "weight", "goal": "goal"}),
    "parts": ("change", {"kind": "part-kind"}),
}
# What a row of a ledger says, beside its amount.
FACTS = {
    "outcomes": ("works", ("statement", "whose", "comparison", "reported_by", "disputed_by")),
    "cost_lines": ("cost", ("statement", "payer")),
    "benefit_lines": ("cost", ("statement", "gainer")),
}  # fmt: skip
CALLED = {"requirements": "text", "fits": "factor", "parts": "name", "outcomes": "statement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A word that a reader decides by: what it was, and what it is."""

    part: str
    of: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence that came or went, and the part of the page it stands in."""

    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A sentence whose words stayed and whose numbers did not."""

    part: str
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a newer version says otherwise than the one before it."""

    words: tuple[Reworded, ...] = ()
    moved: tuple[Moved, ...] = ()
    added: tuple[Said, ...] = ()
    gone: tuple[Said, ...] = ()

    @property
    def anything(self) -> bool:
        """Say whether anything differs."""
        return bool(self.words or self.moved or self.added or self.gone)

    def table(self) -> list[dict[str, Any]]:
        """List every difference, one row each: words first, then numbers, then sentences."""
        rows: list[Reworded | Moved | Said] = [*self.words, *self.moved, *self.added, *self.gone]
        return [asdict(row) for row in rows]

    def text(self) -> str:
        """Tell how much differs. Pictures and lists of places are not compared."""
        if not self.anything:
            return _("Nothing that is compared differs: no answer, no number and no sentence.")
        counts = {name: len(getattr(self, name)) for name in ("words", "moved", "added", "gone")}
        return (
            _(
                "Answers and other words that changed: %(words)s. Sentences with another number: "
                "%(moved)s. Sentences added: %(added)s. Sentences taken out: %(gone)s."
            )
            % counts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    part: str
    # Its words, with each number by what it is bound to: equal frames say the same of other values.
    frame: tuple[str, ...]
    shown: tuple[str, ...]
    text: str


def changed(older: Body, newer: Body) -> Changed:
    """Compare two frozen bodies of one piece of advice.

    Shapes: bodies as :func:`seedbed.publish.advice.advice_body` makes them; what an older body does
    not hold yet counts as empty.
    """
    before, after = _by_frame(older), _by_frame(newer)
    moved: list[Moved] = []
    added: list[Said] = []
    gone: list[Said] = []
    for frame in dict.fromkeys([*before, *after]):
        olds, news = before.get(frame, []), after.get(frame, [])
        both = min(len(olds), len(news))
        moved += [
            _moved(old, new) for old, new in zip(olds, news, strict=False) if old.shown != new.shown
        ]
        gone += [Said(part=s.part, text=s.text) for s in olds[both:]]
        added += [Said(part=s.part, text=s.text) for s in news[both:]]
    words = tuple(_reworded(older, newer))
    return Changed(words=words, moved=tuple(moved), added=tuple(added), gone=tuple(gone))


def _moved(old: _Sentence, new: _Sentence) -> Moved:
    """The numbers of a sentence that differ; those that stayed are not named."""
    pairs = [(b, a) for b, a in zip(old.shown, new.shown, strict=True) if b != a]
    before, after = zip(*pairs, strict=True)
    return Moved(part=new.part, text=new.text, before=before, after=after)


def _by_frame(body: Body) -> dict[tuple[str, ...], list[_Sentence]]:
    found: dict[tuple[str, ...], list[_Sentence]] = defaultdict(list)
    for sentence in _sentences(body):
        found[sentence.part, *sentence.frame].append(sentence)
    return dict(found)


def _sentences(body: Body) -> Iterator[_Sentence]:
    """Everything a page of advice says, sentence by sentence, with the part it stands in."""
    yield from _each("summary", body.get("summary", ()))
    for name, part in LISTS.items():
        for point in body.get(name, ()):
            yield from _each(part, point)
    for name, (part, fields) in TEXTS.items():
        for row in body.get(name, ()):
            for text in (*(row[field] for field in fields), *row.get("conditions", ())):
                yield from _each(part, text)
    for row in body.get("judgements", ()):
        for text in (row["panel"], row["judgement"], row["dissent"], *row["criteria"]):
            yield from _each(row["decision"], text)
    for row in body.get("renderings", ()):
        for paragraph in row["text"]:
            yield from _each("words", paragraph)
    for name, (part, fields) in FACTS.items():
        yield from (_fact(part, row, fields) for row in body.get(name, ()))


def _each(part: str, text: Any) -> Iterator[_Sentence]:
    """The sentences of a frozen text, or of a plain line."""
    for sentence in [{"parts": [text]}] if isinstance(text, str) else text:
        parts = sentence["parts"]
        yield _Sentence(
            part=part,
            frame=tuple(p if isinstance(p, str) else p["token"] for p in parts),
            shown=tuple(p["shown"] for p in parts if not isinstance(p, str)),
            text=plain_text([sentence]),
        )


def _fact(part: str, row: Body, fields: Iterable[str]) -> _Sentence:
    """A row of a ledger, read as a sentence that has its amount as its number."""
    words = [row[field] for field in fields]
    told = "; ".join(word.rstrip(".") for word in words if word)
    return _Sentence(
        part=part,
        frame=(row["ref"], *words),
        shown=(amount_said(row) or _("not known"),),
        text=f"{told}.",
    )


def _reworded(older: Body, newer: Body) -> Iterator[Reworded]:
    """Words that differ in rows both versions hold; the answers of the verdicts come first."""
    for name, (part, vocabularies) in WORDS.items():
        olds = {row["id"]: row for row in older.get(name, ())}
        for row in newer.get(name, ()):
            old = olds.get(row["id"], row)
            for field, vocabulary in vocabularies.items():
                if old[field] != row[field]:
                    before, after = (said(vocabulary, r[field]) for r in (old, row))
                    of = _called(name, row)
                    if field == "confidence":
                        of = _("%(about)s, how sure we are") % {"about": of}
                    yield Reworded(part=part, of=of, before=before, after=after)
            if name == "requirements" and old["lead_months"] != row["lead_months"]:
                before, after = (_months(r["lead_months"]) for r in (old, row))
                yield Reworded(part=part, of=_called(name, row), before=before, after=after)


def _called(name: str, row: Body) -> str:
    """What a reader knows a row by."""
    if name == "verdicts":
        return said("advice-about", row["about"])
    text = row[CALLED[name]]
    return (text if isinstance(text, str) else plain_text(text)).rstrip(".")


def _months(lead: int | None) -> str:
    if lead is None:
        return _("not timed")
    return ngettext("%(count)s month", "%(count)s months", lead) % {"count": lead}

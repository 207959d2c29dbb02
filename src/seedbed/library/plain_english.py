"""Plain English: what a text says that a reader may stumble over, and what to write instead.

The checker knows a list of words and nothing else. It doubts; a person decides. What stands in
quotation marks is somebody else's sentence and is not looked at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from seedbed.library.reading import read_plain_english
from seedbed.library.shown import Row
from seedbed.library.wording import PlainEnglish

Kind = Literal["long-sentence", "word-to-avoid", "initials"]

QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|(?<!\w)‘[^‘’\n]*(?:’\w[^‘’\n]*)*’(?!\w)")
# A bound number, a placeholder of a program, or an address: one word, and not looked at.
SLOT = re.compile(r"\{\{[^}]*\}\}|%\(\w+\)[sd]|\{\w*\}|(?:https?://|\b[\w-]+\.[\w.-]+/)\S*")
ENDS = re.compile(r"(?<=[.!?])\)?\s+(?=[\"'“‘(]?[A-Z0-9£{%])|\n\n")
# Capitals beside capitals are a heading, and with a hyphen they are part of a name.
INITIALS = re.compile(r"(?<![A-Z]{2} )(?<![\w-])[A-Z]{2,6}(?=s?\b)(?! [A-Z]{2}|-)")
NAME = "Name"  # what a proper name is to the checker; a quotation is one word too


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing a reader may stumble over: in which sentence, what, what instead, and why."""

    kind: Kind
    sentence: str
    found: str
    instead: str
    why: str

    def table(self) -> list[Row]:
        """One row: the kind, what was found, what to write instead, why, and the sentence."""
        return [{name: getattr(self, name) for name in self.__slots__}]

    def text(self) -> str:
        """The doubt as one line."""
        return f"{self.found}: {self.instead}. {self.why}"


def doubts(text: str, *, names: Iterable[str] = (), longest: int | None = None) -> list[Doubt]:
    """What a reader of a text may stumble over, sentence by sentence.

    Shapes: any text; `names` are proper names, in which any word is no fault; `longest` is how
        many words a sentence may have, otherwise the list's own number.
    Units: words, where a bound number, a placeholder and a quotation count as one each.
    Source: the list is ours, from the sector's own guidance on language that cares and from the
        plain English manners of public services; a doubt is a prompt and no judgement.

    Example:
        >>> [doubt] = doubts("Two placements ended.")
        >>> doubt.found, doubt.instead
        ('placements', 'home, foster home, or where the young person lives')
        >>> doubts("Replacements came. “My placement ended,” she said.")
        []
    """
    held = plain_english()
    said = _names(frozenset(names)).sub(NAME, QUOTED.sub(_quoted, _tidy(text)))
    found = [d for sentence in split_sentences(said) for d in _of_sentence(sentence, held, longest)]
    return found + _initials(said, held)


def split_sentences(text: str) -> list[str]:
    """Sentences of a text, as a reader would part them."""
    return [part.strip() for part in ENDS.split(text) if part.strip()]


def count_words(sentence: str) -> int:
    """How many words a sentence has: what holds a letter or a digit.

    >>> count_words("Plans fell by {{reading:rd-1}} – a third.")
    6
    """
    return sum(any(c.isalnum() for c in word) for word in SLOT.sub("0", sentence).split())


@cache
def plain_english() -> PlainEnglish:
    """The list: words to avoid, the longest sentence, and initials that need no telling.

    Example:
        >>> plain_english().longest_sentence
        25
    """
    return read_plain_english()


def _of_sentence(sentence: str, held: PlainEnglish, longest: int | None) -> list[Doubt]:
    found = []
    limit, count = longest or held.longest_sentence, count_words(sentence)
    if count > limit:
        said = f"a sentence of {count} words"
        found.append(
            Doubt(
                kind="long-sentence", sentence=sentence, found=said,
                instead=f"two sentences, each of at most {limit} words",
                why="Long sentences are read twice, or not at all.",
            )
        )  # fmt: skip
    for wording in held.words:
        for words in wording.found_in(SLOT.sub("0", sentence)):
            found.append(
                Doubt(
                    kind="word-to-avoid", sentence=sentence, found=words,
                    instead=wording.instead, why=wording.why,
                )
            )  # fmt: skip
    return found


def _initials(text: str, held: PlainEnglish) -> list[Doubt]:
    """Initials that the text nowhere explains, each once; ``(ABC)`` after its name explains."""
    seen = dict.fromkeys(INITIALS.findall(SLOT.sub("0", text)))
    known = {*held.known_initials, *(word.word for word in held.words)}
    strange = [i for i in seen if i not in known and not _explained(i, text)]
    return [
        Doubt(
            kind="initials", sentence=text, found=initials,
            instead="the whole name, at least the first time",
            why="A reader who does not know them is shut out.",
        )
        for initials in strange
    ]  # fmt: skip


def _explained(initials: str, text: str) -> bool:
    return bool(re.search(rf"\({initials}s?[),;]|\b{initials}s? \(", text))


def _tidy(text: str) -> str:
    """One space between words, and thousands as one number; an empty line still parts."""
    parts = re.split(r"\n\s*\n", text.replace("\u202f", ""))
    return "\n\n".join(" ".join(part.split()) for part in parts)


@lru_cache(maxsize=4)
def _names(names: frozenset[str]) -> re.Pattern[str]:
    """One pattern for all proper names, the longest first; without names it matches nothing."""
    each = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)" if each else r"(?!)")


def _quoted(match: re.Match[str]) -> str:
    """A quotation as one word, which ends a sentence where the quotation does."""
    last = match.group()[-2]
    return "Quoted" + (last if last in ".!?" else "")

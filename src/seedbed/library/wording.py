"""A word that pages avoid: how it is found in a sentence, what to write instead, and why."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

WordKind = Literal["about-people", "jargon", "claims-too-much"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One word or phrase to avoid. Without ``forms`` it is found as it is spelt."""

    word: str
    kind: WordKind
    instead: str
    why: str
    forms: tuple[str, ...] = ()
    fine_in: tuple[str, ...] = ()

    def found_in(self, sentence: str) -> list[str]:
        """The words that match, as they stand; none inside a phrase in which they are fine."""
        bad, fine = _pattern(self.forms or (self.word,)), _pattern(self.fine_in)
        allowed = [match.span() for match in fine.finditer(sentence)]
        return [
            match.group()
            for match in bad.finditer(sentence)
            if not any(start <= match.start() and match.end() <= end for start, end in allowed)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainEnglish:
    """The list: words to avoid, how long a sentence may be, initials that need no telling."""

    longest_sentence: int
    known_initials: tuple[str, ...]
    words: tuple[Wording, ...]


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all forms, the longest first; without forms it matches nothing."""
    each = "|".join(_form(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)" if each else r"(?!)", re.IGNORECASE)


def _form(form: str) -> str:
    """A form as a pattern: a space may be a hyphen, a star is the rest of a word."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in form.split()]
    final = "" if form.endswith(("*", "s", ".")) else "s?"
    return r"[\s‑-]+".join(words) + final

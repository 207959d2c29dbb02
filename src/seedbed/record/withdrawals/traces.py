"""Finding somebody's words again where others wrote them down: word for word, in any other text.

A run of six words in a row counts as theirs, and a whole passage of five. Less would take out what
anybody says.
"""

import re
from collections.abc import Iterable
from typing import Any

RUN = 6
SHORTEST = 5
ERASED = "[words erased]"
WORD = re.compile(r"\w+")

# A text with where each of its words begins and ends.
_Words = list[tuple[str, int, int]]


class Traces:
    """The words of one person, ready to be found in what others wrote."""

    def __init__(self, passages: Iterable[str]) -> None:
        self.runs: set[tuple[str, ...]] = set()
        self.lengths: set[int] = set()
        for passage in passages:
            words = [word for word, _, _ in _words(passage)]
            size = min(RUN, len(words))
            if size >= SHORTEST:
                self.lengths.add(size)
                self.runs |= {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}

    def are_in(self, value: Any) -> bool:
        """Say whether a text, or any text within some values, holds words of theirs."""
        return bool(self.without(value) != value)

    def without(self, value: Any) -> Any:
        """A text, or values with texts in them, with a note in the place of their words."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {name: self.without(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.without(part) for part in value]
        return value

    def _text(self, text: str) -> str:
        spans = self._spans(_words(text)) if text else []
        for start, end in reversed(spans):
            text = text[:start] + ERASED + text[end:]
        return text

    def _spans(self, words: _Words) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        plain = [word for word, _, _ in words]
        for size in self.lengths:
            for i in range(len(words) - size + 1):
                if tuple(plain[i : i + size]) in self.runs:
                    found.append((words[i][1], words[i + size - 1][2]))
        return _merged(found)


def _words(text: str) -> _Words:
    return [(m.group().casefold(), m.start(), m.end()) for m in WORD.finditer(text)]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

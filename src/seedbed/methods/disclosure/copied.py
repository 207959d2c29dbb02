"""Words of somebody inside another text: a passage copied into a page without being marked as one.

A run of as many words as this, the same and in the same order, is hardly ever chance.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from seedbed.methods.disclosure.names import Word, words_of

RUN = 7  # words


@dataclass(frozen=True, slots=True)
class Copied:
    """A run of words that a text shares with a source."""

    source: str
    words: str


class Held:
    """The words of some sources, ready to be found again in any text."""

    def __init__(self, texts: Mapping[str, str], *, run: int = RUN) -> None:
        """Read every run of each source once."""
        self.run = run
        self.at: dict[tuple[str, ...], str] = {}
        for name in sorted(texts):
            for piece in _runs(words_of(texts[name]), run):
                self.at.setdefault(tuple(word.low for word in piece), name)

    def found_in(self, text: str, *, but: Collection[str] = ()) -> list[Copied]:
        """Find each longest run that a text shares with a source, but for passages that may stand.

        >>> held = Held({"tape": "They came every week so you got to know them."})
        >>> held.found_in("We heard: they came every week so you got to know. Good.")
        [Copied(source='tape', words='they came every week so you got to know')]
        >>> may_stand = ["They came every week so you got"]
        >>> held.found_in("they came every week so you got", but=may_stand)
        []
        """
        allowed = _allowed(but, self.run)
        words = words_of(text)
        hits = [
            (place, self.at[key])
            for place, piece in enumerate(_runs(words, self.run))
            if (key := tuple(word.low for word in piece)) in self.at and key not in allowed
        ]
        found: list[list[int]] = []
        names: list[str] = []
        for place, name in hits:
            if found and place <= found[-1][1] + 1:
                found[-1][1] = place
            else:
                found.append([place, place])
                names.append(name)
        return [
            Copied(name, text[words[first].start : words[last + self.run - 1].end])
            for name, (first, last) in zip(names, found, strict=True)
        ]


def _runs(words: list[Word], size: int) -> Iterable[list[Word]]:
    return (words[place : place + size] for place in range(len(words) - size + 1))


def _allowed(passages: Iterable[str], size: int) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(word.low for word in piece)
        for passage in passages
        for piece in _runs(words_of(passage), size)
    )

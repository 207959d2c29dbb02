"""The beginning of a claim, for titles and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from seedbed.publish.bindings import Ledger, split_sentences
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from seedbed.record.study.models import Study

LENGTH = 70


def short(text: Iterable[dict[str, Any]]) -> str:
    """The first words of the first sentence, its numbers in place."""
    first = next(iter(text), {"parts": []})
    whole = "".join(part if isinstance(part, str) else part["shown"] for part in first["parts"])
    if len(whole) <= LENGTH:
        return whole
    return whole[:LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def beginnings(by: Asker, study: Study, texts: Iterable[str]) -> list[str]:
    """The first words of each text. Only the numbers of first sentences are looked up."""
    firsts = [sentence for text in texts for sentence in split_sentences(text)[:1]]
    ledger = Ledger(by, study, firsts)
    return [short(ledger.say(first)) for first in firsts]

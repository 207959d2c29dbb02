"""One innovation set beside one area: what a visitor answered, and what follows from it.

Everything comes from a frozen piece of advice and from the address of the page. Nothing is stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.formats.statistics import Area, kept
from seedbed.methods.transfer.readiness import Readiness, readiness
from seedbed.methods.transfer.side_by_side import SideBySide, side_by_side
from seedbed.publish import beside
from seedbed.publish.report import plain_text
from seedbed.publish.wording import options

Body = Mapping[str, Any]
ASKED = 6  # more questions than this and nobody answers on a phone
AREA, QUESTION, NEED = "area", "q-", "r-"
NOT_KNOWN = "Not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What in the address cannot be used, and the field it belongs to."""

    says: str
    field: str


class Fit:
    """The answers of one visitor to one piece of advice, read from the address of the page."""

    def __init__(self, body: Body, given: Mapping[str, str], *, data: Path) -> None:
        self.body, self.data = body, data
        # A snapshot frozen by an earlier release holds neither of these two lists.
        self.fits: Sequence[Body] = body.get("fits", [])
        self.needs: Sequence[Body] = body.get("requirements", [])
        self.asked = self.fits[:ASKED]
        self.problems: list[Problem] = []
        self.simulated = body["study"]["kind"] == "simulated"
        # A real authority is never set beside an invented place.
        self.with_statistics = kept.is_loaded(data) and not self.simulated
        self.answers = self._read(given, QUESTION, self.asked, "answer")
        self.ticks = self._read(given, NEED, self.needs, "tick")
        self.area = self._area(given.get(AREA, "").strip())
        self.answered = bool(self.answers or self.ticks or self.area)
        sent = AREA in given or any(name.startswith((QUESTION, NEED)) for name in given)
        if sent and not self.answered and not self.problems:
            says = _("Nothing is answered yet. Answer at least one question.")
            self.problems.append(Problem(says=says, field=""))

    def _read(
        self, given: Mapping[str, str], prefix: str, rows: Iterable[Body], vocabulary: str
    ) -> dict[str, str]:
        """The answers to some rows, each a word of a vocabulary; what else there is, is told."""
        words = {word for word, _said in options(vocabulary)}
        known = {f"{prefix}{row['id']}": row["id"] for row in rows}
        found = {}
        for name, word in given.items():
            if not name.startswith(prefix) or word == "":
                continue
            if name in known and word in words:
                found[known[name]] = word
            else:
                self.problems.append(_not_usable(name, word, words, known))
        return found

    def _area(self, words: str) -> Area | None:
        if not words:
            return None
        if not self.with_statistics:
            says = _("No authority can be picked here. Take it out of the address.")
            self.problems.append(Problem(says=says, field=""))
            return None
        try:
            return beside.authority(self.data, words)
        except InputError as wrong:
            says = _("%(wrong)s Pick one from the list, or leave it empty.") % {"wrong": wrong}
            self.problems.append(Problem(says=says, field=AREA))
            return None

    @property
    def authorities(self) -> tuple[Area, ...]:
        """The authorities a visitor may pick from."""
        return kept.authorities(self.data) if self.with_statistics else ()

    @property
    def kept_in_address(self) -> dict[str, str]:
        """What was answered, as the address of this page and of the plan carries it."""
        pairs = {f"{QUESTION}{id}": word for id, word in self.answers.items()}
        pairs |= {f"{NEED}{id}": word for id, word in self.ticks.items()}
        return ({AREA: self.area.code} if self.area else {}) | pairs

    @cached_property
    def sides(self) -> SideBySide:
        """There beside here."""
        rows = [
            {
                "factor": row["factor"],
                "there": _known(plain_text(row["there"])),
                "here": self.answers.get(row["id"], "unknown"),
                "matters": row["matters"],
                "change": plain_text(row["change"]),
            }
            for row in self.asked
        ]
        columns = dict.fromkeys(("factor", "there", "here", "matters", "change"), pl.String)
        return side_by_side(pl.DataFrame(rows, schema=columns))

    @cached_property
    def ready(self) -> Readiness:
        """Requirements ticked against what is in place here."""
        rows = [
            {
                "text": plain_text(row["text"]),
                "stage": row["stage"],
                "weight": row["weight"],
                "lead_months": row["lead_months"],
                "here": self.ticks.get(row["id"], "unknown"),
            }
            for row in self.needs
        ]
        texts = dict.fromkeys(("text", "stage", "weight", "here"), pl.String)
        return readiness(pl.DataFrame(rows, schema=texts | {"lead_months": pl.Int64}))

    @cached_property
    def there(self) -> Area | None:
        """Where it was tried, as official statistics know it."""
        return beside.where_tried(self.data, self.body["innovation"])

    @cached_property
    def figures(self) -> tuple[list[beside.Beside], list[str]]:
        """Official figures side by side, and the measures that are not loaded."""
        if self.area is None:
            return [], []
        return beside.set_beside(self.data, self.fits, there=self.there, here=self.area)

    @cached_property
    def adopters(self) -> dict[str, Body]:
        """What is recorded of each area that took it up, by the name of the area."""
        return beside.adopters(self.data, self.body["adoptions"])

    @cached_property
    def neighbours(self) -> Sequence[str]:
        """Statistical neighbours of here, nearest first."""
        return kept.neighbours_of(self.data, self.area.name) if self.area else ()

    @property
    def took_up(self) -> list[tuple[str, Body]]:
        """Here itself and those of its neighbours that are reported to have taken it up."""
        names = [self.area.name, *self.neighbours] if self.area else []
        return [(name, self.adopters[name]) for name in names if name in self.adopters]

    @property
    def neighbours_source(self) -> str:
        """The file that the neighbours came from."""
        return kept.neighbours_source(self.data)


def _known(text: str) -> str | None:
    return None if text in ("", NOT_KNOWN) else text


def _not_usable(name: str, word: str, words: Iterable[str], known: Mapping[str, str]) -> Problem:
    if name not in known:
        says = _("The address answers “%(name)s”, which this page does not ask.") % {"name": name}
        return Problem(says=says, field="")
    says = _("“%(word)s” is not one of the answers (%(words)s). Choose again.") % {
        "word": word,
        "words": ", ".join(sorted(words)),
    }
    return Problem(says=says, field=name)

"""Numbers in sentences, bound to the row or run they come from.

A sentence is written with ``{{kind:ref}}``, ``{{kind:ref|field}}`` or ``{{kind:ref|field|abs}}``
in the place of a number. What is shown is read from the record when the sentence is shown or
frozen; what it was then is kept beside it, so that a later change is seen.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.inquiry.ask import Standings, canonical
from seedbed.publish.evidence import provenance_of, tell
from seedbed.publish.figures import number, with_unit
from seedbed.publish.protecting import Shield, about, few
from seedbed.publish.wording import said
from seedbed.record.claims.selectors import POINTS_AT, rows_under
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, system

TOKEN = re.compile(r"\{\{\s*([a-z-]+):([^|}]+)((?:\|[a-z0-9_]+)*)\s*\}\}")
ENDS = re.compile(r"(?<=[.!?])\s+(?=[\"'“(]?[A-Z{£0-9])")
LOOSE = re.compile(r"\d")
YEAR_OR_DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: \d{4})?\b|\b(?:19|20)\d\d(?:[-–/]\d\d)?\b|\bunder-?1[68]s?\b"
)
FIELD = {"reading": "value", "outcome": "amount", "cost": "amount", "benefit": "amount"}
PERCENTAGE_POINTS = {"difference", "low", "high"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One bound number, as written."""

    written: str
    kind: str
    ref: str
    field: str
    absolute: bool


def tokens_in(text: str) -> list[Token]:
    """Bound numbers of a text, in order."""
    return [_token(match) for match in TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    kind, ref, rest = match.groups()
    options = [part for part in rest.split("|") if part]
    absolute = "abs" in options
    named = [part for part in options if part != "abs"]
    ref = canonical(ref.strip()) if kind == "run" else ref.strip()
    field = named[0] if named else FIELD.get(kind, "")
    if kind not in (*FIELD, "run") or (kind == "run" and not field):
        raise InputError(
            f"{match.group(0)} binds no number. Write {{{{reading:id}}}}, outcome, cost, benefit, "
            "or {{run:question name=value|figure}}."
        )
    return Token(written=match.group(0), kind=kind, ref=ref, field=field, absolute=absolute)


def split_sentences(text: str) -> list[str]:
    """Sentences of a text: each is flagged on its own when a number in it changes."""
    return [part for part in ENDS.split(text.strip()) if part]


def loose_numbers(text: str) -> list[str]:
    """Sentences that hold a number bound to nothing. Years and dates may stand free."""
    free = (YEAR_OR_DATE.sub("", TOKEN.sub("", part)) for part in split_sentences(text))
    return [
        part for part, rest in zip(split_sentences(text), free, strict=True) if LOOSE.search(rest)
    ]


def refuse_loose_numbers(sentences: Iterable[tuple[str, str]]) -> None:
    """Refuse texts, each with where it stands, that hold a number bound to nothing.

    Raises: InputError naming each such sentence.
    """
    loose = [f"{place}: {part}" for place, text in sentences for part in loose_numbers(text)]
    if loose:
        raise InputError(
            "Every published number names its source. Bind these, as in {{reading:id}}:\n"
            + "\n".join(loose[:20])
        )


def questions_in(texts: Iterable[str]) -> list[str]:
    """Questions whose figures some texts name, each once."""
    found = (t.ref for text in texts for t in tokens_in(text) if t.kind == "run")
    return list(dict.fromkeys(found))


class Ledger:
    """The record's answer to a set of tokens: loaded once, a query a kind.

    Whoever may read a sentence may read the number in it, so the system reads the numbers. What a
    number leads to is told only to those who may see that row or run.

    ``runs`` are the newest of the study, where they were read already. With ``standings`` each
    number keeps the state it was read in, as a snapshot needs it.
    """

    def __init__(
        self,
        by: Asker,
        study: Study,
        texts: Iterable[str],
        standings: Standings | None = None,
        shield: Shield | None = None,
        runs: Mapping[str, Any] | None = None,
    ) -> None:
        wanted = {(t.kind, t.ref) for text in texts for t in tokens_in(text)}
        reader = system("sentences", using=by.using)
        self.by, self.study = by, study
        self.standings = standings
        # What keeps the state a number was read in is made for readers.
        leaves = standings is not None
        self.shield = shield or Shield(study, using=by.using, leaves=leaves)
        self.rows = rows_under(reader, study, {pair for pair in wanted if pair[0] != "run"})
        if runs is None:
            runs = latest(reader, study) if any(kind == "run" for kind, _ in wanted) else {}
        self.runs = {ref: runs.get(ref) for kind, ref in wanted if kind == "run"}

    def say(self, text: str) -> list[dict[str, Any]]:
        """Sentences of a text, each a list of parts: plain words, or a number with its source."""
        return [{"parts": self._parts(sentence)} for sentence in split_sentences(text)]

    def _parts(self, sentence: str) -> list[Any]:
        parts: list[Any] = []
        at = 0
        for match in TOKEN.finditer(sentence):
            parts.append(sentence[at : match.start()])
            parts.append(self.bound(_token(match)))
            at = match.end()
        parts.append(sentence[at:])
        return [part for part in parts if part != ""]

    def sources(self) -> list[dict[str, Any]]:
        """Every row and run that numbers are bound to, told once, for the foot of a page."""
        told = [
            {
                "anchor": anchor(kind, ref),
                "kind": kind,
                "ref": ref,
                **_told(kind, self.shield.row(kind, row)),
            }
            for (kind, ref), row in self._seen_rows().items()
        ]
        told += [
            {"anchor": anchor("run", ref), "kind": "run", "ref": ref, **self._told_run(run)}
            for ref, run in self.runs.items()
            if run is not None and self._sees("runs")
        ]
        return sorted(told, key=lambda item: (item["kind"], item["ref"]))

    def _sees(self, noun: str) -> bool:
        return self.by.is_system or self.study.pk in self.by.studies_for(noun)

    def _seen_rows(self) -> dict[tuple[str, str], Any]:
        if all(self._sees(POINTS_AT[kind]) for kind, _ in self.rows):
            return self.rows
        return rows_under(self.by, self.study, set(self.rows))

    def bound(self, token: Token) -> dict[str, Any]:
        """One bound number: what is shown, where it leads, and the state it was read in."""
        shown, state, leads = self._of_run(token) if token.kind == "run" else self._of_row(token)
        return {
            "token": token.written,
            "kind": token.kind,
            "ref": token.ref,
            "shown": shown,
            "state": state,
            "leads": leads,
            "anchor": anchor(token.kind, token.ref),
        }

    def _of_row(self, token: Token) -> tuple[str, str, str]:
        row = self.rows.get((token.kind, token.ref))
        if row is None:
            return _gap(_("not in the record")), "gone", ""
        value = getattr(row, token.field)
        unit = _unit_of(token.kind, row)
        mark = getattr(row, "mark", "")
        shown = _gap(said("mark", mark).lower())
        if value is not None:
            shown = self._amount(token, row, unit)
        plain = "" if value is None else f"{Decimal(value).normalize():f}"
        return shown, _state(plain, mark, unit), str(row.public_id)

    def _amount(self, token: Token, row: Any, unit: str) -> str:
        told = self.shield.row(token.kind, row)
        value = getattr(told, token.field)
        if value is None:
            return few()
        shown = with_unit(abs(value) if token.absolute else value, unit)
        return shown if told is row else about(shown)

    def _told_run(self, run: Any) -> dict[str, Any]:
        return {
            "headline": self.shield.result(run)["text"],
            "when": "",
            "where": "",
            "asked": run.asked,
            "digest": run.digest,
            "provenance": {},
            "public_id": str(run.public_id),
        }

    def _of_run(self, token: Token) -> tuple[str, str, str]:
        run = self.runs.get(token.ref)
        if run is None:
            return _gap(_("not computed yet")), "gone", ""
        numbers = self.shield.result(run).get("numbers", {})
        if token.field not in numbers:
            raise InputError(
                f"{token.written}: {run.question} gives no figure {token.field!r}. "
                f"It gives: {', '.join(numbers)}."
            )
        value = numbers[token.field]
        # A run whose inputs moved counts as changed before anybody has run it again.
        moved = self.standings is not None and self.standings.of(run) == "stale"
        current = "stale" if moved else run.digest
        state = _state(current, run.method_version, token.field)
        if value is None:
            unknown = run.result["numbers"].get(token.field) is None
            why = _("not known") if unknown else _("not shown, to protect few people")
            return _gap(why), state, str(run.public_id)
        value = abs(value) if token.absolute else value
        shown = _figure(run.question, token.field, value)
        if self.shield.is_people(run, token.field):
            shown = about(shown)
        return shown, state, str(run.public_id)


def _gap(why: str) -> str:
    """What stands in the place of a number that is not there."""
    return f"[{why}]"


def anchor(kind: str, ref: str) -> str:
    """Where on a page the source of a number is told."""
    return f"n-{kind}-" + re.sub(r"[^a-z0-9]+", "-", ref.lower()).strip("-")


def _told(kind: str, row: Any) -> dict[str, Any]:
    told = tell(kind, row)
    return {
        "headline": told.headline,
        "when": told.when,
        "where": told.where,
        "provenance": provenance_of(kind, row),
        "public_id": str(row.public_id),
    }


def _figure(question: str, name: str, value: float) -> str:
    if name.endswith("_percent"):
        return with_unit(value, "%", places=1)
    if question == "before-after" and name in PERCENTAGE_POINTS:
        return with_unit(value, _("percentage points"), places=1)
    if question == "cost-consequence" and name.endswith("_total"):
        return with_unit(value, "£")
    return number(value, places=1)


def _unit_of(kind: str, row: Any) -> str:
    if kind in ("cost", "benefit"):
        return str(row.currency)
    if kind == "reading":
        # A count of things needs no unit behind every number; a rate does.
        unit = str(row.indicator.unit)
        return unit if unit.startswith(("%", "per ", "GBP")) else ""
    return str(row.unit)


def _state(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

"""Rows of an answer as a reader meets them: headings in words, dates and gaps said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.figures import day, number
from seedbed.publish.wording import said

# Columns that hold a word of a vocabulary, and which.
WORDS = {
    "stage": "stage", "moved": "moved", "design": "design", "role": "role", "ended": "ended",
    "status": "status", "cashable": "cashable", "kind": "cost-kind", "core_kept": "known",
    "scale": "known", "funder": "known", "benefits_kept": "known", "adapted": "known",
    "absorbed": "known", "delivered": "known", "at_1": "stood", "at_3": "stood", "at_5": "stood",
}  # fmt: skip

HEADS: dict[str, Any] = {
    "case": lazy("Case"),
    "site": lazy("Site"),
    "role": lazy("Role"),
    "other_figures": lazy("Other figures for the same money"),
    "area": lazy("Area"),
    "fate": lazy("What became of it"),
    "how": lazy("How we know"),
    "as_of": lazy("As at"),
    "ended_on": lazy("Ended on"),
    "grant_ended": lazy("Grant ended on"),
    "at_1": lazy("1 year after the grant"),
    "why_1": lazy("Why, 1 year after"),
    "at_3": lazy("3 years after"),
    "why_3": lazy("Why, 3 years after"),
    "at_5": lazy("5 years after"),
    "why_5": lazy("Why, 5 years after"),
    "address": lazy("Where found"),
    "core_kept": lazy("Core kept"),
    "scale": lazy("Scale"),
    "funder": lazy("Funded by"),
    "benefits_kept": lazy("Benefits kept"),
    "adapted": lazy("Adapted"),
    "absorbed": lazy("Absorbed under another name"),
    "stage": lazy("Stage"),
    "began_earliest": lazy("Began, earliest"),
    "began_latest": lazy("Began, latest"),
    "finish": lazy("How it finished"),
    "days_low": lazy("Days, at least"),
    "days_high": lazy("Days, at most"),
    "complete": lazy("All scored"),
    "raw_only": lazy("Not calibrated"),
    "statement": lazy("Reported outcome"),
    "moved": lazy("Direction"),
    "design": lazy("Design"),
    "whose": lazy("Whose"),
    "measure": lazy("Measure"),
    "baseline": lazy("Baseline"),
    "comparison": lazy("Compared with"),
    "amount": lazy("Change"),
    "unit": lazy("Unit"),
    "low": lazy("Low"),
    "high": lazy("High"),
    "status": lazy("How we know"),
    "strength": lazy("Strength of design"),
    "maryland": lazy("Design grade"),
    "before": lazy("Before"),
    "after": lazy("After"),
    "change": lazy("Change"),
    "change_percent": lazy("Change in %"),
    "why": lazy("Why left out"),
    "payer": lazy("Payer"),
    "kind": lazy("Kind"),
    "resources": lazy("Resources"),
    "lines": lazy("Cost lines"),
    "not_known": lazy("Amounts not known"),
    "known_total": lazy("Known total (£)"),
    "price_years": lazy("Prices of"),
    "took_part": lazy("Took part"),
    "heard": lazy("Heard"),
    "sources": lazy("Sources"),
    "waves_heard": lazy("Waves heard"),
    "waves_silent": lazy("Waves silent"),
}
# Said elsewhere on the page, or only for programs.
LEFT_OUT = {"id", "sentence", "design_in_words", "rests_on", "clock"}
Cell = dict[str, Any]


def readable(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Cell], list[list[Cell]]]:
    """Headings and rows of a table, for ``seedbed/table.html``."""
    names = [name for name in (rows[0] if rows else ()) if name not in LEFT_OUT]
    numeric = {name for name in names if _is_numeric(row[name] for row in rows)}
    head = [{"text": _head(name), "numeric": name in numeric} for name in names]
    body = [
        [{"text": _cell(name, row[name]), "numeric": name in numeric} for name in names]
        for row in rows
    ]
    return head, body


def _head(name: str) -> str:
    # A column that is not ours is named by the study itself, such as a condition.
    return str(HEADS.get(name, name))


def _is_numeric(values: Any) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def _cell(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value, places=1)
    if name == "resources":
        return each_word("resource", str(value))
    if name in WORDS:
        return _word(WORDS[name], str(value))
    return _date_or_text(str(value))


def each_word(vocabulary: str, listed: str) -> str:
    """Words of one vocabulary, with commas between, each as it is said."""
    return ", ".join(_word(vocabulary, word) for word in listed.split(", "))


def _word(vocabulary: str, value: str) -> str:
    """A word as it is said; what is of no vocabulary stands as it is."""
    # A role is a person's, or an area's in a comparison.
    for known in (vocabulary, "compared"):
        try:
            return said(known, value)
        except KeyError:
            continue
    return _("not known") if value == "not known" else value.replace("-", " ")


def _date_or_text(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value

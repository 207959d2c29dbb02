"""What became of each, ready for a page: unknown first, and within each fate what matters most."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.figures import day
from seedbed.publish.wording import said

# In the order of the register: what is not known first, what was kept going last.
FATES = {
    "unknown": lazy("Not known"),
    "ended": lazy("Ended"),
    "partly": lazy("Going on in part"),
    "continuing": lazy("Still going when last seen"),
}


def register_said(
    answer: Mapping[str, Any], *, first: Sequence[str], urls: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The answer to what became of each, as ``published/register.html`` wants it.

    ``first``: cases that the study puts in front. ``urls``: where more is said of a case.
    """
    urls = urls or {}
    rows = sorted(answer["table"], key=lambda row: _place(row, first))
    return {
        "text": answer["text"],
        "doubts": answer["warnings"],
        "digest": answer["digest"],
        "counts": [(words, answer["numbers"][fate]) for fate, words in FATES.items()],
        "head": [{"text": words} for words in _heads()],
        "body": [_cells(row, urls.get(row["case"], "")) for row in rows],
    }


def _place(row: Mapping[str, Any], first: Sequence[str]) -> tuple[int, int]:
    """The register's own order of fates; then what the study puts first; else as it stands."""
    case = row["case"]
    return list(FATES).index(row["fate"]), first.index(case) if case in first else len(first)


def _heads() -> tuple[str, ...]:
    return (
        _("Innovation"), _("What became of it"), _("As at"), _("Core kept"), _("Funded by"),
        _("Scale"),
    )  # fmt: skip


def _cells(row: Mapping[str, Any], url: str) -> list[dict[str, str]]:
    fate = str(FATES[row["fate"]])
    if row["fate"] in ("ended", "partly"):
        fate = f"{fate}: {row['how']}"
    when = row["ended_on"] or row["as_of"]
    dated = day(date.fromisoformat(when)) if when else _("date not known")
    words = (said("known", row[name]) for name in ("core_kept", "funder", "scale"))
    return [{"text": row["case"], "url": url}, *({"text": t} for t in (fate, dated, *words))]

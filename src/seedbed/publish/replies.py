"""Replies as a reader meets them: live beside the fact they speak of, each with its answer.

A page is frozen; a reply to it is not held back until the page is made anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from seedbed.record.replies.models import Reply
from seedbed.record.replies.selectors import shown_replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """The replies to one study that anybody may read, oldest first."""

    rows: tuple[dict[str, Any], ...] = ()

    def beside(self, kind: str, ref: str) -> list[dict[str, Any]]:
        """Those that speak of one fact."""
        return [row for row in self.rows if (row["about"], row["ref"]) == (kind, ref)]

    def of_sites(self, sites: Iterable[str]) -> list[dict[str, Any]]:
        """What some sites say of themselves in general."""
        wanted = set(sites)
        return [row for row in self.rows if not row["about"] and row["site"] in wanted]


def replies_to(study: int, *, using: str) -> Replies:
    """The replies to a study, as plain values: one query."""
    return Replies(rows=tuple(told(row) for row in shown_replies(study, using=using)))


def told(row: Reply) -> dict[str, Any]:
    """One reply as plain values. A team is spoken for by the site it belongs to."""
    home = row.site and (row.site.parent or row.site)
    return {
        "id": row.key,
        "site": home.key if home else "",
        "kind": row.kind,
        "about": row.about,
        "ref": row.ref,
        "says": row.says,
        "from_whom": row.from_whom,
        "received_on": row.received_on,
        "answer": row.answer,
        "answered_on": row.answered_on,
        "answer_says": row.answer_says,
    }


def words_of(item: Mapping[str, Any]) -> str:
    """What a frozen fact says: evidence has a headline, a ledger what it states or is about."""
    return str(item.get("headline") or item.get("statement") or item.get("innovation", ""))

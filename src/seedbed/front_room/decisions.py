"""The ten decisions of a commissioner or director, each with the evidence that answers it.

Everything is read from a frozen piece of advice. A body frozen by an earlier release holds fewer
layouts: what it does not hold is shown as not known.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish.figures import span
from seedbed.publish.layouts import DECISIONS
from seedbed.publish.ledgers import amount_said
from seedbed.publish.look.spoken import answered, each_said
from seedbed.publish.look.tags import sentences
from seedbed.publish.review import Review
from seedbed.publish.wording import said

Body = Mapping[str, Any]
# What a director takes away on one printed side; the rest stays on the page.
PRINTED = ("first", "cost")
# Kinds of money that are never added to each other. A kind with no line is not known, and says so.
COST_KINDS = ("running", "implementing", "piloting")
SAVING_KINDS = ("cashable", "avoided")
SAID = {
    "requirements": ("text", "why"),
    "fits": ("there", "why", "change"),
    "parts": ("why", "changed"),
    "signs": ("sign", "measure", "others"),
}
LISTS = {"need": "local_need", "cost": "costs", "after": "after_grant", "right": "rights"}


def decisions(body: Body, review: Review) -> list[dict[str, Any]]:
    """Each decision with its question, its evidence, and what a panel judged of it."""
    layouts = {name: _said(body.get(name, ()), fields, review) for name, fields in SAID.items()}
    facts = {
        name: [_fact(row, review, body["study"]) for row in body.get(name, ())]
        for name in ("outcomes", "cost_lines", "benefit_lines", "became", "ends")
    }
    held: dict[str, dict[str, Any]] = {
        "need": {},
        "works": {"outcomes": facts["outcomes"]},
        "here": {"fits": layouts["fits"]},
        "first": {
            "requirements": layouts["requirements"],
            "untimed": sum(row["lead_months"] is None for row in layouts["requirements"]),
        },
        "cost": {
            "spent": by_kind(facts["cost_lines"], "cost_kind", COST_KINDS),
            "saved": by_kind(facts["benefit_lines"], "cashable", SAVING_KINDS),
        },
        "verdict": {"verdicts": body["verdicts"]},
        "change": {"parts": layouts["parts"]},
        "drift": {"signs": layouts["signs"]},
        "after": {"became": facts["became"], "ends": facts["ends"]},
        "right": {"unheard": body.get("unheard")},
    }
    return [
        {
            "name": name,
            "question": said("decision", name),
            "template": f"front_room/decision_{name}.html",
            "printed": name in PRINTED,
            "judged": _judged(body, name, review),
            "points": each_said(body.get(LISTS.get(name, ""), ()), review),
            **held[name],
        }
        for name in DECISIONS
    ]


def by_kind(
    rows: Iterable[Body], field: str, kinds: tuple[str, ...]
) -> list[tuple[str, list[Body]]]:
    """Lines of money under their kinds, by payer or gainer and year; every kind is there."""
    held: dict[str, list[Body]] = {kind: [] for kind in kinds}
    for row in sorted(rows, key=lambda row: (row["whom"] or "~", row["starts"] or "~", row["id"])):
        held.setdefault(row[field], []).append(row)
    return list(held.items())


def _said(rows: Iterable[Body], fields: Iterable[str], review: Review) -> list[dict[str, Any]]:
    """The rows of a layout with their texts as markup."""
    return [
        {**row, **{field: sentences(row[field], review.tokens) for field in fields}} for row in rows
    ]


def _fact(row: Body, review: Review, study: Body) -> dict[str, Any]:
    """A row of a ledger with its amount and dates as people read them, and who answered it."""
    return {
        **row,
        **answered(row, review),
        "moved_since": row["id"] in review.evidence,
        "shown": amount_said(row) if "amount" in row else "",
        "interval": _interval(row),
        "when": _when(row),
        "whom": row.get("payer") or row.get("gainer") or "",
        "as_at": study["as_at"] if study["kind"] == "public" else "",
    }


def _interval(row: Body) -> str:
    """The interval of an outcome, as from one number to another."""
    if row["kind"] != "outcome" or not (row["low"] and row["high"]):
        return ""
    ends = [amount_said({**row, "amount": row[name]}) for name in ("low", "high")]
    return _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def _when(row: Body) -> str:
    if row["kind"] == "sustainment":
        return span(_day(row["as_of"]), _day(row["as_of"]))
    first, last = (_day(row.get(name)) for name in ("starts", "ends"))
    return span(first, last)


def _day(when: str | None) -> date | None:
    return date.fromisoformat(when) if when else None


def _judged(body: Body, decision: str, review: Review) -> list[dict[str, Any]]:
    """What panels judged on one decision, the newest first."""
    rows = [row for row in body.get("judgements", ()) if row["decision"] == decision]
    fields = ("panel", "judgement", "dissent")
    return [
        {**row, "criteria": each_said(row["criteria"], review)}
        for row in reversed(_said(rows, fields, review))
    ]

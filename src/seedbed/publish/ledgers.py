"""The ledgers behind advice: what came of an innovation, its money, what became of it.

Each row is frozen as plain values with how it is known, so that a reader sees nulls, harms and gaps
beside good news, and so that a later change or a reply can stand beside the row.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish.evidence import provenance_of, state_of
from seedbed.publish.figures import money, with_unit
from seedbed.publish.protecting import Shield
from seedbed.record.measures.selectors import benefits, costs, outcomes
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Innovation, Study
from seedbed.record.timeline.models import Sustainment
from seedbed.record.timeline.selectors import sustainment
from seedbed.trust.asking import Asker

# The names of the ledgers in a frozen body. Their rows are evidence, and reviewed as evidence is.
LEDGERS = ("outcomes", "cost_lines", "benefit_lines", "became", "ends")
ENDINGS = ("by-decision", "by-drift", "by-crisis", "reason-unknown")
Row = dict[str, Any]


def ledgers_of(by: Asker, study: Study, innovation: Innovation, shield: Shield) -> dict[str, Any]:
    """Every ledger of one innovation, as plain values. Background knowledge is no fact."""
    register = list(sustainment(by, study).exclude(status="known"))
    # Teams are parts of a site, not innovations that ended.
    others = [r for r in register if r.innovation_id != innovation.pk and not _team(r)]
    own = [row for row in register if row.innovation_id == innovation.pk]
    held: dict[str, Iterable[Any]] = {
        "outcomes": _of(outcomes(by, study), innovation),
        "cost_lines": _of(costs(by, study), innovation),
        "benefit_lines": _of(benefits(by, study), innovation),
        "became": _newest_first(own)[:1],
        "ends": [row for row in _newest(others) if row.ended in ENDINGS],
    }
    return {
        **{name: [_made(name, row, shield) for row in rows] for name, rows in held.items()},
        "unheard": _unheard(by, study, innovation, shield),
    }


def _made(name: str, row: Any, shield: Shield) -> Row:
    if name != "outcomes":
        return _MAKERS[name](row)
    # The state is that of the row itself, so that a later change of it is seen.
    return _outcome(shield.row("outcome", row)) | {"state": state_of("outcome", row)}


def amount_said(row: Mapping[str, Any]) -> str:
    """The amount of a frozen row as people read it, up to its upper end; nothing if not known."""
    if not row["amount"]:
        return ""
    if row["kind"] == "outcome":
        return with_unit(Decimal(row["amount"]), row["unit"])
    low = money(Decimal(row["amount"]))
    if not row.get("high"):
        return low
    return _("%(low)s to %(high)s") % {"low": low, "high": money(Decimal(row["high"]))}


def _of(rows: Any, innovation: Innovation) -> Any:
    return rows.filter(innovation=innovation).exclude(status="known").order_by("key")


def _team(row: Sustainment) -> bool:
    return bool(row.innovation.site.kind == "team")


def _newest_first(rows: Sequence[Sustainment]) -> list[Sustainment]:
    return sorted(rows, key=lambda row: (row.as_of or date.min, row.key), reverse=True)


def _newest(rows: Sequence[Sustainment]) -> list[Sustainment]:
    """The newest row of each innovation."""
    newest: dict[int, Sustainment] = {}
    for row in _newest_first(rows):
        newest.setdefault(row.innovation_id, row)
    return sorted(newest.values(), key=lambda row: row.key)


def _fact(kind: str, row: Any) -> Row:
    return {
        "id": row.key,
        "kind": kind,
        "ref": row.key,
        "public_id": str(row.public_id),
        "provenance": provenance_of(kind, row),
        "state": state_of(kind, row),
    }


def _outcome(row: Any) -> Row:
    words = (
        "statement", "whose", "measure", "baseline", "comparison", "moved", "unit", "design",
        "reported_by", "disputed_by",
    )  # fmt: skip
    return _fact("outcome", row) | _words(row, words) | _numbers(row, ("amount", "low", "high"))


def _cost(row: Any) -> Row:
    words = ("statement", "stage", "payer", "resource")
    # What kind of cost it is must not hide what kind of row it is.
    return (
        _fact("cost", row)
        | _words(row, words)
        | _money(row)
        | {
            "cost_kind": row.kind,
            "same_as": row.same_as.key if row.same_as_id else "",
        }
        | _numbers(row, ("amount",))
    )


def _benefit(row: Any) -> Row:
    words = ("statement", "gainer", "cashable")
    return (
        _fact("benefit", row) | _words(row, words) | _money(row) | _numbers(row, ("amount", "high"))
    )


def _became(row: Any) -> Row:
    words = (
        "delivered", "core_kept", "scale", "funder", "benefits_kept", "adapted", "absorbed",
        "ended",
    )  # fmt: skip
    return (
        _fact("sustainment", row)
        | _words(row, words)
        | {
            "innovation": row.innovation.name,
            "site": row.innovation.site.name,
            "as_of": _day(row.as_of),
            "ended_on": _day(row.ended_on),
        }
    )


def _words(row: Any, names: Iterable[str]) -> Row:
    return {name: getattr(row, name) or "" for name in names}


def _numbers(row: Any, names: Iterable[str]) -> Row:
    """Amounts as they were stated, as text: nothing is lost and nothing is made of a gap."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _money(row: Any) -> Row:
    return {
        "starts": _day(row.starts),
        "ends": _day(row.ends),
        "price_year": row.price_year,
        "currency": row.currency,
    }


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""


def _unheard(by: Asker, study: Study, innovation: Innovation, shield: Shield) -> Row | None:
    """Who was heard at this site, from the question that is asked of every study."""
    run = latest(by, study).get("not-heard")
    if run is None:
        return None
    result = shield.result(run)
    here = [row for row in result["table"] if row["site"] == innovation.site.name]
    return {
        "asked": run.asked,
        "digest": run.digest,
        "participants": result["numbers"]["participants"],
        # A count that is not shown is one of somebody.
        "heard": [row["role"] for row in here if row["heard"] != 0],
        "silent": [row["role"] for row in here if row["heard"] == 0],
    }


_MAKERS = {
    "outcomes": _outcome, "cost_lines": _cost, "benefit_lines": _benefit, "became": _became,
    "ends": _became,
}  # fmt: skip

"""The layouts of a commissioner's ten decisions: what stands beside the three verdicts.

Each layout is kept in rows of its own; here they become plain values, in the order a reader needs
them, with the judgement of a panel apart from the evidence.
"""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from seedbed.publish.bindings import Ledger
from seedbed.record import words as w
from seedbed.record.outputs.models import Advice
from seedbed.record.outputs.selectors import Layouts, layouts_of
from seedbed.trust.asking import Asker

STAGES, WEIGHTS, KINDS = (get_args(v) for v in (w.Stage, w.Weight, w.PartKind))
DECISIONS: tuple[str, ...] = get_args(w.Decision)
# The fields of each layout that hold running text, and so may hold bound numbers.
TEXTS = {
    "requirements": ("text", "why"),
    "fits": ("there", "why", "change"),
    "parts": ("why", "changed"),
    "signs": ("sign", "measure", "others"),
    "judgements": ("panel", "judgement", "dissent"),
}


def layouts_by(by: Asker, advice: Advice) -> Layouts:
    """The rows of every layout of one piece of advice, in the order they are read."""
    held = layouts_of(by, advice)
    # By stage; within one, what takes longest comes first, and what nobody timed last.
    held["requirements"].sort(
        key=lambda r: (
            STAGES.index(r.stage), WEIGHTS.index(r.weight), -(r.lead_months or -1), r.key,
        )
    )  # fmt: skip
    held["parts"].sort(key=lambda r: (KINDS.index(r.kind), r.key))
    held["signs"].sort(key=lambda r: (STAGES.index(r.stage), r.key))
    held["judgements"].sort(key=lambda r: (DECISIONS.index(r.decision), r.on))
    return held


def layout_texts(held: Layouts) -> list[str]:
    """All running text of some layouts."""
    texts = [
        getattr(row, name) for noun, names in TEXTS.items() for row in held[noun] for name in names
    ]
    return [*texts, *(text for row in held["judgements"] for text in row.criteria)]


def layout_bodies(held: Layouts, ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Every layout as plain values, each text with its numbers bound."""
    return {noun: _rows(noun, held[noun], ledger) for noun in TEXTS}


def _rows(noun: str, rows: Sequence[Any], ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "id": row.key,
            **{name: getattr(row, name) for name in _plain(row, TEXTS[noun])},
            **{name: ledger.say(getattr(row, name)) for name in TEXTS[noun]},
            **_more(noun, row, ledger),
        }
        for row in rows
    ]


def _plain(row: Any, said: Iterable[str]) -> list[str]:
    """The words and figures of a row that are not running text."""
    own = {f.name for f in row._meta.fields} - {"id", "study", "key", "public_id", "advice"}
    return sorted(own - set(said) - {"criteria", "on"})


def _more(noun: str, row: Any, ledger: Ledger) -> dict[str, Any]:
    if noun == "judgements":
        return {"on": row.on.isoformat(), "criteria": [ledger.say(text) for text in row.criteria]}
    if noun in ("requirements", "fits"):
        return {"claims": [claim.key for claim in row.claims.all()]}
    return {}

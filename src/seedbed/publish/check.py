"""One published claim that a reader can check: what is frozen for it, and whether it has moved."""

from collections.abc import Iterable
from typing import Any

from seedbed.inquiry.ask import read_asked
from seedbed.publish.protecting import Shield
from seedbed.record.claims.models import Claim, Support
from seedbed.record.claims.selectors import rows_under, supports
from seedbed.record.measures.selectors import readings
from seedbed.record.outputs.models import Publication
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import revisions
from seedbed.record.timeline.selectors import events
from seedbed.trust.asking import Asker, system

# What is written when pages are made, and says nothing of the evidence under them.
OURS = {"runs", "publications"}


def checkable(held: Iterable[Support], outcomes: Iterable[Any]) -> str | None:
    """The before-and-after question a claim can be checked with, or None.

    A claim can be checked by a reader when it rests on published changes in per cent, all of one
    innovation, and on a before-and-after question: the question names the series, the area, whom
    to compare with, and the two years the reader may then move.
    """
    innovations = {row.innovation_id for row in outcomes if _is_change(row)}
    asked = [row.ref for row in held if row.kind == "run" and row.ref.startswith("before-after ")]
    return asked[0] if asked and len(innovations) == 1 else None


def check_body(by: Asker, study: Study, claims: Iterable[Claim]) -> dict[str, Any] | None:
    """The first of some claims that can be checked, with all a reader needs to check it."""
    under: dict[str, list[Support]] = {}
    for support in supports(by, list(claims)):
        under.setdefault(support.claim.key, []).append(support)
    rows = rows_under(
        by, study, {(s.kind, s.ref) for held in under.values() for s in held if s.kind == "outcome"}
    )
    for key in sorted(under):
        outcomes = [rows[s.kind, s.ref] for s in under[key] if (s.kind, s.ref) in rows]
        asked = checkable(under[key], outcomes)
        if asked is not None:
            return _body(by, study, key, asked, [row for row in outcomes if _is_change(row)])
    return None


def check_moved(publication: Publication, *, using: str) -> bool:
    """Say whether the record now gives another check than the one that was frozen."""
    frozen = publication.body.get("check")
    by = system("review", using=using)
    now = revisions(by, publication.study)
    if frozen is None or _evidence(now) == _evidence(publication.revisions):
        return False
    claims = Claim.objects.using(using).filter(study=publication.study, key=frozen["claim"])
    return check_body(by, publication.study, claims) != frozen


def _is_change(row: Any) -> bool:
    return row.amount is not None and row.unit == "%"


def _evidence(counters: dict[str, int]) -> dict[str, int]:
    return {noun: number for noun, number in counters.items() if noun not in OURS}


def _body(by: Asker, study: Study, claim: str, asked: str, outcomes: list[Any]) -> dict[str, Any]:
    question, filled = read_asked(asked)
    given = question.read(filled)
    areas = [given["area"], *given["comparison"]] if given["comparison"] else None
    series = list(readings(by, study, indicator=given["indicator"], areas=areas))
    indicator, innovation = series[0].indicator, outcomes[0].innovation
    shield = Shield(study, using=by.using)
    happened = events(by, study).filter(innovation=innovation)
    return {
        "claim": claim,
        "asked": question.asked(filled),
        "innovation": innovation.name,
        "indicator": {
            "name": indicator.name,
            "unit": indicator.unit,
            "id": indicator.key,
            "kind": indicator.kind,
            "definition": indicator.definition,
        },
        "area": given["area"],
        "comparison": sorted({row.area for row in series} - {given["area"]}),
        "from": given["from"],
        "to": given["to"],
        "readings": [_reading(shield.row("reading", row)) for row in series],
        "published": [_published(row) for row in outcomes],
        "events": [
            {
                "title": row.title,
                "earliest": row.earliest.isoformat(),
                "latest": row.latest.isoformat(),
            }
            for row in happened
        ],
    }


def _reading(row: Any) -> dict[str, Any]:
    return {
        "id": row.key,
        "area": row.area,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "value": None if row.value is None else f"{row.value.normalize():f}",
        "mark": row.mark,
        "status": row.status,
        "address": row.address,
        "note": row.note,
    }


def _published(row: Any) -> dict[str, Any]:
    return {
        "id": row.key,
        "statement": row.statement,
        "measure": row.measure,
        "amount": f"{row.amount.normalize():f}",
        "reported_by": row.reported_by,
        "status": row.status,
        "address": row.address,
        "note": row.note,
    }

"""What has happened since a page was frozen: sentences whose numbers moved, words taken back.

The text stays as it was; a badge says what changed. A quotation whose consent has ended goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seedbed.inquiry.ask import Standings
from seedbed.publish.bindings import FIELD, Ledger
from seedbed.publish.evidence import state_of
from seedbed.publish.ledgers import LEDGERS
from seedbed.publish.replies import Replies
from seedbed.record.claims.selectors import rows_under
from seedbed.record.looking import aside
from seedbed.record.outputs.models import Publication
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import agreed
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import system


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What differs now: tokens whose source moved, evidence that moved, words that must go."""

    tokens: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    # What was said in reply, and the address at which a reader asks for a correction.
    replies: Replies = field(default_factory=Replies)
    correct: str = ""

    @property
    def anything(self) -> bool:
        """Say whether a badge is due."""
        return bool(self.tokens or self.evidence or self.withheld)


@aside()
def review(publication: Publication, *, using: str, today: date) -> Review:
    """Compare a snapshot with the record as it is now."""
    by = system("review", using=using)
    study = publication.study
    withheld = _taken_back(publication, using=using, today=today)
    # None of these bears on what a sentence or a row of evidence says.
    ignoring = ("runs", "publications", "notices", "replies")
    now = {k: v for k, v in revisions(by, study).items() if k not in ignoring}
    then = {k: v for k, v in publication.revisions.items() if k not in ignoring}
    if now == then:
        return Review(withheld=withheld)
    frozen = list(bound_numbers(publication.body))
    standings = Standings(study, using=using)
    items = [item for item in evidence_items(publication.body) if item["kind"] != "run"]
    pointers = {(item["kind"], item["ref"]) for item in items}
    # Rows of a kind that numbers are bound to come with them, so that each kind is asked for once.
    together = [f"{{{{{kind}:{ref}}}}}" for kind, ref in pointers if kind in FIELD]
    ledger = Ledger(by, study, [*(n["token"] for n in frozen), *together], standings)
    others = {pointer for pointer in pointers if pointer[0] not in FIELD}
    rows = ledger.rows | rows_under(by, study, others)
    current: dict[str, str] = {}
    for sentence in ledger.say(" ".join(number["token"] for number in frozen)):
        current |= {p["token"]: p["state"] for p in sentence["parts"] if isinstance(p, dict)}
    moved = set()
    for item in items:
        row = rows.get((item["kind"], item["ref"]))
        if row is None or state_of(item["kind"], row) != item["state"]:
            moved.add(item["id"])
    return Review(
        tokens=frozenset(
            n["token"] for n in frozen if current.get(n["token"], "gone") != n["state"]
        ),
        evidence=frozenset(moved),
        withheld=withheld,
    )


def _taken_back(publication: Publication, *, using: str, today: date) -> frozenset[str]:
    """Quoted passages whose speaker no longer agrees to be quoted."""
    spoken = [item for item in evidence_items(publication.body) if item.get("words")]
    people = {item["person"] for item in spoken if item["person"]}
    if not people:
        return frozenset()
    by = system("review", using=using)
    may = agreed(by, publication.study, "quote", today)
    rows = Participant.objects.using(using).filter(study=publication.study, key__in=people)
    still = {row.key for row in rows if row.pk in may}
    return frozenset(i["id"] for i in spoken if i["person"] and i["person"] not in still)


def bound_numbers(body: Any) -> Iterator[dict[str, Any]]:
    """Every bound number in a snapshot."""
    if isinstance(body, dict):
        if "token" in body:
            yield body
        else:
            for value in body.values():
                yield from bound_numbers(value)
    elif isinstance(body, list):
        for value in body:
            yield from bound_numbers(value)


def evidence_items(body: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence of a snapshot: rows of its ledgers, and what lies under claims."""
    # Only advice has ledgers: the page of a study has an answer under one of their names.
    for name in LEDGERS if "verdicts" in body else ():
        yield from body.get(name, ())
    claims = body.get("claims", [body["claim"]] if "claim" in body else [])
    for claim in claims:
        for items in claim["evidence"].values():
            yield from items

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
from seedbed.publish.protecting import Shield
from seedbed.publish.replies import Replies
from seedbed.record.claims.selectors import rows_under
from seedbed.record.evidence.models import Excerpt, Source
from seedbed.record.looking import aside
from seedbed.record.measures.models import Response
from seedbed.record.outputs.models import Publication
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import quotable_and_gone, vetoed
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import system

# Evidence that may be what a person said.
SPOKEN = ("excerpt", "response", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What differs now: tokens whose source moved, evidence that moved, words that must go."""

    tokens: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    # Evidence of somebody who withdrew, with or without words of theirs on the page.
    withdrawn: frozenset[str] = frozenset()
    # What was said in reply, and the address at which a reader asks for a correction.
    replies: Replies = field(default_factory=Replies)
    correct: str = ""

    @property
    def anything(self) -> bool:
        """Say whether a badge is due."""
        return bool(self.tokens or self.evidence or self.withheld or self.withdrawn)


@aside()
def review(publication: Publication, *, using: str, today: date) -> Review:
    """Compare a snapshot with the record as it is now."""
    by = system("review", using=using)
    study = publication.study
    withheld, gone = _taken_back(publication, using=using, today=today)
    # None of these bears on what a sentence or a row of evidence says.
    ignoring = ("runs", "publications", "notices", "replies")
    now = {k: v for k, v in revisions(by, study).items() if k not in ignoring}
    then = {k: v for k, v in publication.revisions.items() if k not in ignoring}
    if now == then:
        return Review(withheld=withheld, withdrawn=gone)
    frozen = list(bound_numbers(publication.body))
    standings = Standings(study, using=using)
    items = [item for item in evidence_items(publication.body) if item["kind"] != "run"]
    pointers = {(item["kind"], item["ref"]) for item in items}
    # Rows of a kind that numbers are bound to come with them, so that each kind is asked for once.
    together = [f"{{{{{kind}:{ref}}}}}" for kind, ref in pointers if kind in FIELD]
    # Only states are compared, and those are of the record itself.
    shield = Shield(study, using=using, leaves=False)
    ledger = Ledger(by, study, [*(n["token"] for n in frozen), *together], standings, shield)
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
        withdrawn=gone,
    )


def _taken_back(
    publication: Publication, *, using: str, today: date
) -> tuple[frozenset[str], frozenset[str]]:
    """Evidence whose words may not be shown any more, and evidence of people who withdrew.

    Words go where their speaker no longer agrees to be quoted, where they were vetoed, and where
    they were erased.
    """
    by, study = system("review", using=using), publication.study
    items = [item for item in evidence_items(publication.body) if item["kind"] in SPOKEN]
    whose = _whose(items, study, using=using)
    if not whose:
        return frozenset(), frozenset()
    may, gone = quotable_and_gone(by, study, today)
    silent = _keys(Excerpt, study, vetoed(by, study), using=using)
    said = [item for item in items if (item["kind"], item["ref"]) in whose]
    persons = {item["id"]: whose[item["kind"], item["ref"]] for item in said}
    left = {i["id"] for i in said if persons[i["id"]].pk in gone or i.get("erased")}
    withheld = {
        item["id"]
        for item in said
        if item["kind"] != "source"
        and (
            item["id"] in left
            or item["ref"] in silent
            or (persons[item["id"]].spoke and persons[item["id"]].pk not in may)
        )
        and (item.get("words") or item.get("erased") or _answered(item))
    }
    return frozenset(withheld), frozenset(left)


def _answered(item: dict[str, Any]) -> bool:
    """Say whether an answer is shown: what was held when the page was frozen is not there."""
    return item["kind"] == "response" and not item["held"]


@dataclass(frozen=True, slots=True)
class _Speaker:
    pk: int
    spoke: bool  # in words; a number alone quotes nobody


def _whose(
    items: list[dict[str, Any]], study: Study, *, using: str
) -> dict[tuple[str, str], _Speaker]:
    """Whose words or answer each piece of evidence is, where it is somebody's."""
    found: dict[tuple[str, str], _Speaker] = {}
    spoken = {i["ref"]: i["person"] for i in items if i["kind"] == "excerpt" and i.get("person")}
    if spoken:
        rows = Participant.objects.using(using).filter(study=study, key__in=set(spoken.values()))
        keys = dict(rows.values_list("key", "pk"))
        # Somebody who is not in the record any more has not agreed to anything.
        found |= {("excerpt", ref): _Speaker(keys.get(who, 0), True) for ref, who in spoken.items()}
    for kind, model, says in (("response", Response, "words"), ("source", Source, "title")):
        refs = {item["ref"] for item in items if item["kind"] == kind}
        if refs:
            own = model.objects.using(using).filter(study=study, key__in=refs)
            held = own.filter(participant__isnull=False).values_list("key", "participant", says)
            found |= {(kind, key): _Speaker(who, bool(words)) for key, who, words in held}
    return found


def _keys(model: Any, study: Study, pks: frozenset[int], *, using: str) -> set[str]:
    if not pks:
        return set()
    rows = model.objects.using(using).filter(study=study, pk__in=pks)
    return set(rows.values_list("key", flat=True))


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

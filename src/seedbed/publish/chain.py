"""A claim with all that bears on it: the same body for the workbench and for a snapshot."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from seedbed.inquiry.ask import Standings, canonical
from seedbed.inquiry.questions import QUESTIONS
from seedbed.publish.bindings import Ledger
from seedbed.publish.copied import refuse_copied
from seedbed.publish.evidence import fact_of, provenance_of, state_of, tell
from seedbed.publish.nations import nation_of
from seedbed.publish.protecting import Shield
from seedbed.publish.quoting import Quotes, is_somebodys
from seedbed.publish.renderings import rendering_body
from seedbed.record.access import theirs
from seedbed.record.circles.models import Verdict
from seedbed.record.claims.models import CONFIDENCE_PARTS, Claim, ClaimVersion, Support
from seedbed.record.claims.selectors import POINTS_AT, rows_under, supports
from seedbed.record.outputs.selectors import renderings
from seedbed.record.people.selectors import quotable_and_gone, vetoed
from seedbed.record.runs.models import Run
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Innovation, Study
from seedbed.trust.asking import Asker

RELATIONS = ("supports", "contradicts", "qualifies", "silent")


def claim_texts(claim: Claim) -> list[str]:
    """All running text of a claim that may hold bound numbers."""
    return [
        claim.text, claim.holds_where, claim.not_where, claim.mechanism, claim.change_our_mind,
        *claim.rivals, *(getattr(claim, f"{part}_why") for part in CONFIDENCE_PARTS),
    ]  # fmt: skip


def confidence_parts(claim: Claim, ledger: Ledger) -> list[dict[str, Any]]:
    """The four parts of confidence in a claim, each with its concern and the reason."""
    return [
        {
            "part": part,
            "concern": getattr(claim, part),
            "why": ledger.say(getattr(claim, f"{part}_why")),
        }
        for part in CONFIDENCE_PARTS
    ]


class Chains:
    """Some claims of a study with their chains, loaded together: a fixed number of queries."""

    def __init__(
        self,
        by: Asker,
        study: Study,
        claims: Iterable[Claim],
        *,
        public: bool,
        today: date,
        shield: Shield | None = None,
    ) -> None:
        self.by, self.study, self.public = by, study, public
        self.claims = list(claims)
        cases = Innovation.objects.using(by.using).select_related("site")
        prefetch_related_objects(self.claims, Prefetch("innovations", cases), "sites")
        self.supports: dict[int, list[Support]] = {}
        for row in supports(by, self.claims):
            self.supports.setdefault(row.claim_id, []).append(row)
        every = [row for rows in self.supports.values() for row in rows]
        keys = [claim.pk for claim in self.claims]
        self.renderings = list(renderings(by, study).filter(claim__in=keys))
        self.rows = rows_under(by, study, {(s.kind, s.ref) for s in every if s.kind != "run"})
        self.runs = latest(by, study) if any(s.kind == "run" for s in every) else {}
        self.standings = Standings(study, using=by.using)
        self.shield = shield or Shield(study, using=by.using, leaves=public)
        texts = [t for claim in self.claims for t in claim_texts(claim)]
        texts += [row.text for row in self.renderings]
        self.ledger = Ledger(
            by,
            study,
            [*texts, *(s.says_what for s in every)],
            self.standings if public else None,
            self.shield,
            self.runs or None,
        )
        self.quotable, self.gone = quotable_and_gone(by, study, today)
        # Words of real people are looked at once more before they leave.
        leaves = public and study.kind == "real"
        self.quotes = Quotes(study, using=by.using, today=today) if leaves else None
        spoken = any(s.kind == "excerpt" for s in every)
        self.vetoed = vetoed(by, study) if spoken else frozenset()
        self.verdicts = list(
            theirs(by, Verdict)
            .filter(claim__in=keys)
            .select_related("organisation", "session__circle")
            .order_by("session__on", "key")
        )
        self.earlier = list(theirs(by, ClaimVersion).filter(claim__in=keys).order_by("-number"))
        if public:
            refuse_copied(by, study, self._running_text(every), today)

    def _running_text(self, every: Iterable[Support]) -> Iterable[tuple[str, str]]:
        yield from ((claim.key, text) for claim in self.claims for text in claim_texts(claim))
        yield from ((row.key, row.says_what) for row in every)
        yield from ((row.key, row.text) for row in (*self.renderings, *self.earlier))
        yield from ((row.key, row.reason) for row in self.verdicts)

    def body(self, claim: Claim) -> dict[str, Any]:
        """One claim as plain values: words, numbers with their sources, evidence both ways."""
        say = self.ledger.say
        evidence: dict[str, list[dict[str, Any]]] = {relation: [] for relation in RELATIONS}
        for support in self.supports.get(claim.pk, ()):
            evidence[support.relation].append(self._item(support, claim.key))
        return {
            "id": claim.key,
            "public_id": str(claim.public_id),
            "version": claim.version,
            "on": claim.on.isoformat(),
            "type": claim.type,
            "status": claim.status,
            "label": claim.label,
            "stages": claim.stages,
            "text": say(claim.text),
            "holds_where": say(claim.holds_where),
            "not_where": say(claim.not_where),
            "mechanism": say(claim.mechanism),
            "rivals": [say(rival) for rival in claim.rivals],
            "change_our_mind": say(claim.change_our_mind),
            "confidence": claim.confidence,
            "confidence_parts": confidence_parts(claim, self.ledger),
            "cases": [i.name for i in claim.innovations.all()],
            "case_nations": _places(claim),
            "evidence": evidence,
            "verdicts": [self._verdict(v) for v in self.verdicts if v.claim_id == claim.pk],
            "renderings": [
                rendering_body(row, self.ledger)
                for row in self.renderings
                if row.claim_id == claim.pk
            ],
            "made_because": claim.made_because,
            "earlier": [
                {
                    "number": old.number,
                    "on": old.on.isoformat(),
                    "text": old.text,
                    "status": old.status,
                    "why_changed": old.why_changed,
                }
                for old in self.earlier
                if old.claim_id == claim.pk
            ],
        }

    def _item(self, support: Support, claim: str) -> dict[str, Any]:
        item: dict[str, Any] = {
            "id": support.key,
            "kind": support.kind,
            "ref": support.ref,
            "why": self.ledger.say(support.says_what),
        }
        if support.kind == "run":
            return item | self._run(support.ref)
        row = self.rows.get((support.kind, support.ref))
        if row is None:
            return item | {"held": True, "headline": "", "state": "gone", "provenance": {}}
        told = tell(support.kind, self.shield.row(support.kind, row))
        item |= {
            "public_id": str(row.public_id),
            "headline": told.headline,
            "when": told.when,
            "where": told.where,
            "lines": [list(pair) for pair in told.lines],
            "provenance": provenance_of(support.kind, row),
            "as_at": (fact_of(support.kind, row).recorded_on or self.study.as_at).isoformat(),
            "state": state_of(support.kind, row),
            "noun": POINTS_AT[support.kind],
            "nation": nation_of(support.kind, row),
            "held": False,
            "withdrawn": _whose(support.kind, row) in self.gone,
        }
        if item["withdrawn"]:
            item |= {"held": True, "headline": "", "lines": []}
        if support.kind == "outcome":
            item["design"] = row.design
        elif self.quotes is not None and is_somebodys(support.kind, row):
            item |= self.quotes.item(support.kind, row, claim=claim)
        elif support.kind == "excerpt":
            item |= self._words(row)
        elif support.kind == "response":
            item |= {"person": row.participant.key if row.participant else ""}
            item |= self._answer(row) if self.public else {}
        return item

    def _words(self, row: Any) -> dict[str, Any]:
        """The passage itself, if it may be shown: cleared, and consent to quote is current."""
        source = row.version.source
        person = row.speaker or source.participant
        gone = person is not None and person.pk in self.gone
        agreed_to = person is None or person.pk in self.quotable
        may = source.cleared == "yes" and agreed_to and row.pk not in self.vetoed
        shown = may or not (self.public or gone)
        return {
            "words": row.words if shown else "",
            "held": not shown,
            "quotable": may,
            "person": person.key if person else "",
            "role": person.role if person else "",
        }

    def _answer(self, row: Any) -> dict[str, Any]:
        may = not row.words or (row.participant_id in self.quotable)
        return {} if may else {"held": True, "headline": row.item.wording}

    def _run(self, asked: str) -> dict[str, Any]:
        run = self.runs.get(canonical(asked))
        if run is None:
            return {
                "held": False, "headline": asked, "state": "gone", "provenance": {},
                "missing": True,
            }  # fmt: skip
        return run_item(run, self.standings, self.shield)

    def _verdict(self, row: Verdict) -> dict[str, Any]:
        return {
            "organisation": row.organisation.name,
            "nation": row.organisation.nation,
            "circle": row.session.circle.name,
            "overseas": row.session.circle.overseas == "yes",
            "on": row.session.on.isoformat(),
            "version": row.claim_version,
            "verdict": row.verdict,
            "reason": row.reason,
            "context": row.context,
        }


def _whose(kind: str, row: Any) -> int | None:
    """Whose words or answer a piece of evidence is, where it is somebody's."""
    if kind == "excerpt":
        return row.speaker_id or row.version.source.participant_id  # type: ignore[no-any-return]
    return row.participant_id if kind in ("response", "source") else None


def support_taken_back(claim: Mapping[str, Any]) -> dict[str, int] | None:
    """How many pieces of evidence of a claim were withdrawn, and how many still support it.

    None where none was. ``claim`` is a body as :meth:`Chains.body` makes it.
    """
    gone = {i["id"] for items in claim["evidence"].values() for i in items if i.get("withdrawn")}
    return evidence_left(claim, gone)


def evidence_left(claim: Mapping[str, Any], gone: Collection[str]) -> dict[str, int] | None:
    """The same, where the ids of what is gone are known."""
    held = {relation: [i["id"] for i in items] for relation, items in claim["evidence"].items()}
    every = [id for ids in held.values() for id in ids]
    lost = sum(id in gone for id in every)
    if not lost:
        return None
    left = sum(id not in gone for id in held["supports"])
    return {"gone": lost, "of": len(every), "left": left}


def _places(claim: Claim) -> list[dict[str, str]]:
    """The cases of a claim, and the sites it is about beside them, each with its nation."""
    cases = list(claim.innovations.all())
    among = {case.site_id for case in cases}
    told = [{"name": case.name, "nation": case.site.nation} for case in cases]
    beside = [site for site in claim.sites.all() if site.pk not in among]
    return told + [{"name": site.name, "nation": site.nation} for site in beside]


def run_item(run: Run, standings: Standings, shield: Shield) -> dict[str, Any]:
    """A run as evidence: its question, its answer, its digest, and whether it still stands."""
    result = shield.result(run)
    return {
        "public_id": str(run.public_id),
        "headline": QUESTIONS[run.question].title,
        "asked": run.asked,
        "answer": result["text"],
        "warnings": result["warnings"],
        "table": result["table"],
        "digest": run.digest,
        "method_version": run.method_version,
        "at": run.at.isoformat(),
        "freshness": standings.of(run),
        "provenance": {"status": "", "address": "", "note": "", "who": "Seedbed"},
        "state": run.digest[:16],
        "held": False,
        "when": "",
        "where": "",
        "lines": [],
    }

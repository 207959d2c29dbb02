"""Advice as a reader gets it: three verdicts, what must come first, and why, down to evidence."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from seedbed.inquiry.ask import Standings, canonical
from seedbed.publish.bindings import Ledger
from seedbed.publish.chain import Chains, run_item
from seedbed.publish.copied import refuse_copied
from seedbed.publish.layouts import layout_bodies, layout_texts, layouts_by
from seedbed.publish.ledgers import ledgers_of
from seedbed.publish.protecting import Shield
from seedbed.publish.renderings import rendering_body
from seedbed.record.outputs.models import Advice, AdviceVerdict
from seedbed.record.outputs.selectors import Layouts, renderings, verdicts_of
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Study
from seedbed.record.timeline.selectors import adoptions, events
from seedbed.trust.asking import Asker

ABOUT = ("take-up", "scaling", "spreading")
LISTS = ("local_need", "costs", "after_grant", "rights", "not_known")


def advice_texts(advice: Advice, verdicts: Iterable[AdviceVerdict], layouts: Layouts) -> list[str]:
    """All running text of a piece of advice that may hold bound numbers."""
    texts = [advice.summary, *(text for name in LISTS for text in getattr(advice, name))]
    texts += [advice.made_because, *layout_texts(layouts)]
    for verdict in verdicts:
        texts += [verdict.sentence, verdict.change_our_mind, *verdict.conditions]
    return texts


def advice_body(
    by: Asker, study: Study, advice: Advice, *, public: bool, today: date
) -> dict[str, Any]:
    """One piece of advice with its verdicts, its claims and their chains, as plain values."""
    verdicts = sorted(verdicts_of(by, advice), key=lambda v: ABOUT.index(v.about))
    layouts = layouts_by(by, advice)
    standings = Standings(study, using=by.using)
    others = list(renderings(by, study).filter(advice=advice))
    texts = [*advice_texts(advice, verdicts, layouts), *(row.text for row in others)]
    if public:
        refuse_copied(by, study, ((advice.key, text) for text in texts), today)
    shield = Shield(study, using=by.using, leaves=public)
    ledger = Ledger(by, study, texts, standings, shield)
    wanted = {c.pk: c for c in advice.claims.all()}
    for verdict in verdicts:
        wanted |= {c.pk: c for c in verdict.claims.all()}
    # What most of the verdicts rest on comes first.
    rests = Counter(claim.pk for verdict in verdicts for claim in verdict.claims.all())
    ordered = sorted(wanted.values(), key=lambda claim: (-rests[claim.pk], claim.key))
    chains = Chains(by, study, ordered, public=public, today=today, shield=shield)
    claims = [chains.body(claim) for claim in chains.claims]
    sources = {s["anchor"]: s for s in (*ledger.sources(), *chains.ledger.sources())}
    return {
        "study": about_study(study),
        "id": advice.key,
        "public_id": str(advice.public_id),
        "title": advice.title,
        "version": advice.version,
        "on": advice.on.isoformat(),
        "innovation": _innovation(advice),
        "summary": ledger.say(advice.summary),
        "made_because": ledger.say(advice.made_because),
        **{name: [ledger.say(text) for text in getattr(advice, name)] for name in LISTS},
        "verdicts": [_verdict(verdict, ledger) for verdict in verdicts],
        **layout_bodies(layouts, ledger),
        **ledgers_of(by, study, advice.innovation, shield),
        "renderings": [rendering_body(row, ledger) for row in others],
        "claims": claims,
        "lane": lane_of(by, study, advice),
        "adoptions": _adoptions(by, advice),
        "money": _money(by, study, advice, shield),
        "sources": list(sources.values()),
        **shield.frozen(),
    }


def about_study(study: Study) -> dict[str, Any]:
    """What every published page says of the study behind it."""
    return {
        "id": study.key,
        "public_id": str(study.public_id),
        "title": study.title,
        "kind": study.kind,
        "as_at": study.as_at.isoformat(),
        "limits": study.limits,
        "correct": study.correct,
        "not_covered": study.not_covered,
    }


def _verdict(verdict: AdviceVerdict, ledger: Ledger) -> dict[str, Any]:
    return {
        "id": verdict.key,
        "about": verdict.about,
        "word": verdict.word,
        "sentence": ledger.say(verdict.sentence),
        "conditions": [ledger.say(text) for text in verdict.conditions],
        "confidence": verdict.confidence,
        "change_our_mind": ledger.say(verdict.change_our_mind),
        "claims": [claim.key for claim in verdict.claims.all()],
    }


def _innovation(advice: Advice) -> dict[str, Any]:
    row = advice.innovation
    return {
        "id": row.key,
        "public_id": str(row.public_id),
        "name": row.name,
        "site": row.site.name,
        "nation": row.site.nation,
        "area": row.site.area,
        "area_code": row.site.area_code,
        "framework": row.framework,
        "unit": row.unit,
        "description": row.description,
        "outside_home": row.outside_home,
    }


def lane_of(by: Asker, study: Study, advice: Advice) -> list[dict[str, Any]]:
    """The dated events of one innovation and its site, as a chart and a table want them."""
    site = advice.innovation.site_id
    rows = (
        row
        for row in events(by, study)
        if row.innovation_id == advice.innovation_id or (row.site_id == site and not row.innovation)
    )
    return [event_row(row, advice.innovation.name) for row in rows]


def event_row(row: Any, lane: str) -> dict[str, Any]:
    """One event as plain values for a lane."""
    return {
        "lane": lane,
        "id": row.key,
        "title": row.title,
        "earliest": row.earliest.isoformat(),
        "latest": row.latest.isoformat(),
        "learned_on": row.learned_on.isoformat() if row.learned_on else "",
        "stage": row.stage,
        "stream": row.stream,
        "direction": row.direction,
        "status": row.status,
        "address": row.address,
    }


def _adoptions(by: Asker, advice: Advice) -> list[dict[str, Any]]:
    return [
        {
            "area": row.area,
            "role": row.role,
            "earliest": row.earliest.isoformat(),
            "latest": row.latest.isoformat(),
            "what_is_dated": row.what_is_dated,
            "learned_from": row.learned_from,
            "address": row.address,
            "status": row.status,
        }
        for row in adoptions(by, advice.innovation)
    ]


def money_line(key: str) -> str:
    """The question about the money of one innovation."""
    return canonical(f"cost-consequence innovation={key}")


def _money(by: Asker, study: Study, advice: Advice, shield: Shield) -> dict[str, Any] | None:
    run = latest(by, study).get(money_line(advice.innovation.key))
    return None if run is None else run_item(run, Standings(study, using=by.using), shield)

"""Claims of a study, and one claim with all that bears on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.publish.bindings import Ledger
from seedbed.publish.chain import RELATIONS, Chains, support_taken_back
from seedbed.publish.look.asking import asker_of
from seedbed.publish.release import RELEASABLE
from seedbed.publish.shelf import published_by
from seedbed.record.claims import selectors
from seedbed.record.outputs.selectors import advice
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.links import link_to, sources_of
from seedbed.workbench.page import must_see, page, sees, step
from seedbed.workbench.short import short

if TYPE_CHECKING:
    from seedbed.record.claims.models import Claim

# Those that came furthest first; what was withdrawn stays findable, last.
ORDER = ("established", "tested-in-circle", "emergent", "hunch", "withdrawn")


@require_safe
def claims(request: HttpRequest, study: str) -> HttpResponse:
    """All claims, those that came furthest first."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "claims")
    found = list(selectors.claims(by, row).prefetch_related(None))
    ledger = Ledger(by, row, [claim.text for claim in found])
    bearing = Counter((s.claim_id, s.relation) for s in selectors.supports(by, found))
    context = page(
        request,
        title=_("Claims"),
        study=row,
        at="claims",
        groups=[
            (status, [_line(c, ledger, bearing) for c in found if c.status == status])
            for status in ORDER
            if any(c.status == status for c in found)
        ],
        number_sources=sources_of(ledger),
    )
    return render(request, "workbench/claims.html", context)


@require_safe
def claim(request: HttpRequest, claim: str) -> HttpResponse:
    """One claim: what supports it, what contradicts it, who is silent."""
    by = asker_of(request)
    row = selectors.claim(by, claim)
    study = row.study
    chains = Chains(by, study, [row], public=False, today=timezone.localdate())
    body = chains.body(row)
    for item in (item for items in body["evidence"].values() for item in items):
        item["link"] = _link(chains, item)
    used = Q(claims=row) | Q(verdicts__claims=row)
    snapshots = [
        found
        for found in published_by(study.pk, using=by.using)
        if (found.kind, found.key) == ("claim", row.key)
    ]
    context = page(
        request,
        title=short(body["text"]),
        study=study,
        at="claims",
        above=[step(_("Claims"), "claims", study.public_id)],
        claim=body,
        support_left=support_taken_back(body),
        evidence=[(relation, body["evidence"][relation]) for relation in RELATIONS],
        number_sources=sources_of(chains.ledger),
        used_in=advice(by, study).filter(used).prefetch_related(None).distinct(),
        snapshots=snapshots,
        checks_quotations=study.kind == "real" and sees(by, study, "excerpts"),
        to_release=row.status in RELEASABLE and row.version not in {s.version for s in snapshots},
        may_publish=by.may("publish", study=study.pk),
        may_withdraw=by.may("withdraw", study=study.pk),
    )
    return render(request, "workbench/claim.html", context)


def _line(claim: Claim, ledger: Ledger, bearing: Counter[tuple[int, str]]) -> dict[str, Any]:
    """A claim in a list: its sentence, and how much bears on it either way."""
    text = ledger.say(claim.text)
    return {
        "claim": claim,
        "text": text,
        "short": short(text),
        "bearing": [(relation, bearing[claim.pk, relation]) for relation in RELATIONS],
    }


def _link(chains: Chains, item: dict[str, Any]) -> str:
    """Where the page of one piece of evidence is."""
    if item["kind"] == "run":
        row = chains.runs.get(item.get("asked", ""))
    else:
        row = chains.rows.get((item["kind"], item["ref"]))
    return link_to(item["kind"], row) if row is not None else ""

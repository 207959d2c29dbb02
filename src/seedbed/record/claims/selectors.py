"""Reads of claims and of what bears on them."""

from typing import Any

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.claims.models import Claim, ClaimVersion, Support
from seedbed.record.models import TABLES
from seedbed.record.study.models import Site, Study
from seedbed.trust.asking import Asker

# What a support may point at, by its kind. A run is named by its question instead.
POINTS_AT = {
    "excerpt": "excerpts", "event": "events", "reading": "readings", "score": "scores",
    "sustainment": "sustainment", "outcome": "outcomes", "cost": "costs", "benefit": "benefits",
    "adoption": "adoptions", "context": "contexts", "response": "responses", "source": "sources",
    "verdict": "verdicts",
}  # fmt: skip

# What must come along so that a row can be shown without asking again.
ALONG = {
    "excerpts": ("version__source__site", "version__source__participant", "speaker"),
    "events": ("site", "innovation__site"),
    "readings": ("indicator", "site"),
    "scores": ("condition", "innovation__site"),
    "sustainment": ("innovation__site",),
    "outcomes": ("innovation__site",),
    "costs": ("innovation__site",),
    "benefits": ("innovation__site",),
    "adoptions": ("innovation__site",),
    "contexts": ("site",),
    "responses": ("item", "site", "participant"),
    "sources": ("site", "participant"),
    "verdicts": ("organisation", "session__circle", "claim"),
}


def claims(by: Asker, study: Study) -> QuerySet[Claim]:
    """Claims of a study."""
    return theirs(by, Claim).filter(study=study).prefetch_related("innovations__site", "sites")


def claims_at(by: Asker, site: Site) -> QuerySet[Claim]:
    """Claims that touch a site."""
    keys = {
        *theirs(by, Claim).filter(sites=site).values_list("pk", flat=True),
        *theirs(by, Claim).filter(innovations__site=site).values_list("pk", flat=True),
    }
    return claims(by, site.study).filter(pk__in=keys)


def claim(by: Asker, public_id: str) -> Claim:
    """One claim."""
    return one(by, Claim, "study", public_id=public_id)


def earlier(by: Asker, claim: Claim) -> QuerySet[ClaimVersion]:
    """Earlier wordings, newest first."""
    return theirs(by, ClaimVersion).filter(claim=claim).order_by("-number")


def supports(by: Asker, claims: list[Claim]) -> QuerySet[Support]:
    """What bears on some claims."""
    rows = theirs(by, Support).filter(claim__in=[c.pk for c in claims])
    return rows.select_related("claim").order_by("claim", "key")


def rows_under(
    by: Asker, study: Study, pointers: set[tuple[str, str]]
) -> dict[tuple[str, str], Any]:
    """The rows that (kind, ref) pairs point at: one query a kind, only what the asker may see."""
    found: dict[tuple[str, str], Any] = {}
    for kind, noun in POINTS_AT.items():
        keys = [ref for k, ref in pointers if k == kind]
        if keys:
            rows = theirs(by, TABLES[noun]).filter(study=study, key__in=keys)
            for row in rows.select_related(*ALONG[noun]):
                found[kind, row.key] = row
    return found

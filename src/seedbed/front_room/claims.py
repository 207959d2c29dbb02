"""One published claim: the short page first, then all that bears on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.front_room.findings import status_of
from seedbed.front_room.page import show
from seedbed.front_room.readers import reader_links
from seedbed.front_room.snapshots import page_of, snapshot
from seedbed.publish.finding import headline, main_doubt
from seedbed.publish.look.spoken import claim_said
from seedbed.publish.look.tags import sentences
from seedbed.publish.review import Review
from seedbed.publish.shelf import shelf

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A claim as it was published, and the advice that rests on it."""
    found = snapshot(public_id, "claim")
    page = page_of(request, found)
    advice = shelf("advice", using=settings.SEEDBED_STORE, study=found.study_id)
    page |= claim_told(found, page["review"]) | {
        "readers": reader_links(found),
        "used_in": [row for row in advice if _rests_on(row.body, found.key)],
    }
    trail = ((_("Findings"), reverse("front_room:findings")), (_("Claim"), ""))
    return show(request, "claim.html", page, *trail, at="findings")


def claim_told(found: Publication, review: Review) -> dict[str, Any]:
    """What its page says of a claim, from the frozen body."""
    told, changed = found.body["claim"], review.tokens
    doubt = main_doubt(told)
    return {
        "claim": claim_said(told, review),
        "head": sentences(told["text"][:1], changed),
        "rest": sentences(told["text"][1:], changed),
        "status": status_of(found),
        "lead": headline(told),
        "doubt": doubt | {"why": sentences(doubt["why"], changed)},
    }


def _rests_on(body: dict[str, Any], key: str) -> bool:
    return any(claim["id"] == key for claim in body["claims"])

"""One published claim with all that bears on it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seedbed.front_room.page import show
from seedbed.front_room.snapshots import page_of, snapshot
from seedbed.publish.look.spoken import claim_said
from seedbed.publish.shelf import shelf


def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A claim as it was published, and the advice that rests on it."""
    found = snapshot(public_id, "claim")
    page = page_of(request, found)
    advice = shelf("advice", using=settings.SEEDBED_STORE, study=found.study_id)
    page |= {
        "claim": claim_said(found.body["claim"], page["review"]),
        "used_in": [row for row in advice if _rests_on(row.body, found.key)],
    }
    trail = ((_("About the study"), page["study_address"]), (_("Claim"), ""))
    return show(request, "claim.html", page, *trail, at="advice_list")


def _rests_on(body: dict[str, Any], key: str) -> bool:
    return any(claim["id"] == key for claim in body["claims"])

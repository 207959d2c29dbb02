"""Advice: three verdicts first, then what must be in place, cost, fit, rights, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.front_room.page import show
from seedbed.front_room.snapshots import by_reality, page_of, published_on, snapshot
from seedbed.publish.look.pictures import lanes_picture, money_picture
from seedbed.publish.look.spoken import claim_said, each_said, verdict_said
from seedbed.publish.review import Review
from seedbed.publish.shelf import shelf

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication

LISTS = ("local_need", "costs", "after_grant", "rights", "not_known")


def advice_list(request: HttpRequest) -> HttpResponse:
    """All advice: real first, simulated below and marked."""
    rows = by_reality(shelf("advice", using=settings.SEEDBED_STORE))
    return show(request, "advice_list.html", rows, (_("Advice"), ""), at="advice_list")


def advice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One piece of advice, as it was published."""
    found = snapshot(public_id, "advice")
    page = page_of(request, found)
    page |= _said(found.body, page["review"], page["claim_addresses"])
    page |= _pictures(found, simulated=page["simulated"])
    trail = ((_("Advice"), reverse("front_room:advice_list")), (page["name"], ""))
    return show(request, "advice.html", page, *trail, at="advice_list")


def _said(
    body: dict[str, Any], review: Review, addresses: Mapping[tuple[str, int], str]
) -> dict[str, Any]:
    """Its words: verdicts, lists, and the claims with what bears on them."""
    return {
        "name": body["innovation"]["name"],
        "verdicts": [verdict_said(verdict, review) for verdict in body["verdicts"]],
        **{name: each_said(body[name], review) for name in LISTS},
        "claims": [
            claim_said(claim, review)
            | {
                "address": addresses.get((claim["id"], claim["version"]), ""),
                "under": [v["about"] for v in body["verdicts"] if claim["id"] in v["claims"]],
            }
            for claim in body["claims"]
        ],
    }


def _pictures(found: Publication, *, simulated: bool) -> dict[str, Any]:
    body, name = found.body, {"name": found.body["innovation"]["name"]}
    return {
        "lane": lanes_picture(
            body["lane"],
            title=_("%(name)s: what happened, and when") % name,
            today=published_on(found),
            simulated=simulated,
        ),
        "money": money_picture(
            body["money"],
            title=_("%(name)s: what is known of the money") % name,
            simulated=simulated,
        ),
    }

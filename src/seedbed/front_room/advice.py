"""Advice: three verdicts first, then the ten decisions, what changed, other words, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.front_room.decisions import decisions
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import (
    by_reality,
    page_of,
    page_of_draft,
    published_on,
    snapshot,
)
from seedbed.publish.changed import changed
from seedbed.publish.look.asking import asker_of
from seedbed.publish.look.pictures import lanes_picture, money_picture
from seedbed.publish.look.spoken import claim_said, each_said, verdict_said
from seedbed.publish.look.tags import sentences
from seedbed.publish.review import Review
from seedbed.publish.shelf import shelf, version_before
from seedbed.publish.snapshot import draft_of
from seedbed.publish.wording import said
from seedbed.record.outputs.selectors import advice_anywhere

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication

# Readers who are owed words of their own: an empty slot says that it is empty.
SLOTS = ("plain", "young-people")


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
    page |= _since(found) if page["older"] else {}
    trail = ((_("Advice"), reverse("front_room:advice_list")), (page["name"], ""))
    return show(request, "advice.html", page, *trail, at="advice_list")


@login_required
@require_safe
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Advice just as it would be published today, for those it is about, before it is."""
    row = advice_anywhere(asker_of(request), str(public_id))
    found = draft_of(row, using=settings.SEEDBED_STORE, today=timezone.localdate())
    page = page_of_draft(found)
    page |= said_and_drawn(found, page["review"], page["simulated"])
    page |= {
        "draft": True,
        "reply_address": reverse("workbench:reply", args=[row.innovation.site.public_id]),
    }
    return show(request, "advice.html", page, (_("A draft"), ""), at="advice_list")


def said_and_drawn(found: Publication, review: Review, simulated: bool) -> dict[str, Any]:
    """Its words and pictures, of a page that is not published yet."""
    return _said(found.body, review, {}) | _pictures(found, simulated=simulated)


def _said(
    body: dict[str, Any], review: Review, addresses: Mapping[tuple[str, int], str]
) -> dict[str, Any]:
    """Its words: verdicts, decisions, other words, and the claims with what bears on them."""
    return {
        "name": body["innovation"]["name"],
        "verdicts": [verdict_said(verdict, review) for verdict in body["verdicts"]],
        "decisions": decisions(body, review),
        "not_known": each_said(body["not_known"], review),
        "slots": [_slot(body, audience, review) for audience in SLOTS],
        "claims": [
            claim_said(claim, review)
            | {
                "address": addresses.get((claim["id"], claim["version"]), ""),
                "under": [v["about"] for v in body["verdicts"] if claim["id"] in v["claims"]],
            }
            for claim in body["claims"]
        ],
    }


def _slot(body: dict[str, Any], audience: str, review: Review) -> dict[str, Any]:
    """The words for one kind of reader, or the empty place for them."""
    rows = [row for row in body.get("renderings", ()) if row["audience"] == audience]
    filled = [
        {
            **row,
            "text": each_said(row["text"], review),
            "other_version": row["of_version"] != body["version"],
        }
        for row in rows
    ]
    return {"audience": audience, "filled": filled[0] if filled else None}


def _since(found: Publication) -> dict[str, Any]:
    """What this version says otherwise than the one before it, and why it was made."""
    before = version_before(found, using=settings.SEEDBED_STORE)
    if before is None:
        return {}
    told = changed(before.body, found.body)
    rows = {
        name: [{"row": row, "under": _part(row.part)} for row in getattr(told, name)]
        for name in ("words", "moved", "added", "gone")
    }
    return {
        "since": rows,
        "since_says": told.text(),
        "since_version": before.version,
        "because": sentences(found.body.get("made_because", ())),
    }


def _part(part: str) -> str:
    """The part of the page that a change stands in, as its heading says it."""
    others = {
        "summary": _("In short"),
        "not-known": _("What is not known"),
        "words": _("In other words"),
        "why": _("Show me why"),
    }
    return others.get(part) or said("decision", part)


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

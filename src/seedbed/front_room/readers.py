"""One published claim for one kind of reader: every page from the same frozen body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.errors import NotFound
from seedbed.front_room.findings import status_of
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import address_of, page_of, snapshot
from seedbed.front_room.told import TOLD, Saying, told_words
from seedbed.publish.finding import headline, words_for
from seedbed.publish.wording import said
from seedbed.record import words as w

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication

AUDIENCES: tuple[str, ...] = get_args(w.Audience)


def claim_for(request: HttpRequest, public_id: UUID, reader: str) -> HttpResponse:
    """A claim for one kind of reader: the words written for them first, if there are any."""
    if reader not in AUDIENCES:
        raise NotFound(_("There is no page for such a reader."))
    found = snapshot(public_id, "claim")
    page = page_of(request, found)
    say = Saying(page["review"])
    claim, kind = found.body["claim"], reader.partition("-")[0]
    page |= {
        "reader": reader,
        "kind": "words" if kind in ("young", "plain") else kind,
        "claim": claim,
        "status": status_of(found),
        "address": address_of(found),
        "lead": headline(claim),
        "head": say(claim["text"][:1]),
        "rest": say(claim["text"][1:]),
        "words": told_words(words_for(claim, reader), claim["version"], say),
        "readers": reader_links(found, at=reader),
    }
    if kind in TOLD:
        page |= TOLD[kind](found.body, reader, say)
    page["sources"] = say.sources(found.body)
    trail = (
        (_("Findings"), reverse("front_room:findings")),
        (_("Claim"), address_of(found)),
        (said("audience", reader), ""),
    )
    return show(request, "claim_for.html", page, *trail, at="findings")


def reader_links(found: Publication, at: str = "") -> list[dict[str, Any]]:
    """The pages of one claim for each kind of reader, and whether words were written for them."""
    claim = found.body["claim"]
    return [
        {
            "reader": reader,
            "address": reverse("front_room:claim_for", args=[found.public_id, reader]),
            "current": reader == at,
            "written": words_for(claim, reader) is not None,
        }
        for reader in AUDIENCES
    ]

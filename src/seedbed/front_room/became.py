"""What became of each: unknown first, per study. A nation nobody covered is not a zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.front_room.page import show
from seedbed.front_room.snapshots import address_of, by_reality, published_on
from seedbed.publish.look.register import register_said
from seedbed.publish.replies import replies_to
from seedbed.publish.shelf import shelf

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def became(request: HttpRequest) -> HttpResponse:
    """The register of every published study."""
    using = settings.SEEDBED_STORE
    urls: dict[int, dict[str, str]] = {}
    for row in shelf("advice", using=using):
        urls.setdefault(row.study_id, {})[row.body["innovation"]["name"]] = address_of(row)
    rows = by_reality(shelf("study", using=using))
    page = {name: [_register(row, urls) for row in held] for name, held in rows.items()}
    return show(request, "became.html", page, (_("What became of each"), ""), at="became")


def _register(found: Publication, urls: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    body = found.body
    return {
        "publication": found,
        "study": body["study"],
        "shown_to": body["shown_to"],
        "published_on": published_on(found),
        "register": register_said(
            body["became"],
            first=body["first"],
            urls=urls.get(found.study_id),
            correct=reverse("front_room:correct", args=[found.public_id]),
            replies=replies_to(found.study_id, using=settings.SEEDBED_STORE),
        ),
    }

"""Findings: published claims, the newest release first, each with how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seedbed.front_room.page import show
from seedbed.front_room.snapshots import address_of, by_reality, published_on
from seedbed.publish.finding import headline, main_doubt
from seedbed.publish.report import plain_text
from seedbed.publish.shelf import shelf

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def findings(request: HttpRequest) -> HttpResponse:
    """Every published claim, real ones first; what was withdrawn stays, with its reason."""
    newest = sorted(
        shelf("claim", using=settings.SEEDBED_STORE),
        key=lambda row: (row.published_at, row.key),
        reverse=True,
    )
    page = {name: [_line(row) for row in held] for name, held in by_reality(newest).items()}
    return show(request, "findings.html", page, (_("Findings"), ""), at="findings")


def status_of(found: Publication) -> str:
    """How far a published claim has come; withdrawn, whatever it was, once it is taken back."""
    if found.withdrawn_at is not None:
        return "withdrawn"
    return str(found.body["claim"]["status"])


def _line(found: Publication) -> dict[str, Any]:
    claim = found.body["claim"]
    doubt = main_doubt(claim)
    return {
        "publication": found,
        "address": address_of(found),
        "status": status_of(found),
        "lead": headline(claim),
        "confidence": claim["confidence"],
        "doubt": doubt | {"why": plain_text(doubt["why"])},
        "published_on": published_on(found),
        "study": found.body["study"],
    }

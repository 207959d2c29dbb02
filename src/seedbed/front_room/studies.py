"""About one study: what it is, what it cannot tell, how to correct it, and what it published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seedbed.front_room.page import show
from seedbed.front_room.snapshots import page_of, snapshot
from seedbed.publish.bindings import split_sentences
from seedbed.publish.check import check_moved
from seedbed.publish.report import plain_text
from seedbed.publish.shelf import shelf

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def study(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A study's own page, as it was published."""
    found = snapshot(public_id, "study")
    using = settings.SEEDBED_STORE
    page = page_of(request, found)
    page |= {
        "limits": split_sentences(found.body["study"]["limits"]),
        "advice": shelf("advice", using=using, study=found.study_id),
        "claims": [_row(row) for row in shelf("claim", using=using, study=found.study_id)],
        "check_moved": check_moved(found, using=using),
    }
    return show(request, "study.html", page, (_("About the study"), ""), at="about")


def _row(found: Publication) -> dict[str, Any]:
    """A claim in a list: its first sentence, its status, how sure we are."""
    claim = found.body["claim"]
    return {
        "public_id": found.public_id,
        "lead": plain_text(claim["text"][:1]),
        "status": claim["status"],
        "confidence": claim["confidence"],
        "withdrawn": found.withdrawn_at is not None,
    }

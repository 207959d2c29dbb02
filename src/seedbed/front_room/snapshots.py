"""A snapshot as a page: what was frozen, what has happened since, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from seedbed.errors import NotFound
from seedbed.publish.figures import day
from seedbed.publish.replies import replies_to
from seedbed.publish.review import Review, review
from seedbed.publish.room import refuse_altered
from seedbed.publish.shelf import is_simulated, published_by
from seedbed.record.outputs.selectors import publication

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def snapshot(public_id: UUID, kind: str) -> Publication:
    """The snapshot at an address, if it is of this kind."""
    found = publication(str(public_id), using=settings.SEEDBED_STORE)
    if found.kind != kind:
        raise NotFound("Nothing is published at this address.")
    refuse_altered(found, using=settings.SEEDBED_STORE)
    return found


def page_of(request: HttpRequest, found: Publication) -> dict[str, Any]:
    """What every page of a snapshot shows: its body, its versions, and what came since.

    Replies are never frozen: what somebody answers is shown at once on every page it bears on.
    """
    using = settings.SEEDBED_STORE
    every = published_by(found.study_id, using=using)
    versions = [_version(row) for row in every if (row.kind, row.key) == (found.kind, found.key)]
    study = next((row for row in every if row.kind == "study"), None)
    since = replace(
        review(found, using=using, today=date.today()),
        replies=replies_to(found.study_id, using=using),
        correct=reverse("front_room:correct", args=[found.public_id]),
    )
    return {
        "publication": found,
        "body": found.body,
        "study": found.body["study"],
        "study_address": address_of(study) if study else "",
        "claim_addresses": {
            (row.key, row.version): address_of(row) for row in every if row.kind == "claim"
        },
        "simulated": is_simulated(found),
        "as_at": as_at(found),
        "review": since,
        "replies": since.replies.of_sites(found.body.get("about", ())),
        "correct": since.correct,
        "published_on": published_on(found),
        "newer": versions[0] if versions[0]["version"] > found.version else None,
        "older": [other for other in versions if other["version"] < found.version],
        "cite": request.build_absolute_uri(address_of(found)),
    }


def page_of_draft(found: Publication) -> dict[str, Any]:
    """The same for a page that is not published yet: there is nothing to cite and no version."""
    return {
        "publication": found,
        "body": found.body,
        "study": found.body["study"],
        "claim_addresses": {},
        "simulated": is_simulated(found),
        "as_at": as_at(found),
        "review": Review(),
        "published_on": published_on(found),
        "older": [],
    }


def address_of(found: Publication) -> str:
    """Where a snapshot is, for good: pages are named after the kinds of snapshots."""
    return reverse(f"front_room:{found.kind}", args=[found.public_id])


def as_at(found: Publication) -> str:
    """The day up to which public facts were looked at; an invented study has no such day."""
    if is_simulated(found):
        return ""
    return day(date.fromisoformat(found.body["study"]["as_at"]))


def published_on(found: Publication) -> date:
    """The day a snapshot was frozen, as the calendar here had it."""
    return timezone.localtime(found.published_at).date()


def _version(found: Publication) -> dict[str, Any]:
    return {"version": found.version, "on": published_on(found), "address": address_of(found)}


def by_reality(rows: Iterable[Publication]) -> dict[str, list[Publication]]:
    """Snapshots of real studies apart from those of simulated ones: they are never mixed."""
    held = list(rows)
    return {
        "real": [row for row in held if not is_simulated(row)],
        "invented": [row for row in held if is_simulated(row)],
    }

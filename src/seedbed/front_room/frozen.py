"""A page that waits to be released, just as its readers will get it, for those who look at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.errors import NotFound
from seedbed.front_room.advice import said_and_drawn
from seedbed.front_room.claims import claim_told
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import page_of_draft
from seedbed.publish.bindings import split_sentences
from seedbed.publish.look.asking import asker_of
from seedbed.publish.room import frozen_page
from seedbed.record.reading import saw
from seedbed.record.releases.selectors import release


@login_required
@require_safe
def frozen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is frozen, by the templates of the front room and from nothing but the frozen text."""
    by = asker_of(request)
    row = release(by, str(public_id))
    if row.study.kind != "real":
        raise NotFound(_("There is no such page, or it is not yours to see."))
    if not row.is_page:
        raise NotFound(_("This is a file, not a page."))
    found = frozen_page(row)
    saw(by=by, study=row.study, noun="releases", row=str(row.public_id))
    page: dict[str, Any] = page_of_draft(found) | {"frozen": True}
    if row.kind == "advice":
        page |= {"draft": True, **said_and_drawn(found, page["review"], page["simulated"])}
    elif row.kind == "claim":
        page |= claim_told(found, page["review"])
    else:
        page |= {"limits": split_sentences(found.body["study"]["limits"])}
    return show(request, f"{row.kind}.html", page, (_("Waits to be released"), ""), at="")

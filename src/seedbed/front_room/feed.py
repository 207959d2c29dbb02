"""The Atom feed of findings: each release, and each withdrawal, as an entry with its status."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import conditional_page

from seedbed.front_room.findings import status_of
from seedbed.front_room.snapshots import address_of, published_on
from seedbed.publish.figures import day
from seedbed.publish.finding import headline, main_doubt
from seedbed.publish.report import plain_text
from seedbed.publish.shelf import is_simulated, releases
from seedbed.publish.wording import said

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication

NEWEST = 50


class PlainAtom(Atom1Feed):
    """Atom whose summaries are plain text: no sign in them is markup."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """One entry; its summary without any markup."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


class Findings(Feed):
    """The newest releases and withdrawals. An entry keeps its id when its claim is withdrawn."""

    feed_type = PlainAtom
    title = lazy("Findings - Seedbed")
    subtitle = lazy("Published claims, each with its status and how sure we are.")
    link = reverse_lazy("front_room:findings")
    feed_url = reverse_lazy("front_room:feed")
    author_name = "Seedbed"

    def items(self) -> list[Publication]:
        """The newest, the latest moved first."""
        return releases(using=settings.SEEDBED_STORE, newest=NEWEST)

    def item_title(self, item: Publication) -> str:
        """The status in words, then the claim."""
        told = {
            "status": said("claim-status", status_of(item)),
            "finding": headline(item.body["claim"]),
        }
        if is_simulated(item):
            return _("%(status)s (simulated): %(finding)s") % told
        return _("%(status)s: %(finding)s") % told

    def item_description(self, item: Publication) -> str:
        """A few plain sentences."""
        return " ".join(_summary(item))

    def item_link(self, item: Publication) -> str:
        """Where the claim is, for good."""
        return address_of(item)

    def item_guid(self, item: Publication) -> str:
        """The same in every copy of the study, and whatever happens to the claim."""
        return f"urn:uuid:{item.public_id}"

    def item_pubdate(self, item: Publication) -> datetime:
        """When it was released."""
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        """When it was released or, if it was, withdrawn."""
        return item.withdrawn_at or item.published_at

    def item_author_name(self, item: Publication) -> str:
        """The study it comes from."""
        return str(item.body["study"]["title"])

    def item_categories(self, item: Publication) -> list[str]:
        """Its status; and that it is invented, where it is."""
        return [status_of(item), *(["simulated"] if is_simulated(item) else [])]


def _summary(item: Publication) -> list[str]:
    claim: dict[str, Any] = item.body["claim"]
    told = []
    if is_simulated(item):
        told.append(_("Simulated: no place, person or number in it is real."))
    if item.withdrawn_at is not None:
        when = {"day": day(localtime(item.withdrawn_at).date())}
        told += [_("Withdrawn on %(day)s.") % when, item.withdrawn_because]
    level, doubt = {"level": said("confidence", claim["confidence"])}, main_doubt(claim)
    told.append(_("%(level)s confidence.") % level)
    if doubt["concern"] != "no":
        part = {"part": said("confidence-part", doubt["part"]).lower()}
        told += [_("Main doubt (%(part)s):") % part, plain_text(doubt["why"])]
    version = {"number": item.version, "day": day(published_on(item))}
    return [*told, _("Version %(number)s, released %(day)s.") % version]


# Readers of feeds ask often: what has not changed is not sent again.
feed = conditional_page(Findings())

"""What the trust desk says: each thing that waits with its clock and page, and how the store is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.publish.figures import day
from seedbed.publish.wording import options
from seedbed.record.seen.selectors import SEE, reads
from seedbed.trust.heads import last_signed
from seedbed.trust.keeping.doctor import Finding, folder_findings, store_findings

if TYPE_CHECKING:
    from seedbed.record.study.models import Study
    from seedbed.record.waiting import Waiting
    from seedbed.trust.asking import Asker

# Where each kind of thing is taken up: a page of the study, or a page of the thing itself.
OF_THE_STUDY = {
    "sources": "sources",
    "consents": "people",
    "keeping_decisions": "keeping",
    "safeguards": "gate",
    "memberships": "members",
    "openings": "openings",
}
OF_ITSELF = {
    "replies": "answer",
    "flags": "harm_flag",
    "access_requests": "access_request",
    "withdrawals": "withdrawal",
    "releases": "review",
}
ON_THIS_PAGE = {"store": "#store"}
# Nearer than this, the hour matters as well as the day.
HOURS_MATTER = timedelta(days=2)
NEWEST_READS = 5
HEAD_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that waits, as the page says it."""

    item: Waiting
    link: str
    overdue: bool
    hours: bool  # the hour of its clock is told


def told(item: Waiting, study: Study, now: datetime) -> Told:
    """A thing that waits with its page, and how it stands to its clock."""
    due = item.due
    return Told(
        item=item,
        link=_page_of(item, study),
        overdue=due is not None and due < now,
        hours=due is not None and abs(due - now) < HOURS_MATTER,
    )


def _page_of(item: Waiting, study: Study) -> str:
    if item.kind in ON_THIS_PAGE:
        return ON_THIS_PAGE[item.kind]
    if item.kind in OF_ITSELF:
        return reverse(f"workbench:{OF_ITSELF[item.kind]}", args=[item.public_id])
    return reverse(f"workbench:{OF_THE_STUDY[item.kind]}", args=[study.public_id])


def reads_said(by: Asker, study: Study) -> list[dict[str, Any]] | None:
    """The newest reads of what identifies somebody; nothing for those who may not see reads."""
    if study.kind != "real" or not by.may(SEE, study=study.pk):
        return None
    words = dict(options("identifying"))
    found = reads(by, study, newest=NEWEST_READS)
    return [{"read": read, "noun": words.get(read.noun, read.noun)} for read in found]


def store_said(*, using: str, data: Path, now: datetime, whole: bool) -> list[Finding]:
    """How the store is kept. ``whole`` looks at every page and event, which takes its time."""
    found = store_findings(using=using) if whole else []
    return [*found, _head(using, now), *folder_findings(data, now=now, studies=1)]


def _head(using: str, now: datetime) -> Finding:
    last = last_signed(using=using)
    says = (
        _("The last head of the audit was signed on %(day)s.") % {"day": day(last.date())}
        if last
        else _("No head of the audit was signed yet.")
    )
    well = last is not None and now - last <= HEAD_EVERY
    remedy = _("Sign one each day, and keep it away from this machine: seedbed audit head")
    return Finding(about="head", well=well, says=says, do="" if well else remedy)

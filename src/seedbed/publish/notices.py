"""Shown before it is published: which sites a page is about, and whether they could answer first.

Nothing about a site goes out unless it was shown what will be said and had its days to comment,
or readers are told why it was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish.figures import day
from seedbed.record.claims.models import Claim
from seedbed.record.claims.selectors import rows_under, supports
from seedbed.record.replies.models import Notice
from seedbed.record.replies.selectors import notices
from seedbed.record.study.models import Innovation, Site, Study
from seedbed.record.study.selectors import sites as sites_of
from seedbed.trust.asking import Asker


def sites_touched(
    by: Asker, study: Study, *, claims: Iterable[Claim] = (), innovations: Iterable[Innovation] = ()
) -> list[Site]:
    """The sites that claims and innovations are about, and those the evidence names.

    A team is spoken for by the site it belongs to. Sites of innovations come first.
    """
    told = list(claims)
    keys = _spoken_of(told, innovations)
    pointers = {(s.kind, s.ref) for s in supports(by, told) if s.kind != "run"}
    keys += [site_key(row) for row in rows_under(by, study, pointers).values()]
    return _homes(by, study, keys)


def _spoken_of(claims: Iterable[Claim], innovations: Iterable[Innovation]) -> list[int | None]:
    """The sites that innovations are at and claims are about, evidence apart."""
    keys: list[int | None] = [row.site_id for row in innovations]
    for claim in claims:
        keys += [row.pk for row in claim.sites.all()]
        keys += [row.site_id for row in claim.innovations.all()]
    return keys


def _homes(by: Asker, study: Study, keys: Iterable[int | None]) -> list[Site]:
    """The sites behind some keys, each once; a team's place is taken by its site."""
    known = {site.pk: site for site in sites_of(by, study)}
    homes = (known[key].parent_id or key for key in keys if key in known)
    return [known[key] for key in dict.fromkeys(homes) if key in known]


def sites_called(by: Asker, study: Study, names: Iterable[str]) -> list[Site]:
    """Sites by the names that a ledger calls them."""
    wanted = set(names)
    return [site for site in sites_of(by, study) if site.name in wanted]


def site_key(row: Any) -> int | None:
    """The site that a row of evidence is about: its own, or that of its innovation or source."""
    if getattr(row, "innovation", None) is not None:
        return int(row.innovation.site_id)
    if getattr(row, "version", None) is not None:
        row = row.version.source
    return getattr(row, "site_id", None)


def refuse_unshown(by: Asker, study: Study, sites: Iterable[Site], today: date) -> None:
    """Refuse to publish about a site that could not answer first.

    Raises: InputError naming each site that was not shown what will be said, or whose days to
    comment are not over, with what to do.
    """
    waiting = doubts(by, study, sites, today)
    if waiting:
        raise InputError(
            _("What is said about a site is shown to it before it is published:")
            + "\n"
            + "\n".join(f"{name}: {says}" for name, says in sorted(waiting.items()))
        )


def doubts(by: Asker, study: Study, sites: Iterable[Site], today: date) -> dict[str, str]:
    """Why sites must be waited for before anything is said of them, by the name of each."""
    held = _by_site(by, study)
    waiting: dict[str, str] = {}
    for site in sites:
        notice = held.get(site.pk) or held.get(site.parent_id or site.pk)
        says = _doubt(notice, today)
        if says:
            waiting[site.name] = says
    return waiting


def _doubt(notice: Notice | None, today: date) -> str:
    """Why a site must be waited for; empty if it need not be."""
    if notice is None:
        return _(
            "it was not shown what will be said. Show it, then record the day and the last day for "
            "comment under Replies; or record there why it cannot be shown first."
        )
    if notice.embargo_until is not None and today <= notice.embargo_until:
        return _("it may comment until %(day)s. Publish after that day.") % {
            "day": day(notice.embargo_until)
        }
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Whom a page is about, and what it says of it."""

    sites: tuple[Site, ...]
    body: dict[str, Any]


def naming(
    by: Asker, study: Study, *, claims: Iterable[Claim] = (), innovations: Iterable[Innovation] = ()
) -> Naming:
    """Whom a page about claims and innovations names, ready for its body.

    ``about``: the sites it is about, so that what they say can stand beside it; where it is about
    none in particular, those that its evidence names. ``shown_to``: what they were shown before.
    """
    told, cases = list(claims), list(innovations)
    touched = sites_touched(by, study, claims=told, innovations=cases)
    about = _homes(by, study, _spoken_of(told, cases)) or touched
    return Naming(
        sites=tuple(touched),
        body={
            "about": [site.key for site in about],
            "shown_to": shown_to(by, study, about),
        },
    )


def shown_to(by: Asker, study: Study, sites: Iterable[Site]) -> list[dict[str, Any]]:
    """For a page about some sites, what each was shown before, as plain values.

    Sites with the same days, or the same reason, stand together.
    """
    held = _by_site(by, study)
    told: dict[tuple[str, str, str], list[str]] = {}
    for site in sites:
        notice = held.get(site.pk)
        if notice is not None:
            told.setdefault(_terms(notice), []).append(site.name)
    return [
        {"sites": names, "shown_on": shown, "embargo_until": until, "because": because}
        for (shown, until, because), names in told.items()
    ]


def _terms(notice: Notice) -> tuple[str, str, str]:
    days = (notice.shown_on, notice.embargo_until)
    shown, until = (d.isoformat() if d else "" for d in days)
    return shown, until, notice.not_shown_because


def _by_site(by: Asker, study: Study) -> dict[int, Notice]:
    return {notice.site_id: notice for notice in notices(by, study)}

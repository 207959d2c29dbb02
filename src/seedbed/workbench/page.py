"""What every page of the workbench needs: where it stands, and where one may go from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.errors import NotFound
from seedbed.publish.figures import day
from seedbed.publish.look.asking import asker_of
from seedbed.record.openings.selectors import to_note
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from seedbed.record.study.models import Site, Study

# Pages inside a study, the words of their link, and the noun a role must see to have them.
INSIDE = (
    ("study", lazy("Home"), "studies"),
    ("sources", lazy("Sources"), "sources"),
    ("people", lazy("People"), "participants"),
    ("claims", lazy("Claims"), "claims"),
    ("questions", lazy("Questions"), "runs"),
    ("runs", lazy("Runs"), "runs"),
    ("advice", lazy("Advice"), "advice"),
    ("replies", lazy("Replies"), "replies"),
)

# Pages that only a study of real people has, and who comes to them.
REAL: tuple[tuple[str, Any, Callable[[Asker, Study], bool]], ...] = (
    ("release_room", lazy("Release room"), lambda by, study: sees(by, study, "releases")),
    ("harm", lazy("Flags"), lambda by, study: sees(by, study, "flags")),
    ("keeping", lazy("Keeping"), lambda by, study: sees(by, study, "keeping_rules")),
    ("subject_access", lazy("Requests"), lambda by, study: sees(by, study, "access_requests")),
    ("gate", lazy("Gate"), lambda by, study: sees(by, study, "safeguards")),
    ("trust_desk", lazy("Trust desk"), lambda by, study: by.may("open-desk", study=study.pk)),
    ("seen", lazy("Who looked"), lambda by, study: by.may("see-reads", study=study.pk)),
    ("members", lazy("Members"), lambda by, study: by.may("add-member", study=study.pk)),
    ("open_glass", lazy("Emergency"), lambda by, study: by.is_inside(study.pk)),
)

# A label and its address, as the base template wants them.
Step = tuple[str, str]


def sees(by: Asker, study: Study, noun: str) -> bool:
    """Whether somebody's role shows a noun in a study, all of it or that of a site."""
    return by.is_system or any(
        grant.study == study.pk
        and (noun in grant.powers.sees or (grant.site and noun in grant.powers.sees_at_site))
        for grant in by.grants
    )


def must_see(by: Asker, study: Study, noun: str) -> None:
    """Answer as if the page did not exist for a role that does not see what it shows."""
    if not sees(by, study, noun):
        raise NotFound(_("There is no such page, or it is not yours to see."))


def must_be_real(study: Study) -> None:
    """Answer as if the page did not exist in a study that holds nobody's words."""
    if study.kind != "real":
        raise NotFound(_("There is no such page, or it is not yours to see."))


def page(
    request: HttpRequest,
    *,
    title: str,
    study: Study | None = None,
    at: str = "",
    above: Sequence[Step] = (),
    **more: Any,
) -> dict[str, Any]:
    """The context of one page.

    ``at`` names the entry of the navigation it belongs to; ``above`` are the steps between the
    study and this page.
    """
    return {
        "door": "workbench",
        "home": reverse("workbench:studies"),
        "title": title,
        "study": study,
        "nav": _navigation(asker_of(request), study, at),
        "breadcrumbs": _trail(study, at, above, title),
        "simulated": study is not None and study.is_simulated,
        "to_note": to_note(asker_of(request), study).count() if study is not None else 0,
        "as_at": day(study.as_at) if study is not None and study.kind == "public" else "",
        **more,
    }


def step(text: str, name: str, *which: object) -> Step:
    """A label and the address of a page of the workbench."""
    return text, reverse(f"workbench:{name}", args=which)


def site_steps(site: Site) -> list[Step]:
    """The way down to a site; a team comes under the site it belongs to."""
    own = [step(site.name, "site", site.public_id)]
    return [*site_steps(site.parent), *own] if site.parent is not None else own


def _trail(study: Study | None, at: str, above: Sequence[Step], title: str) -> list[Step]:
    if study is None:
        return []
    trail = [step(_("Studies"), "studies")]
    if at != "study":
        trail.append(step(study.title, "study", study.public_id))
    return [*trail, *above, (title, "")]


def _navigation(by: Asker, study: Study | None, at: str) -> list[tuple[str, str, bool]]:
    entries = [(*step(_("Studies"), "studies"), at == "studies")]
    if study is not None:
        entries += [
            (*step(str(text), name, study.public_id), at == name)
            for name, text, noun in INSIDE
            if sees(by, study, noun)
        ]
        entries += [
            (*step(str(text), name, study.public_id), at == name)
            for name, text, allowed in REAL
            if study.kind == "real" and allowed(by, study)
        ]
    return entries

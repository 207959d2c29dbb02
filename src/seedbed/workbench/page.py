"""What every page of the workbench needs: where it stands, and where one may go from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that a study of real people has: its link, what it is for, and who comes to it."""

    name: str
    label: Any
    purpose: Any
    allowed: Callable[[Asker, Study], bool]


def _seeing(noun: str) -> Callable[[Asker, Study], bool]:
    return lambda by, study: sees(by, study, noun)


def _doing(verb: str) -> Callable[[Asker, Study], bool]:
    return lambda by, study: by.may(verb, study=study.pk)


# Whoever has the trust desk finds them there, and only the desk in the navigation.
TRUST = (
    Place(
        name="harm", label=lazy("Flags of harm"), allowed=_seeing("flags"),
        purpose=lazy("Harm that somebody disclosed, and what was decided."),
    ),
    Place(
        name="people", label=lazy("People"), allowed=_seeing("participants"),
        purpose=lazy("What each agreed to. Here people are withdrawn."),
    ),
    Place(
        name="subject_access", label=lazy("Requests"), allowed=_seeing("access_requests"),
        purpose=lazy("Somebody asks what is held on them."),
    ),
    Place(
        name="release_room", label=lazy("Release room"), allowed=_seeing("releases"),
        purpose=lazy("What waits to leave the study, looked at by two."),
    ),
    Place(
        name="keeping", label=lazy("Keeping"), allowed=_seeing("keeping_rules"),
        purpose=lazy("How long things are kept, and what may not be destroyed."),
    ),
    Place(
        name="members", label=lazy("Members"), allowed=_doing("add-member"),
        purpose=lazy("Who is in the study, in which role, and until when."),
    ),
    Place(
        name="seen", label=lazy("Who looked"), allowed=_doing("see-reads"),
        purpose=lazy("Who read what people said, and when."),
    ),
    Place(
        name="openings", label=lazy("Openings"), allowed=_doing("watch-openings"),
        purpose=lazy("What was opened in an emergency, by whom and why."),
    ),
    Place(
        name="open_glass", label=lazy("Emergency"), allowed=_doing("open-glass"),
        purpose=lazy("Open for an hour what your role does not show."),
    ),
    Place(
        name="jobs", label=lazy("Work in the background"), allowed=_seeing("jobs"),
        purpose=lazy("Long work that goes on without you."),
    ),
    Place(
        name="gate", label=lazy("Gate"), allowed=_seeing("safeguards"),
        purpose=lazy("The ground on which the study holds what it holds."),
    ),
)  # fmt: skip
# Those that stand in the navigation of somebody without the desk. The rest they come to by link.
DIRECT = ("harm", "release_room", "gate", "seen", "members")

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
        "breadcrumbs": _trail(asker_of(request), study, at, above, title),
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


def has_desk(by: Asker, study: Study) -> bool:
    """Whether somebody finds what belongs to trust on the trust desk of a study."""
    return study.kind == "real" and by.may("open-desk", study=study.pk)


def trust_places(by: Asker, study: Study) -> list[tuple[str, str, str]]:
    """What belongs to trust in a study of real people, as far as it is theirs: label, address, why.

    Nothing in another study: it holds nobody's words.
    """
    if study.kind != "real":
        return []
    return [
        (*step(str(place.label), place.name, study.public_id), str(place.purpose))
        for place in TRUST
        if place.allowed(by, study)
    ]


def _trail(
    by: Asker, study: Study | None, at: str, above: Sequence[Step], title: str
) -> list[Step]:
    if study is None:
        return []
    trail = [step(_("Studies"), "studies")]
    if at != "study":
        trail.append(step(study.title, "study", study.public_id))
    if _on_desk(at) and has_desk(by, study):
        trail.append(step(_("Trust desk"), "trust_desk", study.public_id))
    return [*trail, *above, (title, "")]


def _on_desk(name: str) -> bool:
    return any(place.name == name for place in TRUST)


def _navigation(by: Asker, study: Study | None, at: str) -> list[tuple[str, str, bool]]:
    entries = [(*step(_("Studies"), "studies"), at == "studies")]
    if study is None:
        return entries
    desk = has_desk(by, study)
    entries += [
        (*step(str(text), name, study.public_id), at == name)
        for name, text, noun in INSIDE
        if sees(by, study, noun) and not (desk and _on_desk(name))
    ]
    if desk:
        here = at == "trust_desk" or _on_desk(at)
        entries.append((*step(_("Trust desk"), "trust_desk", study.public_id), here))
    elif study.kind == "real":
        entries += [
            (*step(str(place.label), place.name, study.public_id), at == place.name)
            for place in TRUST
            if place.name in DIRECT and place.allowed(by, study)
        ]
    return entries

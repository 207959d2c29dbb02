"""What every page of the front room carries: where one is, and where one may go."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def show(
    request: HttpRequest, template: str, body: dict[str, Any], *crumbs: tuple[str, str], at: str
) -> HttpResponse:
    """A page of the front room. ``at`` names the part it belongs to; crumbs lead down to it."""
    home = reverse("front_room:front")
    nav = [
        (label, reverse(f"front_room:{name}"), name == at)
        for name, label in (
            ("front", _("Front page")),
            ("check", _("Check a claim")),
            ("advice_list", _("Advice")),
            ("fit_list", _("Fit to my area")),
            ("journey", _("Our journey")),
            ("became", _("What became of each")),
            ("findings", _("Findings")),
            ("library", _("Library")),
            ("about", _("About")),
        )
    ]
    trail = [(_("Front page"), home), *crumbs] if crumbs else []
    return render(
        request,
        f"front_room/{template}",
        {**body, "door": "front_room", "home": home, "nav": nav, "breadcrumbs": trail},
    )

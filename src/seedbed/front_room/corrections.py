"""Saying that something is wrong, and the log of what others said and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError, NotFound
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import address_of
from seedbed.publish.corrections import correction_log, facts_of
from seedbed.publish.shelf import is_simulated
from seedbed.record.outputs.selectors import publication
from seedbed.record.replies.actions import LINE, NOTE, ask_for_correction
from seedbed.trust.asking import system

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


class Correction(forms.Form):
    """What is wrong, where that can be read, and for whom somebody writes. No name is asked."""

    says = forms.CharField(
        label=lazy("What is wrong, and what is right?"),
        help_text=lazy("At most 2,000 characters. Please write no names of people."),
        error_messages={"required": lazy("Say what is wrong, and what is right.")},
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    where = forms.CharField(
        label=lazy("Where can that be read?"),
        help_text=lazy("A web address, or the title and date of a report. We look it up there."),
        error_messages={"required": lazy("Say where somebody can look it up.")},
        max_length=LINE,
    )
    organisation = forms.CharField(
        label=lazy("Which organisation do you write for?"),
        help_text=lazy("Leave this empty if you write for nobody but yourself."),
        max_length=150,
        required=False,
    )
    role = forms.CharField(
        label=lazy("In which role?"),
        help_text=lazy("For example: service manager, parent, researcher. No name, please."),
        error_messages={"required": lazy("Say in which role you write.")},
        max_length=150,
    )

    @property
    def from_whom(self) -> str:
        """Organisation and role, as they will stand beside the words."""
        organisation, role = self.cleaned_data["organisation"], self.cleaned_data["role"]
        words = {"organisation": organisation, "role": role}
        return _("%(organisation)s, %(role)s") % words if organisation else role


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The form about one page, or one fact on it; sent, it waits until somebody has looked."""
    found = publication(str(public_id), using=settings.SEEDBED_STORE)
    given = request.POST if request.method == "POST" else request.GET
    about, ref = given.get("about", ""), given.get("ref", "")
    fact = _fact(found, about, ref)
    form = Correction(request.POST if request.method == "POST" else None)
    wrong = ""
    if request.method == "POST" and form.is_valid():
        try:
            _keep(found, form, about, ref)
            return redirect("front_room:correct_thanks", found.public_id)
        except InputError as refusal:
            wrong = str(refusal)
    page = _page(found) | {
        "form": form,
        "wrong": [(wrong, "")] if wrong else [],
        "about": about,
        "ref": ref,
        "fact": fact,
    }
    answer = show(request, "correct.html", page, *_trail(found, _("Correct this")), at="")
    answer.status_code = 400 if wrong or form.errors else 200
    return answer


def correct_thanks(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What happens next with what somebody sent."""
    found = publication(str(public_id), using=settings.SEEDBED_STORE)
    trail = _trail(found, _("Thank you"))
    return show(request, "correct_thanks.html", _page(found), *trail, at="")


def corrections(request: HttpRequest) -> HttpResponse:
    """All that was disputed or asked to be corrected, with the answers, newest first."""
    rows = [row | {"page": _place(row["fact"])} for row in correction_log(using=_store())]
    page = {
        "real": [row for row in rows if not row["simulated"]],
        "invented": [row for row in rows if row["simulated"]],
    }
    return show(request, "corrections.html", page, (_("Corrections"), ""), at="about")


def _store() -> str:
    return str(settings.SEEDBED_STORE)


def _fact(found: Publication, about: str, ref: str) -> str:
    """The fact on this page that is meant, in words; nothing where the page as a whole is."""
    if not about and not ref:
        return ""
    for pointer, words, _place_on_page in facts_of(found.body):
        if pointer == (about, ref):
            return words
    raise NotFound(_("There is no such fact on this page."))


def _keep(found: Publication, form: Correction, about: str, ref: str) -> None:
    ask_for_correction(
        by=system("front-room", using=settings.SEEDBED_STORE),
        study=found.study,
        says=form.cleaned_data["says"],
        where=form.cleaned_data["where"],
        from_whom=form.from_whom,
        received_on=date.today(),
        about=about,
        ref=ref,
    )


def _page(found: Publication) -> dict[str, Any]:
    return {
        "publication": found,
        "page_address": address_of(found),
        "simulated": is_simulated(found),
    }


def _trail(found: Publication, here: str) -> tuple[tuple[str, str], ...]:
    return (found.title, address_of(found)), (here, "")


def _place(fact: tuple[str, Publication, str] | None) -> dict[str, str] | None:
    """The words of a fact, and where they stand."""
    if fact is None:
        return None
    words, page, anchor = fact
    # The page of a study has no rows: its register stands among those of the others.
    address = f"{address_of(page)}#{anchor}" if anchor else reverse("front_room:became")
    return {"words": words, "address": address}

"""Opening the glass in an emergency; and, for who answers for a study, every opening of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError, NotFound
from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import options, said
from seedbed.record.openings import selectors
from seedbed.record.openings.actions import SETS, acknowledge, end_opening, open_glass
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.page import page, step


class Glass(forms.Form):
    """What is needed, and why."""

    sets = forms.MultipleChoiceField(
        label=lazy("What do you need to see?"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=lazy("Why do you need it now?"),
        help_text=lazy("The leads and the data-protection contact read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["sets"].choices = options("opening")


@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest, study: str) -> HttpResponse:
    """Open for an hour what one's role does not show, for a written reason."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    if row.kind != "real" or not by.may("open-glass", study=row.pk):
        raise NotFound(_("There is no such page, or it is not yours to see."))
    form = Glass(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            open_glass(by=by, study=row, user=request.user, now=now, **form.cleaned_data)
        except InputError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is open to you for an hour. The leads are told."))
            return redirect("workbench:study", row.public_id)
    own = selectors.openings(by, row).filter(user=request.user)
    context = page(
        request,
        title=_("Open in an emergency"),
        study=row,
        at="open_glass",
        form=form,
        own=[_told(opening) for opening in own if opening.lives(now)],
    )
    return render(request, "workbench/open_glass.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def openings(request: HttpRequest, study: str) -> HttpResponse:
    """Every opening, those not taken note of first; taking note, and ending one."""
    by, now = asker_of(request), timezone.now()
    row = study_of(by, study)
    opens = by.may("open-glass", study=row.pk)
    if not opens and not by.may("watch-openings", study=row.pk):
        raise NotFound(_("There is no such page, or it is not yours to see."))
    if request.method == "POST":
        found = selectors.opening(by, row, _id(request.POST.get("opening", "")))
        if request.POST.get("act") == "end":
            end_opening(by=by, opening=found, now=now)
            messages.success(request, _("It is ended."))
        else:
            acknowledge(by=by, opening=found, now=now)
            messages.success(request, _("You have taken note of it."))
        return redirect("workbench:openings", row.public_id)
    to_note = {found.pk for found in selectors.to_note(by, row)}
    every = list(selectors.openings(by, row))
    context = page(
        request,
        title=_("Who opened what, and why"),
        study=row,
        at="openings",
        above=[step(_("Open in an emergency"), "open_glass", row.public_id)] if opens else [],
        fresh=[_told(found) for found in every if found.pk in to_note],
        others=[_told(found) for found in every if found.pk not in to_note],
        now=now,
    )
    return render(request, "workbench/openings.html", context)


def _id(typed: str) -> str:
    """What was sent as the id of an opening: nothing else is asked of the store."""
    try:
        return str(forms.UUIDField().clean(typed))
    except forms.ValidationError as wrong:
        raise NotFound(_("There is no such page, or it is not yours to see.")) from wrong


def _told(opening: Any) -> dict[str, Any]:
    """An opening with what it opened in words, and whether it still gives anything."""
    sets = [name for name, nouns in SETS.items() if nouns & set(opening.nouns)]
    return {
        "row": opening,
        "what": [said("opening", name) for name in sets],
        "lives": opening.lives(timezone.now()),
    }

"""Who looked at what people said, and when: over a study, and of one person or source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import options
from seedbed.record.seen import selectors
from seedbed.record.seen.selectors import Read, Thing
from seedbed.record.study.selectors import study as study_of
from seedbed.workbench.page import page, step


class Asked(forms.Form):
    """Which reads are asked for."""

    noun = forms.ChoiceField(label=lazy("What was looked at"), required=False)
    who = forms.CharField(label=lazy("By whom (user name)"), required=False, max_length=150)
    on = forms.DateField(
        label=lazy("On which day"), required=False, help_text=lazy("For example 2026-11-24")
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["noun"].choices = [("", _("Anything")), *options("identifying")]


@require_safe
def seen(request: HttpRequest, study: str) -> HttpResponse:
    """The newest reads of a study, by what, by whom and by day; then everybody, by name."""
    by = asker_of(request)
    row = study_of(by, study)
    asked = Asked(request.GET or None)
    given = asked.cleaned_data if asked.is_valid() else {}
    found = selectors.reads(
        by, row, noun=given.get("noun", ""), username=given.get("who", ""), on=given.get("on")
    )
    things = selectors.things(by, row)
    context = page(
        request,
        title=_("Who looked at what"),
        study=row,
        at="seen",
        asked=asked,
        reads=_told(found, things),
        whole=len(found) == selectors.NEWEST,
        people=[thing for thing in things if thing.noun == "participants"],
        sources=[thing for thing in things if thing.noun == "sources"],
    )
    return render(request, "workbench/seen.html", context, status=400 if asked.errors else 200)


@require_safe
def seen_row(request: HttpRequest, study: str, row: str) -> HttpResponse:
    """Who looked at one person or source, or at anything that hangs on it."""
    by = asker_of(request)
    held = study_of(by, study)
    thing = selectors.thing(by, held, row)
    found = selectors.reads_of(by, held, row)
    context = page(
        request,
        title=_("Who looked at %(name)s") % {"name": thing.key},
        study=held,
        at="seen",
        above=[step(_("Who looked at what"), "seen", held.public_id)],
        thing=thing,
        days=_by_day(found),
        reads=_told(found, [thing]),
        whole=len(found) == selectors.NEWEST,
    )
    return render(request, "workbench/seen_row.html", context)


def _told(found: Iterable[Read], things: Iterable[Thing]) -> list[dict[str, Any]]:
    """Each read in words, with the name of what was looked at where it has one here."""
    names = {thing.public_id: thing for thing in things}
    words = dict(options("identifying"))
    return [
        {
            "read": read,
            "noun": words.get(read.noun, read.noun),
            "thing": names.get(read.row),
        }
        for read in found
    ]


def _by_day(found: Iterable[Read]) -> list[tuple[date, list[str]]]:
    """Who looked on which day, the newest first."""
    days: dict[date, dict[str, None]] = {}
    for read in found:
        days.setdefault(read.at.date(), {})[read.who] = None
    return [(day, list(people)) for day, people in days.items()]

"""Check a claim: a published change, set among all the choices that could be defended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seedbed.errors import InputError
from seedbed.front_room.front import to_check
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import as_at
from seedbed.publish.bindings import split_sentences
from seedbed.publish.claim_check import NEIGHBOURS, check_snapshot, compared_with, sets_said
from seedbed.publish.look.pictures import curve_picture
from seedbed.publish.shelf import is_simulated, shelf

if TYPE_CHECKING:
    from seedbed.methods.effects.checked import Checked


def check_claims(request: HttpRequest) -> HttpResponse:
    """Each published number of the study's claim, among all defensible ones."""
    found = to_check(shelf("study", using=settings.SEEDBED_STORE))
    page: dict[str, Any] = {"checks": [], "nothing": found is None}
    if found is not None:
        simulated = is_simulated(found)
        sets = compared_with(found.body["check"], settings.DATA)
        try:
            checks = check_snapshot(found.body["check"], data=settings.DATA)
        except InputError as wrong:  # no comparable series: said, not hidden
            checks, page["why"] = [], str(wrong)
        page |= {
            "checks": [_said(checked, simulated=simulated) for checked in checks],
            "simulated": simulated,
            "facts_as_at": as_at(found),
            "compared": sets_said(sets),
            "with_neighbours": NEIGHBOURS in sets,
        }
    return show(request, "check.html", page, (_("Check a claim"), ""), at="check")


def _said(checked: Checked, *, simulated: bool) -> dict[str, Any]:
    claim, numbers = checked.claim, checked.numbers
    finding, *rest = split_sentences(checked.text())
    return {
        "says": claim.says,
        "who": claim.who,
        "address": claim.address,
        "verdict": _verdict(numbers),
        "finding": finding,
        "rest": rest,
        "picture": curve_picture(checked, simulated=simulated),
        "warnings": checked.warnings,
        "settle": checked.what_would_settle_it(),
        "by_baseline": checked.by("baseline"),
        "reverses": [f"{choice.span}: {choice.told}" for choice in checked.reverses],
    }


def _verdict(numbers: Any) -> str:
    """How much of the published figure the choices bear out, in one sentence."""
    words = {
        "all": numbers["choices"],
        "same": numbers["same_direction"],
        "near": numbers["within_wider"],
    }
    return (
        ngettext(
            "%(same)s of %(all)s defensible choice agrees in direction, and %(near)s comes close "
            "to the published size.",
            "%(same)s of %(all)s defensible choices agree in direction, and %(near)s come close "
            "to the published size.",
            numbers["choices"],
        )
        % words
    )

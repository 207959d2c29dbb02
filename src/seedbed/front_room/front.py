"""The front page: what this is in one sentence, and one published claim to check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from seedbed.front_room import check as checking
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import as_at, by_reality
from seedbed.publish.look.pictures import baselines_picture, series_picture
from seedbed.publish.look.spoken import each_said
from seedbed.publish.shelf import is_simulated, shelf
from seedbed.record.outputs.selectors import published

if TYPE_CHECKING:
    from seedbed.record.outputs.models import Publication


def front(request: HttpRequest) -> HttpResponse:
    """The page a stranger comes to."""
    studies = shelf("study", using=settings.SEEDBED_STORE)
    page: dict[str, Any] = {
        "first": studies[0] if studies else None,
        "advice": by_reality(shelf("advice", using=settings.SEEDBED_STORE)),
    }
    found = to_check(studies)
    if found is not None:
        page |= checked(found, request.GET.dict())
    return show(request, "front.html", page, at="front")


def to_check(studies: Iterable[Publication]) -> Publication | None:
    """The first study that offers a claim to check; a simulated one only if no other does."""
    offered = (row for row in studies if row.body.get("check") and row.withdrawn_at is None)
    return next(offered, None)


def checked(found: Publication, given: dict[str, str]) -> dict[str, Any]:
    """The check as a reader sees it: question, answer for the chosen years, pictures."""
    check, simulated = found.body["check"], is_simulated(found)
    count, problem = checking.chosen(check, given)
    claims = published(using=settings.SEEDBED_STORE).filter(
        kind="claim", study=found.study_id, key=check["claim"]
    )
    claim = claims.order_by("-version").first()
    return {
        "check": check,
        "count": count,
        "problem": problem,
        "simulated": simulated,
        "facts_as_at": as_at(found),
        "periods": checking.periods(check),
        "question": checking.question(check),
        "finding": checking.finding(check, count),
        "ranging": checking.ranging(count),
        "nearest": checking.nearest(check, count),
        "check_sources": checking.sources(check),
        "series": series_picture(check, count, simulated=simulated),
        "every": baselines_picture(check, count, simulated=simulated),
        "claim": claim,
        "rivals": each_said(claim.body["claim"]["rivals"]) if claim else [],
        "not_where": each_said([claim.body["claim"]["not_where"]]) if claim else [],
    }

"""Fit to my area: there beside here on what is said to matter, and a plan to take away.

All that a visitor answers stands in the address of the page. Nothing of it is stored, no cookie is
set, and the page asks the browser to tell no other site where it has been.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.front_room.page import show
from seedbed.front_room.snapshots import by_reality, page_of, snapshot
from seedbed.methods.transfer.side_by_side import LIMIT
from seedbed.publish.bindings import split_sentences
from seedbed.publish.fit import AREA, NEED, QUESTION, Fit
from seedbed.publish.plan_docx import Source, plan_docx
from seedbed.publish.report import plain_text
from seedbed.publish.shelf import shelf
from seedbed.publish.wording import options

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fit_list(request: HttpRequest) -> HttpResponse:
    """Which innovation is meant: all published advice, real first."""
    rows = by_reality(shelf("advice", using=settings.SEEDBED_STORE))
    return show(request, "fit_list.html", rows, (_("Fit to my area"), ""), at="fit_list")


def fit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """There beside here for one innovation: the answer above, the questions below it."""
    page = page_of(request, snapshot(public_id, "advice"))
    found = Fit(page["body"], request.GET.dict(), data=settings.DATA)
    page |= {"name": page["body"]["innovation"]["name"], "fit": found, **_form(found)}
    # On a phone the answer comes first, and the date of the facts behind it.
    page["facts_as_at"] = page.pop("as_at")
    if found.answered:
        page |= _answer(found, public_id)
    trail = ((_("Fit to my area"), reverse("front_room:fit_list")), (page["name"], ""))
    return _private(show(request, "fit.html", page, *trail, at="fit_list"))


def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The staged plan as a Word file.

    Raises: InputError where the address holds an answer that cannot be used.
    """
    page = page_of(request, snapshot(public_id, "advice"))
    found = Fit(page["body"], request.GET.dict(), data=settings.DATA)
    if found.problems:
        raise InputError(" ".join(problem.says for problem in found.problems))
    source = Source(
        version=page["publication"].version,
        published_on=page["published_on"],
        address=page["cite"],
        withdrawn=page["publication"].withdrawn_because,
    )
    made = plan_docx(found, source=source, today=date.today())
    answer = HttpResponse(made, content_type=WORD_FILE)
    name = f"plan-{page['body']['innovation']['id']}.docx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    """What was answered here goes to no other site and into no shared cache."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _form(found: Fit) -> dict[str, Any]:
    """The questions and the requirements to tick, with what was answered so far."""
    questions = [
        {
            "name": f"{QUESTION}{row['id']}",
            "asks": row["ask"],
            "hint": plain_text(row["there"]),
            "options": _radios(options("answer"), found.answers.get(row["id"])),
        }
        for row in found.asked
    ]
    needs = [
        {
            "name": f"{NEED}{row['id']}",
            "stage": row["stage"],
            "asks": plain_text(row["text"]),
            "options": _radios(options("tick"), found.ticks.get(row["id"])),
        }
        for row in found.needs
    ]
    return {
        "questions": questions,
        "needs": [(stage, list(rows)) for stage, rows in groupby(needs, _stage)],
        "area_field": AREA,
        "more": len(found.fits) - len(found.asked),
    }


def _stage(row: dict[str, Any]) -> str:
    return str(row["stage"])


def _radios(words: list[tuple[str, str]], chosen: str | None) -> list[tuple[str, str, bool]]:
    return [(word, shown, word == chosen) for word, shown in words]


def _answer(found: Fit, public_id: UUID) -> dict[str, Any]:
    """What stands above the form once something was sent."""
    finding, *named = split_sentences(found.sides.text().removesuffix(LIMIT))
    figures, missing = found.figures
    query = urlencode(found.kept_in_address)
    return {
        "finding": finding,
        "named": named,
        "limit": LIMIT,
        "doubts": (*found.sides.warnings, *found.ready.warnings),
        "sides": [
            {"side": side, "why": plain_text(row["why"])}
            for row, side in zip(found.asked, found.sides.sides, strict=True)
        ],
        "ready": found.ready.text(),
        "left": [(stage, list(rows)) for stage, rows in groupby(found.ready.left, _left_stage)],
        "figures": figures,
        "not_loaded": missing,
        "plan": f"{reverse('front_room:plan', args=[public_id])}?{query}",
    }


def _left_stage(row: Any) -> str:
    return str(row.stage)

"""The staged plan a visitor takes away: what the advice says, set against what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from seedbed.library import stages
from seedbed.library.stage import Stage
from seedbed.methods.transfer.readiness import Ticked
from seedbed.publish.figures import day
from seedbed.publish.fit import Fit
from seedbed.publish.report import plain_text
from seedbed.publish.word_file import WordFile
from seedbed.publish.wording import said

# As a plan says it: not what is there, but what is left to do.
STANDS = {
    "in-place": lazy("Done"),
    "partly": lazy("Partly done"),
    "not-yet": lazy("To do"),
    "unknown": lazy("Not known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The published advice a plan rests on."""

    version: int
    published_on: date
    address: str
    withdrawn: str  # why, where it was


def plan_docx(fit: Fit, *, source: Source, today: date) -> bytes:
    """Write the plan as a Word file."""
    name = fit.body["innovation"]["name"]
    file = WordFile(_("A staged plan: %(name)s") % {"name": name}, made_on=today)
    _opening(file, fit, source.withdrawn, today)
    _verdicts(file, fit.body["verdicts"])
    _there_and_here(file, fit)
    _figures(file, fit)
    _by_stage(file, fit)
    _not_known(file, fit)
    _from_where(file, fit, source)
    return file.written()


def _opening(file: WordFile, fit: Fit, withdrawn: str, today: date) -> None:
    if fit.simulated:
        file.say(_("Simulated data. No place, person or number in this plan is real."), strong=True)
    if withdrawn:
        words = {"why": withdrawn}
        file.say(_("This advice was withdrawn. Do not decide on it. %(why)s") % words, strong=True)
    if fit.area:
        file.say(_("For %(area)s.") % {"area": fit.area.name})
    file.say(
        _("Made on %(day)s from answers given on a page. Nobody has checked the answers.")
        % {"day": day(today)}
    )


def _verdicts(file: WordFile, verdicts: Iterable[Mapping[str, Any]]) -> None:
    file.heading(_("What the advice says"), 2)
    for verdict in verdicts:
        about = said("advice-about", verdict["about"])
        file.heading(f"{about}: {said('advice-word', verdict['word'])}", 3)
        file.say(plain_text(verdict["sentence"]))
        file.points(plain_text(text) for text in verdict["conditions"])
        sure = said("confidence", verdict["confidence"])
        file.say(_("How sure we are: %(sure)s confidence.") % {"sure": sure.lower()})
        why = {"why": plain_text(verdict["change_our_mind"])}
        file.say(_("What would change our mind: %(why)s") % why)


def _there_and_here(file: WordFile, fit: Fit) -> None:
    file.heading(_("There beside here"), 2)
    file.say(fit.sides.text())
    if not fit.sides.sides:
        return
    head = [_("What"), _("There"), _("Here"), _("Does it matter?"), _("What to change")]
    rows = (
        [
            side.factor,
            side.there or _("Not known"),
            said("alike", side.alike),
            said("matters", side.matters),
            side.change if side.alike != "same" else "",
        ]
        for side in fit.sides.sides
    )
    file.table(head, rows)


def _figures(file: WordFile, fit: Fit) -> None:
    figures, _missing = fit.figures
    if not figures:
        return
    file.heading(_("In official figures"), 2)
    head = [_("What"), _("There"), _("Here"), _("Middle of neighbours"), _("From")]
    rows = (
        [row.what, row.there, row.here, row.middle or _("no figure"), row.source] for row in figures
    )
    file.table(head, rows)
    if any(row.is_count for row in figures):
        file.say(_("A count is larger in a larger area. Compare it with its own years."))


def _by_stage(file: WordFile, fit: Fit) -> None:
    file.heading(_("What to do, stage by stage"), 2)
    file.say(fit.ready.text())
    file.say(_("The stages are a map, not a ladder. You may go back, and you may stop."))
    for stage in stages():
        file.heading(stage.name, 3)
        _needs(file, [row for row in fit.ready.ticked if row.stage == stage.id])
        file.say(_("Before you move on, ask:"))
        file.points(stage.gate_questions)
        _signs(file, stage, fit.body.get("signs", []))


def _needs(file: WordFile, rows: list[Ticked]) -> None:
    if not rows:
        file.say(_("The advice names nothing that must be in place at this stage."))
        return
    head = [_("What"), _("How much"), _("Takes"), _("Here"), _("Who, and by when")]
    file.table(
        head,
        (
            [row.text, said("weight", row.weight), lead(row.lead_months), _stands(row), ""]
            for row in rows
        ),
    )


def _stands(row: Ticked) -> str:
    return str(STANDS[row.here])


def lead(months: int | None) -> str:
    """How long a thing takes to put in place, in words."""
    if months is None:
        return _("not known")
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def _signs(file: WordFile, stage: Stage, signs: Iterable[Mapping[str, Any]]) -> None:
    own = [row for row in signs if row["stage"] == stage.id]
    if not own:
        return
    file.say(_("Early signs that it goes off course:"))
    head = [_("Sign"), _("What to count or ask, early"), _("What others did next")]
    parts = ("sign", "measure", "others")
    file.table(head, ([plain_text(row[n]) or _("Not known") for n in parts] for row in own))


def _not_known(file: WordFile, fit: Fit) -> None:
    file.heading(_("What is not known"), 2)
    file.points(
        [
            *(plain_text(text) for text in fit.body["not_known"]),
            *fit.sides.warnings,
            *fit.ready.warnings,
            _("What would happen in your area."),
        ]
    )


def _from_where(file: WordFile, fit: Fit, source: Source) -> None:
    file.heading(_("Where this comes from"), 2)
    words = {
        "title": fit.body["title"],
        "version": source.version,
        "on": day(source.published_on),
        "study": fit.body["study"]["title"],
    }
    cited = _("%(title)s Version %(version)s, published %(on)s. In: %(study)s. Seedbed.")
    file.say(cited % words)
    file.say(source.address)
    file.say(fit.body["study"]["limits"])

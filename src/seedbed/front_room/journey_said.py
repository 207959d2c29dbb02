"""The stages in words: the map with somebody on it, what others did, what came next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext_lazy as lazy_plural

from seedbed.front_room.snapshots import address_of
from seedbed.library import stage_model
from seedbed.publish.figures import span
from seedbed.publish.journey import Others, Standing, case_of
from seedbed.publish.wording import said
from seedbed.record.words import Direction

if TYPE_CHECKING:
    from seedbed.library import Stage
    from seedbed.record.outputs.models import Publication

Row = Mapping[str, Any]


def stage_named(name: str) -> Stage | None:
    """A stage of the map, with its gate questions and signs of a stall."""
    return next((stage for stage in stage_model().stages if stage.id == name), None)


def map_said(
    chosen: str, *, address: str, more: str = "", ours: Sequence[Standing] = ()
) -> list[dict[str, Any]]:
    """The six stages in order, each with its address, and what is known of us there.

    ``more``: what every address carries besides the stage.
    """
    return [
        {
            "name": said("stage", stage.id),
            "definition": stage.definition,
            "address": f"{address}?stage={stage.id}{more}#stage",
            "chosen": stage.id == chosen,
            "here": [one.name for one in ours if one.stage == stage.id and not one.ending],
            "seen": [line for one in ours for line in _seen(one, stage.id, len(ours) > 1)],
        }
        for stage in stage_model().stages
    ]


def _seen(one: Standing, stage: str, named: bool) -> list[str]:
    """When one innovation came to a stage, how often, and what went wrong there."""
    lines = []
    for number, spell in enumerate(s for s in one.spells if s.stage == stage):
        line = _("From %(when)s") if number == 0 else _("Again from %(when)s")
        lines.append(line % {"when": span(spell.began_earliest, spell.began_latest)})
    here = Counter(row["direction"] for row in one.events if row["stage"] == stage)
    lines += [words % {"n": here[way]} for way, words in TROUBLES.items() if here[way]]
    if named:
        return [_("%(name)s: %(what)s") % {"name": one.name, "what": line} for line in lines]
    return lines


def standing_said(one: Standing) -> dict[str, Any]:
    """Where one innovation is now, as sentences, and the latest thing that was logged."""
    words = {"stage": said("stage", one.stage).lower()} if one.stage else {}
    if one.ending is not None:
        line = _("It ended (%(when)s). The last stage logged is %(stage)s.")
        if not one.stage:
            line = _("It ended (%(when)s). At which stage is not known.")
        words |= {"when": when_said(one.ending)}
    elif one.stage:
        line = _("At %(stage)s, from %(when)s as far as it is logged.")
        last = one.spells[-1]
        words |= {"when": span(last.began_earliest, last.began_latest)}
    else:
        line = _("The stage is not known: nothing that is logged names one.")
    doubt = ""
    if one.doubt:
        doubt = _("The dates overlap, so it may still be at %(stage)s.")
        doubt %= {"stage": said("stage", one.doubt).lower()}
    latest = one.events[-1] if one.events else None
    return {
        "name": one.name,
        "line": line % words,
        "doubt": doubt,
        "latest": {**latest, "when": when_said(latest)} if latest else None,
    }


def when_said(row: Row) -> str:
    """When an event of a lane happened, as exactly as it is known."""
    return span(date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"]))


def others_said(found: Others) -> dict[str, Any]:
    """What others did at a stage, by the way it went, all of one size; then what came next."""
    return {
        "places": len(found.places),
        "ways": [
            (way, [_event(row) for row in found.events if row["direction"] == way])
            for way in get_args(Direction)
        ],
        "unplaced": [_event(row) for row in found.unplaced],
        "ends": [_end(row) for row in found.ends],
        "next": _next_said(found),
    }


def _event(row: Row) -> dict[str, Any]:
    place: Publication = row["of"]
    address = row["address"]
    return {
        **row,
        "when": when_said(row),
        "place": case_of(place),
        "url": address if address.startswith("http") and " " not in address else "",
        "advice": address_of(place),
    }


def _end(row: Row) -> dict[str, str]:
    on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    return {"case": row["case"], "how": row["how"], "when": span(on, on)}


def _next_said(found: Others) -> list[dict[str, str]]:
    """Each thing that came next: how many places in words, and which."""
    steps = found.next.steps()
    lines = [_line(STEPS[way], which, said("stage", stage).lower()) for way, stage, which in steps]
    missing = [none for way, none in NO_STEP.items() if way not in {step[0] for step in steps}]
    lines += [_line(none) for none in missing]
    for name, (none, some) in RECORDED.items():
        which = [case.case for case in found.next.cases if getattr(case, name)]
        lines.append(_line(some if which else none, which))
    return lines


def _line(words: Any, which: Iterable[str] = (), stage: str = "") -> dict[str, str]:
    names = list(which)
    return {"says": words % {"n": len(names), "stage": stage}, "which": "; ".join(names)}


TROUBLES = {
    "stall": lazy_plural("%(n)s stall", "%(n)s stalls", "n"),
    "setback": lazy_plural("%(n)s setback", "%(n)s setbacks", "n"),
    "ended": lazy_plural("Ended here", "Ended here", "n"),
}
STEPS = {
    "forward": lazy_plural("%(n)s moved on to %(stage)s.", "%(n)s moved on to %(stage)s.", "n"),
    "back": lazy_plural("%(n)s went back to %(stage)s.", "%(n)s went back to %(stage)s.", "n"),
}
NO_STEP = {
    "forward": lazy("None is known to have moved on to a later stage."),
    "back": lazy("None is known to have gone back to an earlier stage."),
}
# What else is counted of each place: the sentence for none, and for some.
RECORDED = {
    "ended": (
        lazy("None is recorded as ended after this stage."),
        lazy_plural(
            "%(n)s ended, and this is the last stage recorded.",
            "%(n)s ended, and this is the last stage recorded.",
            "n",
        ),
    ),
    "setback": (
        lazy("None has a setback recorded at this stage."),
        lazy_plural(
            "%(n)s has a setback recorded at this stage.",
            "%(n)s have a setback recorded at this stage.",
            "n",
        ),
    ),
    "stall": (
        lazy("None has a stall recorded at this stage."),
        lazy_plural(
            "%(n)s has a stall recorded at this stage.",
            "%(n)s have a stall recorded at this stage.",
            "n",
        ),
    ),
    "unknown": (
        lazy("For each of them something is known of what came next."),
        lazy_plural(
            "%(n)s is not known: nothing later is recorded, or the dates overlap.",
            "%(n)s are not known: nothing later is recorded, or the dates overlap.",
            "n",
        ),
    ),
}

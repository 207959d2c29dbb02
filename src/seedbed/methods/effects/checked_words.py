"""A checked claim as one paragraph: what agrees, what reverses it, and what it cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedbed.methods.effects.claim import KINDS
from seedbed.methods.effects.recomputed import (
    NO_COMPARISON,
    Choice,
    Part,
    nearest_to,
    number_of,
)
from seedbed.methods.effects.specification_doubts import extremes_said
from seedbed.methods.prose import counted, figure, listed, percent

if TYPE_CHECKING:
    from seedbed.methods.effects.checked import Checked

SHARED: dict[Part, str] = {
    "measure": "use",
    "baseline": "count from",
    "end": "count to",
    "comparison": "are set beside",
}
WAYS = {-1: "down", 1: "up"}
NOT_SAID = (
    "This shows how far the figure depends on choices that somebody had to make. It is not a "
    "trial: it says what went with these years here, not why, and it is no judgement of the people "
    "who made the claim."
)


def paragraph(checked: Checked) -> str:
    """Write the whole paragraph; a sentence with nothing to say is left away."""
    if checked.curve:
        parts = (_opening, _direction, _size, _dates, _extremes, measured, _elsewhere, left_out)
        told = [part(checked) for part in parts]
    else:
        none = f"{checked.claim.cited}: no choice can be recomputed."
        told = [none, measured(checked), left_out(checked)]
    return " ".join(filter(None, (*told, NOT_SAID)))


def measured(checked: Checked) -> str:
    """Say whether the readings count what the source counted."""
    ours = listed(f"{KINDS[kind]} ({measure})" for measure, kind in checked.kinds)
    if checked.claim.kind is None:
        return (
            f"The source does not say how its measure ({checked.claim.measure}) was counted, so it "
            f"cannot be told whether these readings are the same. They say {ours}."
        )
    if checked.own_measure:
        return ""
    return (
        f"We cannot reproduce the source's own measure: it says {KINDS[checked.claim.kind]}, and "
        f"these readings say {ours}."
    )


def left_out(checked: Checked) -> str:
    """Name the readings that are not known, and count the choices left out by their reason."""
    gaps = f"Not known for {checked.claim.area}: {listed(checked.gaps, 6)}." if checked.gaps else ""
    out, every = len(checked.left_out), len(checked.curve) + len(checked.left_out)
    if not out:
        return gaps
    reasons = Counter(choice.why for choice in checked.left_out).most_common()
    named = "; ".join(f"{why} ({figure(number)})" for why, number in reasons[:4])
    more = f"; {counted(len(reasons) - 4, 'further reason')}" if len(reasons) > 4 else ""
    return (
        f"{gaps} {counted(out, 'choice')} of {figure(every)} ({percent(100 * out / every)}) left "
        f"out: {named}{more}."
    ).strip()


def _opening(checked: Checked) -> str:
    every = counted(len(checked.curve) + len(checked.left_out), "choice")
    return (
        f"{checked.claim.cited}: recomputed with {figure(len(checked.curve))} of {every} of "
        f"measure ({listed(measure for measure, _ in checked.kinds)}), baseline, end and "
        "comparison."
    )


def _direction(checked: Checked) -> str:
    back, every = checked.reverses, len(checked.curve)
    alone = [choice for choice in checked.curve if choice.alone]
    told = (
        f"{figure(len(checked.agrees))} of {figure(every)} agree that it {checked.claim.direction}"
    )
    if len(alone) < every:
        agree = sum(choice.way == "agrees" for choice in alone)
        told += f", alone or against others (alone {figure(agree)} of {figure(len(alone))})"
    still = every - len(checked.agrees) - len(back)
    told += f", {figure(still)} with no change" if still else ""
    if not back:
        return f"{told}, and none reverses it."
    furthest = sorted(back, key=lambda choice: -abs(number_of(choice)))
    named = listed((f"{_named(checked, choice)} ({choice.told})" for choice in furthest), 3)
    return f"{told}, and {figure(len(back))} reversed: {named}{_shared(checked, back)}."


def _size(checked: Checked) -> str:
    claim, curve = checked.claim, checked.curve
    alone = [choice for choice in curve if choice.alone]
    nearest = dict.fromkeys(nearest_to(claim.published, some) for some in (curve, alone) if some)
    named = listed(f"{_named(checked, choice)} ({choice.told})" for choice in nearest)
    return (
        f"How many come to the published {percent(claim.published)} by rounding: "
        f"{figure(len(checked.rounds_to))}; within {figure(checked.wider)} percentage points of "
        f"it: {figure(len(checked.near))}{_shared(checked, checked.near)}; further in the same "
        f"direction: {figure(checked.larger)}. Nearest to it: {named}."
    )


def _dates(checked: Checked) -> str:
    claim = checked.claim
    unstated = [w for w, p in (("its baseline", claim.baseline), ("its end", claim.end)) if not p]
    if unstated:
        return f"The claim does not state {listed(unstated)}."
    known = [choice for choice in checked.own if choice.number is not None]
    if not known:
        return "Its own dates give no number with these readings."
    told = listed(f"{choice.told} {_named(checked, choice)}" for choice in known)
    by = "measure and dates" if checked.own_measure else "dates"
    return f"By its own {by}, or the years that hold them, the change is {told}."


def _extremes(checked: Checked) -> str:
    told = extremes_said(checked.claim.area, checked.curve)
    if not told:
        return ""
    others = [choice for choice in checked.curve if not choice.start_is]
    agree = sum(choice.way == "agrees" for choice in others)
    return (
        f"{'. '.join(told)}. Of the choices from other baselines {figure(agree)} of "
        f"{figure(len(others))} agree in direction."
    )


def _elsewhere(checked: Checked) -> str:
    there = checked.placebo
    if there is None:
        return ""
    return (
        f"Put through the same choices, {figure(len(there.as_far))} of "
        f"{counted(len(there.areas), 'other area')} moved at least as far "
        f"{WAYS[checked.claim.sign]}, by the median of their numbers."
    )


def _shared(checked: Checked, some: Sequence[Choice]) -> str:
    """What several choices have in common and the others do not."""
    told = []
    for part, verb in SHARED.items():
        ours = {getattr(choice, part) for choice in some}
        every = {getattr(choice, part) for choice in checked.curve}
        if len(some) > 1 and len(ours) == 1 < len(every):
            (only,) = ours
            told.append("have no comparison" if only == NO_COMPARISON else f"{verb} {only}")
    return f"; all of these {listed(told)}" if told else ""


def _named(checked: Checked, choice: Choice) -> str:
    return choice.said if len(checked.kinds) > 1 else choice.span

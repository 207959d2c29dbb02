"""Check a published claim: what the reader chose, and what the series then says, in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.publish.baseline import Check, Counted, counted, years
from seedbed.publish.figures import number, span, with_unit

# Below half a per cent either way the words would say more than the number does.
STILL = 0.5


def chosen(check: Check, given: Mapping[str, str]) -> tuple[Counted, str]:
    """The count a reader asked for, or the claim's own with a sentence on what to choose."""
    own = {"start": check["from"], "end": check["to"]}
    beside = given.get("beside", "yes") != "no" and bool(check["comparison"])
    try:
        asked = {
            "start": int(given.get("from", own["start"])),
            "end": int(given.get("to", own["end"])),
        }
        return counted(check, **asked, beside=beside), ""
    except (ValueError, InputError):
        problem = _("Choose a first year that comes before the last year, both from the lists.")
        return counted(check, **own, beside=beside), problem


def periods(check: Check) -> list[tuple[int, str]]:
    """The years a reader may choose, each as the series names its period."""
    named = {}
    for row in check["readings"]:
        if row["area"] == check["area"]:
            ends = date.fromisoformat(row["ends"])
            named[ends.year] = _period(date.fromisoformat(row["starts"]), ends)
    return [(year, named[year]) for year in years(check)]


def _period(starts: date, ends: date) -> str:
    """``2014`` for a calendar year, ``year to March 2014`` for another one."""
    whole = span(starts, ends)
    if whole.isdigit():
        return whole
    return _("year to %(month)s") % {"month": span(ends.replace(day=1), ends)}


def _within(period: str) -> str:
    return period if period.isdigit() else _("the %(period)s") % {"period": period}


def question(check: Check) -> str:
    """The published numbers as one question."""
    sizes = _or([_size(float(row["amount"])) for row in check["published"]])
    return _("%(measure)s in %(area)s: %(sizes)s?") % {
        "measure": check["published"][0]["measure"] or check["indicator"]["name"],
        "area": check["area"],
        "sizes": sizes,
    }


def _size(amount: float) -> str:
    words = {"number": f"{number(abs(amount))}\u202f%"}
    if abs(amount) < STILL:
        return _("no change")
    return (_("a fall of %(number)s") if amount < 0 else _("a rise of %(number)s")) % words


def _or(parts: list[str]) -> str:
    return (", " + _("or") + " ").join(dict.fromkeys(parts))


def finding(check: Check, count: Counted) -> str:
    """What the series says from the chosen year, and what it said elsewhere."""
    named = dict(periods(check))
    here = count.chosen.treated
    if here.change_percent is None:
        return _("From this year no change can be given: %(why)s.") % {"why": here.why}
    words = {
        "indicator": check["indicator"]["name"],
        "area": check["area"],
        "start": _within(named[count.start]),
        "end": _within(named[count.end]),
        "before": number(here.before or 0),
        "after": number(here.after or 0),
        "moved": _moved(here.change_percent),
    }
    said = _(
        "%(indicator)s in %(area)s went from %(before)s in %(start)s to %(after)s in %(end)s: "
        "%(moved)s."
    )
    return " ".join([said % words, *_elsewhere(check, count)])


def _elsewhere(check: Check, count: Counted) -> list[str]:
    change = count.chosen.comparison_change_percent
    if not count.beside or change is None:
        return []
    others = check["comparison"]
    name = others[0] if len(others) == 1 else _("the comparison areas, on average,")
    return [
        _("In %(name)s over the same time: %(moved)s.") % {"name": name, "moved": _moved(change)}
    ]


def _moved(change: float) -> str:
    if abs(change) < STILL:
        return _("hardly any change")
    words = {"number": f"{number(abs(change), places=0)}\u202f%"}
    return (_("down %(number)s") if change < 0 else _("up %(number)s")) % words


def _signed(change: float) -> str:
    plus = "+" if round(change) > 0 else ""
    return plus + with_unit(change, "%", places=0)


def ranging(count: Counted) -> str:
    """How the answer moves when only the first year does."""
    changes = count.changes
    if len(changes) < 2:
        return _("There is no earlier year to count from, so nothing to compare this answer with.")
    words = {
        "all": len(changes),
        "low": _signed(max(changes.values())),
        "high": _signed(min(changes.values())),
        "falls": _falls(count.falls, len(changes)),
    }
    return (
        _(
            "Counted from each of the %(all)s years before, the answer runs from %(low)s to "
            "%(high)s: %(falls)s."
        )
        % words
    )


def _falls(falls: int, years: int) -> str:
    if falls == years:
        return _("a fall each time")
    if not falls:
        return _("never a fall")
    return _("a fall from %(n)s of them") % {"n": falls}


def nearest(check: Check, count: Counted) -> list[str]:
    """For each published number, the first year that comes nearest to it."""
    said = []
    for row in check["published"]:
        amount = float(row["amount"])
        year = count.nearest(amount)
        said.append(
            _("The published %(amount)s comes nearest when counted from %(year)s (%(change)s).")
            % {"amount": _signed(amount), "year": year, "change": _signed(count.changes[year])}
        )
    return list(dict.fromkeys(said))


def sources(check: Check) -> list[dict[str, Any]]:
    """Where the numbers of the check are from, each source once."""
    rows = [*check["published"], *check["readings"]]
    return list({row["address"]: row for row in rows}.values())

"""What became of each, ready for a page: unknown first, and within each fate what matters most."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.methods.sequences.sustainment import DISAGREE
from seedbed.publish.figures import day
from seedbed.publish.replies import Replies
from seedbed.publish.wording import said

Body = Mapping[str, Any]
# In the order of the register: what is not known first, what was kept going last.
FATES = {
    "unknown": lazy("Not known"),
    "ended": lazy("Ended"),
    "partly": lazy("Going on in part"),
    "continuing": lazy("Still going when last seen"),
}
NO_CLOCK = {
    "no-end": lazy("Not known: no date for the end of the grant."),
    "no-grant": lazy("Not known: no grant is recorded, so there is no day to count from."),
    # Frozen by an earlier release, which did not ask.
    "": lazy("Not asked when this was published."),
}
YEARS = (1, 3, 5)
_ONE = lazy("One year after the grant ended: not known for %(n)s of %(all)s.")
_THREE = lazy("Three years after the grant ended: not known for %(n)s of %(all)s.")
_FIVE = lazy("Five years after the grant ended: not known for %(n)s of %(all)s.")
# Of the outcomes of keeping going, those that a row may say more of.
MORE = ("core_kept", "scale", "funder", "benefits_kept", "adapted", "absorbed")


def register_said(
    answer: Body,
    *,
    first: Sequence[str],
    urls: Mapping[str, str] | None = None,
    correct: str = "",
    replies: Replies | None = None,
) -> dict[str, Any]:
    """The answer to what became of each, as ``published/register.html`` wants it.

    ``first``: cases that the study puts in front. ``urls``: where more is said of a case.
    ``correct``: where one may say that a row is wrong.
    """
    rows = sorted(answer["table"], key=lambda row: _place(row, first))
    urls, replies = urls or {}, replies or Replies()
    cases = [_case(row, urls.get(row["case"], ""), correct, replies) for row in rows]
    groups = [
        {"fate": fate, "words": words, "cases": [c for c in cases if c["fate"] == fate]}
        for fate, words in FATES.items()
    ]
    numbers = answer["numbers"]
    return {
        "lead": _lead(numbers),
        "clock": _clock(numbers),
        "after": _after(numbers),
        "text": answer["text"],
        "doubts": answer["warnings"],
        "digest": answer["digest"],
        "counts": [(words, numbers[fate]) for fate, words in FATES.items()],
        "groups": [group for group in groups if group["cases"]],
    }


def _place(row: Body, first: Sequence[str]) -> tuple[int, int]:
    """The register's own order of fates; then what the study puts first; else as it stands."""
    case = row["case"]
    return list(FATES).index(row["fate"]), first.index(case) if case in first else len(first)


def _lead(numbers: Body) -> str:
    words = {"n": numbers["unknown"], "all": numbers["cases"]}
    return _("For %(n)s of %(all)s, nobody whose words we hold says what became of it.") % words


def _clock(numbers: Body) -> str:
    """How often there is no day to count from; nothing where there always is one."""
    dark = numbers["cases"] - numbers.get("grant_end_known", numbers["cases"])
    if not dark:
        return ""
    return _(
        "For %(n)s of %(all)s, no source says on which day the last grant ended. "
        "So nobody can say how they stood 1, 3 or 5 years later."
    ) % {"n": dark, "all": numbers["cases"]}


def _after(numbers: Body) -> list[str]:
    """For each horizon what is not known, then what is; nothing where no clock is known."""
    return [_horizon(numbers, years) for years in YEARS] if numbers.get("grant_end_known") else []


def _horizon(numbers: Body, years: int) -> str:
    words = {1: _ONE, 3: _THREE, 5: _FIVE}[years]
    told = [words % {"n": numbers[f"unknown_at_{years}"], "all": numbers["cases"]}]
    for stood in ("disagree", "ended", "partly", "continuing", "not-yet"):
        if count := numbers[f"{stood.replace('-', '_')}_at_{years}"]:
            told.append(_("%(stood)s: %(n)s.") % {"stood": said("stood", stood), "n": count})
    return " ".join(told)


def _case(row: Body, url: str, correct: str, replies: Replies) -> dict[str, Any]:
    refs = str(row.get("rests_on") or "").split()
    said_of_it = [reply for ref in refs for reply in replies.beside("sustainment", ref)]
    return {
        "fate": row["fate"],
        "name": row["case"],
        "site": row.get("site") or "",
        "url": url,
        "refs": refs,
        "latest": _latest(row),
        "more": _more(row),
        **_stood(row),
        "marks": str(row.get("status") or "").split(),
        "address": row.get("address") or "",
        "correct": _correct(correct, refs),
        "replies": said_of_it,
        "disputed_by": [row["from_whom"] for row in said_of_it if row["kind"] == "dispute"],
    }


def _latest(row: Body) -> str:
    when = _when(row)
    words = {"fate": FATES[row["fate"]], "how": row["how"], "when": when}
    if row["fate"] in ("ended", "partly") or row["how"] == DISAGREE:
        return _("%(fate)s: %(how)s, %(when)s") % words
    return _("%(fate)s, %(when)s") % words if when else str(FATES[row["fate"]])


def _when(row: Body) -> str:
    if row["ended_on"]:
        return _("on %(day)s") % {"day": _day(row["ended_on"])}
    if row["as_of"]:
        return _("as at %(day)s") % {"day": _day(row["as_of"])}
    # Where nothing is known there is no date to miss.
    return "" if row["fate"] == "unknown" and row["how"] != DISAGREE else _("date not known")


def _day(when: str) -> str:
    return day(date.fromisoformat(when))


def _more(row: Body) -> list[tuple[str, str]]:
    """What else is known of it: never a gap filled in, and no list of gaps."""
    return [
        (said("column", name), said("known", row[name])) for name in MORE if row[name] != "unknown"
    ]


def _stood(row: Body) -> dict[str, Any]:
    """The three horizons; or, where there is nothing to count from, the reason once."""
    clock = row.get("clock", "")
    if clock != "known":
        return {"no_clock": NO_CLOCK[clock], "horizons": [], "grant_ended": ""}
    horizons = [
        {"years": years, "stood": said("stood", row[f"at_{years}"]), "why": row[f"why_{years}"]}
        for years in YEARS
    ]
    return {"no_clock": "", "horizons": horizons, "grant_ended": _day(row["grant_ended"])}


def _correct(correct: str, refs: Sequence[str]) -> str:
    if not correct:
        return ""
    return f"{correct}?about=sustainment&ref={refs[0]}" if refs else correct

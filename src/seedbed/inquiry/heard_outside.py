"""Who has not been heard, as it may be told outside: silences by name, people never by the few.

That nobody of a role was heard at a site is the finding, and counts nobody. How many took part is
one table of roles at sites, protected whole. How many of them were heard is not told at all: beside
how many took part it would count the others, and both are mostly few.
"""

from typing import Any

import polars as pl

from seedbed.inquiry.safe import Frames, Safe, safe_of
from seedbed.methods.disclosure.cells import shown as shown_as
from seedbed.methods.disclosure.layout import ALL, Key
from seedbed.methods.disclosure.protected import Protected, protect
from seedbed.methods.disclosure.released import released_from
from seedbed.methods.disclosure.rules import Rules
from seedbed.methods.disclosure.tables import people_table
from seedbed.methods.experience.heard import Heard, Hearing
from seedbed.methods.prose import figure, listed

# Nobody is told by name; a figure that is left out is then known to be somebody, and counted so.
RULES = Rules(zeros="show")
TOTAL: Key = (ALL, "")


def heard_outside(answer: Heard, frames: Frames) -> Safe:
    """Make of an answer what may leave.

    Raises: nothing that the answer did not raise.
    """
    if not answer.participants:
        return safe_of(answer)
    protected = protect(people_table(_people(frames), RULES))
    table = protected.source
    # What cannot be protected is not told at all. There should be none.
    hidden = frozenset(table.cells) if protected.open else protected.suppressed
    shown = {key: shown_as(table, key, hidden) for key in table.cells}
    return Safe(
        text=_text(answer, shown[TOTAL]),
        numbers={**answer.numbers, "participants": _whole(shown[TOTAL])},
        warnings=("Counts of few people are left out, and the others are rounded.",),
        table=[_row(one, shown) for one in answer.hearings],
        released=() if protected.open else _released(protected),
    )


def _people(frames: Frames) -> pl.DataFrame:
    rows = frames["participants"].iter_rows(named=True)
    return pl.DataFrame(
        [{"person": row["id"], "row": _name(row["role"], row["site"])} for row in rows]
    )


def _name(role: str, site: str) -> str:
    return f"{role} at {site}"


def _row(one: Hearing, shown: dict[Key, float | None]) -> dict[str, Any]:
    """One role at one site: how many took part, and 0 if nobody of them was heard."""
    return {
        "role": one.role,
        "site": one.site,
        "took_part": _whole(shown.get((_name(one.role, one.site), ""), 0)),
        "heard": None if one.heard else 0,
    }


def _whole(count: float | None) -> int | None:
    return None if count is None else int(count)


def _text(answer: Heard, everybody: float | None) -> str:
    took_part = (
        "How many people took part is not shown, to protect few of them."
        if everybody is None
        else f"About {figure(everybody)} people took part."
    )
    unknown = (
        " In some spoken sources the speaker is not recorded, so a silence may be a gap in the "
        "record."
        if answer.unknown_speakers
        else ""
    )
    return (
        f"{took_part} Roles nobody was heard from: {listed(answer.roles_silent)}; sites nobody was "
        f"heard from: {listed(answer.sites_silent)}.{unknown} Being heard once is not having had a "
        "say."
    )


def _released(protected: Protected) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "group": one.group, "what": one.what, "rounding": one.rounding,
            "members": sorted(one.members),
        }
        for one in released_from(protected, "")
    )  # fmt: skip

"""Participants by pseudonym, and what each agreed to, for which use, from when to when."""

from datetime import date, timedelta
from typing import get_args

from seedbed.formats import rows as r
from seedbed.record.words import Use

from . import written


def participants() -> list[r.ParticipantRow]:
    """The people who took part."""
    own = set(r.ParticipantRow.model_fields)
    people = [
        {name: cell for name, cell in person.items() if name in own}
        for person in written.csv("people")
    ]
    return written.rows(r.ParticipantRow, people)


def consents() -> list[r.ConsentRow]:
    """A yes or no to each use from the day of joining, and a new version for each change."""
    changes = {
        (row["participant"], row["use"]): (date.fromisoformat(row["from"]), row["given"])
        for row in written.csv("consent_changes")
    }
    kept: list[r.ConsentRow] = []
    for person in written.csv("people"):
        joined = date.fromisoformat(person["joined"])
        for use in get_args(Use):
            answer = "yes" if use in person["agreed"].split() else "no"
            change = changes.get((person["id"], use))
            until = change[0] - timedelta(days=1) if change else None
            kept.append(_consent(person["id"], use, 1, answer, joined, until))
            if change:
                kept.append(_consent(person["id"], use, 2, change[1], change[0], None))
    return kept


def _consent(
    person: str, use: str, version: int, given: str, start: date, end: date | None
) -> r.ConsentRow:
    return r.ConsentRow.model_validate(
        {
            "id": f"cn-{person.removeprefix('p-')}-{use}-{version}",
            "participant": person,
            "use": use,
            "version": version,
            "given": given,
            "valid_from": start,
            "valid_to": end,
        }
    )

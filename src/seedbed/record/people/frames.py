"""Who took part and who was heard, as frames. Pseudonyms stay in the record."""

from datetime import date

import polars as pl

from seedbed.record.access import theirs
from seedbed.record.evidence.models import Excerpt, Source
from seedbed.record.frames import TEXT, WHOLE, frame
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import withdrawn
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def participants_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Participants: id, site, role. Who withdrew is not among them."""
    gone = withdrawn(by, study, date.today())
    rows = theirs(by, Participant).filter(study=study).exclude(pk__in=gone)
    rows = rows.values("key", "site__name", "role")
    return frame(
        ({"id": row["key"], "site": row["site__name"], "role": row["role"]} for row in rows),
        {"id": TEXT, "site": TEXT, "role": TEXT},
    )


def heard_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Who is heard in which source: id, site, participant, kind, wave.

    Somebody is heard where the source is theirs, or where a passage of it is marked as theirs. A
    source nobody is named in keeps one row without a participant. Who withdrew is not heard, and
    a source that was theirs is left out.
    """
    spoken = ("interview", "focus-group", "observation")
    gone = withdrawn(by, study, date.today())
    rows = theirs(by, Source).filter(study=study, kind__in=spoken)
    rows = rows.exclude(participant__in=gone)
    speakers = theirs(by, Excerpt).filter(study=study, speaker__isnull=False)
    speakers = speakers.exclude(speaker__in=gone)
    named: dict[str, set[str]] = {}
    for source, person in speakers.values_list("version__source__key", "speaker__key"):
        named.setdefault(source, set()).add(person)
    found = []
    for row in rows.values("key", "site__name", "participant__key", "kind", "wave"):
        people = named.get(row["key"], set()) | {row["participant__key"]} - {None}
        found += [
            {
                "id": f"{row['key']} {person or ''}".strip(),
                "site": row["site__name"],
                "participant": person,
                "kind": row["kind"],
                "wave": row["wave"],
            }
            for person in sorted(people) or [None]
        ]
    return frame(
        found, {"id": TEXT, "site": TEXT, "participant": TEXT, "kind": TEXT, "wave": WHOLE}
    )

"""Who took part and who was heard, as frames. Pseudonyms stay in the record."""

import polars as pl

from seedbed.record.access import theirs
from seedbed.record.evidence.models import Source
from seedbed.record.frames import TEXT, WHOLE, frame
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def participants_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Participants: id, site, role."""
    rows = theirs(by, Participant).filter(study=study).values("key", "site__name", "role")
    return frame(
        ({"id": row["key"], "site": row["site__name"], "role": row["role"]} for row in rows),
        {"id": TEXT, "site": TEXT, "role": TEXT},
    )


def heard_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Sources that hold somebody's words: id, site, participant, kind, wave."""
    spoken = ("interview", "focus-group", "observation")
    rows = theirs(by, Source).filter(study=study, kind__in=spoken)
    values = rows.values("key", "site__name", "participant__key", "kind", "wave")
    return frame(
        (
            {
                "id": row["key"],
                "site": row["site__name"],
                "participant": row["participant__key"],
                "kind": row["kind"],
                "wave": row["wave"],
            }
            for row in values
        ),
        {"id": TEXT, "site": TEXT, "participant": TEXT, "kind": TEXT, "wave": WHOLE},
    )

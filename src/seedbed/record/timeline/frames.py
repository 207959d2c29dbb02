"""What happened, as frames."""

import polars as pl

from seedbed.record.access import theirs
from seedbed.record.frames import DATE, FLOAT, TEXT, frame
from seedbed.record.study.models import Innovation, Study
from seedbed.record.study.selectors import case_names
from seedbed.record.timeline.models import Event, Score, Sustainment
from seedbed.trust.asking import Asker


def cases_frame(by: Asker, study: Study) -> pl.DataFrame:
    """All cases: id, case, site, kind of site, standing."""
    rows = theirs(by, Innovation).filter(study=study).select_related("site")
    names = case_names(by, study)
    return frame(
        (
            {
                "id": row.key,
                "case": names[row.pk],
                "site": row.site.name,
                "kind": row.site.kind,
                "standing": row.standing,
            }
            for row in rows
        ),
        {"id": TEXT, "case": TEXT, "site": TEXT, "kind": TEXT, "standing": TEXT},
    )


def events_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Events of cases: those of an innovation, and those of a site with one innovation.

    Shapes: id, case, earliest, latest, learned_on, stage, direction. Events of the whole study
    have no case and are left out.
    """
    rows = theirs(by, Event).filter(study=study)
    names = case_names(by, study)
    only = _only_innovation(by, study)
    schema = {
        "id": TEXT,
        "case": TEXT,
        "earliest": DATE,
        "latest": DATE,
        "learned_on": DATE,
        "stage": TEXT,
        "direction": TEXT,
    }
    return frame(
        (
            {
                "id": row.key,
                "case": names[row.innovation_id or only[row.site_id]],
                "earliest": row.earliest,
                "latest": row.latest,
                "learned_on": row.learned_on,
                "stage": row.stage,
                "direction": row.direction,
            }
            for row in rows
            if row.innovation_id or row.site_id in only
        ),
        schema,
    )


def _only_innovation(by: Asker, study: Study) -> dict[int, int]:
    homes: dict[int, list[int]] = {}
    for pk, site in theirs(by, Innovation).filter(study=study).values_list("pk", "site_id"):
        homes.setdefault(site, []).append(pk)
    return {site: found[0] for site, found in homes.items() if len(found) == 1}


def scores_frame(by: Asker, study: Study) -> pl.DataFrame:
    """Scores: id, case, condition, kind, raw, membership, earliest, latest."""
    rows = theirs(by, Score).filter(study=study).select_related("condition")
    names = case_names(by, study)
    schema = {
        "id": TEXT,
        "case": TEXT,
        "condition": TEXT,
        "kind": TEXT,
        "raw": FLOAT,
        "membership": FLOAT,
        "earliest": DATE,
        "latest": DATE,
    }
    return frame(
        (
            {
                "id": row.key,
                "case": names[row.innovation_id],
                "condition": row.condition.name,
                "kind": row.condition.kind,
                "raw": row.raw,
                "membership": row.membership,
                "earliest": row.earliest,
                "latest": row.latest,
            }
            for row in rows
        ),
        schema,
    )


def sustainment_frame(by: Asker, study: Study) -> pl.DataFrame:
    """The sustainment register: one row an innovation and date."""
    words = (
        "delivered", "core_kept", "scale", "funder", "benefits_kept", "adapted", "absorbed",
        "ended", "status", "address",
    )  # fmt: skip
    rows = theirs(by, Sustainment).filter(study=study)
    names = case_names(by, study)
    schema = {"id": TEXT, "case": TEXT, "as_of": DATE, "ended_on": DATE}
    return frame(
        (
            {
                "id": row.key,
                "case": names[row.innovation_id],
                "as_of": row.as_of,
                "ended_on": row.ended_on,
                **{name: getattr(row, name) for name in words},
            }
            for row in rows
        ),
        {**schema, **dict.fromkeys(words, TEXT)},
    )

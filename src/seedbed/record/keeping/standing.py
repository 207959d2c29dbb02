"""Holds that stand now. Whether somebody may see a hold or not, it holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from seedbed.errors import InputError
from seedbed.record.keeping.models import Hold
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def standing_holds(by: Asker, study: Study) -> QuerySet[Hold]:
    """Every hold of a study that nobody lifted."""
    return Hold.objects.using(by.using).filter(study=study, lifted_at__isnull=True)


def held_people(by: Asker, study: Study) -> set[str]:
    """Whom a hold stands on; an empty name among them is the study itself."""
    return set(standing_holds(by, study).values_list("participant", flat=True))


# Whose a row is, in each table that holds what people gave.
WHOSE = {
    "participants": "key",
    "consents": "participant__key",
    "sources": "participant__key",
    "source_versions": "source__participant__key",
    "excerpts": "speaker__key",
    "responses": "participant__key",
}


def refuse_vanishing(
    by: Asker, study: Study, tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    """Raise where rows that are held would be gone once a folder is loaded: no way round a hold.

    Raises: InputError naming how many rows of which tables.
    """
    from seedbed.record.models import TABLES

    held = held_people(by, study)
    if not held:
        return
    lost = []
    for noun, whose in WHOSE.items():
        rows = TABLES[noun].objects.using(by.using).filter(study=study)
        if "" not in held:
            rows = rows.filter(**{f"{whose}__in": held})
        gone = set(rows.values_list("key", flat=True)) - {row["id"] for row in tables.get(noun, ())}
        lost += [f"{len(gone)} of {noun}"] if gone else []
    if lost:
        raise InputError(
            f"A legal hold stands, and this folder lacks rows that are held: {', '.join(lost)}. "
            "Load a folder that has them, or have the hold lifted first."
        )

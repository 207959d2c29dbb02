"""Opening the glass, ending an opening, and taking note of one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from seedbed.errors import ActionDenied, InputError
from seedbed.record.openings.models import Acknowledgement, Opening
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

LASTS = timedelta(minutes=60)
SHORTEST = 20  # characters of a reason: a word is none
# What can be opened, by what a person in need calls it.
SETS = {
    "words": frozenset({"sources", "source_versions", "excerpts", "codings", "codebook"}),
    "people": frozenset({"participants", "consents"}),
    "answers": frozenset({"instruments", "items", "responses"}),
}


def open_glass(
    *, by: Asker, study: Study, user: Any, sets: Iterable[str], reason: str, now: datetime
) -> Opening:
    """See for an hour what one's role does not show, for a reason that those told can read.

    Raises: ActionDenied for whose role does not open it, or who showed no second factor;
    InputError without a reason, or where nothing is asked for that is not seen already.
    """
    if str(user.public_id) != by.name or not by.may("open-glass", study=study.pk):
        raise ActionDenied(
            "Only the safeguarding lead and the data-protection contact of a study can open it, "
            "with a second factor."
        )
    if study.kind != "real":
        raise InputError("This study holds published or invented facts: there is no glass.")
    if len(reason.strip()) < SHORTEST:
        raise InputError("Say why, so that whoever reads it understands what was at stake.")
    wanted = sorted(
        noun for name in sets for noun in SETS.get(name, ()) if study.pk not in by.studies_for(noun)
    )
    if not wanted:
        raise InputError("Choose what you need to see; what you chose is open to you already.")
    row = Opening(
        study=study, user=user, nouns=wanted, reason=reason.strip(), opened_at=now,
        ends_at=now + LASTS,
    )  # fmt: skip
    with act(
        by=by, action="open-glass", study=None, noun=Opening.noun, row=str(row.public_id),
        fields=["nouns", "reason", "ends_at"],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def end_opening(*, by: Asker, opening: Opening, now: datetime) -> None:
    """End an opening before its hour is over: by a lead, data protection, or who opened it."""
    if str(opening.user.public_id) != by.name:
        by.must("watch-openings", study=opening.study_id)
    standing = Opening.objects.using(by.using).filter(pk=opening.pk, ended_at=None)
    with act(
        by=by, action="end-opening", study=None, noun=Opening.noun, row=str(opening.public_id),
        fields=["ended_at"],
    ):  # fmt: skip
        standing.update(ended_at=now, ended_by=by.name)


def acknowledge(*, by: Asker, opening: Opening, now: datetime) -> None:
    """Take note of an opening, for oneself."""
    by.must("watch-openings", study=opening.study_id)
    held = Acknowledgement.objects.using(by.using)
    with transaction.atomic(using=by.using):
        if held.filter(opening=opening, who=by.name).exists():
            return
        with act(
            by=by, action="acknowledge-opening", study=None, noun=Opening.noun,
            row=str(opening.public_id), fields=["acknowledged"],
        ):  # fmt: skip
            held.create(opening=opening, who=by.name, at=now)

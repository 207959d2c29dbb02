"""What a worker does every day without being asked: signs the audit's head, and backs up."""

import os
from datetime import date
from pathlib import Path

from django.conf import settings

from seedbed.errors import InputError
from seedbed.record.people.guarded import real_studies
from seedbed.trust.asking import system
from seedbed.trust.data_folder import signing_secret
from seedbed.trust.heads import keep_head
from seedbed.trust.jobs import kind
from seedbed.trust.keeping.backup import last_backup, make_backup
from seedbed.trust.keeping.copies import ENCRYPTED, kind_of
from seedbed.trust.work import Work

HEAD, BACKUP = "sign-head", "back-up"
PLACE, WORDS = "SEEDBED_BACKUPS", "SEEDBED_BACKUP_PASSPHRASE"


def daily() -> list[str]:
    """The daily jobs here, by name: a backup only where a place for it is named."""
    return [HEAD, *([BACKUP] if os.environ.get(PLACE) else [])]


@kind(HEAD)
def _sign(work: Work) -> None:
    day = date.fromisoformat(work.job.key)
    by = system("daily", using=work.using)
    keep_head(settings.DATA / "heads", day, by=by, secret=signing_secret())


@kind(BACKUP)
def _back_up(work: Work) -> None:
    made = last_backup(settings.DATA)
    if made is not None and made[0] >= work.job.asked_at.replace(microsecond=0):
        return  # it was made, and whoever made it was ended before they could say so
    place, words = os.environ.get(PLACE, ""), os.environ.get(WORDS, "")
    if not place:
        raise InputError(f"No place for backups is named here. Name a folder in {PLACE}.")
    encrypted = kind_of(work.using) == ENCRYPTED
    if not (encrypted or words) and real_studies(work.by):
        raise InputError(
            "This store holds a study of kind real and is not encrypted itself, so its backup "
            f"is sealed: give a passphrase in {WORDS}."
        )
    make_backup(
        Path(place).resolve(), data=settings.DATA, by=work.by,
        passphrase="" if encrypted else words,
    )  # fmt: skip

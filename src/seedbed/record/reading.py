"""Reads that the audit keeps: who looked at what could tell who somebody is.

Only of studies of real people. Published and invented facts identify nobody, and a record of who
read them would itself be a record about people.
"""

from django.db import transaction

from seedbed.record.study.models import Study
from seedbed.trust import audit
from seedbed.trust.asking import Asker


def saw(*, by: Asker, study: Study, noun: str, row: str = "", rows: int = 1) -> None:
    """Note that an asker is shown rows of a noun, before they are shown."""
    if study.kind != "real" or rows == 0:
        return
    with transaction.atomic(using=by.using):
        audit.note(by=by, action="read", noun=noun, row=row, rows=rows)

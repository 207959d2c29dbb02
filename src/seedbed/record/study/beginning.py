"""The first row of a new study, where two begin it at once."""

from django.db import IntegrityError, transaction

from seedbed.errors import InputError
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def insert_study(by: Asker, row: Study) -> None:
    """Keep the row of a new study.

    Raises: InputError where another began it since it was looked for: one of the two has it whole.
    """
    try:
        with transaction.atomic(using=by.using):
            row.save(using=by.using, force_insert=True)
    except IntegrityError as taken:
        raise InputError(
            f"A study called {row.key} was made by somebody else at this moment. Nothing of yours "
            "was stored. Look at theirs first; to replace it, load with --replace."
        ) from taken

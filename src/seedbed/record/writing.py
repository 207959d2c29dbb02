"""What every action does: one transaction, its audit event inside, the revisions moved."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from seedbed.record.study.models import Revision, Study
from seedbed.trust import audit
from seedbed.trust.asking import Asker


@contextmanager
def act(
    *,
    by: Asker,
    action: str,
    study: Study | None,
    noun: str,
    row: str = "",
    rows: int = 1,
    fields: Iterable[str] = (),
    moves: Iterable[str] = (),
) -> Iterator[None]:
    """Do an act whole or not at all. ``moves`` names further nouns whose revisions it moves."""
    with transaction.atomic(using=by.using):
        yield
        if study is not None:
            bump(by, study, {noun, *moves})
        audit.note(by=by, action=action, noun=noun, row=row, rows=rows, fields=list(fields))


def bump(by: Asker, study: Study, nouns: Iterable[str]) -> None:
    """Move the revision of each noun by one."""
    wanted = sorted(set(nouns))
    counters = Revision.objects.using(by.using)
    counters.bulk_create(
        [Revision(study=study, noun=noun) for noun in wanted], ignore_conflicts=True
    )
    counters.filter(study=study, noun__in=wanted).update(number=F("number") + 1)

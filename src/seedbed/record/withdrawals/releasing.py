"""Somebody withdrew: what waits in the release room with their words goes no further.

On an erasure, what was decided there already is emptied as well, and each page that was released
tells by a new digest what is left of it.
"""

from django.utils.translation import gettext as _

from seedbed.record.outputs.models import Publication
from seedbed.record.releases.actions import forget, stop
from seedbed.record.releases.frozen import digest, kept_text
from seedbed.record.releases.models import Release
from seedbed.record.withdrawals.reach import Reach
from seedbed.record.withdrawals.traces import Traces
from seedbed.trust.asking import Asker


def stop_waiting(by: Asker, reach: Reach, traces: Traces) -> list[str]:
    """Stop what waits with somebody's words in it; gives what was stopped, by its public id."""
    rows = Release.objects.using(by.using).filter(study=reach.person.study, status="waiting")
    held = [row for row in rows if _has_words_of(row, reach, traces)]
    for row in held:
        stop(by=by, release=row, because=_("Somebody whose words are in it withdrew."))
    return sorted(str(row.public_id) for row in held)


def forget_decided(by: Asker, reach: Reach, traces: Traces, pages: set[str]) -> None:
    """Empty what was decided and holds somebody's words; ``pages`` are those that were altered."""
    study = reach.person.study
    rows = Release.objects.using(by.using).filter(study=study).exclude(status="waiting")
    altered = {
        (page.kind, page.key, page.version): digest("page", kept_text(page.body))
        for page in Publication.objects.using(by.using).filter(study=study, key__in=pages)
    }
    for row in rows:
        left = altered.get((row.kind, row.key, row.version), "") if row.status == "released" else ""
        told = row.left_sha256 or row.sha256
        if (row.body and _has_words_of(row, reach, traces)) or (left and left != told):
            forget(by=by, release=row, left=left)


def _has_words_of(row: Release, reach: Reach, traces: Traces) -> bool:
    return reach.person.key in row.people or traces.are_in(row.body)

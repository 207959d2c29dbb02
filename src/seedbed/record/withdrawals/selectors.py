"""Reads of withdrawals, and what still waits because of one."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seedbed.record.access import one, theirs
from seedbed.record.claims.models import Claim
from seedbed.record.evidence.models import SourceVersion
from seedbed.record.looking import aside
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import withdrawn
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.record.withdrawals.erasing import readable
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.trust.asking import Asker


def withdrawals(by: Asker, study: Study) -> QuerySet[Withdrawal]:
    """Every withdrawal of a person from a study, the latest first."""
    return theirs(by, Withdrawal).filter(study=study)


def withdrawal(by: Asker, public_id: str) -> Withdrawal:
    """One withdrawal, with what it reached."""
    return one(by, Withdrawal, "study", public_id=public_id)


def readable_text(by: Asker, version: SourceVersion, on: date) -> str:
    """A text as it is read: what people said who withdrew stands under marks."""
    study = version.study
    gone = Participant.objects.using(by.using).filter(pk__in=withdrawn(by, study, on))
    with aside():
        people = list(gone)
    return readable(by, version, people)


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Claims whose support was withdrawn and which nobody has worded anew; files to be swept."""
    rows = list(withdrawals(by, study))
    named = {key for row in rows for key in row.reached.get("claim_versions", {})}
    now = Claim.objects.using(by.using).filter(study=study, key__in=named)
    versions = dict(now.values_list("key", "version"))
    says = dict(now.values_list("key", "text"))
    found = []
    for row in rows:
        then = row.reached.get("claim_versions", {})
        left = sorted(key for key, version in then.items() if versions.get(key) == version)
        if left:
            what = _("Support was withdrawn. Look again at: %(claims)s")
            found.append(_waits(row, what % {"claims": " ".join(says[key] for key in left)}))
        if row.scope == "erase" and row.swept_at is None:
            what = _("Words were erased, and the files of the store are not swept of them yet.")
            found.append(_waits(row, what))
    return found


def _waits(row: Withdrawal, what: str) -> Waiting:
    return Waiting(kind="withdrawals", what=what, since=row.at, public_id=row.public_id)

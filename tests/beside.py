"""One row of each table that stands beside the study folder, for tests of who sees what."""

from datetime import UTC, date, datetime

from seedbed.record.harm.models import Flag, HarmDecision
from seedbed.record.keeping.models import Hold, KeepingDecision, KeepingRule
from seedbed.record.study.models import Study
from seedbed.record.subject_access.models import (
    AccessItem,
    AccessPause,
    AccessRequest,
    AccessSearch,
    Redaction,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BESIDE = {
    model.noun: model
    for model in (
        Flag, HarmDecision, KeepingRule, KeepingDecision, Hold, AccessRequest, AccessPause,
        AccessSearch, AccessItem, Redaction,
    )
}  # fmt: skip


def put_beside(study: Study) -> None:
    """One of each, of the person Robin where it is of somebody."""
    flag = Flag.objects.create(
        study=study, concern="x", raised_by="a", raised_at=NOW, due=NOW, seen_at=NOW,
        state="decided", participant="p-robin",
    )  # fmt: skip
    HarmDecision.objects.create(
        study=study, flag=flag, outcome="not-harm", done="x", ground="neither", told="yes",
        decided_by="b", decided_at=NOW,
    )  # fmt: skip
    KeepingRule.objects.create(
        study=study, material="texts", months=12, counts_from="collected", says="The funder"
    )
    KeepingDecision.objects.create(
        study=study, material="texts", ref="src-robin", decision="hold", because="x",
        decided_by="a", decided_at=NOW,
    )  # fmt: skip
    Hold.objects.create(study=study, participant="p-robin", because="x", set_by="a", set_at=NOW)
    request = AccessRequest.objects.create(
        study=study, participant="p-robin", asked_by="themself", received_on=date(2026, 11, 1),
        made_by="a", made_at=NOW,
    )  # fmt: skip
    own = {"study": study, "request": request}
    AccessPause.objects.create(**own, unclear="scope", starts=date(2026, 11, 2))
    AccessSearch.objects.create(**own, place="sources", found=1, at=NOW)
    item = AccessItem.objects.create(
        **own, number=1, place="sources", title="x", body="words", digest="0" * 64
    )
    Redaction.objects.create(
        study=study, item=item, start=0, end=2, exemption="third-party", because="x", chosen_by="a"
    )

"""Publishing: freezing a snapshot, and taking it back without making it unfindable."""

from datetime import UTC, datetime
from typing import Any

from seedbed.errors import InputError
from seedbed.record.base import public_id_of
from seedbed.record.outputs.models import Publication
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker


def publish(
    *,
    by: Asker,
    study: Study,
    kind: str,
    key: str,
    version: int,
    title: str,
    body: dict[str, Any],
    revisions: dict[str, int],
) -> Publication:
    """Freeze one snapshot. A version once published is not published again in other words."""
    by.must("publish", study=study.pk)
    same = Publication.objects.using(by.using).filter(
        study=study, kind=kind, key=key, version=version
    )
    there = same.first()
    if there is not None:
        if there.body == body:
            return there
        raise InputError(
            f"Version {version} of {key} is published already. Raise its version to publish "
            "other words, or withdraw it."
        )
    row = Publication(
        study=study, kind=kind, key=key, version=version, title=title, body=body,
        public_id=public_id_of(study.key, f"{kind}/{key}/{version}"), revisions=revisions,
        published_at=datetime.now(UTC), published_by=by.name,
    )  # fmt: skip
    with act(by=by, action="publish", study=study, noun="publications", row=key, fields=["body"]):
        row.save(using=by.using, force_insert=True)
    return row


def withdraw(*, by: Asker, publication: Publication, because: str) -> None:
    """Mark a publication withdrawn, with the reason a reader is told. It stays findable."""
    by.must("withdraw", study=publication.study_id)
    if not because.strip():
        raise InputError("Say why it is withdrawn: a reader who cited it must be told.")
    with act(
        by=by, action="withdraw", study=publication.study, noun="publications",
        row=publication.key, fields=["withdrawn_at", "withdrawn_because"],
    ):  # fmt: skip
        Publication.objects.using(by.using).filter(pk=publication.pk).update(
            withdrawn_at=datetime.now(UTC), withdrawn_because=because.strip()
        )

"""Publishing: freezing a snapshot, taking it back findably; and keeping what a panel judged."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.base import public_id_of
from seedbed.record.outputs.models import Advice, Judgement, Publication
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

# As long as a study folder takes a text: what is written here must come out and in again.
LONGEST = 20_000


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
    if publication.withdrawn_at is not None:
        raise InputError("It is withdrawn already. The reason that readers were told stays.")
    if not because.strip():
        raise InputError("Say why it is withdrawn: a reader who cited it must be told.")
    with act(
        by=by, action="withdraw", study=publication.study, noun="publications",
        row=publication.key, fields=["withdrawn_at", "withdrawn_because"],
    ):  # fmt: skip
        Publication.objects.using(by.using).filter(pk=publication.pk).update(
            withdrawn_at=datetime.now(UTC), withdrawn_because=because.strip()
        )


def record_judgement(
    *,
    by: Asker,
    advice: Advice,
    decision: str,
    on: date,
    panel: str,
    criteria: Sequence[str] = (),
    judgement: str,
    dissent: str = "",
) -> Judgement:
    """Keep what a panel judged on one decision, apart from the evidence, with who dissented.

    Readers meet it when the next version of the advice is published: what is frozen stays.
    """
    by.must("judge", study=advice.study_id)
    weighed = [line for line in (" ".join(text.split()) for text in criteria) if line]
    panel, judgement, dissent = (_text(text) for text in (panel, judgement, dissent))
    if decision not in get_args(w.Decision):
        raise InputError(
            f"The decision must be one of {', '.join(get_args(w.Decision))}; it is {decision!r}."
        )
    if not panel:
        raise InputError("Say who judged, by role and organisation, never by name.")
    if not judgement:
        raise InputError("Say what the panel judged.")
    for name, given in (("Who judged", panel), ("The judgement", judgement), ("Dissent", dissent)):
        if len(given) > LONGEST:
            raise InputError(f"{name} has {len(given)} characters; it may have {LONGEST}.")
    if Judgement.objects.using(by.using).filter(advice=advice, decision=decision, on=on).exists():
        raise InputError(
            f"A judgement of {on} on this decision is kept already. A judgement is not edited: "
            "record a later one, with its own day."
        )
    key = f"jd-{uuid.uuid4().hex[:10]}"
    row = Judgement(
        study=advice.study, key=key, public_id=public_id_of(advice.study.key, key), advice=advice,
        decision=decision, on=on, panel=panel, criteria=weighed, judgement=judgement,
        dissent=dissent,
    )  # fmt: skip
    fields = ["decision", "on", "panel", "criteria", "judgement", "dissent"]
    with act(
        by=by, action="judge", study=advice.study, noun="judgements", row=key, fields=fields
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def _text(given: str) -> str:
    """Running text without the line ends of a web form, as the study folder writes it."""
    return given.replace("\r\n", "\n").replace("\r", "\n").strip()

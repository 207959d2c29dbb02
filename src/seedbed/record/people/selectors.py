"""Who somebody is in this store, and what people agreed to."""

from datetime import date
from typing import Any

from seedbed.record.people.models import Consent, Membership
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, Grant, nobody


def asker_for(user: Any, *, using: str, today: date | None = None, proven: bool = False) -> Asker:
    """The asker behind a logged-in user: memberships that live today.

    ``proven`` says that a second factor was shown in this session. Without it, or while something
    is missing at its gate, a study of real people stays shut.
    """
    # Here, because the gate itself reads who the members are.
    from seedbed.record.gate.lock import missing

    if user is None or not user.is_authenticated or not user.is_active:
        return nobody(using=using)
    day = today or date.today()
    held = Membership.objects.using(using).filter(user=user).select_related("study")
    # Asked once a study, and only of those who have one: everybody else is spared the look.
    real = {m.study for m in held if m.study.kind == "real"}
    open_to = {study.pk for study in real if proven and not missing(study, using=using, today=day)}
    shut = {study.pk for study in real} - open_to
    grants = (
        Grant(
            role=m.role, study=m.study_id, site=m.site_id, until=m.until,
            shut=m.study_id in shut,
        )
        for m in held
    )  # fmt: skip
    return Asker(
        name=str(user.public_id), using=using, grants=tuple(g for g in grants if g.lives(day))
    )


def agreed(by: Asker, study: Study, use: str, on: date) -> frozenset[int]:
    """Participants whose latest word on a use, on a day, is yes.

    The look-up every use goes through. No word is not a yes; an ended consent is not a yes, and
    does not bring back the word it replaced.
    """
    said = (
        Consent.objects.using(by.using)
        .filter(study=study, use=use, valid_from__lte=on)
        .order_by("participant_id", "version", "valid_from", "key")
    )
    latest = {consent.participant_id: consent for consent in said}
    return frozenset(
        person
        for person, word in latest.items()
        if word.given == "yes" and (word.valid_to is None or on <= word.valid_to)
    )

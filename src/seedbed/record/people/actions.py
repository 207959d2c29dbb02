"""Writes about people: members, what participants agreed to, and what they let nobody use."""

import uuid
from datetime import date
from typing import Any, get_args

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.base import public_id_of
from seedbed.record.evidence.models import Excerpt
from seedbed.record.gate.models import ConsentText
from seedbed.record.people.capacity import shortfall
from seedbed.record.people.lasting import lasting
from seedbed.record.people.models import Consent, Membership, Participant
from seedbed.record.study.models import Site, Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker
from seedbed.trust.roles import ROLES


def add_member(
    *,
    by: Asker,
    study: Study,
    user: Any,
    role: str,
    site: Site | None = None,
    until: date | None = None,
) -> Membership:
    """Give a person a role in a study; of real people, for a year at most."""
    by.must("add-member", study=study.pk)
    until = lasting(study, until, today=date.today())
    if role not in ROLES:
        raise InputError(f"There is no role {role}. Roles are: {', '.join(ROLES)}.")
    if ROLES[role].sees_at_site and site is None:
        raise InputError(f"A {role} belongs to a site: say which.")
    if site is not None and site.study_id != study.pk:
        raise InputError(f"{site.name} is not a site of {study.title}.")
    with act(
        by=by, action="add-member", study=None, noun="memberships", row=str(user.public_id),
        fields=["role", "site", "until"],
    ):  # fmt: skip
        # Somebody who has the role already keeps it until the day given now.
        member, _ = Membership.objects.using(by.using).update_or_create(
            user=user, study=study, site=site, role=role, defaults={"until": until}
        )
    return member


WORDS = {
    "use": w.Use,
    "given": w.YesNo,
    "given_by": w.GivenBy,
    "age_band": w.AgeBand,
    "assent": w.Assent,
    "capacity": w.Capacity,
}


def record_consent(
    *,
    by: Asker,
    participant: Participant,
    use: str,
    given: str,
    on: date,
    today: date,
    given_by: str | None = None,
    age_band: str | None = None,
    assent: str | None = None,
    capacity: str | None = None,
    capacity_by: str | None = None,
    capacity_on: date | None = None,
    capacity_because: str | None = None,
    recheck_on: date | None = None,
) -> Consent:
    """Keep what one person said to one use, from a day on. Earlier words stay as they were.

    Who gave it, the band of ages, the young person's own assent and the judgement of capacity are
    noted where they are told.

    Raises: InputError where a word is none, the day is not possible, or a study of real people
    needs more for this consent; the message says what, by which rule, and how to mend it.
    """
    study = participant.study
    by.must("record-consent", study=study.pk)
    noted = {
        "given_by": given_by, "age_band": age_band, "assent": assent, "capacity": capacity,
        "capacity_by": capacity_by, "capacity_on": capacity_on,
        "capacity_because": capacity_because, "recheck_on": recheck_on,
    }  # fmt: skip
    told = {name: value for name, value in noted.items() if value is not None}
    said = {"use": use, "given": given, **told}
    _refuse_other_words(said)
    last = _last_word(by, participant, use)
    if on > today:
        raise InputError("A consent begins on the day it is given: this day has not come yet.")
    if last is not None and on < last.valid_from:
        raise InputError(f"A later word on this is kept, of {last.valid_from}.")
    row = Consent(
        study=study, participant=participant, valid_from=on, key=_key_after(last, on),
        version=_version_now(by, participant, use, last), **said,
    )  # fmt: skip
    row.public_id = public_id_of(study.key, row.key)
    nation = participant.site.nation
    gap = shortfall(person=participant.key, role=participant.role, nation=nation, consent=row)
    if study.kind == "real" and gap is not None:
        raise InputError(f"{gap.text()} Nothing was stored.")
    with act(
        by=by, action="record-consent", study=study, noun="consents", row=row.key,
        fields=["valid_from", *said],
        # Who takes part anew after a withdrawal is counted again.
        moves={"participants"} if use == "take-part" else (),
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def _refuse_other_words(said: dict[str, Any]) -> None:
    for name, word in said.items():
        if name in WORDS and word not in get_args(WORDS[name]):
            allowed = ", ".join(get_args(WORDS[name]))
            raise InputError(f"{name} must be one of {allowed}; it is {word!r}.")


def _last_word(by: Asker, participant: Participant, use: str) -> Consent | None:
    held = Consent.objects.using(by.using).filter(participant=participant, use=use)
    return held.order_by("version", "valid_from", "key").last()


def _key_after(last: Consent | None, on: date) -> str:
    """A key of its own; on one and the same day one that sorts behind the word it replaces."""
    if last is not None and last.valid_from == on and len(last.key) < 78:
        return f"{last.key}.2"
    return f"cn-{uuid.uuid4().hex[:10]}"


def _version_now(by: Asker, participant: Participant, use: str, last: Consent | None) -> int:
    """The version of the text that people are shown now; without texts, that of the last word."""
    study = participant.study
    texts = ConsentText.objects.using(by.using).filter(study=study, use=use)
    shown = max(texts.values_list("version", flat=True), default=0)
    if study.kind == "real" and not shown:
        raise InputError(
            f"No text of what people are asked is kept for this use ({use}). Add it on the page of "
            "the gate first."
        )
    return max(shown, last.version if last is not None else 1)


def veto(*, by: Asker, excerpt: Excerpt, today: date) -> None:
    """Keep that a speaker does not let these words of theirs be used. It needs no reason."""
    _set_veto(by, excerpt, "veto", today)


def lift_veto(*, by: Asker, excerpt: Excerpt) -> None:
    """Keep that a speaker lets these words be used after all."""
    _set_veto(by, excerpt, "lift-veto", None)


def _set_veto(by: Asker, excerpt: Excerpt, action: str, on: date | None) -> None:
    by.must("veto", study=excerpt.study_id)
    with act(
        by=by, action=action, study=excerpt.study, noun="excerpts", row=excerpt.key,
        fields=["vetoed_on"],
    ):  # fmt: skip
        Excerpt.objects.using(by.using).filter(pk=excerpt.pk).update(vetoed_on=on)

"""Writes about keeping: rules, what is decided when a day has come, and legal holds."""

from datetime import date, datetime
from typing import get_args

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.keeping.models import Hold, KeepingDecision, KeepingRule
from seedbed.record.keeping.standing import held_people
from seedbed.record.keeping.things import thing
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

LONGEST_MONTHS = 1200


def set_rule(
    *, by: Asker, study: Study, material: str, months: int, says: str, from_day: date | None = None
) -> KeepingRule:
    """Say how long a kind of material is kept, and whose rule that is.

    It is counted from a day that is given, such as the end of the study, or else from the day each
    thing was collected. A new rule for a kind takes the place of the one before.
    """
    by.must("keep", study=study.pk)
    _real(study)
    _word("The material", material, w.Material)
    if not 1 <= months <= LONGEST_MONTHS:
        raise InputError(f"Give the period in months, from 1 to {LONGEST_MONTHS}; it is {months}.")
    values = {
        "months": months,
        "counts_from": "collected" if from_day is None else "a-day",
        "from_day": from_day,
        "says": _reason(says, "Say where the rule comes from: a funder, a university, a law."),
    }
    with act(
        by=by, action="set-keeping-rule", study=study, noun="keeping_rules", row=material,
        fields=values,
    ):  # fmt: skip
        rule, _ = KeepingRule.objects.using(by.using).update_or_create(
            study=study, material=material, defaults=values
        )
    return rule


def decide_keeping(
    *,
    by: Asker,
    study: Study,
    material: str,
    ref: str,
    decision: str,
    because: str,
    now: datetime,
    until: date | None = None,
) -> KeepingDecision:
    """Decide of one thing: keep it until another day, hold it, or destroy it.

    This records the decision and destroys nothing; see `seedbed.publish.destroying`. To hold sets
    a legal hold on everybody the thing is of, or on the study where it is nobody's.

    Raises: InputError where a hold forbids to destroy, or the reason or the day is missing.
    """
    by.must("keep", study=study.pk)
    _word("The decision", decision, w.KeepingWord)
    found = thing(by, study, material, ref)
    because = _reason(because, "Say why. Who asks later is told.")
    if decision == "keep" and (until is None or until <= now.date()):
        raise InputError("Give a day to come, until which it is kept.")
    if decision == "destroy":
        found.refuse_held(held_people(by, study))
    row = KeepingDecision(
        study=study, material=material, ref=ref, decision=decision, because=because,
        until=until if decision == "keep" else None, decided_by=by.name, decided_at=now,
    )  # fmt: skip
    with act(
        by=by, action=f"decide-{decision}", study=study, noun="keeping_decisions",
        row=str(row.public_id), fields=["material", "ref", "decision", "because", "until"],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
        if decision == "hold":
            for key in (found.people or {""}) - held_people(by, study):
                _hold(by, study, key, because, now)
    return row


def note_destroyed(*, by: Asker, decision: KeepingDecision, now: datetime) -> None:
    """Note that what was to be destroyed is gone."""
    by.must("keep", study=decision.study_id)
    with act(
        by=by, action="destroyed", study=decision.study, noun="keeping_decisions",
        row=str(decision.public_id), fields=["done_at"],
    ):  # fmt: skip
        decision.done_at = now
        decision.save(using=by.using, update_fields=["done_at"])


def set_hold(
    *, by: Asker, study: Study, because: str, now: datetime, participant: Participant | None = None
) -> Hold:
    """Set a legal hold on a study, or on one person: while it stands nothing is destroyed."""
    by.must("hold", study=study.pk)
    _real(study)
    if participant is not None and participant.study_id != study.pk:
        raise InputError(f"{participant.pseudonym} is not in {study.title}.")
    key = participant.key if participant is not None else ""
    if key in held_people(by, study):
        raise InputError("A legal hold stands there already.")
    return _hold(by, study, key, _reason(because, "Say why it is held."), now)


def lift_hold(*, by: Asker, hold: Hold, because: str, now: datetime) -> None:
    """Lift a hold. It takes a reason, and another person than the one who set it."""
    by.must("hold", study=hold.study_id)
    because = _reason(because, "Say why it may be lifted.")
    if hold.lifted_at is not None:
        raise InputError("This hold is lifted already.")
    if hold.set_by == by.name:
        raise InputError("You set this hold. Another person lifts it.")
    with act(
        by=by, action="lift-hold", study=hold.study, noun="holds", row=str(hold.public_id),
        fields=["lifted_by", "lifted_at", "lifted_because"],
    ):  # fmt: skip
        hold.lifted_by, hold.lifted_at, hold.lifted_because = by.name, now, because
        hold.save(using=by.using)


def _hold(by: Asker, study: Study, key: str, because: str, now: datetime) -> Hold:
    row = Hold(study=study, participant=key, because=because, set_by=by.name, set_at=now)
    with act(
        by=by, action="set-hold", study=study, noun="holds", row=str(row.public_id),
        fields=["participant", "because"],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def _real(study: Study) -> None:
    if study.kind != "real":
        raise InputError(
            "This study holds published or invented facts and nobody's words. Nothing in it falls "
            "due, and nothing is held."
        )


def _reason(given: str, ask: str) -> str:
    if not (said := given.replace("\r\n", "\n").strip()):
        raise InputError(ask)
    return said


def _word(name: str, given: str, vocabulary: object) -> None:
    if given not in get_args(vocabulary):
        raise InputError(f"{name} must be one of {', '.join(get_args(vocabulary))}; not {given!r}.")

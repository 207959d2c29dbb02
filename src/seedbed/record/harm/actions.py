"""Writes about harm that was disclosed. The audit keeps that it happened, and no word of it.

Nothing here moves a revision of the study: how many flags there are is nobody's to count.
"""

from datetime import date, datetime, timedelta
from typing import get_args

from seedbed.errors import InputError
from seedbed.library.law import law
from seedbed.record import words as w
from seedbed.record.evidence.models import Source, SourceVersion
from seedbed.record.gate.models import HARM_HOURS, Safeguards
from seedbed.record.harm.models import Flag, HarmDecision
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

# What a person says at once, and no more than fits on a page or two.
LONGEST = 10_000
# Outcomes after which somebody outside knows.
SHARED = ("told-childrens-services", "told-adult-services", "told-police")


def raise_flag(
    *,
    by: Asker,
    study: Study,
    concern: str,
    now: datetime,
    source: Source | None = None,
    version: SourceVersion | None = None,
    span: tuple[int, int] | None = None,
    participant: Participant | None = None,
) -> Flag:
    """Flag that harm was disclosed: in a passage, in a source, or outside any text.

    ``span`` is where the passage starts and ends in a text version. It goes to the safeguarding
    lead of the study, with a clock.

    Raises: InputError where nothing is said, or the passage is not in the text.
    """
    by.must("flag-harm", study=study.pk)
    if study.kind != "real":
        raise InputError("This study holds nobody's words: no harm to anybody is told in it.")
    if not (said := _text("What was disclosed", concern)):
        raise InputError("Say what was disclosed, and why you flag it.")
    if version is not None:
        source = version.source
    for row in (source, version, participant):
        if row is not None and row.study_id != study.pk:
            raise InputError("What you flag is not in this study.")
    if span is not None and (version is None or not 0 <= span[0] < span[1] <= len(version.text)):
        raise InputError("That passage is not in the text.")
    hours = Safeguards.objects.using(by.using).filter(study=study).values_list("harm_hours")
    clock = timedelta(hours=next(iter(hours), (HARM_HOURS,))[0])
    person = participant or (source.participant if source is not None else None)
    row = Flag(
        study=study, source=source.key if source else "", version=version.key if version else "",
        start=span[0] if span else None, end=span[1] if span else None,
        participant=person.key if person else "", concern=said, raised_by=by.name,
        raised_at=now, due=now + clock,
    )  # fmt: skip
    with act(
        by=by, action="flag-harm", study=None, noun="flags", row=str(row.public_id),
        fields=["concern", "due"],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def see_flag(*, by: Asker, flag: Flag, now: datetime) -> None:
    """Note that the safeguarding lead has seen a flag. Its clock runs on until it is decided."""
    by.must("decide-flag", study=flag.study_id)
    if flag.state != "raised":
        return
    with act(
        by=by, action="see-flag", study=None, noun="flags", row=str(flag.public_id),
        fields=["state"],
    ):  # fmt: skip
        flag.state, flag.seen_by, flag.seen_at = "seen", by.name, now
        flag.save(using=by.using, update_fields=["state", "seen_by", "seen_at"])


def decide_flag(
    *,
    by: Asker,
    flag: Flag,
    outcome: str,
    done: str,
    ground: str,
    told: str,
    now: datetime,
    told_because: str = "",
    review_on: date | None = None,
) -> HarmDecision:
    """Decide what is done about a flag. A later decision stands beside the earlier ones.

    ``ground`` says whether sharing is a duty, a power or neither; ``told`` whether the person was
    told, and ``told_because`` why not. Consent is never asked for here: it is not needed.

    Raises: InputError naming what is missing.
    """
    by.must("decide-flag", study=flag.study_id)
    for name, given, vocabulary in (
        ("The outcome", outcome, w.HarmOutcome),
        ("The ground", ground, w.SharingGround),
        ("Whether the person was told", told, w.Told),
    ):
        if given not in get_args(vocabulary):
            words = ", ".join(get_args(vocabulary))
            raise InputError(f"{name} must be one of {words}; it is {given!r}.")
    if not (done := _text("What was done", done)):
        raise InputError("Say what was done, or why there is no further step.")
    because = _text("The reason", told_because)
    if told != "yes" and not because:
        raise InputError("Say why the person was not told, or not yet.")
    if review_on is not None and review_on <= now.date():
        raise InputError("The day of the review must be one to come.")
    if told == "not-yet" and review_on is None:
        raise InputError("They are not told yet: give a day on which this is looked at again.")
    read = " and ".join(law(id).name for id in ("sharing-without-consent", "duty-or-power"))
    row = HarmDecision(
        study=flag.study, flag=flag, outcome=outcome, done=done, ground=ground, law=read,
        told=told, told_because=because, review_on=review_on, decided_by=by.name, decided_at=now,
    )  # fmt: skip
    with act(
        by=by, action="decide-flag", study=None, noun="harm_decisions", row=str(flag.public_id),
        fields=["outcome", "done", "ground", "told", "told_because", "review_on"],
    ):  # fmt: skip
        see_flag(by=by, flag=flag, now=now)
        flag.state = "decided"
        flag.save(using=by.using, update_fields=["state"])
        row.save(using=by.using, force_insert=True)
    return row


def blank_flag(*, by: Asker, flag: Flag) -> None:
    """Take the words of a decided flag away for good; that it was raised and decided stays.

    Asked for by a decision on keeping, see `seedbed.record.keeping`.
    """
    by.must("keep", study=flag.study_id)
    if flag.state != "decided":
        raise InputError("This flag is not decided yet. It is not destroyed before.")
    with act(
        by=by, action="destroy", study=None, noun="flags", row=str(flag.public_id),
        fields=["concern", "done", "told_because"],
    ):  # fmt: skip
        Flag.objects.using(by.using).filter(pk=flag.pk).update(
            concern="", source="", version="", start=None, end=None, participant=""
        )
        flag.decisions.using(by.using).update(done="", told_because="")


def _text(name: str, given: str) -> str:
    said = given.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise InputError(f"{name} has {len(said)} characters; it may have {LONGEST}.")
    return said

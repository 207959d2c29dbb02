"""Writes of notices and replies: what a site was shown first, what was said, what was answered.

A reply is never edited: both sides are kept. Nothing of it is shown until somebody has looked.
"""

import uuid
from datetime import date
from typing import Any, get_args

from seedbed.errors import ActionDenied, InputError
from seedbed.record import words as w
from seedbed.record.access import theirs
from seedbed.record.base import public_id_of
from seedbed.record.claims.selectors import POINTS_AT
from seedbed.record.models import TABLES
from seedbed.record.replies.models import Notice, Reply
from seedbed.record.study.models import Site, Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

# As long as a study folder takes them: what is written here must come out and in again.
LINE, TEXT = 400, 20_000
# What a stranger may write, and how much of it may wait: nobody can fill the store unseen.
NOTE, WAITING = 2_000, 200


def give_notice(
    *,
    by: Asker,
    site: Site,
    shown_on: date | None = None,
    embargo_until: date | None = None,
    how: str = "",
    not_shown_because: str = "",
) -> Notice:
    """Record what a site was shown before publishing and how long it may comment, or why not.

    A site has one notice: a new one takes the place of the one before.
    """
    by.must("notify", study=site.study_id)
    how, because = " ".join(how.split()), _text(not_shown_because)
    _check_length("How it was shown", how, LINE)
    _check_length("The reason", because, TEXT)
    _check_days(shown_on, embargo_until, because)
    values = {
        "shown_on": shown_on,
        "embargo_until": embargo_until,
        "how": how,
        "not_shown_because": because,
    }
    there = Notice.objects.using(by.using).filter(site=site).first()
    key = there.key if there is not None else _key("nt")
    made = {"study": site.study, "key": key, "public_id": public_id_of(site.study.key, key)}
    with act(
        by=by, action="notify", study=site.study, noun="notices", row=key, fields=values
    ):  # fmt: skip
        notice, _ = Notice.objects.using(by.using).update_or_create(
            site=site, defaults=values, create_defaults=made | values
        )
    return notice


def reply(
    *,
    by: Asker,
    site: Site,
    kind: str,
    says: str,
    role: str,
    received_on: date,
    about: str = "",
    ref: str = "",
) -> Reply:
    """Keep what a site says of what is said about it, in general or of one fact.

    ``role`` is the role of whoever speaks for the site, never a name.
    """
    by.must("reply", study=site.study_id, site=site.pk)
    role = " ".join(role.split())
    if not role:
        raise InputError("Say in which role you write. No name is needed.")
    _check_word("The kind of reply", kind, w.ReplyKind)
    _check_length("What you say", says, TEXT)
    return _keep(
        by, site.study, action="reply", site=site, kind=kind, about=about, ref=ref, says=says,
        from_whom=f"{site.name}, {role}", received_on=received_on,
    )  # fmt: skip


def ask_for_correction(
    *,
    by: Asker,
    study: Study,
    says: str,
    where: str,
    from_whom: str,
    received_on: date,
    about: str = "",
    ref: str = "",
) -> Reply:
    """Keep what anybody says is wrong. The front room asks this in the name of the system.

    Who asks is not known and not kept, beyond the organisation and role they give.
    """
    if not by.is_system:
        raise ActionDenied("Corrections are asked for on the published pages.")
    says, where, from_whom = says.strip(), " ".join(where.split()), " ".join(from_whom.split())
    if not where:
        raise InputError("Say where it can be read, so that somebody can look it up.")
    if not from_whom:
        raise InputError("Say in which role you write, and for whom. No name is needed.")
    _check_length("What you say", says, NOTE)
    _check_length("Where it can be read", where, LINE)
    if _waiting_from_outside(by, study) >= WAITING:
        raise InputError(
            "Too many corrections wait for an answer already, so this one was not kept. Write to "
            "whoever runs this copy instead."
        )
    return _keep(
        by, study, action="ask-for-correction", kind="correction", about=about, ref=ref,
        says=f"{says}\n\nWhere it can be read: {where}" if says else "", from_whom=from_whom,
        received_on=received_on,
    )  # fmt: skip


def answer_reply(
    *, by: Asker, reply: Reply, shown: str, answer: str, answer_says: str, answered_on: date
) -> None:
    """Decide whether a reply is shown, and answer it. A new answer takes the place of the last.

    To answer "corrected" changes no fact: a fact is corrected where it is kept.
    """
    by.must("answer-reply", study=reply.study_id)
    says = _text(answer_says)
    _check_word("Whether it is shown", shown, w.YesNo)
    _check_word("The answer", answer, w.ReplyAnswer)
    _check_length("The answer", says, TEXT)
    if answer == "waiting" and says:
        raise InputError("Say whether the fact was corrected, or kept as it was.")
    if answer != "waiting" and not says:
        raise InputError("Say why: whoever wrote is told, and so is every reader.")
    values = {
        "shown": shown,
        "answer": answer,
        "answer_says": says,
        "answered_on": None if answer == "waiting" else answered_on,
    }
    with act(
        by=by, action="answer-reply", study=reply.study, noun="replies", row=reply.key,
        fields=values,
    ):  # fmt: skip
        for name, value in values.items():
            setattr(reply, name, value)
        reply.save(using=by.using, update_fields=list(values))


def _keep(by: Asker, study: Study, *, action: str, says: str, **values: Any) -> Reply:
    says, key = _text(says), _key("rp")
    if not says:
        raise InputError("Say what is wrong, or what a reader should know.")
    _check_length("Organisation and role", values["from_whom"], LINE)
    _check_fact(by, study, values["about"], values["ref"])
    values["says"] = says
    row = Reply(study=study, key=key, public_id=public_id_of(study.key, key), **values)
    with act(by=by, action=action, study=study, noun="replies", row=key, fields=values):
        row.save(using=by.using, force_insert=True)
    return row


def _waiting_from_outside(by: Asker, study: Study) -> int:
    rows = Reply.objects.using(by.using).filter(study=study, site=None, answer="waiting")
    return rows.count()


def _key(kind: str) -> str:
    return f"{kind}-{uuid.uuid4().hex[:10]}"


def _text(given: str) -> str:
    """Running text without the line ends of a web form, as the study folder writes it."""
    return given.replace("\r\n", "\n").replace("\r", "\n").strip()


def _check_days(shown_on: date | None, embargo_until: date | None, because: str) -> None:
    if because and (shown_on or embargo_until):
        raise InputError("Give the days it was shown, or the reason why not: not both.")
    if because:
        return
    if shown_on is None or embargo_until is None:
        raise InputError(
            "Give the day it was shown and the last day for comment, or say why it was not shown."
        )
    if embargo_until < shown_on:
        raise InputError("The last day for comment comes before the day it was shown.")


def _check_fact(by: Asker, study: Study, about: str, ref: str) -> None:
    """What a reply is about is a row of this study that the asker may see, or nothing."""
    if not about and not ref:
        return
    noun = POINTS_AT.get(about)
    if noun is None or not theirs(by, TABLES[noun]).filter(study=study, key=ref).exists():
        raise InputError(
            "The fact you write about is not in the record, or not yours to see. Choose another, "
            "or write in general."
        )


def _check_word(name: str, given: str, vocabulary: Any) -> None:
    if given not in get_args(vocabulary):
        allowed = ", ".join(get_args(vocabulary))
        raise InputError(f"{name} must be one of {allowed}; it is {given!r}.")


def _check_length(name: str, given: str, longest: int) -> None:
    if len(given) > longest:
        raise InputError(f"{name} has {len(given)} characters; it may have {longest}.")

"""Writes about a request: its clock, the opinion on harm, the search, and what is hidden.

One person chooses what is hidden in a thing that was found, another looks at it. The database
itself refuses one person in both places.
"""

from datetime import date, datetime
from typing import Any, get_args

from django.utils.crypto import salted_hmac

from seedbed.errors import InputError
from seedbed.library.law import law
from seedbed.record import words as w
from seedbed.record.people.models import Participant
from seedbed.record.reading import saw
from seedbed.record.study.models import Study
from seedbed.record.subject_access.gathering import search
from seedbed.record.subject_access.models import (
    AccessItem,
    AccessPause,
    AccessRequest,
    AccessSearch,
    Redaction,
)
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

LAWS = ("subject-access-clock", "subject-access-withheld")


def receive(
    *, by: Asker, study: Study, participant: Participant, asked_by: str, received_on: date,
    now: datetime, scope: str = "",
) -> AccessRequest:  # fmt: skip
    """Record that somebody asked what is held on them. The clock runs from the day it came in."""
    by.must("answer-access", study=study.pk)
    if study.kind != "real":
        raise InputError("This study holds published or invented facts, and nothing on anybody.")
    _word("Who asks", asked_by, w.AskedBy)
    if participant.study_id != study.pk:
        raise InputError(f"{participant.pseudonym} is not in {study.title}.")
    if received_on > now.date():
        raise InputError("The day it came in is still to come.")
    row = AccessRequest(
        study=study, participant=participant.key, asked_by=asked_by, scope=scope.strip(),
        received_on=received_on, made_by=by.name, made_at=now,
        law=" and ".join(law(id).name for id in LAWS),
    )  # fmt: skip
    with _act(by, "receive-access", row, ["received_on", "asked_by", "scope"]):
        row.save(using=by.using, force_insert=True)
    return row


def pause(*, by: Asker, request: AccessRequest, unclear: str, on: date) -> AccessPause:
    """Stop the clock, because who asks or what they ask for is not clear."""
    _open(by, request)
    _word("What is not clear", unclear, w.Unclear)
    there = AccessPause.objects.using(by.using).filter(request=request)
    if there.filter(ends__isnull=True).exists():
        raise InputError("The clock stands already.")
    last = max([request.received_on, *there.values_list("ends", flat=True)])
    if on < last:
        raise InputError(f"The clock cannot stop before {last.isoformat()}.")
    row = AccessPause(study=request.study, request=request, unclear=unclear, starts=on)
    with _act(by, "pause-access", request, ["pauses"]):
        row.save(using=by.using, force_insert=True)
    return row


def resume(*, by: Asker, request: AccessRequest, on: date) -> None:
    """Let the clock run on. The days it stood are added to the time for answering."""
    _open(by, request)
    row = AccessPause.objects.using(by.using).filter(request=request, ends__isnull=True).first()
    if row is None:
        raise InputError("The clock does not stand.")
    if on < row.starts:
        raise InputError(f"The clock stood from {row.starts.isoformat()}: give a later day.")
    with _act(by, "resume-access", request, ["pauses"]):
        row.ends = on
        row.save(using=by.using, update_fields=["ends"])


def give_opinion(
    *, by: Asker, request: AccessRequest, opinion: str, opinion_by: str, says: str, on: date
) -> None:
    """Record the opinion on serious harm, and the role of who gave it.

    What was gathered before is dropped: the opinion says what may be gathered at all.
    """
    _open(by, request)
    if opinion not in get_args(w.HarmOpinion)[1:]:
        raise InputError("Say whether serious harm is likely.")
    role, says = " ".join(opinion_by.split()), says.strip()
    if not role or not says:
        raise InputError("Say who gave the opinion, by their role, and what it rests on.")
    with _act(by, "give-opinion", request, ["opinion", "opinion_by", "opinion_says"]):
        request.opinion, request.opinion_by = opinion, role
        request.opinion_says, request.opinion_on = says, on
        request.gathered_at = None
        request.save(using=by.using)
        _drop(by, request)


def gather(*, by: Asker, request: AccessRequest, now: datetime) -> int:
    """Search every table, and make a draft of all that was found. Gives how many things.

    What was gathered and hidden before is dropped.

    Raises: InputError before the opinion is given, or while who asks is not clear.
    """
    _open(by, request)
    if request.opinion == "waiting":
        raise InputError("The opinion on serious harm comes first: it says what may be gathered.")
    pauses = AccessPause.objects.using(by.using).filter(request=request, ends__isnull=True)
    if pauses.filter(unclear="identity").exists():
        raise InputError("Who is asking is not clear yet, so nothing is gathered.")
    number = 0
    with _act(by, "gather-access", request, ["items", "searches"]):
        _drop(by, request)
        for place, found in search(request, using=by.using):
            own: dict[str, Any] = {"study": request.study, "request": request, "place": place}
            AccessSearch(**own, found=len(found), at=now).save(using=by.using)
            for body in found:
                number += 1
                AccessItem(**own, number=number, title=place, body=body, digest=_digest(body)).save(
                    using=by.using
                )
        request.gathered_at = now
        request.save(using=by.using, update_fields=["gathered_at"])
    saw(by=by, study=request.study, noun="participants", row=request.participant, rows=number)
    return number


def hide(
    *, by: Asker, item: AccessItem, words: str, exemption: str, because: str
) -> list[Redaction]:
    """Hide some words of an item, everywhere they stand in it.

    Raises: InputError where they do not stand there, or no reason is given.
    """
    _open(by, item.request)
    _word("The ground", exemption, w.Exemption)
    if not (because := because.strip()):
        raise InputError("Say why these words are hidden.")
    words = words.replace("\r\n", "\n").strip()
    spans = _places(item.body, words)
    if not spans:
        raise InputError("These words are not in the text. Copy them as they stand there.")
    _refuse_harm(item.request, exemption)
    rows = [
        Redaction(
            study=item.study, item=item, start=start, end=end, exemption=exemption,
            because=because, chosen_by=by.name,
        )
        for start, end in spans
    ]  # fmt: skip
    with _act(by, "hide-words", item.request, ["redactions"]):
        Redaction.objects.using(by.using).bulk_create(rows)
        _unchecked(by, item)
    return rows


def show(*, by: Asker, redaction: Redaction) -> None:
    """Take one redaction back."""
    _open(by, redaction.item.request)
    with _act(by, "show-words", redaction.item.request, ["redactions"]):
        redaction.delete(using=by.using)
        _unchecked(by, redaction.item)


def leave_out(*, by: Asker, item: AccessItem, exemption: str, because: str) -> None:
    """Leave a whole item out, with the reason; an empty ground puts it back."""
    _open(by, item.request)
    if exemption:
        _word("The ground", exemption, w.Exemption)
        _refuse_harm(item.request, exemption)
        if not (because := because.strip()):
            raise InputError("Say why this is left out.")
    with _act(by, "leave-out", item.request, ["left_out"]):
        item.left_out, item.left_out_because = exemption, because if exemption else ""
        item.save(using=by.using, update_fields=["left_out", "left_out_because"])
        _unchecked(by, item)


def looked_through(*, by: Asker, item: AccessItem) -> None:
    """Say that an item was looked through, and all is hidden that must be."""
    _open(by, item.request)
    with _act(by, "look-through", item.request, ["redacted_by"]):
        item.redacted_by, item.checked_by = by.name, ""
        item.save(using=by.using, update_fields=["redacted_by", "checked_by"])
        item.redactions.using(by.using).update(checked_by="")


def check(*, by: Asker, item: AccessItem, agree: bool) -> None:
    """Look at what another person hid: agree, or send it back to be looked through again.

    Raises: InputError for whoever looked through it or chose any of its words.
    """
    _open(by, item.request)
    if not item.redacted_by:
        raise InputError("Nobody has looked through this yet.")
    hidden = Redaction.objects.using(by.using).filter(item=item)
    if by.name == item.redacted_by or hidden.filter(chosen_by=by.name).exists():
        raise InputError("You chose what is hidden here. Another person looks at it.")
    with _act(by, "check-redactions", item.request, ["checked_by"]):
        if not agree:
            _unchecked(by, item)
            return
        item.checked_by = by.name
        item.save(using=by.using, update_fields=["checked_by"])
        hidden.update(checked_by=by.name)


def note_answered(*, by: Asker, request: AccessRequest, sha256: str, on: date) -> None:
    """Note that the file was made and given out, with its digest.

    Raises: InputError while an item is not checked.
    """
    refuse_unchecked(by=by, request=request)
    with _act(by, "answer-access", request, ["answered_on", "sha256"]):
        request.answered_on, request.sha256 = request.answered_on or on, sha256
        request.save(using=by.using, update_fields=["answered_on", "sha256"])


def refuse_unchecked(*, by: Asker, request: AccessRequest) -> None:
    """Raise unless a draft was made and two people looked at everything in it."""
    by.must("answer-access", study=request.study_id)
    if request.gathered_at is None:
        raise InputError("Nothing is gathered yet.")
    items = AccessItem.objects.using(by.using).filter(request=request)
    if any(_digest(item.body) != item.digest for item in items):
        raise InputError(
            "Something that was gathered was erased since, so what is hidden in it no longer "
            "stands where it stood. Give the opinion and search again."
        )
    left = items.filter(checked_by="").count()
    if left:
        raise InputError(f"Two people have not looked at everything yet: {left} left.")


def _digest(body: str) -> str:
    """A digest of the words of an item that only this store can make."""
    return str(salted_hmac("seedbed.access", body, algorithm="sha256").hexdigest())


def _open(by: Asker, request: AccessRequest) -> None:
    by.must("answer-access", study=request.study_id)
    if request.answered_on is not None:
        raise InputError("This request is answered. A new one begins anew.")


def _act(by: Asker, action: str, request: AccessRequest, fields: list[str]) -> Any:
    # No revision moves: who asks is no part of the research.
    return act(
        by=by, action=action, study=None, noun="access_requests", row=str(request.public_id),
        fields=fields,
    )  # fmt: skip


def _drop(by: Asker, request: AccessRequest) -> None:
    AccessItem.objects.using(by.using).filter(request=request).delete()
    AccessSearch.objects.using(by.using).filter(request=request).delete()


def _unchecked(by: Asker, item: AccessItem) -> None:
    item.redacted_by = item.checked_by = ""
    item.save(using=by.using, update_fields=["redacted_by", "checked_by"])
    item.redactions.using(by.using).update(checked_by="")


def _refuse_harm(request: AccessRequest, exemption: str) -> None:
    if exemption == "serious-harm" and request.opinion != "serious-harm":
        raise InputError("The opinion that was given does not say that serious harm is likely.")


def _places(text: str, words: str) -> list[tuple[int, int]]:
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    return found


def _word(name: str, given: str, vocabulary: Any) -> None:
    if given not in get_args(vocabulary):
        raise InputError(f"{name} must be one of {', '.join(get_args(vocabulary))}; not {given!r}.")

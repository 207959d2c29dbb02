"""Who somebody is in this store, and what people agreed to."""

from datetime import date, datetime, time
from typing import Any, get_args

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed.record import words as w
from seedbed.record.access import one, theirs
from seedbed.record.evidence.models import Excerpt
from seedbed.record.looking import aside
from seedbed.record.people.capacity import Shortfall, asked_of, shortfall
from seedbed.record.people.models import Consent, Membership, Participant
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker, Grant, nobody


def asker_for(user: Any, *, using: str, today: date | None = None, proven: bool = False) -> Asker:
    """The asker behind a logged-in user: memberships that live today.

    ``proven`` says that a second factor was shown in this session. Without it, or while something
    is missing at its gate, a study of real people stays shut; see `seedbed.trust.roles.shut` for
    what waits for no gate.
    """
    # Here, because the gate itself reads who the members are.
    from seedbed.record.gate.lock import missing
    from seedbed.record.openings.selectors import opened_to

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
            shut=m.study_id in shut, proven=proven, real=m.study.kind == "real",
        )
        for m in held
    )  # fmt: skip
    living = [grant for grant in grants if grant.lives(day)]
    # What was opened is worth something only to a member to whom the gate stands open.
    inside = {grant.study for grant in living} & open_to
    opened = opened_to(user, using=using, now=timezone.now()) if inside else {}
    living += [
        Grant(role="opening", study=study, opens=nouns, real=True)
        for study, nouns in opened.items()
        if study in inside
    ]
    return Asker(name=str(user.public_id), using=using, grants=tuple(living))


@aside()
def agreed(by: Asker, study: Study, use: str, on: date) -> frozenset[int]:
    """Participants whose latest word on a use, on a day, is yes.

    The look-up every use goes through. No word is not a yes; an ended or a withdrawn consent is not
    a yes, and does not bring back the word it replaced. A young person's own no stands above the
    yes that somebody else gave for them.
    """
    return _yes(_latest(by, study, (use,), on), use, on)


@aside()
def withdrawn(by: Asker, study: Study, on: date) -> frozenset[int]:
    """Participants who withdrew, and have not agreed to take part anew since."""
    return _gone(_latest(by, study, ("take-part",), on), on)


@aside()
def quotable_and_gone(by: Asker, study: Study, on: date) -> tuple[frozenset[int], frozenset[int]]:
    """Who agrees to be quoted, and who withdrew: both looked up in one question to the store."""
    latest = _latest(by, study, ("quote", "take-part"), on)
    return _yes(latest, "quote", on), _gone(latest, on)


@aside()
def agreed_until(by: Asker, study: Study, on: date) -> dict[str, dict[int, date | None]]:
    """Who agrees to each use on a day, and until when; looked up in one question to the store."""
    uses = get_args(w.Use)
    latest = _latest(by, study, uses, on)
    return {use: {pk: latest[pk, use].valid_to for pk in _yes(latest, use, on)} for use in uses}


Latest = dict[tuple[int, str], Consent]


def _latest(by: Asker, study: Study, uses: tuple[str, ...], on: date) -> Latest:
    said = (
        Consent.objects.using(by.using)
        .filter(study=study, use__in=uses, valid_from__lte=on)
        .order_by("participant_id", "version", "valid_from", "key")
    )
    return {(consent.participant_id, consent.use): consent for consent in said}


def _yes(latest: Latest, of: str, on: date) -> frozenset[int]:
    return frozenset(pk for (pk, use), word in latest.items() if use == of and word.is_yes(on))


def _gone(latest: Latest, on: date) -> frozenset[int]:
    return frozenset(
        pk
        for (pk, use), word in latest.items()
        if use == "take-part" and word.withdrawn_on is not None and word.withdrawn_on <= on
    )


@aside()
def vetoed(by: Asker, study: Study) -> frozenset[int]:
    """Passages whose words their speaker does not let be used, by whatever passage they are cut.

    A veto falls on the words: it reaches every passage that shares a character with a vetoed one,
    and one in another text of the same source that holds the same words.
    """
    held = Excerpt.objects.using(by.using).filter(study=study)
    said_no = list(held.filter(vetoed_on__isnull=False).select_related("version"))
    if not said_no:
        return frozenset()
    near = held.filter(version__source__in={row.version.source_id for row in said_no})
    return frozenset(
        row.pk
        for row in near.select_related("version")
        if any(_same_words(row, no) for no in said_no)
    )


def _same_words(row: Excerpt, no: Excerpt) -> bool:
    if row.version_id == no.version_id:
        return row.start < no.end and no.start < row.end
    if row.version.source_id != no.version.source_id:
        return False
    one, other = (" ".join(passage.words.split()) for passage in (row, no))
    return one in other or other in one


def participants(by: Asker, study: Study) -> QuerySet[Participant]:
    """Who took part, by pseudonym, with the site each belongs to."""
    return theirs(by, Participant).filter(study=study).select_related("site").order_by("key")


def participant(by: Asker, public_id: str) -> Participant:
    """One person who took part."""
    return one(by, Participant, "site", "study", public_id=public_id)


def participant_named(by: Asker, study: Study, key: str) -> Participant:
    """One person who took part, by their id in the study folder."""
    return one(by, Participant, "site", "study", study=study, key=key)


def consents(by: Asker, study: Study) -> QuerySet[Consent]:
    """Every word on every use, person by person, each use in the order it was said."""
    rows = theirs(by, Consent).filter(study=study).select_related("participant")
    return rows.order_by("participant__key", "use", "version", "valid_from", "key")


def shortfalls(by: Asker, study: Study) -> list[Shortfall]:
    """Consents of a study of real people that lack what the rules of their nation ask for."""
    if study.kind != "real":
        return []
    held = consents(by, study).select_related("participant__site")
    return [gap for row in held if (gap := shortfall(**asked_of(row))) is not None]


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Judgements of capacity whose day to be looked at again has come, by the clock."""
    gone = withdrawn(by, study, today)
    due = consents(by, study).filter(recheck_on__lte=today, withdrawn_on__isnull=True)
    found: dict[int, Consent] = {}
    for row in due.order_by("recheck_on").exclude(participant__in=gone):
        found.setdefault(row.participant_id, row)
    return [_to_judge_again(row) for row in found.values()]


def _to_judge_again(row: Consent) -> Waiting:
    assert row.recheck_on is not None
    then = timezone.make_aware(datetime.combine(row.recheck_on, time()))
    what = _("What %(person)s is able to decide is to be judged again.")
    return Waiting(
        kind="consents", what=what % {"person": row.participant.key}, since=then, due=then
    )

"""Reads of rules, decisions and holds; and the refusal that every destruction asks for first."""

from django.db.models import QuerySet

from seedbed.errors import InputError
from seedbed.record.access import one, theirs
from seedbed.record.evidence.models import Excerpt, Source
from seedbed.record.keeping.models import Hold, KeepingDecision, KeepingRule
from seedbed.record.keeping.standing import standing_holds
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def keeping_rules(by: Asker, study: Study) -> QuerySet[KeepingRule]:
    """How long each kind of material is kept."""
    return theirs(by, KeepingRule).filter(study=study)


def keeping_decisions(by: Asker, study: Study) -> QuerySet[KeepingDecision]:
    """What was decided of things whose day had come, the latest first."""
    return theirs(by, KeepingDecision).filter(study=study)


def holds(by: Asker, study: Study) -> QuerySet[Hold]:
    """Legal holds, standing and lifted, the latest first."""
    return theirs(by, Hold).filter(study=study)


def hold(by: Asker, public_id: str) -> Hold:
    """One hold."""
    return one(by, Hold, "study", public_id=public_id)


def refuse_held(by: Asker, study: Study, participant: Participant | None = None) -> None:
    """Raise while a legal hold forbids destroying something. Every destruction asks this first.

    With a participant: a hold on the study or on that person. Without one it is the study as a
    whole that would go, and then a hold on anybody in it refuses.

    Raises: InputError saying what is held and since when, but not why: that is for those who set
    and lift holds.
    """
    standing = standing_holds(by, study)
    if participant is not None:
        standing = standing.filter(participant__in=("", participant.key))
    _refuse(standing)


def refuse_held_source(by: Asker, source: Source) -> None:
    """Raise while a hold stands on the study, on whose source it is, or on anybody who speaks.

    Raises: InputError as for a person.
    """
    _refuse(standing_holds(by, source.study).filter(participant__in=["", *people_in(by, source)]))


def people_in(by: Asker, source: Source) -> set[str]:
    """Everybody a source is of: whose it is, and who speaks in it."""
    spoken = Excerpt.objects.using(by.using).filter(version__source=source, speaker__isnull=False)
    found = set(spoken.values_list("speaker__key", flat=True))
    return found | ({source.participant.key} if source.participant is not None else set())


def _refuse(standing: QuerySet[Hold]) -> None:
    first = standing.order_by("set_at").first()
    if first is None:
        return
    what = "one of the people concerned" if first.participant else "this study"
    raise InputError(
        f"A legal hold stands on {what} since {first.set_at.date().isoformat()}, so nothing of it "
        "is destroyed. The lead or the data-protection contact can say why, and one of them who "
        "did not set it can lift it."
    )

"""Reads of flags. Who raised one is told that it was received, and nothing else; see roles."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seedbed.record.access import one, theirs
from seedbed.record.evidence.models import Source, SourceVersion
from seedbed.record.harm.models import Flag, HarmDecision
from seedbed.record.people.models import Participant
from seedbed.record.reading import saw
from seedbed.record.study.models import Study
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What who raised a flag is told of it."""

    source: str
    raised_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A flag as it is read: what was disclosed, where, and whose words they are."""

    flag: Flag
    words: str = ""  # of the passage alone
    title: str = ""
    site: str = ""
    person: str = ""  # a pseudonym
    gone: bool = False  # what it points at was destroyed


def flags(by: Asker, study: Study) -> QuerySet[Flag]:
    """Flags of a study by their clock, and by nothing else. Their words come one by one."""
    return theirs(by, Flag).filter(study=study).defer("concern")


def flag(by: Asker, public_id: str) -> Flag:
    """One flag."""
    return one(by, Flag, "study", public_id=public_id)


def read(by: Asker, flag: Flag) -> Told:
    """One flag with the passage it points at, and no more of its source. The read is noted."""
    flag = one(by, Flag, "study", pk=flag.pk)
    saw(by=by, study=flag.study, noun="flags", row=str(flag.public_id))
    own = {"study": flag.study}
    source = Source.objects.using(by.using).filter(**own, key=flag.source).first()
    person = Participant.objects.using(by.using).filter(**own, key=flag.participant).first()
    version = SourceVersion.objects.using(by.using).filter(**own, key=flag.version).first()
    site = person.site if person is not None else source.site if source is not None else None
    return Told(
        flag=flag,
        words=version.text[flag.start : flag.end] if version and flag.end is not None else "",
        title=source.title if source is not None else "",
        site=site.name if site is not None else "",
        person=person.pseudonym if person is not None else "",
        gone=bool(flag.source) and (source is None or (bool(flag.version) and version is None)),
    )


def decisions(by: Asker, flag: Flag) -> QuerySet[HarmDecision]:
    """What was decided of a flag, the latest first."""
    return theirs(by, HarmDecision).filter(flag=flag)


def raised_by(by: Asker, study: Study) -> list[Received]:
    """The flags this asker raised, as far as they are told of them."""
    rows = Flag.objects.using(by.using).filter(study=study, raised_by=by.name)
    return [
        Received(source=row.source, raised_at=row.raised_at, seen_at=row.seen_at)
        for row in rows.order_by("-raised_at").only("source", "raised_at", "seen_at")
    ]


def waiting(by: Asker, study: Study, *, today: date) -> list[Waiting]:
    """Flags that nobody has decided, by their clock; and decided ones whose review has come."""
    rows = flags(by, study)
    found = [
        Waiting(
            kind="flags", what=row.what, since=row.raised_at, due=row.due, public_id=row.public_id
        )
        for row in rows.exclude(state="decided")
    ]
    for row in rows.filter(state="decided").prefetch_related("decisions"):
        last = row.decisions.all()[0]
        if last.review_on is not None and last.review_on <= today:
            said = {"day": last.decided_at.date().isoformat()}
            line = _("Harm disclosed, decided on %(day)s, to be looked at again") % said
            found.append(
                Waiting(kind="flags", what=line, since=last.decided_at, public_id=row.public_id)
            )
    return found

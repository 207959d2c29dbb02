"""What lies on the shelf for anybody: the newest snapshot of each thing that was published."""

from django.db.models.functions import Coalesce

from seedbed.publish.room import whole
from seedbed.record.outputs.models import Publication
from seedbed.record.outputs.selectors import published


def shelf(kind: str, *, using: str, study: int | None = None) -> list[Publication]:
    """The newest snapshot of each thing of a kind: real ones first, simulated ones after them.

    Withdrawn ones are there too: who cited one must find it, with the reason.
    """
    rows = published(using=using).filter(kind=kind)
    if study is not None:
        rows = rows.filter(study=study)
    newest: dict[tuple[int, str], int] = {}
    for pk, owner, key in rows.order_by("-version").values_list("pk", "study", "key"):
        newest.setdefault((owner, key), pk)
    found = published(using=using).filter(pk__in=newest.values())
    return sorted(whole(found, using=using), key=_place)


def published_by(study: int, *, using: str) -> list[Publication]:
    """Every snapshot of a study, the newest version of each thing first, without their bodies."""
    rows = published(using=using).filter(study=study).defer("body")
    return list(rows.order_by("kind", "key", "-version"))


def version_before(found: Publication, *, using: str) -> Publication | None:
    """The snapshot of the same thing that this one took the place of, if there was one."""
    rows = published(using=using).filter(study=found.study_id, kind=found.kind, key=found.key)
    before = rows.filter(version__lt=found.version).order_by("-version").first()
    return next(iter(whole([before], using=using)), None) if before is not None else None


def releases(*, using: str, newest: int) -> list[Publication]:
    """The newest acts of releasing or withdrawing a claim, each version apart, the latest first."""
    rows = published(using=using).filter(kind="claim")
    moved = Coalesce("withdrawn_at", "published_at")
    latest = rows.order_by(moved.desc(), "-published_at", "public_id")[:newest]
    return whole(latest, using=using)


def is_simulated(publication: Publication) -> bool:
    """Say whether a snapshot is of an invented study. The snapshot says so itself."""
    return str(publication.body["study"]["kind"]) == "simulated"


def _place(publication: Publication) -> tuple[bool, str, bool, str]:
    """Real before simulated; within a study what is aimed at harm outside the home comes first."""
    outside = publication.body.get("innovation", {}).get("outside_home") == "yes"
    return is_simulated(publication), publication.study.key, not outside, publication.key

"""The one way to rows: what is not yours is not there.

Every selector begins here. ``theirs`` gives the rows of a noun that an asker may see; ``one``
finds a single row and answers "no such thing" alike for what is missing and what is hidden.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from seedbed.errors import NotFound
from seedbed.trust.asking import Asker

M = TypeVar("M", bound=Model)


def theirs(by: Asker, model: type[M]) -> QuerySet[M]:
    """Rows of a noun that this asker may see, in this asker's store."""
    rows = model._default_manager.using(by.using)  # type: ignore[attr-defined]
    if by.is_system:
        return rows.all()
    noun = model.noun  # type: ignore[attr-defined]
    own = "pk" if noun == "studies" else "study_id"
    seen = Q(**{f"{own}__in": by.studies_for(noun)})
    at_sites = by.sites_for(noun)
    narrow = Q(pk__in=[])
    for path in model.site_paths if at_sites else ():  # type: ignore[attr-defined]
        narrow |= Q(**{f"{path}__in": at_sites})
    if any("sites" in path for path in model.site_paths):  # type: ignore[attr-defined]
        # A row that touches several sites would come once for each: name it by its key instead.
        narrow = Q(pk__in=rows.filter(narrow).values("pk"))
    return rows.filter(seen | narrow)


def one(by: Asker, model: type[M], *along: str, **named: Any) -> M:
    """One row that this asker may see; NotFound otherwise, whatever the reason.

    ``along`` names what comes with it in the same question to the store.
    """
    if isinstance(named.get("public_id"), str):
        try:
            named["public_id"] = UUID(named["public_id"])
        except ValueError as wrong:
            raise _missing(model) from wrong
    rows = theirs(by, model).filter(**named)
    row = (rows.select_related(*along) if along else rows).first()
    if row is None:
        raise _missing(model)
    return row


def _missing(model: type[Model]) -> NotFound:
    return NotFound(f"There is no such {model._meta.verbose_name}, or it is not yours to see.")

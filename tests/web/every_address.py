"""Every address of the site that names rows of one study, made from the URL configuration itself.

A part of an address is filled with rows of the study; a part that is not named here fails, so that
a new page cannot stay out of the walks.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from seedbed.record.models import (
    TABLES,
    AccessItem,
    AccessRequest,
    Attachment,
    Flag,
    Hold,
    Membership,
    Publication,
    Release,
    Run,
    Withdrawal,
)
from seedbed.record.study.models import Study

# Addresses of one's own account and of the log-in: no study stands behind them.
ACCOUNT = ("account_", "mfa_")


def patterns(
    resolver: URLResolver, space: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Every named address with the names of its parts, those of what it stands under first."""
    for part in resolver.url_patterns:
        own = (*above, *part.pattern.converters)
        if isinstance(part, URLResolver):
            inner = f"{part.namespace}:" if part.namespace else ""
            yield from patterns(part, space + inner, own)
        elif isinstance(part, URLPattern):
            yield f"{space}{part.name}", list(own)


def every_pattern() -> dict[str, list[str]]:
    """Every named address of the site, by name."""
    return dict(patterns(get_resolver()))


def rows_for(name: str, part: str, study: Study) -> Iterable[object]:
    """What fills one part of an address: public ids of rows of a study, or words."""
    if part == "study":
        return [study.public_id]
    if part == "public_id" and name == "front_room:draft":
        return _ids(TABLES["advice"], study)
    if part == "public_id" and name == "front_room:frozen":
        return _ids(Release, study)
    if part in ("public_id", "publication"):
        kinds = {"front_room:advice": ["advice"], "front_room:fit": ["advice"],
                 "front_room:plan": ["advice"], "front_room:study": ["study"],
                 "front_room:claim": ["claim"], "front_room:claim_for": ["claim"]}  # fmt: skip
        of = kinds.get(name, ["advice", "study", "claim"])
        return _ids(Publication, study, kind__in=of)
    if part == "run":
        return _ids(Run, study)
    if part == "row":
        return [*_ids(TABLES["participants"], study), *_ids(TABLES["sources"], study)]
    if part == "item":
        return AccessItem.objects.filter(request__study=study).values_list("public_id", flat=True)
    if part in BESIDE:
        return _ids(BESIDE[part], study)
    if part in WORDS:
        return WORDS[part]
    return _ids(TABLES[NOUNS[part]], study)


# Parts that name a row of a table.
NOUNS = {
    "site": "sites", "source": "sources", "claim": "claims", "reply": "replies",
    "advice": "advice", "participant": "participants", "excerpt": "excerpts",
}  # fmt: skip
# Parts that name a row of a table that no study folder holds.
BESIDE: dict[str, Any] = {
    "member": Membership, "flag": Flag, "access": AccessRequest, "hold": Hold,
    "withdrawal": Withdrawal, "release": Release,
    "attachment": Attachment,
}  # fmt: skip
# Parts that are words.
WORDS = {"entry": ["inno6"], "reader": ["policy-wales", "academic"]}


def _ids(model, study: Study, **where: object) -> list[object]:
    found = model.objects.filter(study=study, **where).order_by("pk")
    return list(found.values_list("public_id", flat=True))


def addresses(study: Study) -> dict[str, list[str]]:
    """Every address at which something of a study could be seen, by name, accounts left out."""
    made = {}
    for name, parts in every_pattern().items():
        if name.startswith(ACCOUNT):
            continue
        filled = product(*(rows_for(name, part, study) for part in parts))
        made[name] = [
            reverse(name, kwargs=dict(zip(parts, values, strict=True))) for values in filled
        ]
    return made

"""Reads of studies, sites and innovations."""

from django.db.models import QuerySet

from seedbed.record.access import one, theirs
from seedbed.record.study.models import Context, Innovation, Revision, Site, Study
from seedbed.trust.asking import Asker


def studies(by: Asker) -> QuerySet[Study]:
    """Studies this asker may see."""
    return theirs(by, Study)


def study_named(by: Asker, key: str) -> Study:
    """One study by its name."""
    return one(by, Study, key=key)


def study(by: Asker, public_id: str) -> Study:
    """One study by its public id."""
    return one(by, Study, public_id=public_id)


def sites(by: Asker, study: Study) -> QuerySet[Site]:
    """Sites of a study; teams come with their site, see ``Site.teams``."""
    return theirs(by, Site).filter(study=study)


def site(by: Asker, public_id: str) -> Site:
    """One site by its public id."""
    return one(by, Site, public_id=public_id)


def innovations(by: Asker, study: Study) -> list[Innovation]:
    """Innovations of a study, those the study puts first in front, then by site name."""
    rows = theirs(by, Innovation).filter(study=study).select_related("site")
    place = {key: number for number, key in enumerate(study.first)}
    return sorted(
        rows,
        key=lambda row: (place.get(row.key, len(place)), row.standing != "case", row.site.name),
    )


def sites_in_order(by: Asker, study: Study) -> list[Site]:
    """Sites of a study without their teams: those the study puts first, then as innovations stand.

    A site that holds no innovation comes where the study names it, else at the end, by name.
    """
    rows = innovations(by, study)
    home = {row.key: row.site.key for row in rows}
    order = [home.get(key, key) for key in study.first] + [row.site.key for row in rows]
    place = {key: number for number, key in enumerate(dict.fromkeys(order))}
    whole = sites(by, study).exclude(kind="team")
    return sorted(whole, key=lambda site: (place.get(site.key, len(place)), site.name))


def contexts(by: Asker, site: Site) -> QuerySet[Context]:
    """Dated attributes of a site's setting."""
    return theirs(by, Context).filter(site=site).order_by("earliest", "attribute")


def revisions(by: Asker, study: Study) -> dict[str, int]:
    """How often each noun of a study was written."""
    rows = Revision.objects.using(by.using).filter(study__in=theirs(by, Study).filter(pk=study.pk))
    return dict(rows.values_list("noun", "number"))


def case_names(by: Asker, study: Study) -> dict[int, str]:
    """What each innovation is called in a table: its name, with its site where names repeat."""
    rows = list(theirs(by, Innovation).filter(study=study).select_related("site"))
    names = [row.name for row in rows]
    return {
        row.pk: row.name if names.count(row.name) == 1 else f"{row.name}, {row.site.name}"
        for row in rows
    }

"""What the check of a quotation must know of a study: its names, its people, what was shown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from seedbed.methods.disclosure.identifiers import Kind
from seedbed.methods.disclosure.names import Known, known
from seedbed.publish.review import evidence_items
from seedbed.record.access import theirs
from seedbed.record.circles.models import Organisation
from seedbed.record.outputs.models import Publication
from seedbed.record.people.models import Participant
from seedbed.record.study.models import Innovation, Site, Study
from seedbed.trust.asking import Asker


def known_names(by: Asker, study: Study) -> Known:
    """Every name of a place or body that a study knows."""
    names: dict[str, Kind] = {}
    for site in theirs(by, Site).filter(study=study):
        names |= {site.name: "place", site.area: "place"}
    for model, field in ((Innovation, "name"), (Organisation, "name"), (Participant, "agency")):
        rows = theirs(by, model).filter(study=study)
        for name in rows.values_list(field, flat=True):
            names.setdefault(name, "organisation")
    return known({name: kind for name, kind in names.items() if name.strip()})


class People:
    """Everybody who took part in a study, by what would tell them from the others."""

    def __init__(self, by: Asker, study: Study) -> None:
        rows = list(theirs(by, Participant).filter(study=study))
        self.pseudonyms = frozenset(row.pseudonym for row in rows)
        self._alike = Counter(self._of(row) for row in rows)

    @staticmethod
    def _of(row: Any) -> tuple[Any, ...]:
        return row.role, row.site_id, row.agency, row.groups

    def like(self, person: Any) -> tuple[int, str]:
        """How many share what is recorded of somebody, them among them; and what it is."""
        named = [_("role"), _("site")]
        named += [_("agency")] if person.agency else []
        named += [_("groups")] if person.groups else []
        return self._alike[self._of(person)], ", ".join(named)


def shown_before(by: Asker, study: Study) -> Mapping[tuple[str, str], str]:
    """Words that published pages of a study show: under which claim, and the title of the page.

    Withdrawn pages count: whoever read them remembers.
    """
    found: dict[tuple[str, str], str] = {}
    for page in theirs(by, Publication).filter(study=study).order_by("published_at", "pk"):
        for claim, words in _shown_in(page.body):
            found.setdefault((claim, words), page.title)
    return found


def _shown_in(body: Any) -> Iterator[tuple[str, str]]:
    for claim in body.get("claims", [body["claim"]] if "claim" in body else []):
        for item in evidence_items({"claims": [claim]}):
            words = item.get("words") or item.get("answered", "")
            if words:
                yield claim["id"], words

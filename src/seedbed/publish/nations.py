"""The nation a piece of evidence comes from, where its row says so."""

from typing import Any

# The letter that official area codes of each nation begin with. Codes for more than one nation
# begin with others, and say nothing here.
CODED = {"E": "england", "W": "wales", "S": "scotland", "N": "northern-ireland"}


def nation_of(kind: str, row: Any) -> str:
    """The nation of a row of evidence: of its organisation, its area code or its site.

    Empty where the row does not say. An adoption names an area and no nation; the site it learned
    from may lie elsewhere.
    """
    if kind == "adoption":
        return ""
    if kind == "verdict":
        return str(row.organisation.nation)
    coded = CODED.get(getattr(row, "area_code", "")[:1], "")
    if coded:
        return coded
    site = _site(row)
    return "" if site is None else str(site.nation)


def _site(row: Any) -> Any:
    if getattr(row, "innovation", None) is not None:
        return row.innovation.site
    fact = row.version.source if hasattr(row, "version") else row
    return getattr(fact, "site", None)

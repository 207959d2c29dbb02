"""Where the page of a piece of evidence is: any number is three clicks from its source."""

from typing import Any

from django.urls import reverse

from seedbed.publish.bindings import Ledger


def link_to(kind: str, row: Any) -> str:
    """The address of the page that shows a row, at the row; empty where no page shows it."""
    if kind == "run":
        return _at("run", row)
    if kind == "source":
        return _at("source", row)
    if kind == "excerpt":
        return f"{_at('source', row.version.source)}?version={row.version.number}#{row.key}"
    if kind == "verdict":
        return f"{_at('claim', row.claim)}#verdicts"
    # An answer is shown where it is evidence, and nowhere beside the answers of others.
    site = _site_of(row) if kind != "response" else None
    return f"{_at('site', site)}#{row.key}" if site is not None else ""


def sources_of(ledger: Ledger) -> list[dict[str, Any]]:
    """Where the numbers of a page come from, each with the page that shows it."""
    told = []
    for source in ledger.sources():
        kind, ref = source["kind"], source["ref"]
        row = ledger.runs[ref] if kind == "run" else ledger.rows[kind, ref]
        told.append(source | {"link": link_to(kind, row)})
    return told


def _at(name: str, row: Any) -> str:
    return reverse(f"workbench:{name}", args=[row.public_id])


def _site_of(row: Any) -> Any:
    """The site a row belongs to, directly or through its innovation."""
    innovation = getattr(row, "innovation", None)
    return innovation.site if innovation is not None else getattr(row, "site", None)

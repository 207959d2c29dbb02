"""What a correction is about, in the words of the page that shows it: never more than is public."""

from collections.abc import Iterable, Iterator
from typing import Any

from seedbed.publish.look.register import FATES
from seedbed.publish.replies import told, words_of
from seedbed.publish.review import evidence_items
from seedbed.publish.shelf import shelf
from seedbed.record.outputs.models import Publication
from seedbed.record.outputs.selectors import published
from seedbed.record.replies.selectors import shown_corrections

Pointer = tuple[str, str]


def facts_of(body: dict[str, Any]) -> Iterator[tuple[Pointer, str, str]]:
    """Every fact that a snapshot shows: its kind and id, its words, and its place on the page."""
    for item in evidence_items(body):
        yield (item["kind"], item["ref"]), words_of(item), item["id"]
    for row in body["became"]["table"] if "first" in body else ():
        for ref in str(row.get("rests_on", "")).split():
            yield ("sustainment", ref), f"{row['case']}: {FATES[row['fate']]}", ""


def correction_log(*, using: str) -> list[dict[str, Any]]:
    """Every dispute and correction that is shown, newest first, of studies that published.

    Each with the words of the fact it is about and the page that shows them, where one does.
    """
    studies = set(published(using=using).values_list("study", flat=True))
    rows = list(shown_corrections(sorted(studies), using=using))
    facts = {
        study: _facts(study, {(r.about, r.ref) for r in rows if r.study_id == study}, using=using)
        for study in {row.study_id for row in rows}
    }
    return [
        {
            **told(row),
            "study": row.study.title,
            "simulated": row.study.is_simulated,
            "fact": facts[row.study_id].get((row.about, row.ref)),
        }
        for row in rows
    ]


def _facts(
    study: int, pointers: Iterable[Pointer], *, using: str
) -> dict[Pointer, tuple[str, Publication, str]]:
    """For each fact that a page shows: its words, the page, and the place on it."""
    wanted = {pointer for pointer in pointers if pointer[0]}
    found: dict[Pointer, tuple[str, Publication, str]] = {}
    for kind in ("claim", "advice", "study"):
        if not wanted.issubset(found):
            for page in shelf(kind, using=using, study=study):
                for pointer, words, place in facts_of(page.body) if not page.withdrawn_at else ():
                    if pointer in wanted:
                        found.setdefault(pointer, (words, page, place))
    return found

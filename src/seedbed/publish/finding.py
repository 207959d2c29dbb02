"""What a published claim comes to, read from its frozen body alone.

Every rendering of a claim reads these, so that a changed number or status changes all of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from seedbed.publish.bindings import split_sentences
from seedbed.publish.report import plain_text
from seedbed.publish.review import bound_numbers
from seedbed.record import words as w

Body = Mapping[str, Any]
RELATIONS: tuple[str, ...] = get_args(w.Relation)
NATIONS: tuple[str, ...] = get_args(w.Nation)
DESIGNS: tuple[str, ...] = get_args(w.Design)
# The part of confidence that troubles most comes first; "unknown" troubles more than a little.
CONCERNS = ("serious", "moderate", "unknown", "minor", "no")


def headline(claim: Body) -> str:
    """The first sentence of a claim, its numbers in place."""
    return plain_text(claim["text"][:1])


def main_doubt(claim: Body) -> dict[str, Any]:
    """The part of confidence with the greatest concern, and why, in one sentence."""
    part = min(claim["confidence_parts"], key=lambda p: CONCERNS.index(p["concern"]))
    return {"part": part["part"], "concern": part["concern"], "why": part["why"][:1]}


def items(claim: Body) -> list[tuple[str, dict[str, Any]]]:
    """Every piece of evidence with which way it bears on the claim."""
    return [(name, item) for name in RELATIONS for item in claim["evidence"][name]]


def counts_by_kind(claim: Body) -> list[tuple[str, list[int]]]:
    """How many pieces of each kind support, contradict, qualify, or are silent."""
    found = Counter((item["kind"], relation) for relation, item in items(claim))
    kinds = [kind for kind in get_args(w.SupportKind) if any(found[kind, r] for r in RELATIONS)]
    return [(kind, [found[kind, relation] for relation in RELATIONS]) for kind in kinds]


def counts_by_design(claim: Body) -> list[tuple[str, list[int]]]:
    """How many reported outcomes of each design bear on the claim, each way; strongest first."""
    found = Counter(
        (item["design"], relation) for relation, item in items(claim) if item.get("design")
    )
    designs = [design for design in DESIGNS if any(found[design, r] for r in RELATIONS)]
    return [(design, [found[design, relation] for relation in RELATIONS]) for design in designs]


def counts_by_nation(claim: Body) -> dict[str, list[int]]:
    """How many pieces come from each nation, each way; under "" those that name none.

    Computed answers are left out: they stand for all the places they were computed over.
    """
    found = Counter(
        (item.get("nation", ""), relation)
        for relation, item in items(claim)
        if item["kind"] != "run"
    )
    return {
        nation: [found[nation, relation] for relation in RELATIONS] for nation in (*NATIONS, "")
    }


def computed(claim: Body) -> list[dict[str, Any]]:
    """The computed answers under a claim, each once."""
    runs = {item["asked"]: item for _, item in items(claim) if item.get("digest")}
    return list(runs.values())


def young_words(claim: Body, withheld: Iterable[str] = ()) -> tuple[list[dict[str, Any]], int]:
    """What young people said that may be shown, and how many of their passages are held."""
    gone = set(withheld)
    said = [item for _, item in items(claim) if item.get("role") == "young-person"]
    once = list({item["ref"]: item for item in said}.values())
    shown = [item for item in once if item["words"] and item["id"] not in gone]
    return shown, len(once) - len(shown)


def words_for(claim: Body, audience: str) -> dict[str, Any] | None:
    """The words that somebody wrote of this claim for one kind of reader, if anybody did."""
    written = (row for row in claim.get("renderings", ()) if row["audience"] == audience)
    return next(written, None)


def sources_of(body: Body, *shown: Any) -> list[dict[str, Any]]:
    """Where the numbers of some shown texts come from, and no others."""
    on_page = {number["anchor"] for part in shown for number in bound_numbers(part)}
    return [source for source in body["sources"] if source["anchor"] in on_page]


def limits_of(body: Body) -> list[str]:
    """What the study behind a claim cannot tell, sentence by sentence."""
    return split_sentences(body["study"]["limits"])

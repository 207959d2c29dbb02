"""Frozen verdicts and claims made ready for a page: sentences as markup, evidence flagged."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from seedbed.publish.chain import evidence_left
from seedbed.publish.look.tables import readable
from seedbed.publish.look.tags import sentences
from seedbed.publish.replies import words_of
from seedbed.publish.review import Review

Body = Mapping[str, Any]
UNCHANGED = Review()
TEXTS = ("text", "holds_where", "not_where", "mechanism", "change_our_mind")
RELATIONS = ("supports", "contradicts", "qualifies", "silent")


def verdict_said(verdict: Body, review: Review = UNCHANGED) -> dict[str, Any]:
    """A verdict as ``seedbed/verdict.html`` wants it."""
    return {
        **verdict,
        "sentence": sentences(verdict["sentence"], review.tokens),
        "conditions": each_said(verdict["conditions"], review),
        "change_our_mind": sentences(verdict["change_our_mind"], review.tokens),
    }


def claim_said(claim: Body, review: Review = UNCHANGED) -> dict[str, Any]:
    """A claim with its evidence, as the templates of ``published/`` want it."""
    return {
        **claim,
        **{name: sentences(claim[name], review.tokens) for name in TEXTS},
        "rivals": each_said(claim["rivals"], review),
        "sure": _confidence(claim, review),
        "support_left": evidence_left(claim, review.withdrawn),
        "groups": [
            {"relation": name, "items": [_item(i, review) for i in claim["evidence"][name]]}
            for name in RELATIONS
        ],
    }


def each_said(texts: Iterable[Any], review: Review = UNCHANGED) -> list[Any]:
    """Each of some frozen texts as markup."""
    return [sentences(text, review.tokens) for text in texts]


def _confidence(claim: Body, review: Review) -> dict[str, Any]:
    """How sure we are, as ``seedbed/confidence.html`` wants it."""
    said: dict[str, Any] = {"confidence": claim["confidence"]}
    for part in claim["confidence_parts"]:
        said[part["part"]] = part["concern"]
        said[f"{part['part']}_why"] = sentences(part["why"], review.tokens)
    return said


def answered(item: Body, review: Review) -> dict[str, Any]:
    """Who disputes a fact, what was said in reply, and where a correction is asked for."""
    replies = review.replies.beside(item["kind"], item["ref"])
    disputed = [item["provenance"].get("disputed_by", "")]
    disputed += [row["from_whom"] for row in replies if row["kind"] == "dispute"]
    fact = urlencode({"about": item["kind"], "ref": item["ref"]})
    return {
        "replies": replies,
        "disputed_by": [name for name in dict.fromkeys(disputed) if name],
        "fact": words_of(item),
        "correct": f"{review.correct}?{fact}" if review.correct else "",
    }


def _item(item: Body, review: Review) -> dict[str, Any]:
    taken_back = item["id"] in review.withheld
    # The snapshot may still hold them; no page may show them any more.
    held = {**item, "words": "", "headline": "", "lines": []} if taken_back else item
    said = {
        **held,
        "why": sentences(item["why"], review.tokens),
        "moved": item["id"] in review.evidence,
        "taken_back": taken_back,
        "withdrawn": item["id"] in review.withdrawn,
        **answered(held, review),
    }
    if item.get("table"):
        said["head"], said["body"] = readable(item["table"])
    return said

"""The report of a study: every claim with what bears on it, as JSON or as one HTML file."""

from datetime import date
from typing import Any

from seedbed.publish.advice import about_study
from seedbed.publish.chain import Chains
from seedbed.record.claims.selectors import claims
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def report(by: Asker, study: Study, *, today: date) -> dict[str, Any]:
    """The study and its claims as plain values.

    Shape: ``{study, claims: [{id, text, status, supports: [{kind, id, source, provenance}],
    contradicts: [...], qualifies: [...], silent: [...], runs: [{id, digest}]}]}``.
    """
    chains = Chains(by, study, claims(by, study), public=True, today=today)
    return {
        "study": about_study(study),
        "claims": [_claim(chains.body(claim)) for claim in chains.claims],
    }


def plain_text(sentences: list[dict[str, Any]]) -> str:
    """Sentences as one string, numbers in place."""
    return " ".join(
        "".join(part if isinstance(part, str) else part["shown"] for part in sentence["parts"])
        for sentence in sentences
    )


def _claim(body: dict[str, Any]) -> dict[str, Any]:
    evidence = body["evidence"]
    runs = [i for items in evidence.values() for i in items if i["kind"] == "run"]
    return {
        "id": body["id"],
        "text": plain_text(body["text"]),
        "version": body["version"],
        "status": body["status"],
        "confidence": body["confidence"],
        "holds_where": plain_text(body["holds_where"]),
        "not_where": plain_text(body["not_where"]),
        "change_our_mind": plain_text(body["change_our_mind"]),
        **{relation: [_item(item) for item in items] for relation, items in evidence.items()},
        "runs": [{"id": i["public_id"], "digest": i["digest"]} for i in runs if "digest" in i],
    }


def _item(item: dict[str, Any]) -> dict[str, Any]:
    how = item.get("provenance", {})
    told = {
        "kind": item["kind"],
        "id": item.get("public_id", item["ref"]) if item["kind"] == "run" else item["ref"],
        "source": how.get("address", "") or item["headline"],
        "provenance": how,
        "says": plain_text(item["why"]),
        "held": item.get("held", False),
    }
    if item.get("words"):
        told["words"] = item["words"]
    return told

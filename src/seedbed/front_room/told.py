"""What each kind of reader is told of a claim: practice, academic study, policy in a nation.

All of it is read from the frozen body of the claim; nothing is written here that it does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from seedbed.library import policy_bodies
from seedbed.publish import finding
from seedbed.publish.look.spoken import claim_said
from seedbed.publish.look.tags import sentences
from seedbed.publish.review import Review
from seedbed.publish.wording import said

Body = dict[str, Any]
AGAINST = ("contradicts", "qualifies")


class Saying:
    """Frozen texts as markup; it remembers which it said, so that their numbers can be traced."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.shown: list[Any] = []

    def __call__(self, text: Any) -> SafeString:
        """One text, its changed numbers marked."""
        self.shown.append(text)
        return sentences(text, self.review.tokens)

    def sources(self, body: Body) -> list[dict[str, Any]]:
        """Where the numbers of all that was said come from."""
        return finding.sources_of(body, *self.shown)


def told_words(words: Body | None, version: int, say: Saying) -> Body | None:
    """The words written for a reader: by whom, checked by whom, and of which version."""
    if words is None:
        return None
    return words | {
        "text": [say(part) for part in words["text"]],
        "older": words["of_version"] < version,
    }


def practice(body: Body, reader: str, say: Saying) -> Body:
    """What it says, for whom, what one could try and watch, and what young people said."""
    claim = body["claim"]
    shown, held = finding.young_words(claim, say.review.withheld)
    return _scope(claim, say) | {
        "against": [
            (name, [say(item["why"]) for item in claim["evidence"][name]])
            for name in AGAINST
            if claim["evidence"][name]
        ],
        "young": shown,
        "young_held": held,
    }


def academic(body: Body, reader: str, say: Saying) -> Body:
    """Type, scope, four parts of confidence, designs and counts, methods, rivals, limits."""
    claim = body["claim"]
    told = claim_said(claim, say.review)
    say.shown += [part["why"] for part in claim["confidence_parts"]]
    kinds = [(said("support-kind", kind), counts) for kind, counts in finding.counts_by_kind(claim)]
    designs = [
        (said("design", design), counts) for design, counts in finding.counts_by_design(claim)
    ]
    return _scope(claim, say) | {
        "sure": told["sure"],
        "kinds": _table(_("Evidence"), kinds),
        "designs": _table(_("Design"), designs) if designs else None,
        "computed": finding.computed(claim),
        "rivals": [say(rival) for rival in claim["rivals"]],
        "limits": finding.limits_of(body),
    }


def policy(body: Body, reader: str, say: Saying) -> Body:
    """Whether any of it comes from one nation, what circles there said, and whom it is for."""
    claim, nation = body["claim"], reader.removeprefix("policy-")
    counts = finding.counts_by_nation(claim)
    places = [case["name"] for case in claim.get("case_nations", ()) if case["nation"] == nation]
    shown = [(_nation(name), row) for name, row in counts.items() if any(row) or name == nation]
    return _scope(claim, say) | {
        "nation": nation,
        "places": places,
        "from_here": sum(counts[nation]),
        "from_any": sum(sum(row) for row in counts.values()),
        "unplaced": sum(counts[""]),
        "nations": _table(_("Where from"), shown),
        "circles": [v for v in claim["verdicts"] if v["nation"] == nation],
        "not_covered": nation in body["study"]["not_covered"],
        "bodies": policy_bodies(nation),
    }


TOLD: dict[str, Callable[[Body, str, Saying], Body]] = {
    "practice": practice,
    "academic": academic,
    "policy": policy,
}


def _scope(claim: Body, say: Saying) -> Body:
    """How sure and why, where it should and should not hold, how, and what would change it."""
    names = ("holds_where", "not_where", "mechanism", "change_our_mind")
    doubt = finding.main_doubt(claim)
    return {n: say(claim[n]) for n in names} | {"doubt": doubt | {"why": say(doubt["why"])}}


def _nation(name: str) -> str:
    return said("nation", name) if name else _("no nation named")


def _table(first: str, rows: Iterable[tuple[str, list[int]]]) -> Body:
    """Counts each way, as ``seedbed/table.html`` wants them."""
    heads = [first, *(said("relation", name) for name in finding.RELATIONS)]
    return {
        "head": [{"text": text, "numeric": place > 0} for place, text in enumerate(heads)],
        "body": [
            [{"text": name}, *({"text": str(count), "numeric": True} for count in counts)]
            for name, counts in rows
        ],
    }

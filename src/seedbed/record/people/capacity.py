"""What a young person's consent needs in a study of real people: the nation's rule, looked at.

The rules are data of the library. Here one consent is held against the rule of its nation and
band, and what it lacks is said with its remedy.
"""

from dataclasses import dataclass
from typing import Any

from seedbed.library import consent_rule

BANDS = "under-16, 16-17 or adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What one consent lacks: whose it is, the rule, and what to do."""

    person: str
    consent: str
    use: str
    rule: str
    remedy: str

    def text(self) -> str:
        """All of it in a line."""
        return f"{self.person} ({self.use}): {self.rule} {self.remedy}"


def asked_of(row: Any) -> dict[str, Any]:
    """A stored consent as :func:`shortfall` wants it: its participant and site come along."""
    person = row.participant
    return {
        "person": person.key, "role": person.role, "nation": person.site.nation, "consent": row,
    }  # fmt: skip


def shortfall(*, person: str, role: str, nation: str, consent: Any) -> Shortfall | None:
    """What a yes lacks that was given by or for a young person; None where it lacks nothing.

    ``consent`` is a row of the record or of a study folder: both have the same names. A no needs
    nothing, and nobody but a young person is asked how old they are.
    """
    if role != "young-person" or consent.given != "yes":
        return None
    found = _lacks(nation, consent)
    if found is None:
        return None
    rule, remedy = found
    row = str(getattr(consent, "key", "") or consent.id)
    return Shortfall(person=person, consent=row, use=consent.use, rule=rule, remedy=remedy)


def _lacks(nation: str, consent: Any) -> tuple[str, str] | None:
    if consent.age_band == "not-said":
        rule = "What a young person's consent needs depends on whether they are under 16."
        return rule, f"Give age_band: {BANDS}. No age and no birthday is kept."
    if consent.given_by == "not-said":
        return "Who gave the consent of a young person is recorded.", "Give given_by."
    held = consent_rule(nation, consent.age_band)
    own, others = (held.own, held.others) if held else ("presumed", "if-judged-not-able")
    rule = f"{held.title}: {held.rule}" if held else "An adult decides for themself."
    if consent.given_by == "themself":
        return _own(rule, own, consent)
    return _others(rule, others, consent)


def _own(rule: str, own: str, consent: Any) -> tuple[str, str] | None:
    if consent.capacity == "not-able":
        return rule, (
            "They were judged not able to decide: ask a parent or carer, or who has authority in "
            "law, and record the young person's own yes or no as assent."
        )
    if own == "presumed" and consent.capacity == "not-judged":
        return None
    if own == "if-judged-able" and consent.capacity == "not-judged":
        return rule, (
            "Record the judgement that they are able to decide (capacity, capacity_by, "
            "capacity_on, capacity_because), or a parent's consent beside their own assent."
        )
    return _judged(rule, consent)


def _others(rule: str, others: str, consent: Any) -> tuple[str, str] | None:
    if others == "if-judged-not-able" and consent.capacity != "not-able":
        return rule, (
            "Ask the person themself, or record the judgement that they are not able to decide."
        )
    if consent.assent == "not-asked":
        return rule, "Record the young person's own yes or no as assent: it is asked for first."
    return None if consent.capacity == "not-judged" else _judged(rule, consent)


def _judged(rule: str, consent: Any) -> tuple[str, str] | None:
    """A judgement says who made it, when, and on what it rests."""
    names = ("capacity_by", "capacity_on", "capacity_because")
    left = [name for name in names if not getattr(consent, name)]
    if not left:
        return None
    return rule, f"The judgement of what they are able to decide lacks: {', '.join(left)}."

"""What keeps the gate of a study shut, and refusing while it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from seedbed.errors import InputError
from seedbed.record.gate.models import ConsentText, Safeguards
from seedbed.record.people.models import Consent, Membership
from seedbed.record.study.models import Study
from seedbed.trust.accounts import without_second_factor
from seedbed.trust.store import is_protected

# Roles that a study of real people must have filled, and what each is called.
NAMED = {
    "lead": "a lead",
    "safeguarding-lead": "a safeguarding lead, to whom harm that is disclosed is told",
    "data-protection": "a data-protection contact",
}
# Conditions for special categories of data that need a policy document of their own.
NEEDS_POLICY = ("safeguarding", "public-interest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that keeps the gate shut, and how to settle it."""

    what: str
    remedy: str

    def text(self) -> str:
        """Both in a line."""
        return f"{self.what} {self.remedy}"


def missing(study: Study, *, using: str, today: date) -> list[Missing]:
    """What keeps a study of real people shut; nothing where its gate stands open.

    A study of published or invented facts has no gate.
    """
    if study.kind != "real":
        return []
    return [
        *_store(using),
        *_people(study, using, today),
        *_grounds(study, using),
        *_consents(study, using),
    ]


def _store(using: str) -> Iterator[Missing]:
    if not is_protected(using):
        yield Missing(
            what="The store is not encrypted.",
            remedy="Begin an encrypted one in a new data folder: seedbed store begin.",
        )


def _people(study: Study, using: str, today: date) -> Iterator[Missing]:
    members = Membership.objects.using(using).filter(study=study).select_related("user")
    living = [m for m in members if m.until is None or today <= m.until]
    held = {m.role for m in living if m.user.is_active}
    for role, called in NAMED.items():
        if role not in held:
            yield Missing(
                what=f"The study has not named {called}.",
                remedy=f"Add one: seedbed member {study.key} NAME --role {role}.",
            )
    bare = sorted(without_second_factor((m.user for m in living), using=using))
    if bare:
        yield Missing(
            what=f"Without a second factor: {', '.join(bare)}.",
            remedy="Each sets up an authenticator app after logging in, under their own name.",
        )


def _grounds(study: Study, using: str) -> Iterator[Missing]:
    row = Safeguards.objects.using(using).filter(study=study).first() or Safeguards()
    on_page = "Say so on the page of the gate, or with seedbed gate."
    if not row.lawful_basis:
        yield Missing(what="The lawful basis is not recorded.", remedy=on_page)
    if not row.special_condition:
        yield Missing(
            what="The condition for special categories of data is not recorded.", remedy=on_page
        )
    if row.special_condition in NEEDS_POLICY and not row.policy.strip():
        yield Missing(
            what="That condition needs a policy document, and none is named.", remedy=on_page
        )
    if not row.retention.strip() or row.review_on is None:
        yield Missing(
            what="How long the material is kept, and when that is looked at, is not recorded.",
            remedy=on_page,
        )


def _consents(study: Study, using: str) -> Iterator[Missing]:
    texts = set(ConsentText.objects.using(using).filter(study=study).values_list("use", "version"))
    if not any(use == "take-part" for use, _ in texts):
        yield Missing(
            what="No consent to take part is written down.",
            remedy="Add the text that people are shown, on the page of the gate.",
        )
    given = Consent.objects.using(using).filter(study=study).values_list("use", "version")
    for use, version in sorted(set(given) - texts):
        yield Missing(
            what=f"People consented to version {version} of {use}, whose text is not kept.",
            remedy="Add that text, on the page of the gate.",
        )


def refuse_shut(study: Study, *, using: str, today: date) -> None:
    """Raise unless the gate of a study stands open.

    Raises: InputError naming everything that is missing, with its remedy.
    """
    left = missing(study, using=using, today=today)
    if left:
        lines = "\n".join(f"  {item.text()}" for item in left)
        raise InputError(
            f"{study.title} is a study of real people, and its gate is shut:\n{lines}\n"
            "Nothing was stored."
        )

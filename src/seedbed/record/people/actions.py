"""Writes about members of a study."""

from datetime import date
from typing import Any

from seedbed.errors import InputError
from seedbed.record.people.models import Membership
from seedbed.record.study.models import Site, Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker
from seedbed.trust.roles import ROLES


def add_member(
    *,
    by: Asker,
    study: Study,
    user: Any,
    role: str,
    site: Site | None = None,
    until: date | None = None,
) -> Membership:
    """Give a person a role in a study."""
    by.must("add-member", study=study.pk)
    if role not in ROLES:
        raise InputError(f"There is no role {role}. Roles are: {', '.join(ROLES)}.")
    if ROLES[role].sees_at_site and site is None:
        raise InputError(f"A {role} belongs to a site: say which.")
    if site is not None and site.study_id != study.pk:
        raise InputError(f"{site.name} is not a site of {study.title}.")
    with act(
        by=by, action="add-member", study=None, noun="memberships", row=str(user.public_id),
        fields=["role", "site", "until"],
    ):  # fmt: skip
        # Somebody who has the role already keeps it until the day given now.
        member, _ = Membership.objects.using(by.using).update_or_create(
            user=user, study=study, site=site, role=role, defaults={"until": until}
        )
    return member

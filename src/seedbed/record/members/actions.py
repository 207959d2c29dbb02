"""Writes about memberships that stand: made longer, ended, or another role."""

from datetime import date, timedelta

from django.db import IntegrityError

from seedbed.errors import InputError
from seedbed.record.people.lasting import lasting
from seedbed.record.people.models import Membership
from seedbed.record.study.models import Site
from seedbed.record.writing import act
from seedbed.trust.accounts import end_sessions
from seedbed.trust.asking import Asker
from seedbed.trust.roles import ROLES

NOUN = "memberships"


def extend_member(*, by: Asker, membership: Membership, until: date, today: date) -> Membership:
    """Let a membership run until another day: a later one, or an earlier one yet to come."""
    by.must("add-member", study=membership.study_id)
    if until < today:
        raise InputError(f"The last day must not be over; {until} is. To end it now, end it.")
    if until < today + timedelta(days=1):
        _refuse_last_lead(by, membership, today=today)
    last = lasting(membership.study, until, today=today)
    with _told(by, membership, "extend-member", "until"):
        _change(by, membership, until=last)
    return membership


def end_member(*, by: Asker, membership: Membership, today: date) -> Membership:
    """End a membership: from the next request on it gives nothing.

    Raises: InputError for the last lead of a study.
    """
    by.must("add-member", study=membership.study_id)
    _refuse_last_lead(by, membership, today=today)
    with _told(by, membership, "end-member", "until"):
        _change(by, membership, until=today - timedelta(days=1))
    return membership


def change_role(
    *, by: Asker, membership: Membership, role: str, site: Site | None = None, today: date
) -> Membership:
    """Give a member another role. Every session of theirs ends: they log in to it anew.

    Raises: InputError for the last lead, an unknown role, or one they have already.
    """
    by.must("add-member", study=membership.study_id)
    if role not in ROLES:
        raise InputError(f"There is no role {role}. Roles are: {', '.join(ROLES)}.")
    if ROLES[role].sees_at_site and site is None:
        raise InputError(f"A {role} belongs to a site: say which.")
    if site is not None and site.study_id != membership.study_id:
        raise InputError(f"{site.name} is not a site of {membership.study.title}.")
    if role != "lead":
        _refuse_last_lead(by, membership, today=today)
    try:
        with _told(by, membership, "change-role", "role", "site"):
            _change(by, membership, role=role, site=site)
            end_sessions(membership.user, using=by.using)
    except IntegrityError as wrong:
        raise InputError(f"{membership.user} has the role {role} there already.") from wrong
    return membership


def _told(by: Asker, membership: Membership, action: str, *fields: str):  # type: ignore[no-untyped-def]
    return act(
        by=by, action=action, study=None, noun=NOUN, row=str(membership.user.public_id),
        fields=fields,
    )  # fmt: skip


def _change(by: Asker, membership: Membership, **values: object) -> None:
    for name, value in values.items():
        setattr(membership, name, value)
    membership.save(using=by.using, update_fields=list(values))


def _refuse_last_lead(by: Asker, membership: Membership, *, today: date) -> None:
    """A study without a lead would be nobody's."""
    if membership.role != "lead":
        return
    leads = Membership.objects.using(by.using).filter(study=membership.study_id, role="lead")
    others = leads.exclude(user=membership.user_id).select_related("user")
    if not any(m.user.is_active and (m.until is None or today <= m.until) for m in others):
        raise InputError(
            f"{membership.user} is the last lead of {membership.study.title}. "
            "Name another one first: somebody must answer for it."
        )

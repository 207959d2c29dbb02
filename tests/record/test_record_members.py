"""Memberships that end: of a study of real people none runs for ever, and one always leads."""

from datetime import date, timedelta

import pytest

from seedbed.errors import ActionDenied, InputError, NotFound
from seedbed.record.members.actions import change_role, end_member, extend_member
from seedbed.record.members.selectors import member, members, waiting
from seedbed.record.people.actions import add_member
from seedbed.record.people.models import Membership
from seedbed.record.people.selectors import asker_for
from seedbed.record.study.models import Site
from seedbed.trust.asking import nobody
from seedbed.trust.models import AuditEvent
from tests.real import BY, open_real, with_app

pytestmark = pytest.mark.django_db
TODAY = date.today()
YEAR = timedelta(days=366)


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


def add(study, name, role="researcher", **more):
    return add_member(by=BY, study=study, user=with_app(name), role=role, **more)


def test_a_membership_of_real_people_always_ends_and_within_a_year(real) -> None:
    assert add(real, "ines").until == TODAY + YEAR
    assert not Membership.objects.filter(study=real, until=None).exists()
    with pytest.raises(InputError, match="a year at most"):
        add(real, "ola", until=TODAY + YEAR + timedelta(days=1))
    held = add(real, "kit", until=TODAY)
    with pytest.raises(InputError, match="a year at most"):
        extend_member(by=BY, membership=held, until=TODAY + 2 * YEAR, today=TODAY)


def test_other_studies_set_no_end(tiny) -> None:
    assert add(tiny, "ines").until is None


def test_an_ended_membership_gives_nothing_on_the_next_request(real) -> None:
    held = add(real, "ines")
    assert asker_for(held.user, using="default", proven=True).grants
    end_member(by=BY, membership=held, today=TODAY)
    assert asker_for(held.user, using="default", proven=True).grants == ()
    extend_member(by=BY, membership=held, until=TODAY + timedelta(days=9), today=TODAY)
    assert asker_for(held.user, using="default", proven=True).grants
    with pytest.raises(InputError, match="must not be over"):
        extend_member(by=BY, membership=held, until=TODAY - timedelta(days=1), today=TODAY)


def test_the_last_lead_stays(real) -> None:
    lead = Membership.objects.get(study=real, role="lead")
    for act in (
        lambda: end_member(by=BY, membership=lead, today=TODAY),
        lambda: change_role(by=BY, membership=lead, role="reader", today=TODAY),
        lambda: extend_member(by=BY, membership=lead, until=TODAY, today=TODAY),
    ):
        with pytest.raises(InputError, match="last lead"):
            act()
    second = add(real, "second", "lead")
    second.user.is_active = False
    second.user.save()
    with pytest.raises(InputError, match="last lead"):
        end_member(by=BY, membership=lead, today=TODAY)
    second.user.is_active = True
    second.user.save()
    end_member(by=BY, membership=lead, today=TODAY)
    assert Membership.objects.get(pk=lead.pk).until == TODAY - timedelta(days=1)


def test_another_role_ends_every_session(real) -> None:
    held = add(real, "ines")
    before = held.user.epoch
    change_role(by=BY, membership=held, role="reader", today=TODAY)
    assert held.user.epoch == before + 1
    assert Membership.objects.get(pk=held.pk).role == "reader"
    assert AuditEvent.objects.filter(action="change-role", noun="memberships").count() == 1


def test_a_role_that_is_none_or_is_held_or_lacks_its_site_is_refused(real) -> None:
    held = add(real, "ines")
    add_member(by=BY, study=real, user=held.user, role="reader")
    site = Site.objects.get(study=real, key="s-ambleford")
    for wrong, told in (
        ({"role": "king"}, "no role king"),
        ({"role": "site-member"}, "belongs to a site"),
        ({"role": "reader"}, "there already"),
    ):
        with pytest.raises(InputError, match=told):
            change_role(by=BY, membership=held, today=TODAY, **wrong)
    change_role(by=BY, membership=held, role="site-member", site=site, today=TODAY)
    assert Membership.objects.get(pk=held.pk).site == site


def test_a_site_of_another_study_is_refused(real) -> None:
    from seedbed.record.base import public_id_of
    from seedbed.record.study.models import Study

    held = add(real, "ines")
    site = Site.objects.get(study=real, key="s-ambleford")
    other = Study.objects.create(
        key="other", title="Other", kind="public", as_at=TODAY, public_id=public_id_of("other", "")
    )
    site.pk, site.study, site.public_id = None, other, public_id_of("other", "s")
    site.save()
    with pytest.raises(InputError, match="is not a site of"):
        change_role(by=BY, membership=held, role="site-member", site=site, today=TODAY)


def test_only_who_may_changes_members_or_sees_them(real) -> None:
    held = add(real, "ines")
    ines = asker_for(held.user, using="default", proven=True)
    for act in (
        lambda: end_member(by=ines, membership=held, today=TODAY),
        lambda: extend_member(by=ines, membership=held, until=TODAY, today=TODAY),
        lambda: change_role(by=ines, membership=held, role="lead", today=TODAY),
    ):
        with pytest.raises(ActionDenied):
            act()
    assert not members(ines, real).exists()
    assert not members(nobody(using="default"), real).exists()
    with pytest.raises(NotFound):
        member(ines, real, held.public_id)
    assert member(BY, real, held.public_id) == held


def test_what_ends_within_thirty_days_waits(real) -> None:
    add(real, "soon", until=TODAY + timedelta(days=30))
    add(real, "later", until=TODAY + timedelta(days=31))
    add(real, "over", until=TODAY - timedelta(days=1))
    [item] = waiting(BY, real, today=TODAY)
    assert "soon" in item.what
    assert item.kind == "memberships"
    assert item.since < item.due


def test_nothing_of_the_kind_waits_elsewhere(tiny) -> None:
    add(tiny, "soon", until=TODAY)
    assert waiting(BY, tiny, today=TODAY) == []

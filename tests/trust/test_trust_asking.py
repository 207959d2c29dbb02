"""Who asks, what their memberships let them see and do, and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import ActionDenied
from seedbed.trust.asking import Asker, Grant, nobody, system
from seedbed.trust.roles import ALWAYS, ASKED, EVERYTHING, FLAGS, KEPT, ROLES, SETTLING

STUDIES, SITES = (1, 2), (10, 20, None)
VERBS = sorted({verb for role in ROLES.values() for verb in role.does | role.does_at_site})
grants = st.builds(
    Grant,
    role=st.sampled_from(sorted(ROLES)),
    study=st.sampled_from(STUDIES),
    site=st.sampled_from(SITES),
)


def asker(*given: Grant) -> Asker:
    return Asker(name="a-person", using="default", grants=given)


def test_the_roles_are_these_and_each_is_found_under_its_own_name() -> None:
    assert list(ROLES) == [
        "lead", "researcher", "co-researcher", "site-member", "circle-member", "reader",
        "safeguarding-lead", "data-protection", "output-checker",
    ]  # fmt: skip
    assert all(role.name == name for name, role in ROLES.items())


@pytest.mark.parametrize("name", sorted(ROLES))
def test_a_role_sees_only_nouns_that_there_are(name: str) -> None:
    there_are = EVERYTHING | FLAGS | KEPT | ASKED
    assert ROLES[name].sees | ROLES[name].sees_at_site <= there_are


def test_only_the_lead_publishes_withdraws_loads_exports_and_adds_members() -> None:
    for verb in ("publish", "withdraw", "load", "export", "add-member"):
        assert [n for n, r in ROLES.items() if verb in r.does | r.does_at_site] == ["lead"]


def test_nobody_sees_nothing_and_may_nothing() -> None:
    stranger = nobody(using="default")
    for noun in EVERYTHING:
        assert not stranger.studies_for(noun)
        assert not stranger.sites_for(noun)
    for verb in VERBS:
        assert not stranger.may(verb, study=1, site=10)
        with pytest.raises(ActionDenied) as refused:
            stranger.must(verb, study=1, site=10)
        assert refused.value.exit_code == 3


def test_the_system_may_everything_and_is_named_after_its_task() -> None:
    by = system("inquiry", using="default")
    assert by.name == "system:inquiry"
    assert all(by.may(verb, study=1) for verb in [*VERBS, "anything"])


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), until=st.none() | st.dates())
def test_a_membership_lives_up_to_and_with_its_last_day(day: date, until: date | None) -> None:
    grant = Grant(role="reader", study=1, until=until)
    assert grant.lives(day) == (until is None or not day > until)
    last = Grant(role="reader", study=1, until=day)
    assert last.lives(day)
    assert not last.lives(day + timedelta(days=1))


@given(given_=st.lists(grants, max_size=4), noun=st.sampled_from(sorted(EVERYTHING)))
def test_what_is_seen_is_the_sum_of_the_memberships(given_: list[Grant], noun: str) -> None:
    by = asker(*given_)
    assert by.studies_for(noun) == {g.study for g in given_ if noun in ROLES[g.role].sees}
    assert by.sites_for(noun) == {
        g.site for g in given_ if noun in ROLES[g.role].sees_at_site and g.site is not None
    }


@given(given_=st.lists(grants, max_size=4), verb=st.sampled_from(VERBS))
def test_a_verb_counts_only_in_its_study_and_at_its_site(given_: list[Grant], verb: str) -> None:
    by = asker(*given_)
    for study in (*STUDIES, 3):
        in_study = [g for g in given_ if g.study == study]
        everywhere = any(verb in ROLES[g.role].does for g in in_study)
        assert by.may(verb, study=study) == everywhere
        for site in (10, 20, 30):
            here = any(verb in ROLES[g.role].does_at_site for g in in_study if g.site == site)
            assert by.may(verb, study=study, site=site) == (everywhere or here)


def test_a_site_member_logs_at_the_own_site_only() -> None:
    member = asker(Grant(role="site-member", study=1, site=10))
    member.must("log-event", study=1, site=10)
    for study, site in ((1, 20), (1, None), (2, 10)):
        with pytest.raises(ActionDenied, match="log what happened"):
            member.must("log-event", study=study, site=site)


def test_a_refusal_says_in_words_what_is_not_allowed() -> None:
    """A verb without words of its own would reach a person as it stands in the code."""
    for verb in VERBS:
        with pytest.raises(ActionDenied) as refused:
            asker(Grant(role="circle-member", study=1)).must(verb, study=1)
        assert "-" not in str(refused.value)


@pytest.mark.parametrize("name", sorted(ROLES))
def test_behind_a_shut_gate_harm_is_told_and_people_withdrawn_with_a_second_factor(
    name: str,
) -> None:
    role = ROLES[name]
    bare = Grant(role=name, study=1, shut=True).powers
    proven = Grant(role=name, study=1, shut=True, proven=True).powers
    assert bare.does == role.does & SETTLING
    assert proven.does == role.does & (SETTLING | ALWAYS)
    assert (proven.sees >= FLAGS) == ("decide-flag" in role.does)
    assert ("participants" in proven.sees) == ("withdraw-person" in role.does)
    assert not bare.sees & (FLAGS | {"participants"})
    assert not proven.sees & {"sources", "excerpts", "claims", "releases", "sites"}
    assert not proven.sees_at_site | proven.does_at_site

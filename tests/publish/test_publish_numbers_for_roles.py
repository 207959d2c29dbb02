"""Whoever may read a sentence may read the number in it; its source only if it is theirs."""

from datetime import date

import pytest

from seedbed.publish.chain import Chains
from seedbed.publish.snapshot import run_study
from seedbed.record.claims.selectors import claims
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.roles import ROLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [name for name in ROLES if "claims" in ROLES[name].sees])
def test_numbers_are_shown_and_sources_only_to_those_who_see_them(tiny, role) -> None:
    run_study(system("test", using="default"), tiny)
    by = Asker(name="x", using="default", grants=(Grant(role=role, study=tiny.pk),))
    chains = Chains(by, tiny, claims(by, tiny), public=False, today=date(2026, 11, 24))
    bodies = [chains.body(claim) for claim in chains.claims]
    shown = [
        part["shown"]
        for body in bodies
        for sentence in body["text"]
        for part in sentence["parts"]
        if isinstance(part, dict)
    ]
    assert shown
    assert not [s for s in shown if s.startswith("[")]
    sees = {source["kind"] for source in chains.ledger.sources()}
    assert ("run" in sees) == ("runs" in ROLES[role].sees)
    assert ("reading" in sees) == ("readings" in ROLES[role].sees)

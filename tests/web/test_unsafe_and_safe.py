"""Every address of the site: none takes what is forged, and a GET writes nothing but reads."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from seedbed.publish.snapshot import publish_study, run_study
from tests.real import BY, enter_proven, turn_real
from tests.web.every_address import addresses

pytestmark = pytest.mark.django_db
# What a session keeps of itself, and what tells of reads.
OF_THE_SESSION = {"Session", "AuditEvent", "AuditHead"}


@pytest.fixture
def real(tiny, monkeypatch):
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    return turn_real(monkeypatch, tiny)


def held() -> dict[str, list]:
    """Every row of every table of ours."""
    return {
        model.__name__: sorted(map(repr, model.objects.values_list()))
        for model in apps.get_models()
        if model.__name__ not in OF_THE_SESSION
    }


def test_nothing_is_taken_without_the_token_of_its_form(real) -> None:
    lead = enter_proven(real, "lead", enforce_csrf_checks=True)
    before = held()
    for client in (lead, Client(enforce_csrf_checks=True)):
        for name, places in addresses(real).items():
            for method in ("post", "put", "patch", "delete"):
                answer = getattr(client, method)(places[0]) if places else None
                assert answer is None or answer.status_code == 403, (name, method)
    assert held() == before


def test_a_get_writes_nothing_but_reads(real) -> None:
    lead = enter_proven(real, "lead")
    before = held()
    for places in addresses(real).values():
        for place in places[:2]:
            lead.get(place)
    assert held() == before

"""A withdrawal in the release room: what waits is stopped, what is out loses the words."""

from typing import Any

import pytest

from seedbed.publish.room import put_out
from seedbed.publish.snapshot import run_study
from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.models import Publication, Release, Study
from seedbed.record.people.models import Participant
from seedbed.record.releases.frozen import altered
from tests.real import BY, TODAY, asker_as, open_real, passed

pytestmark = pytest.mark.django_db
SAID = "They came every week, so you got to know them."


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Study:
    made = open_real(monkeypatch, tmp_path)
    run_study(BY, made)
    return made


def page(study: Study, key: str, **item: Any) -> Release:
    """A page with one passage in it, asked for."""
    held = {"kind": "excerpt", "ref": "ex-robin-week", "id": "sp-1", "held": False, "lines": []}
    body = {"study": {"kind": "real"}, "claim": {"evidence": {"supports": [held | item]}}}
    made = put_out(
        by=asker_as(study, "lead"), study=study, kind="claim", key=key, version=1, title="x",
        body=body, revisions={},
    )  # fmt: skip
    assert isinstance(made, Release)
    return made


def robin(study: Study) -> Participant:
    return Participant.objects.get(study=study, key="p-robin")


@pytest.mark.parametrize("item", [{"words": SAID, "person": "p-robin"}, {"words": SAID}])
@pytest.mark.parametrize("scope", ["stop", "erase"])
def test_what_waits_is_stopped_and_emptied(study: Study, scope: str, item: dict[str, Any]) -> None:
    row, other = page(study, "cl-leader", **item), page(study, "cl-asked", words="Nothing of hers")
    done = withdraw_person(by=BY, study=study, participant=robin(study), scope=scope, today=TODAY)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.status, row.body, row.people) == ("stopped", "", [])
    assert other.status == "waiting"
    assert done.reached["releases"] == [str(row.public_id)]


def test_what_was_released_loses_the_words_and_is_served_on(study: Study) -> None:
    row = page(study, "cl-leader", words=SAID, person="p-robin")
    passed(row)
    published = Publication.objects.get()
    withdraw_person(by=BY, study=study, participant=robin(study), scope="erase", today=TODAY)
    published.refresh_from_db()
    row.refresh_from_db()
    assert SAID not in str(published.body)
    assert SAID not in row.body
    assert row.status == "released"
    assert altered([published], using="default") == set()
    Publication.objects.filter(pk=published.pk).update(body={"study": {"kind": "real"}})
    published.refresh_from_db()
    assert altered([published], using="default") == {published.pk}

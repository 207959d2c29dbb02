"""The release room: two people who did not ask for it, blind until both have spoken."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from seedbed.errors import ActionDenied, InputError
from seedbed.record.models import Publication, Release, Review, Study
from seedbed.record.people.actions import add_member
from seedbed.record.people.selectors import asker_for
from seedbed.record.releases import guard, selectors
from seedbed.record.releases.actions import ask, forget, review, stop
from seedbed.record.releases.frozen import Altered, altered, bytes_of, checked_bytes, digest
from seedbed.record.releases.models import STATES
from seedbed.trust.asking import Asker, system
from seedbed.trust.models import AuditEvent, User
from tests.real import BY, TODAY, open_real, with_app

PAGE = {"study": {"kind": "real", "title": "Real"}, "words": "“yes”", "z": 1, "a": [1.5, None]}


@pytest.fixture
def real(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Study:
    return open_real(monkeypatch, tmp_path)


def person(study: Study, role: str, name: str = "") -> Asker:
    user = with_app(name or f"{role}-2")
    add_member(by=BY, study=study, user=user, role=role)
    return asker_for(user, using="default", today=TODAY, proven=True)


def asked(by: Asker, study: Study, **other: Any) -> Release:
    given: dict[str, Any] = {
        "kind": "claim", "key": "cl-leader", "version": 1, "form": "page", "title": "A claim",
        "body": json.dumps(PAGE, ensure_ascii=False), "people": ["p-robin"],
    }  # fmt: skip
    return ask(by=by, study=study, **given | other)


@pytest.fixture
def room(real: Study) -> tuple[Study, Asker, Asker, Asker, Asker]:
    """A study, who asks, and three who may look."""
    return (
        real, person(real, "lead"), person(real, "researcher"), person(real, "output-checker"),
        person(real, "data-protection"),
    )  # fmt: skip


def test_two_others_pass_it_and_what_is_published_is_what_was_frozen(room) -> None:
    study, lead, one, two, _ = room
    waiting = asked(lead, study)
    assert review(by=one, release=waiting, verdict="pass").status == "waiting"
    assert not Publication.objects.exists()
    assert review(by=two, release=waiting, verdict="pass").status == "released"
    page = Publication.objects.get()
    assert json.dumps(page.body, ensure_ascii=False) == waiting.body
    assert (page.kind, page.key, page.version, page.published_by) == (
        "claim",
        "cl-leader",
        1,
        lead.name,
    )
    assert altered([page], using="default") == set()
    events = {event.action: event for event in AuditEvent.objects.all()}
    assert events["release"].fields == sorted([f"checked-by {one.name}", f"checked-by {two.name}"])
    assert events["release"].row == "claim/cl-leader/1"


def test_who_asked_speaks_twice_or_late_is_refused(room) -> None:
    study, lead, one, two, three = room
    row = asked(lead, study)
    with pytest.raises(InputError, match="asked for this yourself"):
        review(by=lead, release=row, verdict="pass")
    review(by=one, release=row, verdict="pass")
    with pytest.raises(InputError, match="spoken already"):
        review(by=one, release=row, verdict="pass")
    review(by=two, release=row, verdict="pass")
    with pytest.raises(InputError, match="waits no longer"):
        review(by=three, release=row, verdict="pass")
    assert Review.objects.count() == 2


def test_one_refusal_refuses_it_with_its_reason_and_a_new_try_is_a_new_release(room) -> None:
    study, lead, one, two, _ = room
    row = asked(lead, study)
    with pytest.raises(InputError, match="Say why"):
        review(by=one, release=row, verdict="refuse", reason="  ")
    review(by=one, release=row, verdict="refuse", reason="A place can be told.")
    row.refresh_from_db()
    assert row.status == "waiting"
    review(by=two, release=row, verdict="pass")
    row.refresh_from_db()
    assert row.status == "refused"
    assert not Publication.objects.exists()
    assert [r.reason for r in selectors.verdicts(lead, row)] == ["A place can be told.", ""]
    again = asked(lead, study, body=json.dumps(PAGE | {"words": ""}))
    assert again.pk != row.pk
    assert again.status == "waiting"


def test_blind_until_both_have_spoken(room) -> None:
    study, lead, one, two, three = room
    row = asked(lead, study)
    before = {by.name: said(by, row) for by in (lead, two, three)}
    review(by=one, release=row, verdict="refuse", reason="no")
    assert {by.name: said(by, row) for by in (lead, two, three)} == before
    assert [r.verdict for r in selectors.verdicts(one, row)] == ["refuse"]
    assert not AuditEvent.objects.filter(action="review").exclude(row="").exists()
    review(by=two, release=row, verdict="pass")
    for by in (lead, one, two, three):
        assert [r.verdict for r in selectors.verdicts(by, row)] == ["refuse", "pass"]


def said(by: Asker, row: Release) -> list[Any]:
    """All that any selector tells somebody of a release."""
    study = row.study
    return [
        selectors.verdicts(by, row), selectors.own_verdict(by, row), selectors.owners(by, row),
        selectors.waiting(by, study, today=TODAY), list(selectors.for_me(by, study).values()),
        list(selectors.asked(by, study).values()), list(selectors.releases(by, study).values()),
        selectors.release_named(by, study, row.name),
        Release.objects.filter(pk=selectors.release(by, str(row.public_id)).pk).values().get(),
    ]  # fmt: skip


def test_each_state_has_one_owner_and_all_states_are_told(room) -> None:
    study, lead, one, two, _ = room
    made = {"waiting": asked(lead, study)}
    for state, verdict in (("released", "pass"), ("refused", "refuse")):
        row = asked(lead, study, key=f"cl-{state}")
        for by in (one, two):
            review(by=by, release=row, verdict=verdict, reason="because")
        made[state] = row
    made["stopped"] = asked(lead, study, key="cl-stopped")
    stop(by=lead, release=made["stopped"], because="not yet")
    assert set(made) == set(STATES)
    owners = {state: selectors.owners(one, row) for state, row in made.items()}
    assert owners == dict.fromkeys(STATES, "nobody") | {"waiting": "reviewers"}
    for row in made.values():
        row.refresh_from_db()
    assert {state: row.status for state, row in made.items()} == {s: s for s in STATES}
    assert [r.key for r in selectors.for_me(person(study, "researcher", "late"), study)] == [
        "cl-leader"
    ]


def test_only_those_whose_role_reviews_do_and_only_people_ask(room, real) -> None:
    study, lead, *_ = room
    row = asked(lead, study)
    for role in ("co-researcher", "circle-member", "reader", "safeguarding-lead"):
        with pytest.raises(ActionDenied):
            review(by=person(study, role), release=row, verdict="pass")
    with pytest.raises(InputError, match="put their name"):
        asked(system("x", using="default"), study, key="cl-asked")
    with pytest.raises(ActionDenied):
        asked(room[2], study)
    with pytest.raises(ActionDenied):
        asked(room[2], study, kind="export", key="folder", form="folder", version=None)


def test_what_is_asked_for_twice_waits_once(room) -> None:
    study, lead, *_ = room
    assert asked(lead, study) == asked(lead, study)
    with pytest.raises(InputError, match="waits in the release room already"):
        asked(lead, study, body="{}")
    files = {"kind": "report", "key": "html", "form": "html", "version": None}
    first = asked(lead, study, **files, body="<p>1</p>")
    stop(by=lead, release=first, because="again")
    assert asked(lead, study, **files, body="<p>2</p>").version == 2


def test_no_other_study_has_a_release_room(tiny) -> None:
    with pytest.raises(InputError, match="study of real people"):
        asked(person(tiny, "lead"), tiny)


def test_a_stopped_one_is_empty_and_goes_nowhere(room) -> None:
    study, lead, one, two, data = room
    row = asked(lead, study)
    review(by=one, release=row, verdict="pass")
    with pytest.raises(ActionDenied):
        stop(by=two, release=row, because="x")
    with pytest.raises(InputError, match="Say why"):
        stop(by=data, release=row, because=" ")
    assert selectors.with_words_of(data, study, "p-robin") == [row]
    stop(by=data, release=row, because="A person withdrew.")
    row.refresh_from_db()
    assert (row.status, row.body, row.title, row.people) == ("stopped", "", "", [])
    assert row.stopped_because == "A person withdrew."
    stop(by=data, release=row, because="again")
    row.refresh_from_db()
    assert row.stopped_because == "A person withdrew."
    with pytest.raises(InputError, match="waits no longer"):
        review(by=two, release=row, verdict="pass")
    with pytest.raises(InputError, match="erased"):
        checked_bytes(row)
    assert selectors.verdicts(lead, row) == []


def test_words_are_erased_from_what_was_released_and_what_is_left_is_known(room) -> None:
    study, lead, one, two, data = room
    row = asked(lead, study)
    with pytest.raises(InputError, match="still waits"):
        forget(by=data, release=row)
    for by in (one, two):
        review(by=by, release=row, verdict="pass")
    page = Publication.objects.get()
    page.body = page.body | {"words": ""}
    page.save()
    assert altered([page], using="default") == {page.pk}
    left = digest("page", json.dumps(page.body, ensure_ascii=False))
    forget(by=data, release=row, left=left)
    assert altered([page], using="default") == set()
    assert "“yes”" not in str(list(Release.objects.values()))


def test_what_was_altered_in_the_store_is_not_released_and_says_so(room) -> None:
    study, lead, one, two, _ = room
    row = asked(lead, study)
    review(by=one, release=row, verdict="pass")
    with guard.TRIGGERS.lifted(connection):
        Release.objects.filter(pk=row.pk).update(body='{"other": 1}')
    with pytest.raises(Altered, match="not what was checked"):
        review(by=two, release=row, verdict="pass")
    assert not Publication.objects.exists()
    assert Review.objects.count() == 1


def test_a_folder_has_the_same_bytes_each_time() -> None:
    body = json.dumps({"b.csv": "id\nä\n", "a.toml": "x"}, ensure_ascii=False)
    first = bytes_of("folder", body)
    assert first == bytes_of("folder", json.dumps(dict(reversed(json.loads(body).items()))))
    held = zipfile.ZipFile(io.BytesIO(first))
    assert held.namelist() == ["a.toml", "b.csv"]
    assert held.read("b.csv").decode() == "id\nä\n"


ATTACKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "released by hand": lambda on: f"UPDATE record_release SET status = 'released', decided_at = "
    f"asked_at WHERE id = {on['id']}",
    "refused by hand": lambda on: f"UPDATE record_release SET status = 'refused', decided_at = "
    f"asked_at WHERE id = {on['id']}",
    "other words": lambda on: f"UPDATE record_release SET body = '{{}}' WHERE id = {on['id']}",
    "emptied while it waits": lambda on: "UPDATE record_release SET body = ''",
    "another digest": lambda on: f"UPDATE record_release SET sha256 = 'x' WHERE id = {on['id']}",
    "another author": lambda on: f"UPDATE record_release SET asked_by_id = {on['two']} "
    f"WHERE id = {on['id']}",
    "other people": lambda on: f"UPDATE record_release SET people = '[]' WHERE id = {on['id']}",
    "another name": lambda on: f"UPDATE record_release SET key = 'other' WHERE id = {on['id']}",
    "passed by the author": lambda on: _review(on, by=on["lead"], author=on["lead"]),
    "a false author": lambda on: _review(on, by=on["lead"], author=on["two"]),
    "twice by one": lambda on: _review(on, by=on["one"]),
    "in the same place": lambda on: _review(on, place=1),
    "in a third place": lambda on: _review(on, place=3),
    "another word": lambda on: _review(on, verdict="maybe"),
    "a refusal without a reason": lambda on: _review(on, verdict="refuse"),
    "a verdict turned": lambda on: "UPDATE record_review SET verdict = 'pass'",
    "a verdict given away": lambda on: f"UPDATE record_review SET by_id = {on['two']}",
    "a verdict taken away": lambda on: "DELETE FROM record_review",
    "published past the room": lambda on: _publication(on, "claim", on["body"]),
    "no longer real": lambda on: "UPDATE record_study SET kind = 'public'",
}  # fmt: skip
# What a CHECK or a UNIQUE refuses; all else the triggers do.
BY_A_RULE = {
    "passed by the author", "twice by one", "in the same place", "in a third place",
    "another word", "a refusal without a reason",
}  # fmt: skip
REPLACE = {
    "a refusal replaced by a pass": lambda on: _review(on, by=on["one"], place=1).replace(
        "INSERT", "INSERT OR REPLACE"
    ),
    "a release replaced": lambda on: _release(on, on["id"]).replace("INSERT", "INSERT OR REPLACE"),
    "a waiting one pushed out": lambda on: _release(on, 999).replace("INSERT", "INSERT OR REPLACE"),
    "pass on conflict": lambda on: (
        _review(on, by=on["one"], place=1)
        + " ON CONFLICT (release_id, by_id) DO UPDATE SET verdict = 'pass'"
    ),
}


def _review(on: dict[str, Any], **other: Any) -> str:
    said = {"by": on["two"], "author": on["lead"], "place": 2, "verdict": "pass"} | other
    return (
        "INSERT INTO record_review (release_id, public_id, by_id, author_id, place, verdict, "
        f"reason, at) VALUES ({on['id']}, '{'0' * 31}a', {said['by']}, {said['author']}, "
        f"{said['place']}, '{said['verdict']}', '', '2026-01-01')"
    )


def _release(on: dict[str, Any], pk: int) -> str:
    return (
        "INSERT INTO record_release (id, study_id, public_id, kind, key, version, form, title, "
        "body, sha256, people, revisions, asked_by_id, asked_at, status, stopped_because, "
        f"left_sha256) VALUES ({pk}, {on['study']}, '{'0' * 31}b', 'claim', 'cl-leader', 1, "
        f"'page', '', '{{}}', 'x', '[]', '{{}}', {on['two']}, '2026-01-01', 'waiting', '', '')"
    )


def _publication(on: dict[str, Any], kind: str, body: str) -> str:
    return (
        "INSERT INTO record_publication (study_id, public_id, kind, key, version, title, body, "
        "revisions, published_at, published_by, withdrawn_because) VALUES "
        f"({on['study']}, '{'0' * 31}c', '{kind}', 'cl-leader', 1, '', '{body}', '{{}}', "
        "'2026-01-01', 'x', '')"
    )


@pytest.fixture
def on(room) -> dict[str, Any]:
    """A release that one person refused, and the numbers an attacker would look up."""
    study, lead, one, two, _ = room
    row = asked(lead, study)
    review(by=one, release=row, verdict="refuse", reason="no")
    pks = {by: User.objects.get(public_id=a.name).pk for by, a in
           (("lead", lead), ("one", one), ("two", two))}  # fmt: skip
    return {"id": row.pk, "study": study.pk, "body": row.body, **pks}


@pytest.mark.parametrize("how", ATTACKS)
def test_the_database_refuses_whoever_writes(on: dict[str, Any], how: str) -> None:
    attack(ATTACKS[how](on))


@pytest.mark.parametrize("how", sorted({*ATTACKS, *REPLACE} - BY_A_RULE))
def test_it_is_the_triggers_that_refuse(on: dict[str, Any], how: str) -> None:
    """Each attack is one: without the triggers it would go through."""
    statement = (ATTACKS | REPLACE)[how](on)
    if "OR REPLACE" in statement and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    before = everything()
    with guard.TRIGGERS.lifted(connection), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert everything() != before
        transaction.set_rollback(True)


@pytest.mark.parametrize("how", REPLACE)
def test_the_database_refuses_to_replace(on: dict[str, Any], how: str) -> None:
    if "OR REPLACE" in REPLACE[how](on) and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    attack(REPLACE[how](on))


def attack(statement: str) -> None:
    """Run a statement as whoever holds the database; it must be refused and change nothing."""
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert everything() == before


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values())
            for model in (Release, Review, Publication, Study)]  # fmt: skip


def test_a_released_page_is_not_published_in_other_words(room) -> None:
    study, lead, one, two, _ = room
    row = asked(lead, study)
    for by in (one, two):
        review(by=by, release=row, verdict="pass")
    on = {"study": study.pk}
    Publication.objects.all().delete()
    attack(_publication(on, "claim", '{"other": 1}'))
    attack(_publication(on, "advice", row.body))
    decided = f"UPDATE record_release SET status = 'waiting', decided_at = NULL WHERE id = {row.pk}"
    attack(decided)
    attack(decided.replace("'waiting', decided_at = NULL", "'stopped'"))


def test_the_triggers_stand_and_can_be_lifted(db: None) -> None:
    assert guard.TRIGGERS.stand(connection)
    with guard.TRIGGERS.lifted(connection):
        assert not guard.TRIGGERS.stand(connection)
    assert guard.TRIGGERS.stand(connection)


def test_waiting_names_the_release_for_its_page(room) -> None:
    study, lead, one, *_ = room
    row = asked(lead, study)
    (waits,) = selectors.waiting(one, study, today=date(2026, 11, 24))
    assert (waits.kind, waits.what, waits.public_id) == ("releases", "A claim", row.public_id)
    assert selectors.waiting(lead, study, today=TODAY) == []

"""A study's key: made once, kept wrapped, bound to its study, and gone for good when destroyed."""

import uuid
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from seedbed.trust import study_keys
from seedbed.trust.data_folder import signing_secret
from seedbed.trust.models import StoreKey, StudyKey
from seedbed.trust.sealing import BrokenSeal, new_key, seal, unseal

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def none_held() -> None:
    study_keys.forget()


def of(study: uuid.UUID) -> study_keys.Opened:
    return study_keys.key_of_study(study, using="default")


@pytest.mark.django_db
def test_a_study_has_one_key_of_its_own_and_keeps_it() -> None:
    first = of(ONE)
    assert of(ONE) == first
    study_keys.forget()
    assert of(ONE) == first
    assert study_keys.key_named(first.name, using="default") == first
    assert study_keys.key_named(first.name, using="default") == first
    assert of(OTHER).key != first.key
    assert StoreKey.objects.get().fingerprint


@pytest.mark.django_db
def test_a_key_shows_itself_nowhere() -> None:
    opened = of(ONE)
    row = StudyKey.objects.get()
    for shown in (repr(opened), str(opened), repr(row), str(row), row.wrapped):
        assert opened.key.hex() not in shown
        assert repr(opened.key) not in shown


@pytest.mark.django_db
def test_a_wrapped_key_moved_to_another_study_does_not_open() -> None:
    of(ONE)
    of(OTHER)
    taken = StudyKey.objects.get(study=ONE).wrapped
    StudyKey.objects.filter(study=OTHER).update(wrapped=taken)
    study_keys.forget()
    with pytest.raises(BrokenSeal):
        of(OTHER)


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing_and_is_never_made_again() -> None:
    name = of(ONE).name
    study_keys.destroy(ONE, using="default")
    for ask in (lambda: of(ONE), lambda: study_keys.key_named(name, using="default")):
        with pytest.raises(study_keys.DestroyedKey, match="was destroyed"):
            ask()
    assert StudyKey.objects.get().wrapped == ""
    with pytest.raises(BrokenSeal, match="does not have"):
        study_keys.key_named("never-made", using="default")


@pytest.mark.django_db
def test_a_study_without_a_key_gets_none_once_that_was_destroyed() -> None:
    study_keys.destroy(ONE, using="default")
    with pytest.raises(study_keys.DestroyedKey):
        of(ONE)


@pytest.mark.django_db
def test_a_row_is_either_there_or_destroyed() -> None:
    of(ONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyKey.objects.update(wrapped="")
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyKey.objects.update(destroyed_at=datetime.now(UTC))


@pytest.mark.django_db(transaction=True)
def test_a_key_made_in_an_act_that_failed_is_not_used_again() -> None:
    """Or what is sealed next would be sealed with a key that no row holds."""
    with transaction.atomic():
        lost = of(ONE)
        assert of(ONE) is lost, "asked once in an act"
        transaction.set_rollback(True)
    kept = of(ONE)
    assert kept.key != lost.key
    study_keys.forget()
    assert of(ONE) == kept
    with transaction.atomic():
        within = of(OTHER)
    assert of(OTHER) is within, "and it is held on when the act ended well"


@pytest.mark.django_db
def test_a_key_is_looked_for_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may have destroyed it."""
    now = [100.0]
    monkeypatch.setattr(study_keys, "time", SimpleNamespace(monotonic=lambda: now[0]))
    of(ONE)
    StudyKey.objects.update(wrapped="", destroyed_at=datetime.now(UTC))
    of(ONE)
    now[0] += study_keys.HELD_FOR
    with pytest.raises(study_keys.DestroyedKey):
        of(ONE)


@pytest.mark.django_db
def test_rewrapped_keys_are_the_same_keys_under_another(monkeypatch: pytest.MonkeyPatch) -> None:
    before, new = of(ONE), new_key()
    study_keys.destroy(OTHER, using="default")
    sealed = seal(b"a voice", key=before.key, bound_to="x")
    assert study_keys.rewrap(signing_secret(), new, using="default") == 1
    with pytest.raises(BrokenSeal):
        of(ONE)
    monkeypatch.setattr(study_keys, "signing_secret", lambda: new)
    assert unseal(sealed, key=of(ONE).key, bound_to="x") == b"a voice"


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_destroyed_key_is_left_in_the_files_of_the_store() -> None:
    of(ONE)
    wrapped = StudyKey.objects.get().wrapped
    study_keys.destroy(ONE, using="default")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            from pathlib import Path

            name = connection.settings_dict["NAME"]
            for path in Path(name).parent.glob(f"{Path(name).name}*"):
                assert wrapped.encode() not in path.read_bytes(), path
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
            cursor.execute(
                "SELECT string_agg(encode(get_raw_page('trust_studykey', 0), 'escape'), '')"
            )
            assert wrapped not in cursor.fetchone()[0]

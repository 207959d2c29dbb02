"""Columns that could tell who somebody is, sealed one by one: what lies in the tables, and what
comes out of them.

On a PostgreSQL whose store was begun with a key this is how every test runs
(``SEEDBED_TEST_DB=sealed``); here the same is switched on for whichever store there is.
"""

import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Case, Value, When

from seedbed.formats.study_folder import load_folder
from seedbed.record.evidence.models import Source, SourceVersion
from seedbed.record.models import TABLES
from seedbed.record.people.models import Consent, Participant
from seedbed.record.storing import read_rows
from seedbed.trust import study_keys
from seedbed.trust.asking import system
from seedbed.trust.sealed_columns import open_columns, seal_columns
from seedbed.trust.sealed_fields import SealedJSON, SealedLine, SealedText
from seedbed.trust.sealing import BrokenSeal
from seedbed.trust.store import is_protected, seals_columns
from tests.tiny import tiny_folder

SYSTEM = system("test", using="default")
SEALED = [
    (model, field)
    for model in TABLES.values()
    for field in model._meta.fields
    if isinstance(field, SealedText)
]


@pytest.fixture
def sealing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the store were begun with a key, on a server that keeps its pages as they are."""
    study_keys.forget()
    monkeypatch.setitem(connection.settings_dict, "SEALS_COLUMNS", True)


@pytest.fixture
def study(db: None, sealing: None, tiny_path: Any) -> Any:
    return load_folder(tiny_path, by=SYSTEM)


def raw() -> dict[str, str]:
    """Every table as whoever has the database reads it."""
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held[table] = repr(cursor.fetchall())
    return held


def plain_values(study: Any) -> set[str]:
    """What the sealed columns hold, from the rows as the folder gave them."""
    return {
        getattr(row, field.name)
        for model, field in SEALED
        for row in model.objects.filter(study=study)
    } - {""}


def test_the_columns_of_words_and_people_are_sealed() -> None:
    named = {f"{model.noun}.{field.name}" for model, field in SEALED}
    assert named == {
        "participants.pseudonym", "participants.agency", "participants.groups", "sources.title",
        "sources.note", "source_versions.file", "source_versions.text", "source_versions.sha256",
        "codings.memo", "consents.capacity_by", "consents.capacity_because", "responses.words",
        "responses.note", "replies.says", "replies.from_whom", "replies.answer_says",
    }  # fmt: skip


def test_no_word_of_a_person_stands_in_any_table(study: Any) -> None:
    words = plain_values(study)
    assert len(words) > 20
    assert "Robin" in words
    for table, held in raw().items():
        for word in (w for w in words if len(w) > 12 or w in ("Robin", "Ambleford youth service")):
            assert repr(word)[1:-1] not in held, (table, word[:20])
    assert "starting again" not in raw()["record_sourceversion"]


def test_the_same_study_comes_out_as_from_a_store_without_seals(study: Any, tmp_path: Any) -> None:
    sealed = {noun: read_rows(SYSTEM, study, noun) for noun in TABLES}
    other = tiny_folder(tmp_path / "other")
    head = (other / "study.toml").read_text(encoding="utf-8")
    (other / "study.toml").write_text(head.replace("tiny-study", "other-study"), encoding="utf-8")
    connection.settings_dict["SEALS_COLUMNS"] = False
    again = load_folder(other, by=SYSTEM)
    assert sealed == {noun: read_rows(SYSTEM, again, noun) for noun in TABLES}


def test_two_equal_words_do_not_look_alike(study: Any) -> None:
    person = Participant.objects.first()
    Participant.objects.filter(study=study).exclude(pk=person.pk).first()
    for row in Participant.objects.filter(study=study):
        row.agency = "One and the same"
        row.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency FROM record_participant")
        held = [value for (value,) in cursor.fetchall()]
    assert len(set(held)) == len(held) > 1
    assert all(value.startswith("sb1:") for value in held)


def test_a_value_moved_to_another_column_or_altered_does_not_open(study: Any) -> None:
    def put(value: str, column: str = "agency") -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE record_participant SET {column} = %s", [value])

    with connection.cursor() as cursor:
        cursor.execute("SELECT pseudonym FROM record_participant")
        taken = cursor.fetchone()[0]
    for wrong in (taken, taken[:-8], taken[:-1] + "*", "sb1:x", "sb1:0000000000000000:AAAA"):
        put(wrong)
        with pytest.raises(BrokenSeal):
            list(Participant.objects.values_list("agency"))
    put("Written past Seedbed")
    with pytest.raises(BrokenSeal, match=r"record_participant\.agency/ was not sealed"):
        Participant.objects.first()
    put("")
    assert set(Participant.objects.values_list("agency", flat=True)) == {""}


def test_nothing_is_looked_for_in_a_sealed_column(study: Any) -> None:
    with pytest.raises(TypeError, match="nothing can be looked for"):
        list(Participant.objects.filter(pseudonym="Robin"))
    with pytest.raises(TypeError, match="nothing can be looked for"):
        list(SourceVersion.objects.filter(text__contains="again"))
    assert Participant.objects.exclude(pseudonym="").count() == Participant.objects.count()


def test_a_sealed_column_is_written_by_rows(study: Any) -> None:
    people = Participant.objects.filter(study=study)
    with pytest.raises(TypeError, match="save the row"), transaction.atomic():
        people.update(agency="Somewhere")
    people.update(agency="")
    named = Case(When(pseudonym="", then=Value("")), default=Value(""))
    people.update(groups=named)
    assert set(people.values_list("agency", "groups")) == {("", "")}


def test_with_the_study_key_destroyed_no_word_comes_out(study: Any) -> None:
    study_keys.destroy(study.public_id, using="default")
    with pytest.raises(study_keys.DestroyedKey):
        list(Source.objects.all())
    assert Source.objects.count() > 1


def test_a_store_that_seals_is_protected_and_a_plain_one_is_not(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, seals, protected in (
        ("django.db.backends.postgresql", True, True),
        ("django.db.backends.postgresql", False, False),
        ("django.db.backends.sqlite3", False, False),
        ("seedbed.trust.encrypted", False, True),
    ):
        monkeypatch.setitem(connection.settings_dict, "ENGINE", kind)
        monkeypatch.setitem(connection.settings_dict, "SEALS_COLUMNS", seals)
        assert is_protected("default") is protected


def test_columns_are_opened_on_the_way_down_and_sealed_on_the_way_up(study: Any) -> None:
    from django.apps import apps

    editor = SimpleNamespace(connection=connection)
    before = raw()
    open_columns(apps, editor, "record", ["Participant", "Response"])
    assert "Robin" in raw()["record_participant"]
    seal_columns(apps, editor, "record", ["Participant", "Response"])
    after = raw()
    assert "Robin" not in after["record_participant"]
    assert after["record_participant"] != before["record_participant"], "sealed anew"
    connection.settings_dict["SEALS_COLUMNS"] = False
    seal_columns(apps, editor, "record", ["Participant"])
    open_columns(apps, editor, "record", ["Participant"])
    assert raw() == after, "a store without seals is left as it is"
    connection.settings_dict["SEALS_COLUMNS"] = True
    assert "Robin" in Participant.objects.values_list("pseudonym", flat=True)
    study_keys.destroy(study.public_id, using="default")
    open_columns(apps, editor, "record", ["Participant"])
    connection.settings_dict["SEALS_COLUMNS"] = False
    assert set(Participant.objects.values_list("pseudonym", flat=True)) == {""}
    connection.settings_dict["SEALS_COLUMNS"] = True


@pytest.fixture
def put_back(transactional_db: None) -> Iterator[None]:
    yield
    call_command("migrate", verbosity=0, skip_checks=True)


@pytest.mark.usefixtures("put_back", "sealing")
def test_a_sealed_store_goes_down_and_up_with_its_words(tiny_path: Any) -> None:
    study = load_folder(tiny_path, by=SYSTEM)
    # The older store has no columns for how capacity was found.
    Consent.objects.filter(study=study).update(capacity_by="", capacity_because="")
    words = plain_values(study)
    call_command("migrate", "record", "0002", verbosity=0, skip_checks=True)
    assert "Robin" in raw()["record_participant"]
    call_command("migrate", "record", verbosity=0, skip_checks=True)
    assert "Robin" not in raw()["record_participant"]
    assert plain_values(study) == words


def test_a_line_has_its_length_and_values_their_order(db: None, sealing: None) -> None:
    line = SealedLine(max_length=5)
    line.set_attributes_from_name("line")
    with pytest.raises(ValueError, match="line holds 6 characters of 5") as refused:
        line.get_prep_value("secret")
    assert "secret" not in str(refused.value)
    assert line.get_prep_value(None) is None
    assert SealedLine().get_prep_value("as long as it comes") == "as long as it comes"
    values = SealedJSON()
    values.set_attributes_from_name("body")
    values.model = Participant
    row = type("Row", (), {"study": type("S", (), {"public_id": uuid.uuid4()})})()
    row.body = {"b": "Siân", "a": [1, None]}
    kept = values.get_db_prep_save(values.pre_save(row, True), connection)
    assert "Siân" not in kept
    assert list(values.from_db_value(kept, None, connection).items()) == list(row.body.items())
    assert values.from_db_value(None, None, connection) is None
    assert values.get_db_prep_save(None, connection) is None
    assert seals_columns(connection)

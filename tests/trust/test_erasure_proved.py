"""Erased words are gone: from every table, from the files of the store, from all beside it.

Words that stand nowhere else are planted wherever the record takes words of a person; after the
erasure every table and every file of the data folder is looked through for them. On PostgreSQL its
tables are looked through: what its log and its disks keep beneath, nothing here can reach.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from seedbed.formats.study_folder import load_folder
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.claims.models import Claim
from seedbed.record.evidence.models import Coding, SourceVersion
from seedbed.record.measures.models import Response
from seedbed.record.models import Publication, Study
from seedbed.record.people.models import Participant
from seedbed.trust.asking import system
from tests.tiny import tiny_folder

SYSTEM = system("test", using="default")
TODAY = date(2026, 11, 24)
CANARY = "zebrafinch"
SAID = f"the {CANARY} sat upon our {CANARY} wall again"


@pytest.fixture
def planted(transactional_db: None, tmp_path: Path) -> Study:
    """The tiny study with words of Robin's in a text, an answer, a memo and somebody's claim."""
    folder = tiny_folder(tmp_path / "planted")
    for name in ("robin-1.txt", "robin-2.txt"):
        file = folder / "sources" / name
        file.write_text(file.read_text("utf-8") + f"\nRobin: {SAID}.\n", encoding="utf-8")
    study = load_folder(folder, by=SYSTEM)
    Response.objects.filter(key="re-robin").first().save()
    answer = Response.objects.get(key="re-robin")
    answer.words = SAID
    answer.save()
    coding = Coding.objects.filter(excerpt__version__source__key="src-robin").first()
    coding.memo = SAID
    coding.save()
    claim = Claim.objects.get(key="cl-asked")
    claim.mechanism = f"As one said: {SAID}."
    claim.save()
    run_study(SYSTEM, study)
    publish_study(by=SYSTEM, study=study, today=TODAY)
    caches["pictures"].set("chart-x", CANARY, timeout=None)
    if settings.SEEDBED_DRAWINGS is not None:
        settings.SEEDBED_DRAWINGS.mkdir(parents=True, exist_ok=True)
        (settings.SEEDBED_DRAWINGS / "x.svg").write_text(f"<svg>{CANARY}</svg>")
    return study


def tables_with(word: str) -> set[str]:
    """Tables of which any value holds a word, as the database itself tells them."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(word in str(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    return found


def rows_with(word: str) -> set[str]:
    """Models of which any value holds a word, once what is sealed is opened."""
    from django.apps import apps

    return {
        model._meta.label
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if word in str(row)
    }


def files_with(word: str) -> list[str]:
    """Files of the data folder that hold a word, the store's own and its log among them."""
    every = (path for path in settings.DATA.rglob("*") if path.is_file())
    return [str(path.name) for path in every if word.encode() in path.read_bytes()]


def test_erased_words_are_in_no_table_and_in_no_file(planted: Study) -> None:
    assert {"record.SourceVersion", "record.Response", "record.Coding", "record.Claim",
            "record.Publication"} <= rows_with(CANARY)  # fmt: skip
    if connection.vendor == "sqlite" and "encrypted" not in settings.DATABASES["default"]["ENGINE"]:
        assert files_with(CANARY), "what is looked for is there to be found before"
    person = Participant.objects.get(study=planted, key="p-robin")
    row = withdraw_person(
        by=SYSTEM, study=planted, participant=person, scope="erase", today=TODAY
    )  # fmt: skip
    row.refresh_from_db()
    assert row.swept_at is not None
    assert rows_with(CANARY) == set()
    assert tables_with(CANARY) == set()
    assert files_with(CANARY) == []
    assert caches["pictures"].get("chart-x") is None
    assert Publication.objects.filter(study=planted).exists()
    assert SourceVersion.objects.filter(erased_on=TODAY).count() == 2

"""Migrations say what the models say. That they keep every row is tried in the file beside."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

OURS = ("trust", "record")


def schema() -> dict[str, Any]:
    """Every table with its columns and rules, as the database tells them."""
    tables = {}
    with connection.cursor() as cursor:
        look = connection.introspection
        for table in sorted(look.table_names(cursor)):
            columns = {c.name: tuple(c)[1:] for c in look.get_table_description(cursor, table)}
            rules = look.get_constraints(cursor, table)
            tables[table] = (
                columns,
                {
                    name: {k: v for k, v in rule.items() if k != "definition"}
                    for name, rule in rules.items()
                    if not name.startswith("__unnamed")
                },
            )
    return tables


def migrate(*words: str) -> None:
    call_command("migrate", *words, verbosity=0, skip_checks=True)


@pytest.fixture
def put_back(transactional_db: None) -> Iterator[None]:
    """All migrations applied again afterwards, whatever happened."""
    yield
    migrate()


@pytest.mark.django_db
def test_the_models_say_nothing_that_no_migration_says() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", *OURS, check=True, dry_run=True, stdout=said,
                     skip_checks=True)  # fmt: skip
    except SystemExit:
        pytest.fail(f"Run makemigrations: {said.getvalue()}")


@pytest.mark.django_db
def test_the_first_migration_holds_what_every_later_one_stands_on() -> None:
    """Issue 2: user, public ids, provenance, revisions and audit chain from the first day."""
    tables = schema()
    assert {"public_id", "is_demo"} <= set(tables["trust_user"][0])
    assert {"previous", "digest", "sequence"} <= set(tables["trust_auditevent"][0])
    assert {"noun", "number"} <= set(tables["record_revision"][0])
    provenance = {"status", "address", "note", "who", "recorded_on"}
    assert provenance <= set(tables["record_event"][0])
    assert {"use", "given", "valid_from", "valid_to"} <= set(tables["record_consent"][0])

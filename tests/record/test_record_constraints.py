"""The database itself refuses what no row may say, whoever writes it and past every action.

What must be refused is taken from the row models of the study folder, so that a rule stated there
and forgotten in a table fails here.
"""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, RestrictedError

from seedbed.formats.models import columns_of
from seedbed.formats.row import Row
from seedbed.formats.rows import ORDER
from seedbed.record.models import TABLES, Membership, Publication, Revision, Run, Study
from seedbed.record.study.models import Site
from seedbed.trust.roles import ROLES

pytestmark = pytest.mark.django_db

# One currency so far: a column for it, but no vocabulary.
NO_VOCABULARY = {"currency"}


def words_of(model: type[Row]) -> list[str]:
    """Columns that hold one word of a closed vocabulary."""
    kinds = {name: field.annotation for name, field in model.model_fields.items()}
    return [
        name
        for name, kind in kinds.items()
        if name not in NO_VOCABULARY
        and any("Literal" in str(k) for k in (kind, *get_args(kind)))
        and "list" not in str(kind)
    ]


def refused(change: Any) -> bool:
    """Say whether the database refuses a change; either way nothing is left of it."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                change()
                connection.check_constraints()
        except IntegrityError:
            return True
        finally:
            transaction.set_rollback(True)
    return False


def update(model: Any, **values: Any) -> Any:
    """A change of one row that is there."""
    row = model.objects.order_by("pk").first()
    assert row is not None, f"no row of {model.__name__} to try it on"
    return lambda: model.objects.filter(pk=row.pk).update(**values)


def again(model: Any, **values: Any) -> Any:
    """A second row like the last one, under another key."""
    row = model.objects.order_by("pk").last()
    for name in ("key", "public_id"):
        if hasattr(row, name):
            setattr(row, name, model._meta.get_field(name).get_default() or f"{row.key}-2")
    for name, value in values.items():
        setattr(row, name, value)
    row.pk, row._state.adding = None, True
    return lambda: row.save(force_insert=True)


WORDS = [pytest.param(m, c, id=f"{m.table}-{c}") for m in ORDER for c in words_of(m)]
PAIRS = [pytest.param(m, *m.in_order, id=m.table) for m in ORDER if m.in_order]
ONCE = [pytest.param(m, id=m.table) for m in ORDER if m.once]


@pytest.mark.parametrize(("row", "column"), WORDS)
def test_a_word_outside_its_vocabulary_is_refused(tiny: Study, row: type[Row], column: str) -> None:
    model = TABLES[row.table]
    assert refused(update(model, **{column: "no-such-word"}))
    empty_allowed = not row.model_fields[column].is_required() and (
        row.model_fields[column].default in (None, "")
    )
    assert refused(update(model, **{column: ""})) != empty_allowed


@pytest.mark.parametrize(("row", "first", "last"), PAIRS)
def test_first_does_not_come_after_last(tiny: Study, row: type[Row], first: str, last: str) -> None:
    model = TABLES[row.table]
    low, high = (1, 2) if row.model_fields[first].annotation is int else (
        date(2020, 1, 1), date(2020, 1, 2)
    )  # fmt: skip
    assert refused(update(model, **{first: high, last: low}))
    assert not refused(update(model, **{first: low, last: high}))


@pytest.mark.parametrize("row", ONCE)
def test_what_may_stand_once_stands_once(tiny: Study, row: type[Row]) -> None:
    model = TABLES[row.table]
    assert refused(again(model))
    different = next(c for c in row.once if c in ("address", "number", "coder", "ref", "version",
                                                  "claim_version", "about", "audience", "on",
                                                  "site"))  # fmt: skip
    values = {
        "ref": "other", "coder": "other", "address": "other", "about": "take-up",
        "audience": "plain", "on": date(2020, 1, 1),
    }  # fmt: skip
    largest = model.objects.aggregate(top=Max(different))["top"]
    value = values.get(different, largest + 1 if isinstance(largest, int) else largest)
    if different == "about":
        model.objects.filter(about="take-up").delete()
    if different == "site":  # every site has its one notice: give one of them up
        value = model.objects.order_by("pk").first().site
        model.objects.filter(site=value).delete()
    assert not refused(again(model, **{different: value}))


def test_a_key_stands_once_in_a_study_and_may_stand_in_another(tiny: Study) -> None:
    other = Study.objects.create(key="other", title="x", kind="public", as_at=tiny.as_at)
    first = Site.objects.filter(study=tiny, parent=None).first()
    same = {f: getattr(first, f) for f in ("key", "name", "nation", "kind", "status")}
    assert refused(lambda: Site.objects.create(study=tiny, **same))
    assert not refused(lambda: Site.objects.create(study=other, **same))
    assert refused(lambda: Study.objects.create(key="other", kind="public", as_at=tiny.as_at))


@pytest.mark.parametrize("noun", TABLES)
def test_no_row_stands_without_a_study_or_twice_under_one_address(tiny: Study, noun: str) -> None:
    model = TABLES[noun]
    assert refused(update(model, study=None))
    assert refused(update(model, study=999_999_999))
    address = model.objects.order_by("pk").first().public_id
    assert refused(again(model, key="another", public_id=address))


def test_a_passage_has_a_start_before_its_end(tiny: Study) -> None:
    excerpts = TABLES["excerpts"]
    for start, end in ((5, 5), (6, 5), (-1, 5)):
        assert refused(update(excerpts, start=start, end=end)), (start, end)
    assert not refused(update(excerpts, start=0, end=1))


def test_a_team_has_a_site_it_belongs_to(tiny: Study) -> None:
    team = Site.objects.filter(kind="team")
    assert refused(lambda: team.update(parent=None))
    assert not refused(lambda: team.update(parent=None, kind="network"))


def test_a_reading_has_a_value_or_a_mark_and_zero_is_a_value(tiny: Study) -> None:
    readings = TABLES["readings"]
    assert refused(update(readings, value=3, mark="suppressed"))
    assert refused(update(readings, value=0, mark="suppressed"))
    assert not refused(update(readings, value=0, mark=""))
    assert not refused(update(readings, value=None, mark="suppressed"))


def test_two_sources_that_disagree_are_both_kept(tiny: Study) -> None:
    readings = TABLES["readings"]
    assert not refused(again(readings, address="Another yearly return", value=Decimal("1")))


@pytest.mark.parametrize("value", ["-0.000001", "1.000001", "2"])
def test_membership_lies_between_0_and_1(tiny: Study, value: str) -> None:
    assert refused(update(TABLES["scores"], membership=Decimal(value)))
    for edge in ("0", "1", None):
        given = None if edge is None else Decimal(edge)
        assert not refused(update(TABLES["scores"], membership=given))


@pytest.mark.parametrize("role", ROLES)
def test_a_membership_stands_once_with_or_without_a_site(tiny: Study, role: str) -> None:
    person = get_user_model().objects.create(username="ines")
    for site in (None, Site.objects.filter(kind="organisation").first()):
        given = {"user": person, "study": tiny, "site": site, "role": role}
        Membership.objects.create(**given)
        assert refused(lambda given=given: Membership.objects.create(**given)), site
    for other in set(ROLES) - {role}:
        assert not refused(lambda o=other: Membership.objects.create(**given | {"role": o}))


def test_a_membership_holds_a_role_that_there_is(tiny: Study) -> None:
    person = get_user_model().objects.create(username="ines")
    wrong = {"user": person, "study": tiny, "role": "owner"}
    assert refused(lambda: Membership.objects.create(**wrong))


def test_what_is_pointed_at_is_not_deleted_alone(tiny: Study) -> None:
    site = Site.objects.get(key="s-strathlorn")
    with pytest.raises(RestrictedError):
        site.delete()
    # Nor by somebody who goes past Django.
    table = Site._meta.db_table

    def delete() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [site.pk])

    assert refused(delete)


def test_revisions_runs_and_publications_stand_once(tiny: Study) -> None:
    assert refused(again(Revision))
    kept = {"study": tiny, "question": "stages", "asked": "stages", "digest": "0" * 64,
            "at": "2026-03-01T12:00:00Z"}  # fmt: skip
    Run.objects.create(**kept, method_version="1")
    assert refused(lambda: Run.objects.create(**kept, method_version="1"))
    assert not refused(lambda: Run.objects.create(**kept, method_version="2"))
    frozen = {"study": tiny, "key": "cl-leader", "version": 1, "title": "x", "body": {},
              "published_at": "2026-03-01T12:00:00Z", "published_by": "x"}  # fmt: skip
    Publication.objects.create(**frozen, kind="claim")
    assert refused(lambda: Publication.objects.create(**frozen, kind="claim"))
    assert refused(lambda: Publication.objects.create(**frozen, kind="rumour"))
    assert not refused(lambda: Publication.objects.create(**frozen | {"version": 2}, kind="claim"))


def test_a_study_says_of_which_kind_it_is(tiny: Study) -> None:
    assert refused(update(Study, kind="invented"))


def test_every_column_of_a_folder_has_its_field(tiny: Study) -> None:
    """A column that no table keeps would be lost without a word."""
    for model in ORDER:
        fields = {f.name for f in TABLES[model.table]._meta.get_fields()} | {"id"}
        assert set(columns_of(model)) <= fields, model.table
    assert [m.table for m in ORDER] == list(TABLES), "one order of storing, parents first"

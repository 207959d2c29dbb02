"""The tables of areas and of their changes agree with each other."""

import re
from datetime import date

import pytest

from seedbed.errors import InputError
from seedbed.formats.statistics import all_changes, changes_of, shipped
from seedbed.formats.statistics.changes import renewed

CODE = re.compile(r"^E(92|12|13|06|08|09|10)\d{6}$")


def test_an_area_has_one_code_one_number_and_one_name() -> None:
    areas = shipped().all
    for held in ("code", "number", "name"):
        values = [getattr(area, held) for area in areas]
        assert len(set(values)) == len(areas), held
    assert all(CODE.match(area.code) for area in areas)


def test_every_authority_lies_in_a_region_of_the_table() -> None:
    regions = {area.name for area in shipped().all if area.level == "regional"}
    local = [area for area in shipped().all if area.level == "local"]
    assert {area.region for area in local} <= regions
    assert len(local) == 158


def test_every_new_code_is_the_code_of_an_area() -> None:
    areas = shipped()
    began = {code for change in all_changes() for code in change.began}
    codes = {area.code for area in areas.all}
    assert began <= codes
    assert set(renewed()) & codes == set()
    assert all(areas.coded(old) is areas.coded(new) for old, new in renewed().items())


def test_what_was_replaced_is_never_what_replaced_it() -> None:
    areas = shipped()
    for change in all_changes():
        if not change.comparable:
            ended, began = (
                {areas.coded(c) for c in codes} for codes in (change.ended, change.began)
            )
            assert ended & began <= {None}


def test_every_change_says_how_it_is_known() -> None:
    for change in all_changes():
        assert change.status in {"found", "second-hand", "known"}
        assert change.codes in {"found", "second-hand", "known"}
        assert change.kind in {"replaced", "boundary", "reorganised"}
        assert change.address or change.status == "known"
        assert ("background knowledge" in change.text()) == (change.status == "known")
        assert change.table()[0]["says"] == change.says


def test_changes_within_a_span_of_days() -> None:
    (change,) = changes_of("E10000009")
    assert change.on == date(2019, 4, 1)
    assert changes_of("E10000009", after=date(2019, 4, 1)) == ()
    assert changes_of("E10000009", until=date(2019, 3, 31)) == ()
    assert changes_of("E10000009", after=date(2019, 3, 31), until=date(2019, 4, 1)) == (change,)
    assert changes_of("E10000015") == ()
    both = changes_of("E06000061 / E06000062")
    assert [change.on for change in both] == [date(2021, 4, 1)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Dorset", "Dorset"), ("E10000009", "Dorset (until March 2019)"),
        ("dorset (pre lg)", "Dorset (until March 2019)"), ("poole (Pre LG)", "Poole"),
        ("919", "Hertfordshire"), (" E10000023 ", "North Yorkshire"), ("st helens", "St. Helens"),
        ("Yorkshire & the Humber", "Yorkshire and The Humber"), ("London (Inner)", "Inner London"),
    ],
)  # fmt: skip
def test_an_area_is_found_by_what_people_write(words: str, name: str) -> None:
    assert shipped().named(words).name == name


@pytest.mark.parametrize("words", ["", "Erehwon", "E99999999", "Kent / Erehwon"])
def test_an_area_that_is_not_there_is_refused(words: str) -> None:
    with pytest.raises(InputError, match="There is no area called"):
        shipped().named(words)

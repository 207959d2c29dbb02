"""Whom a page of policy is for: only bodies that a source which was seen names as readers."""

import pytest

from seedbed.errors import InputError
from seedbed.library import policy_bodies

NAMED = {
    "england": "Department for Education",
    "scotland": "Scottish Social Services Council",
    "wales": "Social Care Wales",
    "northern-ireland": "Northern Ireland Social Care Council",
}
SECTOR = ["ADCS", "SCIE", "Foundations"]


@pytest.mark.parametrize("nation", NAMED)
def test_each_nation_has_its_own_body_first_and_then_those_of_no_one_nation(nation: str) -> None:
    bodies = policy_bodies(nation)
    assert [body.title for body in bodies] == [NAMED[nation], *SECTOR]
    assert [body.kind for body in bodies] == ["policy maker", *["sector leader"] * 3]


def test_each_is_found_and_says_where_and_none_is_background_knowledge() -> None:
    for nation in NAMED:
        for body in policy_bodies(nation):
            assert body.status == "found"
            assert "ES/T00133X/1" in body.source
            (row,) = body.table()
            assert row["how_we_know"] == "found in its source"
            assert body.text().startswith(f"{body.title}: ")


def test_a_nation_without_a_body_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"'france'.*england, northern-ireland, scotland, wales"):
        policy_bodies("france")

"""The codebooks: how many, whether they agree with the list they came from, what they hold back."""

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from seedbed.library import codebook, codebooks, constructs

LISTED = Path(os.environ.get("SEEDBED_SHARED", "../shared")) / "domain" / "codebooks.csv"


@pytest.fixture(scope="module")
def listed() -> list[dict[str, str]]:
    if not LISTED.is_file():
        pytest.skip("the shared list of codebooks is not here: set SEEDBED_SHARED")
    with LISTED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_there_are_30_codebooks_and_474_constructs() -> None:
    assert len(codebooks()) == 30
    assert len(constructs()) == 474


def test_cfir_2022_has_48_constructs_and_19_parts_of_them() -> None:
    parts = [it for it in codebook("cfir2022").constructs if ": " in it.group]
    assert len(codebook("cfir2022").constructs) - len(parts) == 48
    assert len(parts) == 19


def test_a_part_names_the_construct_it_belongs_to() -> None:
    found = codebook("cfir2022").constructs
    wholes = {(it.group, it.name) for it in found}
    assert all(tuple(it.group.split(": ")) in wholes for it in found if ": " in it.group)


def test_eric_has_73_strategies_in_nine_clusters() -> None:
    clusters = Counter(it.group for it in codebook("eric").constructs)
    assert sorted(clusters.values()) == sorted([10, 4, 4, 17, 11, 5, 5, 9, 8])


def test_constructs_agree_with_the_list(listed: list[dict[str, str]]) -> None:
    ours = {it.id: (it.codebook, it.name, it.group, it.definition) for it in constructs()}
    theirs = {
        row["id"].lower(): (
            row["codebook"].lower(), row["construct"], row["parent"], row["definition_ours"],
        )
        for row in listed
    }  # fmt: skip
    assert ours == theirs


def test_codebooks_agree_with_the_list(listed: list[dict[str, str]]) -> None:
    ours = {it.id: (it.title, it.family) for it in codebooks()}
    assert ours == {row["codebook"].lower(): (row["title"], row["family"]) for row in listed}


def test_citations_hold_the_years_of_the_list(listed: list[dict[str, str]]) -> None:
    for row in listed:
        years = re.findall(r"\b(?:19|20)\d\d\b", row["source"])
        assert all(year in codebook(row["codebook"]).citation for year in years), row["codebook"]


def test_names_known_in_the_background_are_not_called_found(listed: list[dict[str, str]]) -> None:
    background = {row["codebook"].lower() for row in listed if row["status"].startswith("known")}
    assert background
    assert all(codebook(id).status == "known" for id in background)


def test_names_and_definitions_ship_and_items_do_not() -> None:
    for it in codebooks():
        assert (it.may_ship.names, it.may_ship.definitions, it.may_ship.items) == (
            True, True, False,
        ), it.id  # fmt: skip


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("npt", "items of NoMAD are not shipped"),
        ("nhssm", "scoring sheet and its weights are not shipped"),
        ("psat", "items are not shipped"),
        ("csat", "items are not shipped"),
        ("kotter", "artwork is not shipped"),
        ("cs", "linked, not shipped"),
        ("tip", "ARTIC"),
    ],
)
def test_what_is_held_back_is_said(id: str, said: str) -> None:
    assert said in codebook(id).licence
    assert said in codebook(id).text()


def test_a_codebook_tells_how_its_names_are_known() -> None:
    assert "background knowledge, to be checked" in codebook("rogers").text()
    assert "names are found in its source" in codebook("ts").text()


def test_a_table_has_a_row_for_every_construct() -> None:
    rows = codebook("lewin").table()
    assert [row["name"] for row in rows] == [
        "unfreeze", "move", "refreeze", "driving force", "restraining force",
    ]  # fmt: skip
    assert set(rows[0]) == {"id", "name", "group", "definition"}

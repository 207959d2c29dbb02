"""The two workbooks: statistical neighbours, and codes of authorities."""

from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.formats.statistics import load_statistics, neighbours
from tests.statistics.tables import codes_book, loaded, neighbours_book, only, workbook


def test_neighbours_are_named_nearest_first(tmp_path: Path) -> None:
    report = only(neighbours_book(tmp_path), tmp_path)
    assert report.text().endswith("Neighbours of 2 authorities.")
    assert neighbours(tmp_path, "hertfordshire") == ["Oxfordshire", "Kent"]
    assert neighbours(tmp_path, "E10000021") == ["Kent", "Hertfordshire"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((919, "Hertfordshire", 919, 999, "Close", 886, "Close"), "row 3: expected the number"),
        ((919, "Hertfordshire", 919, None, "", 886, "Close"), "an empty cell"),
        ((999, "Erehwon", 999, 919, "Close", 886, "Close"), "found '999'"),
    ],
)
def test_an_unknown_authority_is_refused(tmp_path: Path, row: tuple[object, ...], why: str) -> None:
    report = only(neighbours_book(tmp_path, row), tmp_path)
    assert why in report.error
    assert loaded(tmp_path) == []


def test_an_authority_listed_twice_is_refused(tmp_path: Path) -> None:
    row = (919, "Hertfordshire", 919, 931, "Close", 886, "Close")
    assert "Hertfordshire twice" in only(neighbours_book(tmp_path, row, row), tmp_path).error


def test_asking_before_loading_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No statistical neighbours are loaded"):
        neighbours(tmp_path, "Kent")
    only(neighbours_book(tmp_path), tmp_path)
    with pytest.raises(InputError, match="no statistical neighbours of Kent"):
        neighbours(tmp_path, "Kent")
    with pytest.raises(InputError, match=r"There is no area called 'Hartfordshire'.*Hertfordshire"):
        neighbours(tmp_path, "Hartfordshire")


def test_a_code_list_says_what_is_new(tmp_path: Path) -> None:
    book = codes_book(
        tmp_path,
        (919, "Hertfordshire", "East of England", "SC"),
        (955, "West Erehwon", "South East", "UA"),
        (1000, "England (discontinued)", "NA", "NA"),
    )
    report = only(book, tmp_path)
    assert report.notes == ("2 authorities; new to Seedbed: 955 West Erehwon.",)


def test_a_second_code_list_adds_to_the_first(tmp_path: Path) -> None:
    for number, name in ((955, "West Erehwon"), (956, "East Erehwon")):
        load_statistics([codes_book(tmp_path, (number, name, "South East", "UA"))], tmp_path)
    book = neighbours_book(tmp_path, (955, "West Erehwon", 955, 956, "Close", 919, "Close"))
    assert only(book, tmp_path).error == ""
    assert neighbours(tmp_path, "West Erehwon") == ["East Erehwon", "Hertfordshire"]


def test_a_number_listed_twice_is_refused(tmp_path: Path) -> None:
    row = (919, "Hertfordshire", "East of England", "SC")
    assert "919 twice" in only(codes_book(tmp_path, row, row), tmp_path).error


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", [("Year", "Spend"), (2025, 1)])
    assert "Found: Year and Spend" in only(path, tmp_path).error
    path.write_bytes(b"not a workbook")
    assert "expected an Excel workbook" in only(path, tmp_path).error
    whole = workbook(path, [(1, 2), (3, 4)]).read_bytes()
    path.write_bytes(whole[:400] + b"\xff" * 40 + whole[440:])
    assert "expected an Excel workbook" in only(path, tmp_path).error
    workbook(path, [])
    assert "Found: nothing" in only(path, tmp_path).error

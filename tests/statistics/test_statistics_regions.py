"""The region of an authority as a comparison: its own row where there is one, else the others."""

from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.formats import statistics


@pytest.mark.parametrize(
    ("area", "held", "name", "areas"),
    [
        # The region's own row.
        ("Hertfordshire", {"East of England", "Essex"}, "East of England", ["East of England"]),
        # No row of its own: the other authorities that have readings, never the area itself.
        (
            "E10000015",
            {"Hertfordshire", "Norfolk", "Essex", "Kent", "England"},
            "the other authorities of East of England",
            ["Essex", "Norfolk"],
        ),
        # Inner London lies in London: the nearest row that is there.
        ("Hackney", {"Inner London", "London"}, "Inner London", ["Inner London"]),
        ("Hackney", {"London", "Camden"}, "London", ["London"]),
        (
            "Hackney",
            {"Hackney", "Camden", "Barnet"},
            "the other authorities of Inner London",
            ["Camden"],
        ),
    ],
)
def test_the_region_is_its_own_row_or_the_others_in_it(
    area: str, held: set[str], name: str, areas: list[str], tmp_path: Path
) -> None:
    assert statistics.region(tmp_path, area, held=held) == (name, areas)


def test_an_area_that_is_no_authority_has_no_region(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"England: no region is known .* Expected an authority"):
        statistics.region(tmp_path, "England", held={"East of England"})


def test_a_region_nothing_is_loaded_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"neither East of England nor another authority of it has readings"
    ):
        statistics.region(tmp_path, "Hertfordshire", held={"Hertfordshire", "Kent"})


def test_an_unknown_area_is_refused_with_near_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no area called 'Hertfordshir'.*Hertfordshire"):
        statistics.region(tmp_path, "Hertfordshir", held=set())

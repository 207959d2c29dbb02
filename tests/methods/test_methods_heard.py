"""Who has been heard, and who has not."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.experience.heard import not_heard

Table = Callable[[str], pl.DataFrame]

PEOPLE = """
    id | site  | role
    p1 | north | practitioner
    p2 | north | young-person
    p3 | south | practitioner
    p4 | south | manager
"""
SOURCES = """
    id | site  | participant | kind        | wave
    s1 | north | p1          | interview   | 1
    s2 | north | p1          | interview   | 2
    s3 | north |             | focus-group | 1
    s4 |       | p4          | interview   |
    s5 | east  |             | report      |
"""
ROLES = ["young-person", "practitioner"]


def test_roles_by_site_silences_first(table: Table) -> None:
    result = not_heard(table(PEOPLE), table(SOURCES), expected_roles=ROLES)
    rows = {(row["role"], row["site"]): row for row in result.table()}
    assert len(rows) == 3 * 3
    practitioner = rows["practitioner", "north"]
    assert (practitioner["took_part"], practitioner["heard"], practitioner["sources"]) == (1, 1, 2)
    assert (practitioner["waves_heard"], practitioner["waves_silent"]) == ("1, 2", "")
    assert rows["young-person", "north"]["waves_silent"] == "1, 2"
    heard = [row["heard"] for row in result.table()]
    assert heard == [0] * 7 + [1, 1]


def test_numbers_and_names(table: Table) -> None:
    result = not_heard(table(PEOPLE), table(SOURCES), expected_roles=ROLES, sites=["west"])
    assert result.numbers == {
        "participants": 4, "roles_heard": 2, "roles_silent": 1, "sites_silent": 2,
    }  # fmt: skip
    assert result.roles_heard == ("practitioner", "manager")
    assert result.roles_silent == ("young-person",)
    # East has a report only, and west nothing at all.
    assert result.sites_silent == ("east", "west")
    assert "Roles nobody was heard from: young-person" in result.text()


def test_unknown_speakers_are_counted_and_a_report_hides_nobody(table: Table) -> None:
    result = not_heard(table(PEOPLE), table(SOURCES), expected_roles=ROLES)
    assert result.unknown_speakers == 1
    assert result.warnings == (
        "The speaker is not recorded in s3.",
        "The wave is not recorded for s4.",
    )


def test_a_site_where_somebody_unnamed_spoke_is_not_silent(table: Table) -> None:
    sources = table(SOURCES).filter(pl.col("id") == "s3")
    result = not_heard(table(PEOPLE), sources, expected_roles=ROLES)
    assert result.sites_silent == ("south",)
    assert result.numbers["roles_heard"] == 0


def test_a_study_of_papers_alone_says_so(table: Table) -> None:
    papers = table(SOURCES).filter(pl.col("id") == "s5")
    result = not_heard(table(PEOPLE).clear(), papers, expected_roles=ROLES)
    assert result.roles_silent == tuple(ROLES)
    assert result.numbers["participants"] == 0
    assert any("Nobody took part" in warning for warning in result.warnings)


def test_a_source_that_names_a_stranger_is_refused(table: Table) -> None:
    with pytest.raises(InputError, match="row 1, id 's1': expected a participant of the list"):
        not_heard(table(PEOPLE)[1:], table(SOURCES), expected_roles=ROLES)


def test_a_person_listed_twice_is_refused(table: Table) -> None:
    twice = pl.concat([table(PEOPLE), table(PEOPLE)[:1]])
    with pytest.raises(InputError, match="participants, row 5: expected each id once, found 'p1'"):
        not_heard(twice, table(SOURCES), expected_roles=ROLES)


@given(
    st.lists(st.tuples(st.sampled_from("ns"), st.sampled_from("xyz")), max_size=6),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from([None, 1, 2])), max_size=10),
)
def test_laws(people: list[tuple[str, str]], told: list[tuple[int, int | None]]) -> None:
    who = pl.DataFrame(
        [{"id": f"p{n}", "site": site, "role": role} for n, (site, role) in enumerate(people)],
        schema=dict.fromkeys(["id", "site", "role"], pl.String),
    )
    rows = [
        {
            "id": f"s{n}",
            "site": "n",
            "participant": f"p{speaker}" if speaker < len(people) else None,
            "kind": "interview",
            "wave": wave,
        }
        for n, (speaker, wave) in enumerate(told)
    ]
    schema = dict.fromkeys(["id", "site", "participant", "kind"], pl.String) | {"wave": pl.Int64}
    sources = pl.DataFrame(rows, schema=schema)
    result = not_heard(who, sources, expected_roles=["x", "w"])
    assert not_heard(who.reverse(), sources.reverse(), expected_roles=["x", "w"]) == result
    assert set(result.roles_heard) | set(result.roles_silent) == {"x", "w"} | {r for _, r in people}
    assert not set(result.roles_heard) & set(result.roles_silent)
    assert result.people_heard == len({row["participant"] for row in rows} - {None})
    assert all(hearing.heard <= hearing.took_part for hearing in result.hearings)
    known = sum(hearing.sources for hearing in result.hearings)
    assert known + result.unknown_speakers == len(rows)

"""The real study: every fact accounted for, nothing withheld let through, built twice the same."""

import csv
import doctest
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.formats.models import columns_of, references_of
from seedbed.formats.rows import CSV_ROWS, StudyFile
from seedbed.samples.innovation_programme import FOLDER, dates, facts
from seedbed.samples.innovation_programme.accounting import accounts
from seedbed.samples.innovation_programme.build import build, rows
from seedbed.samples.innovation_programme.provenance import is_mirror, provenance

HERE = FOLDER.parent
SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared")) / "domain"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
COUNTS = {"programme_facts": 418, "events": 48, "adoptions": 35, "published_series": 74}


def table(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def tables() -> dict[str, dict[str, dict[str, str]]]:
    held = [model.table for model in CSV_ROWS if (FOLDER / f"{model.table}.csv").exists()]
    return {name: table(name) for name in held}


def account() -> dict[str, dict[str, str]]:
    lines = [*facts.read(HERE / "accounting.csv"), *facts.read(HERE / "accounting_other.csv")]
    return {line["fact"]: line for line in lines}


# Built


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path, tmp_path)
    kept = {p.name: p.read_bytes() for p in FOLDER.iterdir() if p.suffix in (".csv", ".json")}
    kept |= {p.name: p.read_bytes() for p in HERE.glob("accounting*.csv")}
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert set(made) == set(kept)
    differ = [name for name in made if made[name] != kept[name]]
    assert not differ, f"build again: python -m seedbed.samples.innovation_programme.build {differ}"


def test_each_row_fits_its_model_and_the_columns_are_in_order(tables: Any) -> None:
    for model in CSV_ROWS:
        for row in tables.get(model.table, {}).values():
            assert list(row) == columns_of(model)
            model.model_validate({k: v for k, v in row.items() if v})


def test_ids_are_unique_in_the_study_and_sorted(tables: Any) -> None:
    ids = [row for name in tables for row in tables[name]]
    assert len(ids) == len(set(ids))
    assert all(list(held) == sorted(held) for held in tables.values())


def test_every_reference_names_a_row(tables: Any) -> None:
    for model in CSV_ROWS:
        for row in tables.get(model.table, {}).values():
            for column, other in references_of(model).items():
                assert not row[column] or row[column] in tables[other], (row["id"], column)


def test_the_study_says_what_it_covers_and_what_comes_first(tables: Any) -> None:
    study = StudyFile.model_validate(tomllib.loads((FOLDER / "study.toml").read_text("utf-8")))
    assert study.kind == "public"
    assert study.limits
    assert study.correct
    assert set(study.not_covered) == {"scotland", "wales", "northern-ireland"}
    assert study.first[0] == "contextual-safeguarding"
    cases = tables["innovations"]
    outside = {name for name, row in cases.items() if row["outside_home"] in ("yes", "partly")}
    # Greater Manchester is a network site of its own, without an innovation here.
    assert outside | {"greater-manchester"} == set(study.first)


# Accounted for


@pytest.mark.parametrize(("file", "count"), COUNTS.items())
def test_every_fact_is_accounted_for(file: str, count: int) -> None:
    numbers = list(facts.given(file))
    kept = account()
    assert len(numbers) == count == len(set(numbers))
    assert [n for n in kept if n[0] == facts.FILES[file]] == numbers
    assert all(kept[n]["goes_to"] for n in numbers)


def test_every_row_that_an_account_names_is_there(tables: Any) -> None:
    for line in account().values():
        for name, row in re.findall(r"([a-z_]+):([a-z0-9.\-]+)", line["goes_to"]):
            assert row in tables[name], line


def test_every_row_that_states_something_comes_from_a_fact() -> None:
    ours = {"sites", "innovations", "conditions", "indicators", "sources"}
    assert [row.id for row in rows() if not row.facts and row.table not in ours] == []


def test_a_fact_that_goes_nowhere_stops_the_build() -> None:
    made = [row for row in rows() if "f001" not in row.facts]
    with pytest.raises(ValueError, match="f001 goes nowhere"):
        accounts(made, "programme_facts")


def test_each_programme_is_one_site_and_one_case(tables: Any) -> None:
    programmes = {f["programme_id"] for f in facts.given("programme_facts").values()}
    homes = [row["site"] for row in tables["innovations"].values()]
    assert len(programmes) == len(homes) == len(set(homes)) == 26
    assert set(tables["sites"]) - set(homes) == {"greater-manchester"}
    standing = {name: row["standing"] for name, row in tables["innovations"].items()}
    assert [n for n in standing if standing[n] == "comparison"] == ["social-workers-in-schools"]


# Withheld


def test_what_is_withheld_is_background_leadership_or_unattributed() -> None:
    held = {n for n, f in facts.given("programme_facts").items() if facts.withheld_because(f)}
    given_ = facts.given("programme_facts")
    assert {given_[n]["status"] for n in held if given_[n]["field"] not in ("LEAD", "BUYIN")} == {
        "K"
    }
    assert sum(given_[n]["field"] == "LEAD" for n in held) == 26
    assert [n for n in held if given_[n]["field"] == "BUYIN"] == ["f387"]
    assert all(not given_[n]["value"] and not given_[n]["source"] for n in held)
    assert {n for n, line in account().items() if "withheld:" in line["goes_to"]} == held | {"e12"}


def test_leadership_is_no_condition_and_background_no_status(tables: Any) -> None:
    assert "lead" not in tables["conditions"]
    assert not any(row["condition"] == "lead" for row in tables["scores"].values())
    assert not any(
        row.get("status") == "known" for held in tables.values() for row in held.values()
    )


@needs_shared
def test_facts_are_the_shared_ones_save_for_what_is_withheld(tmp_path: Path) -> None:
    facts.bring_in(SHARED, tmp_path)
    for file in facts.FILES:
        shared = facts.read(SHARED / f"{file}.csv")
        for row, ours in zip(shared, facts.given(file).values(), strict=True):
            if facts.withheld_because(row):
                assert ours["status"] == row["status"]
            else:
                assert {k: v for k, v in ours.items() if k != "no"} == row
        assert (tmp_path / f"{file}.csv").read_bytes() == (
            HERE / "facts" / f"{file}.csv"
        ).read_bytes()


@needs_shared
def test_no_withheld_words_are_anywhere_in_the_sample() -> None:
    shipped = "\n".join(
        path.read_text("utf-8")
        for path in HERE.rglob("*")
        if path.suffix in (".csv", ".toml", ".json")
    )
    for file in facts.FILES:
        for row in facts.read(SHARED / f"{file}.csv"):
            if row.get("status") != "K":
                continue
            for name in ("value", "event", "source"):
                words = row.get(name, "")
                assert len(words) < 4 or words not in shipped, words
    assert "cyber" not in shipped.lower()


# As the facts say


def test_scores_keep_what_is_known_apart_from_what_is_not(tables: Any) -> None:
    scores = tables["scores"].values()
    for row in scores:
        assert row["membership"] == (row["raw"] if row["raw"] in ("0", "1") else "")
    assert {row["raw"] for row in scores} == {"", "0", "0.5", "1"}
    unknown = [row for row in scores if not row["raw"]]
    assert {row["status"] for row in unknown} == {"unknown", "found"}
    found = [row["id"] for row in unknown if row["status"] == "found"]
    assert found == ["sc-contextual-safeguarding-outc"]  # the source itself says: too soon


def test_a_condition_that_changed_has_two_dated_scores(tables: Any) -> None:
    before, after = (
        tables["scores"][f"sc-brighter-futures-whole-{part}"] for part in ("before", "after")
    )
    assert (before["raw"], before["latest"]) == ("0", "2017-03-31")
    assert (after["raw"], after["earliest"], after["latest"]) == ("1", "2017-04-01", "")


def test_buy_in_is_only_what_was_reported(tables: Any) -> None:
    shown = [r for r in tables["scores"].values() if r["condition"] == "buyin" and r["raw"]]
    assert shown
    assert all(row["reason"].startswith("Reported: ") for row in shown)


def test_setbacks_and_endings_are_directions_and_not_stages(tables: Any) -> None:
    events = tables["events"]
    assert events["ev-south-yorkshire-ends"]["direction"] == "ended"
    assert events["ev-hackney-ofsted-2019"]["direction"] == "setback"
    for row in events.values():
        assert row["direction"] not in ("ended", "setback") or not row["stage"]
        assert row["earliest"] <= row["latest"]
        assert not row["learned_on"]


def test_the_innovate_project_belongs_to_the_study_and_manchester_to_itself(tables: Any) -> None:
    for row in tables["events"].values():
        if row["id"].startswith("ev-innovate-"):
            assert (row["site"], row["innovation"]) == ("", "")
        if row["site"] == "greater-manchester":
            assert row["innovation"] == ""


def test_published_figures_keep_years_marks_and_codes(tables: Any) -> None:
    readings = tables["readings"]
    year = readings["rd-cpp-starts-e10000015-2014"]
    assert (year["starts"], year["ends"], year["value"]) == ("2013-04-01", "2014-03-31", "1414")
    gap = readings["rd-factor-gangs-e09000012-2021"]
    assert (gap["value"], gap["mark"]) == ("", "not-available")
    codes = {"E92000001", "E10000015", "E09000012"}
    assert {row["area_code"] for row in readings.values()} == codes
    assert {row["area_code"] for row in tables["sites"].values()} <= codes | {""}


def test_two_sources_that_disagree_are_both_kept(tables: Any) -> None:
    fall = ("project-page", "press")
    plans = [tables["outcomes"][f"oc-family-safeguarding-plans-{end}"] for end in fall]
    assert [row["amount"] for row in plans] == ["-49", "-30"]
    grant = [tables["costs"][f"co-no-wrong-door-grant-{end}"] for end in ("text", "headline")]
    assert [row["amount"] for row in grant] == ["2100000", "1200000"]


@pytest.mark.parametrize(
    ("status", "address", "becomes"),
    [
        ("F", "example.org/page", "found"),
        ("F", "slideplayer.com 1", "second-hand"),
        ("F", "", "found"),
        ("O", "", "coded"),
        ("", "", "unknown"),
    ],
)
def test_status_letters_become_words(status: str, address: str, becomes: str) -> None:
    assert provenance(status, address).status == becomes


def test_no_address_is_said_and_none_is_made_up(tables: Any) -> None:
    # A reader is told "found, address not recorded" from the two together.
    assert (provenance("F", "").status, provenance("F", "").address) == ("found", "")
    said = {row["source"].removesuffix(" (seen second-hand)") for row in _given()}
    said |= {row["release"] for row in facts.given("published_series").values()}
    by_hand = {line["address"] for line in facts.read(HERE / "map" / "scores.csv")}
    for held in tables.values():
        for row in held.values():
            if address := row.get("address"):
                assert address in said | by_hand
                assert (row["status"] == "second-hand") == is_mirror(address) or (
                    row["status"] == "coded"
                )


def test_addresses_written_by_hand_stand_in_a_fact() -> None:
    words = " ".join(row["source"] for row in _given())
    lines = facts.read(HERE / "map" / "scores.csv")
    assert all(line["address"] in words for line in lines)


def _given() -> list[dict[str, str]]:
    files = ("programme_facts", "events", "adoptions")
    return [row for file in files for row in facts.given(file).values()]


def test_every_address_has_its_source(tables: Any) -> None:
    addresses = {row["address"] for name, held in tables.items() for row in held.values()
                 if name != "sources" and row.get("address")}  # fmt: skip
    assert addresses == {row["address"] for row in tables["sources"].values()}


# Dates


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(dates).failed == 0


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_date_lies_between_its_first_and_last_day(day: Any, width: int) -> None:
    first, last = dates.first_and_last(day.isoformat()[:width])
    assert first <= day.isoformat() <= last

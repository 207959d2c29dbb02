"""The six-sites folder: the same every time, through its models, simulated, numbers bound."""

import csv
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seedbed.errors import InputError
from seedbed.formats import rows as r
from seedbed.formats.row import PROVENANCE, Fact, Row
from seedbed.methods.sequences.standing import standing_at
from seedbed.samples.six_sites import SEED, build, study_rows, truth

POINTS_AT = {
    "excerpt": "excerpts",
    "event": "events",
    "reading": "readings",
    "score": "scores",
    "sustainment": "sustainment",
    "outcome": "outcomes",
    "cost": "costs",
    "benefit": "benefits",
    "context": "contexts",
    "response": "responses",
    "source": "sources",
    "verdict": "verdicts",
}
FIGURES = {
    "became-of-each": {"cases", "unknown", "continuing", "partly", "ended"},
    "conditions-outcome": {"cases", "complete", "outcome_present", "outcome_absent", "warnings"},
    "cost-consequence": {"cost_lines", "cost_known_total", "benefit_lines", "payer_unknown"},
    "before-after": {
        "before",
        "after",
        "change",
        "change_percent",
        "comparison_change_percent",
        "difference",
        "low",
        "high",
        "n_comparison",
    },
}
TOKEN = re.compile(r"\{\{([a-z]+):([^|}]+)(?:\|([a-z0-9_]+))?(?:\|([a-z0-9_]+))?\}\}")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NOT_READ = {"id", "ref", "sites", "innovations", "claims", "innovation", "advice", "claim"}
GENERATED = {"readings.csv", "scores.csv", "responses.csv", "outcomes.csv"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("samples") / "six-sites"
    build(made)
    return made


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {model.table: [] for model in r.ORDER}
    for row in study_rows():
        made[row.table].append(row)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "again", seed=SEED)
    assert contents(tmp_path / "again") == contents(folder)


def test_another_seed_changes_what_is_generated_and_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    build(tmp_path / "other", seed=7)
    first, other = contents(folder), contents(tmp_path / "other")
    assert {name for name in first if first[name] != other[name]} == GENERATED


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(InputError, match="not empty"):
        build(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_seed_below_nought_is_refused() -> None:
    with pytest.raises(InputError, match="seed of nought or more"):
        study_rows(seed=-1)


def test_the_default_seed_is_the_one_in_the_truth() -> None:
    assert truth()["seed"] == SEED


@pytest.mark.parametrize("model", r.CSV_ROWS, ids=lambda model: model.table)
def test_every_line_of_a_table_goes_through_its_model(model: type[Row], folder: Path) -> None:
    with (folder / f"{model.table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        lines = [model.model_validate({k: v for k, v in row.items() if v}) for row in reader]
    own = [name for name in model.model_fields if name not in ("id", *PROVENANCE)]
    known = list(PROVENANCE) if issubclass(model, Fact) else []
    assert reader.fieldnames == ["id", *own, *known]
    assert lines
    assert [row.id for row in lines] == sorted(row.id for row in lines)


@pytest.mark.parametrize("name", r.TOML_ROWS)
def test_every_entry_of_a_toml_file_goes_through_its_model(name: str, folder: Path) -> None:
    read = tomllib.loads((folder / name).read_text("utf-8"))
    for model in r.TOML_ROWS[name]:
        assert [model.model_validate(entry) for entry in read[model.table]]


def test_the_study_says_what_it_is(folder: Path) -> None:
    study = r.StudyFile.model_validate(tomllib.loads((folder / "study.toml").read_text("utf-8")))
    assert (study.id, study.kind) == ("six-sites", "simulated")
    assert "invented" in study.summary


def test_ids_are_unique_in_the_study(rows: dict[str, list[Any]]) -> None:
    ids = Counter(row.id for table in rows.values() for row in table)
    assert [name for name, times in ids.items() if times > 1] == []


def test_references_resolve(rows: dict[str, list[Any]]) -> None:
    ids = {table: {row.id for row in found} for table, found in rows.items()}
    dangling = [
        (row.id, column, name)
        for table in rows.values()
        for row in table
        for column, target in references(type(row)).items()
        for name in listed(getattr(row, column))
        if name not in ids[target]
    ]
    assert dangling == []


def references(model: type[Row]) -> dict[str, str]:
    """Columns that name rows, with the table they name; a list of references is found inside."""
    found = {}
    for name, field in model.model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, r.Ref)]
        inner = getattr(field.annotation, "__args__", ())
        marks += [
            m for arg in inner for m in getattr(arg, "__metadata__", ()) if isinstance(m, r.Ref)
        ]
        if marks:
            found[name] = marks[0].table
    return found


def listed(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def test_the_reference_finder_sees_lists_and_single_columns() -> None:
    assert references(r.ClaimRow) == {"innovations": "innovations", "sites": "sites"}
    assert references(r.ExcerptRow) == {"version": "source_versions", "speaker": "participants"}


def test_lists_of_references_stand_as_an_export_writes_them(rows: dict[str, list[Any]]) -> None:
    for table in ("claims", "advice", "advice_verdicts"):
        for row in rows[table]:
            for name in references(type(row)):
                assert listed(getattr(row, name)) == sorted(listed(getattr(row, name)))


def test_supports_point_at_rows_or_questions(rows: dict[str, list[Any]]) -> None:
    ids = {table: {row.id for row in found} for table, found in rows.items()}
    for support in rows["supports"]:
        if support.kind == "run":
            assert support.ref.split()[0] in FIGURES
        else:
            assert support.ref in ids[POINTS_AT[support.kind]], support.id


def test_every_claim_has_evidence_both_ways(rows: dict[str, list[Any]]) -> None:
    told = {(s.claim, s.relation) for s in rows["supports"]}
    for claim in rows["claims"]:
        assert (claim.id, "supports") in told
        assert (claim.id, "contradicts") in told


def test_one_claim_says_that_it_cannot_work_here(rows: dict[str, list[Any]]) -> None:
    assert [c.id for c in rows["claims"] if "cannot work as things are" in c.text] == [
        "clm-cannot-work-ballysorrin"
    ]


def test_earlier_versions_follow_a_verdict_on_them(rows: dict[str, list[Any]]) -> None:
    sessions = {s.id: s.on for s in rows["sessions"]}
    versions = {(v.claim, v.number) for v in rows["claim_versions"]}
    current = {c.id: c for c in rows["claims"]}
    assert len(versions) == 2
    for claim, number in versions:
        judged = [v for v in rows["verdicts"] if (v.claim, v.claim_version) == (claim, number)]
        assert any(v.verdict == "does-not-hold" for v in judged)
        assert all(sessions[v.session] < current[claim].on for v in judged)
    for verdict in rows["verdicts"]:
        kept = (verdict.claim, verdict.claim_version) in versions
        assert kept or current[verdict.claim].version == verdict.claim_version


def test_all_four_verdict_words_are_used(rows: dict[str, list[Any]]) -> None:
    words = {v.verdict for v in rows["verdicts"]}
    assert words == {"holds", "holds-if", "does-not-hold", "cannot-say"}


def sentences(rows: dict[str, list[Any]]) -> list[str]:
    """All running text that a reader sees of claims and advice."""
    shown = []
    layouts = ("requirements", "fits", "parts", "signs", "judgements", "renderings")
    for table in ("claims", "supports", "advice", "advice_verdicts", *layouts):
        for row in rows[table]:
            for name, value in row.model_dump().items():
                if name not in NOT_READ:
                    shown += [text for text in listed(value) if isinstance(text, str)]
    return shown


def test_every_number_in_a_sentence_is_bound(rows: dict[str, list[Any]]) -> None:
    loose = [t for t in sentences(rows) if re.search(r"\d", YEAR.sub("", TOKEN.sub("", t)))]
    assert loose == []


def test_bound_numbers_name_a_value_or_a_figure(rows: dict[str, list[Any]]) -> None:
    by_id = {row.id: row for table in rows.values() for row in table}
    default = {"reading": "value", "cost": "amount", "outcome": "amount", "benefit": "amount"}
    tokens = [token for text in sentences(rows) for token in TOKEN.findall(text)]
    assert tokens
    for kind, ref, field, _ in tokens:
        if kind == "run":
            assert field in FIGURES[ref.split()[0]]
        else:
            assert getattr(by_id[ref], field or default[kind]) is not None


def test_a_run_in_a_sentence_asks_about_what_is_there(rows: dict[str, list[Any]]) -> None:
    readings = {(x.indicator, x.area, x.starts.year) for x in rows["readings"]}
    asked = {s.ref for s in rows["supports"] if s.kind == "run"}
    asked |= {ref for t in sentences(rows) for kind, ref, *_ in TOKEN.findall(t) if kind == "run"}
    for ref in asked:
        name, *words = ref.split()
        given = dict(word.split("=") for word in words)
        if name == "before-after":
            for year in (int(given["from"]), int(given["to"])):
                assert (given["indicator"], given["area"], year) in readings
        if name == "conditions-outcome":
            conditions = {c.id for c in rows["conditions"]}
            assert {given["outcome"], *given["conditions"].split(",")} <= conditions


def test_every_fact_is_simulated(rows: dict[str, list[Any]]) -> None:
    facts = [row for table in rows.values() for row in table if isinstance(row, Fact)]
    assert {fact.status for fact in facts} == {"simulated"}


def test_advice_says_that_it_is_simulated(rows: dict[str, list[Any]]) -> None:
    assert len(rows["advice"]) == 2
    for advice in rows["advice"]:
        assert "simulated" in advice.title
        assert "simulated" in advice.summary
        assert advice.published == "yes"
        about = [v.about for v in rows["advice_verdicts"] if v.advice == advice.id]
        assert sorted(about) == ["scaling", "spreading", "take-up"]


def test_six_sites_in_four_nations_two_a_framework(rows: dict[str, list[Any]]) -> None:
    sites = [s for s in rows["sites"] if s.kind != "team"]
    assert Counter(s.nation for s in sites) == {
        "england": 3,
        "scotland": 1,
        "wales": 1,
        "northern-ireland": 1,
    }
    whole = {s.id for s in sites}
    frameworks = Counter(i.framework for i in rows["innovations"] if i.site in whole)
    assert frameworks == {"trauma-informed": 2, "contextual": 2, "transitional": 2}


def test_there_are_no_area_codes(rows: dict[str, list[Any]]) -> None:
    coded = [row.id for table in ("sites", "readings") for row in rows[table] if row.area_code]
    assert coded == []


def test_forty_teams_are_nested_in_the_sites(rows: dict[str, list[Any]]) -> None:
    whole = {s.id: s for s in rows["sites"] if s.kind != "team"}
    teams = [s for s in rows["sites"] if s.kind == "team"]
    assert len(teams) == 40
    assert {t.parent for t in teams} == set(whole)
    assert all(t.nation == whole[t.parent].nation for t in teams)
    assert Counter(i.site for i in rows["innovations"]).most_common(1)[0][1] == 1


def test_events_are_learned_of_after_they_begin(rows: dict[str, list[Any]]) -> None:
    for event in rows["events"]:
        assert event.earliest <= event.latest
        assert event.learned_on is None or event.learned_on >= event.earliest, event.id
    apart = [e for e in rows["events"] if e.learned_on and e.learned_on > e.latest]
    assert len(apart) > 40


def test_timelines_loop_stall_and_end(rows: dict[str, list[Any]]) -> None:
    for site in {s.id for s in rows["sites"] if s.kind != "team"}:
        told = [e for e in rows["events"] if e.site == site]
        assert len(told) == 12
        assert {"loop", "stall"} <= {e.direction for e in told}
    assert [e.id for e in rows["events"] if e.direction == "ended"] == ["ev-str-ended"]


def test_what_became_of_each_at_the_last_wave(rows: dict[str, list[Any]]) -> None:
    last = {s.innovation: s for s in rows["sustainment"] if s.as_of == date(2024, 11, 30)}
    assert len(last) == 6
    assert last["open-latch"].ended == "by-drift"
    assert last["ein-lle-ni"].absorbed == "yes"
    assert [name for name, s in last.items() if s.delivered == "unknown"] == ["stay-alongside"]


def test_some_stand_known_one_and_three_years_after_their_grant(
    rows: dict[str, list[Any]],
) -> None:
    shown = rows["sustainment"]
    register = pl.DataFrame({
        "case": [s.innovation for s in shown],
        **{n: [getattr(s, n) for s in shown] for n in ("as_of", "delivered", "core_kept", "ended")},
        "ended_on": pl.Series([s.ended_on for s in shown], dtype=pl.Date),
    })  # fmt: skip
    costs = pl.DataFrame(
        [(c.id, c.innovation, c.resource, c.ends, c.same_as) for c in rows["costs"]],
        schema={"id": pl.String, "case": pl.String, "resource": pl.String, "ends": pl.Date,
                "same_as": pl.String},
        orient="row",
    )  # fmt: skip
    result = standing_at(register, costs, as_at=date(2024, 12, 31))
    assert result.of(1, "continuing") == ("steady-ground",)
    assert set(result.of(1, "partly")) == {"ein-lle-ni", "long-bridge"}
    assert result.of(3, "continuing") == ("long-bridge",)
    assert len(result.of(5, "not-yet")) == 6


def test_costs_come_in_every_kind_and_some_have_no_payer(rows: dict[str, list[Any]]) -> None:
    costs = rows["costs"]
    assert {"running", "implementing", "piloting"} <= {c.kind for c in costs}
    assert {"grant", "in-kind", "staff-time"} <= {c.resource for c in costs}
    assert sum(not c.payer for c in costs) == 3
    assert any(c.amount is None for c in costs)


def test_the_truth_is_not_in_the_folder(folder: Path) -> None:
    assert not [name for name in contents(folder) if "truth" in name]
    assert b"deviant" not in b"".join(contents(folder).values())


def test_every_trap_names_rows_of_the_study(rows: dict[str, list[Any]]) -> None:
    ids = {row.id for table in rows.values() for row in table}
    for trap in truth()["traps"]:
        assert set(trap["where"]) <= ids, trap["kind"]


def test_every_layout_of_the_ten_decisions_is_filled(rows: dict[str, list[Any]]) -> None:
    for advice in rows["advice"]:
        assert advice.local_need
        assert advice.after_grant
        fits = sorted(f.place for f in rows["fits"] if f.advice == advice.id)
        assert fits == [1, 2, 3, 4, 5, 6]
        for table in ("requirements", "parts", "signs", "judgements"):
            assert [row for row in rows[table] if row.advice == advice.id], table
    assert {part.kind for part in rows["parts"]} == {"core", "adaptable", "not-known"}
    assert {need.weight for need in rows["requirements"]} == {"must", "helps", "nice"}
    assert "Not known." in {fit.there for fit in rows["fits"]}


def test_panels_are_invented_named_by_role_and_do_not_all_agree(
    rows: dict[str, list[Any]],
) -> None:
    judged = rows["judgements"]
    assert all("Invented." in row.panel for row in judged)
    assert any(row.dissent for row in judged)
    assert any(not row.dissent for row in judged)


def test_words_for_young_people_say_that_adults_wrote_them(rows: dict[str, list[Any]]) -> None:
    young = [row for row in rows["renderings"] if row.audience == "young-people"]
    assert {bool(row.advice) for row in young} == {True, False}
    assert all(row.written_by.startswith("Adults, for a demonstration") for row in young)

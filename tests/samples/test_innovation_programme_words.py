"""The claims and the advice of the real study: bound, weighed, and no bolder than the evidence."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from seedbed.formats.models import references_of
from seedbed.formats.rows import CSV_ROWS, TOML_ROWS
from seedbed.samples.innovation_programme import FOLDER

CLAIMS = tomllib.loads((FOLDER / "claims.toml").read_text("utf-8"))
ADVICE = tomllib.loads((FOLDER / "outputs" / "advice.toml").read_text("utf-8"))
# A table that a file does not hold is an empty one: no panel has met over a real innovation.
ADVICE = {m.table: ADVICE.get(m.table, []) for m in TOML_ROWS["outputs/advice.toml"]}
ROWS = {
    model.table: {row["id"]: row for row in csv.DictReader(lines)}
    for model in CSV_ROWS
    if (FOLDER / f"{model.table}.csv").exists()
    for lines in [(FOLDER / f"{model.table}.csv").read_text("utf-8").splitlines()]
}
POINTS_AT = {
    "event": "events", "reading": "readings", "score": "scores", "sustainment": "sustainment",
    "outcome": "outcomes", "cost": "costs", "benefit": "benefits", "adoption": "adoptions",
    "context": "contexts", "source": "sources",
}  # fmt: skip
FIELDS = {
    "reading": {"value"}, "outcome": {"amount", "low", "high"}, "cost": {"amount"},
    "benefit": {"amount", "high"},
}  # fmt: skip
# Each question: its parameters, and the figures that a sentence may name.
QUESTIONS = {
    "stages": (set(), {"cases", "events", "undated_stage", "setbacks", "ended", "loops"}),
    "conditions-outcome": (
        {"outcome", "conditions"},
        {"cases", "complete", "outcome_present", "outcome_absent", "warnings"},
    ),
    "outcome-ledger": (
        {"design"},
        {"rows", "better", "no_change", "worse", "mixed", "not_known", "strong_rows",
         "strong_better", "weak_rows", "weak_better"},
    ),
    "before-after": (
        {"indicator", "area", "from", "to", "comparison"},
        {"before", "after", "change", "change_percent", "comparison_change_percent",
         "difference", "low", "high", "n_comparison"},
    ),
    "cost-consequence": (
        {"innovation"}, {"cost_lines", "cost_known_total", "benefit_lines", "payer_unknown"},
    ),
    "became-of-each": (set(), {"cases", "unknown", "continuing", "partly", "ended"}),
}  # fmt: skip
TOKEN = re.compile(r"\{\{([a-z-]+):([^|}]+)((?:\|[a-z0-9_]+)*)\}\}")
UNEARNED = re.compile(
    r"\b(?:caused|led to|worked(?![- ]out)|works|proved|proves|thanks to|resulted in|succeeded)\b",
    re.I,
)
FREE = re.compile(r"\b(?:19|20)\d\d\b")
NOT_WORDS = {"id", "ref", "claim", "advice", "innovation", "sites", "innovations", "kind"}
# The name that a publisher gave an official measure is taken as it stands.
PUBLISHED = {row["measure"] for row in ADVICE["fits"] if row.get("measure")}


def words(given: Any, key: str = "") -> Iterator[str]:
    """Every sentence that a reader may meet."""
    if isinstance(given, str) and key not in NOT_WORDS:
        if not re.fullmatch(r"c[lv]-[a-z-]+", given) and given not in PUBLISHED:
            yield given
    elif isinstance(given, list) and key not in NOT_WORDS:
        for one in given:
            yield from words(one)
    elif isinstance(given, dict):
        for name, one in given.items():
            yield from words(one, name)


TEXTS = [
    text
    for held in (CLAIMS, ADVICE)
    for rows in held.values()
    for row in rows
    for text in words(row)
]


def bearing_on(claim: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for s in CLAIMS["supports"] if s["claim"] == claim["id"]]


def asked(line: str) -> tuple[str, dict[str, str]]:
    name, *given = line.split()
    return name, dict(part.split("=", 1) for part in given)


def check_question(line: str) -> None:
    name, given = asked(line)
    parameters, _ = QUESTIONS[name]
    assert set(given) <= parameters, line
    if name == "before-after":
        assert given["indicator"] in ROWS["indicators"]
        areas = {row["area"] for row in ROWS["readings"].values()}
        assert {given["area"], *given["comparison"].split(",")} <= areas
    if name == "conditions-outcome":
        named = {given["outcome"], *given.get("conditions", "sust").split(",")}
        assert named <= set(ROWS["conditions"])


def test_rows_fit_their_models_and_ids_are_unique() -> None:
    ids = Counter(row for held in ROWS.values() for row in held)
    for file, held in (("claims.toml", CLAIMS), ("outputs/advice.toml", ADVICE)):
        for model in TOML_ROWS[file]:
            for row in held[model.table]:
                model.model_validate(row)
                ids[row["id"]] += 1
            assert [r["id"] for r in held[model.table]] == sorted(
                r["id"] for r in held[model.table]
            )
    assert [name for name in ids if ids[name] > 1] == []


def test_references_name_rows() -> None:
    held = {**ROWS, **{t: {r["id"]: r for r in rows} for t, rows in (CLAIMS | ADVICE).items()}}
    for file in ("claims.toml", "outputs/advice.toml"):
        for model in TOML_ROWS[file]:
            for row in held[model.table].values():
                for column, other in references_of(model).items():
                    names = row.get(column, [])
                    for name in names if isinstance(names, list) else [names]:
                        assert name in held[other], (row["id"], column, name)


def test_supports_point_at_rows_and_questions() -> None:
    for support in CLAIMS["supports"]:
        if support["kind"] == "run":
            check_question(support["ref"])
        else:
            assert support["ref"] in ROWS[POINTS_AT[support["kind"]]], support["id"]


def test_every_number_is_bound_to_a_value_that_is_there() -> None:
    found = [match.groups() for text in TEXTS for match in TOKEN.finditer(text)]
    assert found
    for kind, ref, rest in found:
        named = [part for part in rest.split("|") if part and part != "abs"]
        if kind == "run":
            check_question(ref)
            assert len(named) == 1
            assert named[0] in QUESTIONS[asked(ref)[0]][1]
        else:
            row = ROWS[POINTS_AT[kind]][ref]
            field = named[0] if named else min(FIELDS[kind] & {"value", "amount"})
            assert field in FIELDS[kind]
            assert row[field], ref


def test_no_number_stands_free_save_a_year() -> None:
    bare = {text: TOKEN.sub("", text) for text in TEXTS}
    assert not [text for text in TEXTS if "{{" in bare[text]]
    assert not [text for text in TEXTS if re.search(r"\d", FREE.sub("", bare[text]))]


def test_numbers_are_years_only_in_the_study_file_too() -> None:
    study = tomllib.loads((FOLDER / "study.toml").read_text("utf-8"))
    for name in ("title", "summary", "limits", "correct"):
        assert not re.search(r"\d", FREE.sub("", study[name]))


@pytest.mark.parametrize("claim", CLAIMS["claims"], ids=lambda c: c["id"])
def test_a_claim_is_weighed(claim: dict[str, Any]) -> None:
    relations = Counter(s["relation"] for s in bearing_on(claim))
    assert relations["supports"] >= 2
    assert relations["contradicts"] + relations["qualifies"]
    assert relations["silent"] or relations["contradicts"]
    assert len(claim["rivals"]) >= 2
    for part in ("limitations", "coherence", "adequacy", "relevance"):
        assert claim[f"{part}_why"]
    assert claim["holds_where"]
    assert claim["not_where"]
    assert claim["change_our_mind"]


def test_no_claim_is_called_established() -> None:
    assert len(CLAIMS["claims"]) >= 12
    assert {c["status"] for c in CLAIMS["claims"]} <= {"hunch", "emergent"}
    assert {c["confidence"] for c in CLAIMS["claims"]} <= {"moderate", "low", "very-low"}


def test_a_changed_claim_keeps_its_first_wording_and_says_why() -> None:
    changed = {c["id"]: c for c in CLAIMS["claims"] if c["version"] > 1}
    kept = {v["claim"]: v for v in CLAIMS["claim_versions"]}
    assert set(kept) == set(changed)
    assert all(v["why_changed"] and v["text"] != changed[c]["text"] for c, v in kept.items())
    assert all(c["made_because"] for c in changed.values())


def test_no_word_that_the_designs_have_not_earned() -> None:
    told = [{k: v for k, v in row.items() if k != "made_because"} for row in CLAIMS["claims"]]
    said = [t for row in (*told, *CLAIMS["supports"]) for t in words(row)]
    said += [t for rows in ADVICE.values() for row in rows for t in words(row)]
    said += [row["statement"] for row in ROWS["outcomes"].values()]
    assert [text for text in said if UNEARNED.search(text)] == []
    assert UNEARNED.search(CLAIMS["claim_versions"][0]["text"])  # the first wording had one


def test_leadership_is_spoken_of_only_as_the_provider_replies() -> None:
    about = [t for t in TEXTS if "leader" in t.lower() or "director" in t.lower()]
    assert all("provider" in t for t in about)


def test_three_verdicts_each_with_its_own_reasoning() -> None:
    assert {a["innovation"] for a in ADVICE["advice"]} == {
        "contextual-safeguarding", "empower-and-protect", "family-safeguarding", "no-wrong-door",
        "signs-of-safety",
    }  # fmt: skip
    for advice in ADVICE["advice"]:
        assert advice["published"] == "yes"
        mine = [v for v in ADVICE["advice_verdicts"] if v["advice"] == advice["id"]]
        assert {v["about"] for v in mine} == {"take-up", "scaling", "spreading"}
        assert len({v["sentence"] for v in mine}) == len({v["change_our_mind"] for v in mine}) == 3
        assert all(v["claims"] for v in mine)
        for verdict in mine:
            assert verdict["word"] != "cannot-tell" or "because" in verdict["sentence"]
            assert set(verdict["claims"]) <= set(advice["claims"])


def test_the_advice_on_family_safeguarding_sends_the_reader_to_the_trial() -> None:
    advice = next(a for a in ADVICE["advice"] if a["innovation"] == "family-safeguarding")
    assert "pending" in advice["summary"]
    assert "check whether it has been published" in advice["summary"]


LAYOUTS = ("requirements", "fits", "parts", "signs")
READING = re.compile(r"our (?:own )?(?:reading|rule)", re.I)


def test_no_panel_has_met_over_a_real_innovation() -> None:
    assert ADVICE["judgements"] == []


@pytest.mark.parametrize("advice", ADVICE["advice"], ids=lambda a: a["id"])
def test_the_layouts_of_the_ten_decisions_are_filled(advice: dict[str, Any]) -> None:
    mine = {t: [r for r in ADVICE[t] if r["advice"] == advice["id"]] for t in LAYOUTS}
    assert advice["local_need"]
    assert advice["after_grant"]
    assert [row["place"] for row in mine["fits"]] == [1, 2, 3, 4, 5, 6]
    assert {row["kind"] for row in mine["parts"]} >= {"core", "not-known"}
    assert {row["weight"] for row in mine["requirements"]} == {"must", "helps"}
    assert len({row["stage"] for row in mine["requirements"]}) >= 3
    assert all(row["why"] for row in mine["requirements"])
    assert all(row["why"] for row in mine["fits"])
    # Nobody in these sources timed anything.
    assert not any("lead_months" in row for row in mine["requirements"])
    for row in mine["requirements"] + mine["fits"]:
        assert set(row.get("claims", ())) <= set(advice["claims"]), row["id"]


def test_a_question_of_fit_is_answered_by_yes_or_no() -> None:
    for row in ADVICE["fits"]:
        assert re.match(r"(?:Is|Are|Do|Does|Could|Can|Would|Will|Has) .+\?$", row["ask"]), row["id"]
        assert row["factor"] != "To be named"


def test_what_no_source_says_is_marked_as_our_reading() -> None:
    for row in ADVICE["parts"]:
        if row["kind"] in ("core", "adaptable"):
            assert READING.search(row["why"]) or "not known" in row["why"], row["id"]
    # Every early sign is ours: the library's list of signs is our own as well.
    assert all(READING.search(row["sign"]) for row in ADVICE["signs"])


def test_official_measures_are_named_as_their_publisher_names_them() -> None:
    assert {
        "% Children looked after who were missing",
        "Average number of cases per children and family social worker (based on FTE counts)",
        "Children in Need rate per 10,000",
        "Children looked after rate per 10,000",
        "Factors identified at the end of assessment: Child sexual exploitation",
        "Factors identified at the end of assessment: Gangs",
        "First Time entrants to the Youth Justice System",
        "Percentage rate of social worker turnover",
        "Rate child protection plans starting during the year (rate per 10,000)",
    } == PUBLISHED


def test_the_first_requirement_for_family_safeguarding_is_the_trial() -> None:
    first = next(r for r in ADVICE["requirements"] if r["advice"] == "av-family-safeguarding")
    assert "trial" in first["text"]
    assert "pending" in first["why"]
    assert "check whether it has been published" in first["why"]

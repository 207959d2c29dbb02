"""The words of six-sites: passages stand where they are said to, consents hold, traps are there."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from seedbed.errors import InputError
from seedbed.formats import rows as r
from seedbed.samples.six_sites import study_rows, truth, words, written

TEXTS = words.texts()
MARKED = written.toml("written/passages.toml")["passages"]
ADULTS = "words were written by adults"


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {model.table: {} for model in r.ORDER}
    for row in study_rows():
        made[row.table][row.id] = row
    return made


@pytest.mark.parametrize("passage", MARKED, ids=lambda passage: passage["id"])
def test_the_excerpt_is_the_passage(
    passage: dict[str, Any], rows: dict[str, dict[str, Any]]
) -> None:
    excerpt = rows["excerpts"][passage["id"]]
    text = TEXTS[rows["source_versions"][excerpt.version].file]
    assert 0 <= excerpt.start < excerpt.end <= len(text)
    assert text[excerpt.start : excerpt.end] == passage["quote"]


def test_a_passage_that_is_absent_or_ambiguous_is_refused() -> None:
    with pytest.raises(InputError, match=r"ex-1.*0 times"):
        words.place("gone", "here", passage="ex-1")
    with pytest.raises(InputError, match="2 times"):
        words.place("me", "me and me", passage="ex-1")


@pytest.mark.parametrize("name", ["ex-cwm-who-can-change", "ex-cwm-easy-to-go-back"])
def test_bytes_and_utf_16_units_would_miss_the_passage(
    name: str, rows: dict[str, dict[str, Any]]
) -> None:
    excerpt = rows["excerpts"][name]
    text = TEXTS["cwm-w1-youth-worker.txt"]
    quote = text[excerpt.start : excerpt.end]
    assert text.encode().index(quote.encode()) != excerpt.start
    assert text.encode("utf-16-le").index(quote.encode("utf-16-le")) // 2 != excerpt.start


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_that_it_is_invented_and_keeps_to_its_length(name: str) -> None:
    text = TEXTS[name]
    assert text.startswith("Invented for a demonstration: no real person")
    assert 250 <= len(text.split()) <= 700
    assert "\r" not in text


def test_young_peoples_words_are_marked_in_text_and_title(rows: dict[str, dict[str, Any]]) -> None:
    speakers = {(rows["excerpts"][p["id"]].version, p["speaker"]) for p in MARKED if "speaker" in p}
    young = {
        version for version, who in speakers if rows["participants"][who].role == "young-person"
    }
    assert len(young) == 4
    for version in young:
        source = rows["sources"][rows["source_versions"][version].source]
        assert ADULTS in TEXTS[rows["source_versions"][version].file].splitlines()[0]
        assert "written by adults for a demonstration" in source.title
        assert ADULTS in source.note


def test_own_words_are_short_and_marked(rows: dict[str, dict[str, Any]]) -> None:
    said = [row for row in rows["responses"].values() if row.words]
    assert len(said) == 24
    assert all(len(row.words.split()) <= 12 for row in said)
    assert {row.note for row in said} == {"Written by adults for a demonstration."}


def test_who_answers_in_a_name_had_joined_and_agreed(rows: dict[str, dict[str, Any]]) -> None:
    named = [row for row in rows["responses"].values() if row.participant]
    assert named
    for row in named:
        consent = rows["consents"][f"cn-{row.participant.removeprefix('p-')}-take-part-1"]
        assert (consent.given, consent.valid_from <= row.on) == ("yes", True)
        assert rows["participants"][row.participant].site == row.site


def test_speakers_belong_to_the_site_and_are_named_in_the_text(
    rows: dict[str, dict[str, Any]],
) -> None:
    for excerpt in rows["excerpts"].values():
        if excerpt.speaker:
            version = rows["source_versions"][excerpt.version]
            person = rows["participants"][excerpt.speaker]
            assert person.site == rows["sources"][version.source].site
            assert person.pseudonym in TEXTS[version.file]


def test_uncleared_sources_are_the_two_traps(rows: dict[str, dict[str, Any]]) -> None:
    held = {s.id for s in rows["sources"].values() if s.cleared == "no"}
    assert held == {"src-cop-w2-young-person", "src-que-w3-station-observation"}


def test_nothing_is_marked_after_the_disclosure_began(rows: dict[str, dict[str, Any]]) -> None:
    text = TEXTS["cop-w2-young-person.txt"]
    began = text.index("Here Dax began to speak")
    assert "R stopped the interview" in text[began:]
    assert "the named lead was rung" in text[began:]
    marked = [e for e in rows["excerpts"].values() if e.version == "sv-cop-w2-young-person-1"]
    assert marked
    assert all(e.end <= began for e in marked)


def test_the_identifying_detail_is_not_marked(rows: dict[str, dict[str, Any]]) -> None:
    text = TEXTS["que-w3-station-observation.txt"]
    at = text.index("parrot")
    marked = [e for e in rows["excerpts"].values() if e.version.startswith("sv-que-w3")]
    assert marked
    assert not any(e.start <= at < e.end for e in marked)


def test_a_consent_is_followed_without_a_gap_by_its_next_version(
    rows: dict[str, dict[str, Any]],
) -> None:
    consents = rows["consents"]
    second = [c for c in consents.values() if c.version == 2]
    assert len(second) == 8
    for later in second:
        first = consents[later.id.removesuffix("2") + "1"]
        assert (later.valid_from - first.valid_to).days == 1
        assert first.valid_from <= first.valid_to


def test_everybody_is_asked_for_every_use(rows: dict[str, dict[str, Any]]) -> None:
    people = set(rows["participants"])
    assert len(people) == 40
    for use in ("take-part", "quote", "archive", "contact-again", "practice-summary"):
        assert {c.participant for c in rows["consents"].values() if c.use == use} == people


def test_withdrawn_quotes_are_those_in_the_truth(rows: dict[str, dict[str, Any]]) -> None:
    quotes: dict[str, list[Any]] = {}
    for consent in rows["consents"].values():
        if consent.use == "quote":
            quotes.setdefault(consent.participant, []).append(consent)
    withdrawn = {
        person
        for person, given in quotes.items()
        if [c.given for c in sorted(given, key=lambda c: c.version)] == ["yes", "no"]
    }
    trap = next(t for t in truth()["traps"] if t["kind"] == "withdrawn consent")
    assert withdrawn == set(trap["where"])


def test_whoever_is_marked_had_agreed_to_take_part(rows: dict[str, dict[str, Any]]) -> None:
    for excerpt in rows["excerpts"].values():
        if excerpt.speaker:
            name = excerpt.speaker.removeprefix("p-")
            source = rows["sources"][rows["source_versions"][excerpt.version].source]
            consent = rows["consents"][f"cn-{name}-take-part-1"]
            assert (consent.given, consent.valid_from <= source.on) == ("yes", True)


def test_silences(rows: dict[str, dict[str, Any]]) -> None:
    people = rows["participants"].values()
    heard = {e.speaker for e in rows["excerpts"].values()}
    at_cwmarelin = [p for p in people if (p.site, p.role) == ("cwmarelin", "young-person")]
    assert at_cwmarelin
    assert not {p.id for p in at_cwmarelin} & heard
    assert not [p for p in people if (p.site, p.role) == ("copperstrand", "parent-or-carer")]
    assert not [s for s in rows["sources"].values() if s.site == "ballysorrin" and s.wave == 4]
    assert 10 <= sum(p.id not in heard for p in people) <= 20


def test_sarcasm_is_not_coded_as_help(rows: dict[str, dict[str, Any]]) -> None:
    for name in ("ex-str-laminated", "ex-str-huge-success"):
        labels = {c.label for c in rows["codings"].values() if c.excerpt == name}
        assert labels == {"inhibitor"}


def test_the_four_labels_and_two_coders_are_used(rows: dict[str, dict[str, Any]]) -> None:
    codings = rows["codings"].values()
    labels = {c.label for c in codings}
    assert labels == {"facilitator", "capability", "inhibitor", "barrier", None}
    assert {c.coder for c in codings} == {"Coder one", "Coder two"}
    assert 90 <= len(codings) <= 140
    used = {c.code for c in codings}
    assert used == set(rows["codebook"])


def test_codes_follow_constructs_of_the_library(rows: dict[str, dict[str, Any]]) -> None:
    path = Path(os.environ.get("SEEDBED_SHARED", "../shared")) / "domain" / "codebooks.csv"
    if not path.exists():
        pytest.skip("needs the shared codebooks")
    with path.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    followed = {c.follows for c in rows["codebook"].values() if c.follows}
    assert len(followed) > 10
    assert followed <= known

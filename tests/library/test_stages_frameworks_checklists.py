"""The stages, the three practice frameworks, and the reporting checklists."""

from typing import get_args

import pytest

from seedbed.library import (
    Framework,
    checklists,
    codebook,
    construct,
    frameworks,
    show,
    stage_model,
    stages,
    theory,
)
from seedbed.record import words

VERBS = ["conceived", "implemented", "tested", "sustained", "scaled", "spread"]


def test_the_stages_are_those_an_event_may_carry_in_that_order() -> None:
    assert tuple(stage.id for stage in stages()) == get_args(words.Stage)


def test_every_stage_has_questions_and_signs() -> None:
    for stage in stages():
        assert stage.gate_questions
        assert stage.signs_of_stall
        assert all(question.endswith("?") for question in stage.gate_questions)


def test_a_stage_and_its_code_are_defined_alike() -> None:
    for stage in stages():
        code = construct(stage.construct)
        assert (code.name, code.definition) == (stage.name.lower(), stage.definition)


def test_the_six_verbs_fall_in_stages_and_leave_out_system_change() -> None:
    verbs = stage_model().verbs
    assert [verb.word for verb in verbs] == VERBS
    reached = {stage for verb in verbs for stage in verb.stages}
    assert reached == {stage.id for stage in stages()} - {"system-change"}


def test_the_stage_model_points_to_its_propositions() -> None:
    assert len(theory(stage_model().theory).propositions) >= 2
    assert "a map, not a ladder" in stage_model().text()


def test_the_frameworks_are_those_an_innovation_may_carry() -> None:
    assert {it.id for it in frameworks()} == set(get_args(words.Framework)) - {"other"}


@pytest.mark.parametrize("framework", frameworks(), ids=lambda it: it.id)
def test_a_principle_has_its_code_in_the_codebook_of_the_framework(framework: Framework) -> None:
    codes = {it.id for it in codebook(framework.codebook).constructs}
    named = [it.construct for it in framework.principles if it.construct]
    assert set(named) <= codes
    assert len(set(named)) == len(named)
    assert all(it.id.startswith(f"{framework.id}.") for it in framework.principles)


@pytest.mark.parametrize("framework", frameworks(), ids=lambda it: it.id)
def test_a_framework_says_how_it_drifts_and_what_is_not_ours(framework: Framework) -> None:
    assert len(framework.drifts) >= 3
    assert framework.held_elsewhere
    assert framework.citations
    text = framework.text()
    assert all(held.name in text for held in framework.held_elsewhere)
    groups = {row["group"] for row in framework.table()}
    assert {"drift", "said", "held elsewhere"} <= groups


@pytest.mark.parametrize("framework", frameworks(), ids=lambda it: it.id)
def test_what_is_said_to_be_found_has_somebody_who_said_it(framework: Framework) -> None:
    for it in framework.statements:
        assert it.who
        assert it.as_at
        assert it.source or it.status != "found", it.says


def test_background_knowledge_in_a_framework_is_marked_so() -> None:
    rows = {row["id"]: row["how_we_know"] for row in show("contextual").table()}
    assert rows["contextual.target"] == "found in its source"
    assert str(rows["contextual.ecological"]).startswith("background knowledge")


def test_friends_are_mapped_by_initials_on_one_file() -> None:
    said = " ".join(it.says for it in frameworks()[1].statements)
    assert "two purposes only" in said
    assert "initials" in said
    assert "confidential file" in said


def test_checklists_are_known_by_name_and_size() -> None:
    sizes = {it.title: it.n_items for it in checklists()}
    assert sizes == {
        "GRADE-CERQual": 4, "SWiM": 9, "TIDieR": 12, "StaRI": 27, "SQUIRE 2.0": 18, "COREQ": 32,
        "SRQR": 21, "STROBE": 22, "CHEERS 2022": 28, "GRIPP2": 34, "RAMESES II": 20,
    }  # fmt: skip


def test_the_wording_of_a_checklist_is_not_shipped() -> None:
    for it in checklists():
        assert it.licence == "Wording not shipped."
        assert it.text().endswith(it.licence)
        assert it.address or it.status == "known", f"{it.id}: found where?"

"""The theories: every proposition can be contradicted, has rivals, and leans on what exists."""

import pytest

from seedbed.library import FAMILIES, Proposition, codebooks, constructs, stages, theories, theory

PROPOSITIONS = [it for theory in theories() for it in theory.propositions]


def test_there_are_at_least_eight_over_every_family() -> None:
    assert len(theories()) >= 8
    assert {it.family for it in theories()} == set(FAMILIES)
    assert len({it.title for it in theories()}) == len(theories())


def test_they_come_in_the_order_of_their_families() -> None:
    order = list(FAMILIES)
    places = [order.index(it.family) for it in theories()]
    assert places == sorted(places)


def test_every_theory_has_two_propositions_or_more_numbered_under_it() -> None:
    for it in theories():
        numbers = range(1, len(it.propositions) + 1)
        assert len(numbers) >= 2
        assert [p.id for p in it.propositions] == [f"{it.id}.{n}" for n in numbers]
        assert all(p.theory == it.id for p in it.propositions)


@pytest.mark.parametrize("it", PROPOSITIONS, ids=lambda it: it.id)
def test_a_proposition_says_what_to_see_if_true_and_if_false_and_names_rivals(
    it: Proposition,
) -> None:
    said = [it.statement, it.predicts_if_true, it.predicts_if_false]
    said += [rival.says for rival in it.rivals]
    assert len(it.rivals) >= 1
    assert all(len(text.split()) >= 6 for text in said)
    assert len(set(said)) == len(said), "two of its texts are the same"
    assert len({rival.name for rival in it.rivals}) == len(it.rivals)
    assert all(text in it.text() for text in said)


def test_what_a_theory_leans_on_exists() -> None:
    ids = {it.id for it in theories()}
    books, codes = {it.id for it in codebooks()}, {it.id for it in constructs()}
    gates = {it.id for it in stages()}
    for it in theories():
        assert set(it.codebooks) <= books, it.id
    for p in PROPOSITIONS:
        assert set(p.stages) <= gates, p.id
        assert set(p.constructs) <= codes, p.id
        named = {rival.theory for rival in p.rivals if rival.theory}
        assert named <= ids - {p.theory}, f"{p.id}: a rival comes from another theory"


def test_every_theory_has_a_codebook_to_code_by() -> None:
    assert [it.id for it in theories() if not it.codebooks] == []


def test_a_theory_says_that_its_predictions_are_not_findings() -> None:
    for it in theories():
        assert it.text().endswith("they are not findings.")
        assert it.citation in it.text()
        assert [row["id"] for row in it.table()] == [p.id for p in it.propositions]


def test_only_what_was_found_is_called_found() -> None:
    assert {it.id for it in theories() if it.status == "found"} == {"stage-map", "conducive-zone"}
    assert "background knowledge" in theory("sensemaking").text()
